//! The reports for other tools: each against the rules of its format, with a hostile server's texts in them, and all of
//! them from one real run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use conformance::outcome::{Overall, Report, Stop, Stopped};
use conformance::report::{github, har, json, junit, markdown, sarif};
use serde_json::Value;

use crate::html::{HOSTILE, failing, passing};
use crate::recordings::{AUTH, DESCRIPTION, OVERLAY, with_server};

fn inconclusive() -> Report {
    let mut report = passing("");
    report.verdict = Overall::Inconclusive;
    report.summary = "nothing was judged".to_owned();
    report
}

fn all() -> [Report; 4] {
    [passing(""), failing(""), failing(HOSTILE), inconclusive()]
}

#[test]
fn the_published_schema_is_the_one_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("report.schema.json");
    let now = json::schema().unwrap();
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == now,
        "conformance/report.schema.json is stale; run UPDATE_SCHEMAS=1 cargo test -p conformance schema"
    );
    for report in all() {
        assert_valid(&serde_json::from_str(&json::render(&report).unwrap()).unwrap());
    }
}

/// Valid by the published schema, and by one that allows no member which it does not name.
fn assert_valid(report: &Value) {
    let mut schema: Value = serde_json::from_str(&json::schema().unwrap()).unwrap();
    for _ in 0..2 {
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(report)
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        close(&mut schema);
    }
}

fn close(schema: &mut Value) {
    if schema["properties"].is_object() {
        schema["additionalProperties"] = false.into();
    }
    match schema {
        Value::Object(members) => members.values_mut().for_each(close),
        Value::Array(elements) => elements.iter_mut().for_each(close),
        _ => {}
    }
}

/// The rules of the JUnit format that Jenkins, GitLab and Surefire's readers share.
fn assert_junit(text: &str) {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{e}: {text}"));
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let (attributes, children): (&[&str], &[&str]) = match node.tag_name().name() {
            "testsuites" => (
                &["name", "tests", "failures", "errors", "time"],
                &["testsuite"],
            ),
            "testsuite" => (
                &[
                    "name",
                    "tests",
                    "failures",
                    "errors",
                    "skipped",
                    "timestamp",
                    "time",
                ],
                &["testcase"],
            ),
            "testcase" => (
                &["name", "classname", "time"],
                &["skipped", "error", "failure", "system-out"],
            ),
            "failure" | "error" => (&["type", "message"], &[]),
            "skipped" => (&["message"], &[]),
            "system-out" => (&[], &[]),
            other => panic!("<{other}>"),
        };
        for attribute in node.attributes() {
            assert!(
                attributes.contains(&attribute.name()),
                "{}",
                attribute.name()
            );
        }
        for child in node.children().filter(roxmltree::Node::is_element) {
            assert!(
                children.contains(&child.tag_name().name()),
                "{:?}",
                child.tag_name()
            );
        }
        let number = |name: &str| node.attribute(name).map(|n| n.parse::<usize>().unwrap());
        if let Some(tests) = number("tests") {
            let count = |name: &str| node.descendants().filter(|n| n.has_tag_name(name)).count();
            assert_eq!(tests, count("testcase"));
            assert_eq!(number("failures"), Some(count("failure")));
            assert_eq!(number("errors"), Some(count("error")));
        }
    }
}

#[test]
fn junit_has_a_case_for_each_operation_and_oracle() {
    for report in all() {
        assert_junit(&junit::render(&report).unwrap());
    }
    let text = junit::render(&failing("")).unwrap();
    let document = roxmltree::Document::parse(&text).unwrap();
    let case = |name: &str| {
        let named = |n: &roxmltree::Node| n.attribute("name") == Some(name);
        let case = document.descendants().find(named).unwrap();
        case.children()
            .find(roxmltree::Node::is_element)
            .map(|n| n.tag_name().name().to_owned())
    };
    assert_eq!(case("torn-apart").as_deref(), Some("failure"));
    assert_eq!(case("holding"), None);
    assert_eq!(
        text.matches("type=\"deviation\"").count(),
        1,
        "one is of no use any more"
    );
    assert_eq!(case("torn").as_deref(), Some("skipped"));
    assert_eq!(case("lacking").as_deref(), Some("skipped"));
    let text = junit::render(&inconclusive()).unwrap();
    assert!(text.contains("errors=\"1\"") && text.contains("message=\"nothing was judged\""));
}

/// SARIF 2.1.0 as far as readers rely on it; the whole schema is asked by `.ci/reports`.
fn assert_sarif(text: &str) {
    let log: Value = serde_json::from_str(text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        if let Some(index) = result["ruleIndex"].as_u64() {
            let rule = &rules[usize::try_from(index).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
        }
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["startLine"], 12);
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        let fits = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
        assert!(
            uri.starts_with("spec/a%20b") && uri.chars().all(fits),
            "{uri}"
        );
    }
}

#[test]
fn sarif_points_into_the_description() {
    for report in all() {
        assert_sarif(&sarif::render(&report).unwrap());
    }
    let log: Value = serde_json::from_str(&sarif::render(&failing("")).unwrap()).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&"torn-apart".into(), &"error".into())
    );
    assert_eq!(
        result["partialFingerprints"]["conform/v2"],
        "torn-apart/upsert/name"
    );
}

/// HAR 1.2 as far as readers rely on it; the whole schema is asked by `.ci/reports`.
fn assert_har(text: &str) -> Value {
    let archive: Value = serde_json::from_str(text).unwrap();
    let log = &archive["log"];
    assert_eq!(log["version"], "1.2");
    let pages: BTreeSet<&str> = log["pages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| page["id"].as_str().unwrap())
        .collect();
    for entry in log["entries"].as_array().unwrap() {
        assert!(pages.contains(entry["pageref"].as_str().unwrap()));
        assert!(entry["startedDateTime"].as_str().unwrap().ends_with('Z'));
        for member in [
            "method",
            "url",
            "httpVersion",
            "cookies",
            "headers",
            "queryString",
        ] {
            assert!(entry["request"].get(member).is_some(), "{member}");
        }
        for member in [
            "status",
            "statusText",
            "httpVersion",
            "cookies",
            "headers",
            "content",
        ] {
            assert!(entry["response"].get(member).is_some(), "{member}");
        }
        assert!(entry["timings"]["wait"].is_number() && entry["cache"].is_object());
    }
    archive
}

#[test]
fn an_archive_of_nothing_is_one() {
    let text = har::Recorder::default().render(&passing("")).unwrap();
    assert_eq!(assert_har(&text)["log"]["entries"], serde_json::json!([]));
}

#[test]
fn annotations_stay_within_their_line() {
    let text = github::render(&failing(HOSTILE));
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
    let line = text.lines().next().unwrap();
    let (properties, _) = line["::error ".len()..].split_once("::").unwrap();
    assert!(properties.starts_with("file=spec/a b"), "{line}");
    assert_eq!(properties.matches(',').count(), 3, "{properties}");
    assert!(properties.contains(",line=12,col=5,title="), "{line}");
    let deviation = text.lines().nth(1).unwrap();
    assert!(deviation.starts_with("::error title=known deviation::elsewhere of upsert"));
    let mut should = failing("");
    should.findings[1].accepted = None;
    assert!(github::render(&should).contains("::warning file="));
    assert!(github::render(&failing("a%b\r\n::error::c")).contains("a%25b%0D%0A::error::c"));
    assert_eq!(github::render(&passing("")), "");
    assert!(github::render(&inconclusive()).starts_with("::error title=inconclusive::nothing"));
    let mut many = failing("");
    many.findings = vec![many.findings[0].clone(); 13];
    assert_eq!(github::render(&many).lines().count(), 12);
    assert!(github::render(&many).contains("::notice::3 more"));
}

#[test]
fn markdown_is_no_way_into_the_page() {
    let text = markdown::render(&failing(HOSTILE));
    let outside: String = text
        .split("\n```")
        .step_by(2) // the blocks of code are the others
        .flat_map(|part| part.split('`').step_by(2))
        .collect();
    for bad in ["<img", "</script", "<!--", "\u{202e}"] {
        assert!(!outside.contains(bad), "{bad} in {outside}");
    }
    assert!(!text.contains(['\u{0}', '\u{1b}', '\u{202e}']));
    assert!(markdown::render(&passing("")).starts_with("## ✅ Pass: Entities"));
    let mut stopped = passing("");
    let early = Stopped {
        why: Stop::MaxTime,
        after: 60,
        of: 900,
    };
    stopped.summary = format!("{early}; all is well");
    stopped.stopped = Some(early);
    let said = "stopped after 60 of 900 requests";
    assert!(markdown::render(&stopped).contains(said));
    assert!(github::render(&stopped).contains(said));
    assert!(junit::render(&stopped).unwrap().contains(said));
    assert!(sarif::render(&stopped).unwrap().contains(said));
    assert!(
        json::render(&stopped)
            .unwrap()
            .contains("\"why\": \"max-time\"")
    );
}

fn run(url: &str, folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conform"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["run", DESCRIPTION, "--overlay", OVERLAY, "--url", url])
        .args(AUTH)
        .args(["--param", "providerCredKey=7"])
        .args(["--param", "vbasoftware-database=alpha", "--seed", "3"])
        .args(["--report-dir", folder.to_str().unwrap()])
        .args(more)
        .env("KEY", "reference-key")
        .env("TOKEN", "reference-token")
        .env("GITHUB_STEP_SUMMARY", folder.join("summary"))
        .env_remove("GITHUB_ACTIONS")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn read(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn one_run_writes_all_of_them() {
    with_server(Some("drops-last-result"), |url| {
        let folder = tempfile::tempdir().unwrap();
        let of = |name: &str| read(folder.path().join(name));
        let output = run(
            url,
            folder.path(),
            &["--budget", "1000", "--github", "always"],
        );
        let shown = text(&output.stdout);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{shown}{}",
            text(&output.stderr)
        );
        let report: Value = serde_json::from_str(&of("report.json")).unwrap();
        assert_valid(&report);
        assert_eq!(report["format"], 1);
        let finding = &report["findings"][0];
        assert_eq!(finding["gated"], true);
        let (line, at) = (
            finding["at"]["line"].as_u64().unwrap(),
            &finding["at"]["file"],
        );
        assert_eq!(at, DESCRIPTION);
        let description = read(Path::new(env!("CARGO_MANIFEST_DIR")).join(DESCRIPTION));
        let described = description.lines().nth(usize::try_from(line).unwrap() - 1);
        assert_eq!(described.map(str::trim), Some("put:"));
        assert!(shown.contains(&format!("::error file={DESCRIPTION},line={line},col=")));
        assert_eq!(of("summary"), of("report.md"));
        assert_junit(&of("junit.xml"));
        assert!(of("junit.xml").contains("<failure type=\"MUST\""));
        let log: Value = serde_json::from_str(&of("report.sarif")).unwrap();
        let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], line);
        let archive = assert_har(&of("report.har"));
        let entries = archive["log"]["entries"].as_array().unwrap();
        assert_eq!(entries[0]["pageref"], "finding-1");
        assert!(entries.len() > 300);
        let contact = entries.iter().filter(|entry| entry["pageref"] == "contact");
        assert!(
            contact.count() >= 10,
            "the first contact with two operations"
        );
        assert!(
            entries[0]["request"]["headers"]
                .to_string()
                .contains("Bearer $BEARER_AUTH")
        );
        let rows = report["operations"].as_array().unwrap();
        assert_eq!(rows.len(), 12); // two batches, ten others
        let requests = &finding["requests"][0];
        assert_eq!(
            requests["sent_marks"],
            serde_json::json!(["/1"]),
            "no result for it"
        );
        assert!(requests["received_marks"].is_null(), "{requests}");
        assert_covered(&rows[0]["coverage"]);
        let answered: u64 = numbers(&report["latencies"], "requests").iter().sum();
        let count = |member: &str| report[member].as_u64().unwrap();
        assert_eq!(answered + count("unavailable"), count("requests"));
        assert!(
            rows[0]["oracles"]["one-result-per-item"]["violated"]
                .as_u64()
                .unwrap()
                > 0
        );
    });
}

fn numbers(rows: &Value, member: &str) -> Vec<u64> {
    let rows = rows.as_array().unwrap().iter();
    rows.filter_map(|row| row[member].as_u64()).collect()
}

/// Every kind of thing that the description promises was touched, constraints on both sides.
fn assert_covered(coverage: &Value) {
    for calls in coverage["calls"].as_object().unwrap().values() {
        assert!(calls.as_u64().unwrap() > 0);
    }
    assert!(
        numbers(&coverage["parameters"], "sound")
            .iter()
            .all(|n| *n > 0)
    );
    assert!(
        numbers(&coverage["parameters"], "wrong")
            .iter()
            .any(|n| *n > 0)
    );
    let row = |rows: &str, member: &str, value: &str| {
        let mut rows = coverage[rows].as_array().unwrap().iter();
        rows.find(|row| row[member] == value).cloned().unwrap()
    };
    let long = row("constraints", "demand", "at most 20 characters");
    for member in ["kept", "limit", "broken"] {
        assert!(long[member].as_u64().unwrap() > 0, "{long}");
    }
    let optional = row("constraints", "demand", "may be absent");
    assert!(optional["kept"].as_u64().unwrap() > 0 && optional["broken"].is_null());
    assert_eq!(row("statuses", "status", "207")["declared"], true);
    assert_eq!(row("statuses", "status", "400")["declared"], false);
    assert!(coverage["item_statuses"]["201"].as_u64().unwrap() > 0);
}

#[test]
fn only_those_that_were_asked_for_are_written() {
    with_server(None, |url| {
        let folder = tempfile::tempdir().unwrap();
        let findings = folder.path().join("findings");
        std::fs::create_dir(&findings).unwrap();
        for name in [
            "01-answer-is-207.sh",
            "12-answer-is-207.json",
            "notes.json",
            "1-x.sh",
        ] {
            std::fs::write(findings.join(name), "an earlier run").unwrap();
        }
        let output = run(
            url,
            folder.path(),
            &["--budget", "20", "--report", "junit,markdown"],
        );
        let shown = text(&output.stdout);
        assert!(
            !shown.contains("::"),
            "no annotations outside of GitHub: {shown}"
        );
        let names = |folder: &Path| {
            let entries = std::fs::read_dir(folder).unwrap();
            let name = |entry: std::fs::DirEntry| entry.file_name().into_string().unwrap();
            let names: BTreeSet<String> = entries.map(|entry| name(entry.unwrap())).collect();
            names.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(names(folder.path()), ["findings", "junit.xml", "report.md"]);
        assert_eq!(
            names(&findings),
            ["1-x.sh", "notes.json"],
            "only what is ours is gone"
        );
    });
}
