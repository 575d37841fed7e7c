//! `report.html`: what a person finds on it, and that no text of a server gets out of its place.

use conformance::contract::Location;
use conformance::coverage::{Carrier, Constraint, Coverage, Parameter, Status};
use conformance::deviations::{DeviationRow, State};
use conformance::oracles::{Gate, Level};
use conformance::outcome::{
    Bucket, Case, Counts, Finding, OperationRow, OracleRow, Overall, Report, Reproduced, Shown,
};
use conformance::report::html;

/// All that might open a tag, close an attribute, end a script, start a template, drive a terminal or reorder text.
pub(crate) const HOSTILE: &str = "</script></style></pre><img src=x onerror=alert(1)>\"'`--><!--{{ 7*7 }}{% raw %}&lt;\u{0}\u{1b}[2J\u{7f}\u{202e}]]>";

fn oracle(id: &'static str, counts: [usize; 3], not_evaluated: Option<&'static str>) -> OracleRow {
    let [armed, decided, violated] = counts;
    OracleRow {
        id: id.into(),
        level: Level::Must,
        claim: "Something holds.".into(),
        armed,
        decided,
        violated,
        not_evaluated: not_evaluated.map(Into::into),
    }
}

pub(crate) fn passing(text: &str) -> Report {
    Report {
        format: conformance::outcome::FORMAT,
        suite: "0.0.0".to_owned(),
        started: "2026-01-02T03:04:05.678Z".to_owned(),
        verdict: Overall::Pass,
        summary: format!("all is well {text}"),
        stopped: None,
        shard: None,
        title: format!("Entities {text}"),
        target: format!("http://127.0.0.1:8080/{text}"),
        seed: 42,
        gate: Gate::Must,
        milliseconds: 61_234,
        requests: 900,
        items: 1234,
        unavailable: 3,
        batches: [("all created".to_owned(), 30), ("empty".to_owned(), 0)].into(),
        item_statuses: [("201".to_owned(), 40), (format!("x{text}"), 1)].into(),
        latency: [
            ("min", 800),
            ("p50", 1500),
            ("p90", 30_000),
            ("p99", 400_000),
            ("max", 5_000_000),
        ]
        .map(|(name, time)| (name.to_owned(), time))
        .into(),
        latencies: [(1000, 7), (2000, 0), (5000, 41), (u64::MAX, 1)]
            .map(|(up_to, requests)| Bucket { up_to, requests })
            .into(),
        created: Default::default(),
        deviations: Vec::new(),
        probed: [(format!("upsert {text}"), vec![format!("two items {text}")])].into(),
        findings: Vec::new(),
        oracles: vec![
            oracle("holding", [9, 8, 0], None),
            oracle("waiting", [0, 0, 0], None),
            oracle("torn", [4, 0, 0], None),
            oracle("lacking", [0, 0, 0], Some("no way to read")),
        ],
        operations: vec![OperationRow {
            id: format!("upsert{text}"),
            endpoint: format!("PUT /things/{{id}}{text}"),
            at: None,
            coverage: coverage(text),
            oracles: [("holding", [9, 8, 0]), ("torn", [4, 0, 0])]
                .map(|(id, all)| (id.into(), counts(all)))
                .into(),
        }],
    }
}

fn coverage(text: &str) -> Coverage {
    Coverage {
        calls: [(format!("upsert{text}"), 900), ("read".to_owned(), 0)].into(),
        parameters: vec![Parameter {
            name: format!("tenant{text}"),
            place: Carrier::Header,
            sound: 890,
            wrong: 6,
            absent: 4,
        }],
        constraints: vec![
            Constraint {
                property: format!("name{text}"),
                demand: "at most 20 characters".to_owned(),
                kept: 70,
                limit: Some(0),
                broken: Some(5),
            },
            Constraint {
                property: "other".to_owned(),
                demand: "may be null".to_owned(),
                kept: 0,
                limit: None,
                broken: None,
            },
        ],
        statuses: vec![
            Status {
                status: "207".to_owned(),
                declared: true,
                seen: 800,
            },
            Status {
                status: "401".to_owned(),
                declared: true,
                seen: 0,
            },
            Status {
                status: "418".to_owned(),
                declared: false,
                seen: 1,
            },
        ],
        item_statuses: [("201".to_owned(), 40), (format!("x{text}"), 1)].into(),
    }
}

fn counts([armed, decided, violated]: [usize; 3]) -> Counts {
    Counts {
        armed,
        decided,
        violated,
    }
}

pub(crate) fn failing(text: &str) -> Report {
    let exchange = |step, telling, sent: &str, received: String, status| Shown {
        step,
        telling,
        method: "PUT".to_owned(),
        target: format!("/things/7?x={text}"),
        headers: vec![("x-api-key".to_owned(), format!("$KEY{text}"))],
        sent: sent.to_owned(),
        sent_marks: vec!["/0".to_owned()],
        status,
        media_type: status.map(|_| format!("application/json{text}")),
        received,
        received_marks: vec!["/data/0/status".to_owned()],
    };
    let finding = |level, oracle: &'static str, times, requests| Finding {
        oracle: oracle.into(),
        level,
        accepted: (level == Level::Should).then(|| format!("we know{text}")),
        gated: level == Level::Must,
        claim: "Something holds.".into(),
        why: "RFC 9110, 15.3.".into(),
        operation: format!("upsert{text}"),
        endpoint: format!("PUT /things/{{id}}{text}"),
        at: Some(Location {
            file: format!("spec/a b{text}.yaml"),
            line: 12,
            column: 5,
        }),
        about: format!("name{text}"),
        message: format!("expected one, got two{text}"),
        plan: format!("plan{text}"),
        occurrences: 17,
        first_request: 3,
        cases: vec![Case {
            about: "id".to_owned(),
            message: "m".to_owned(),
            accepted: None,
            occurrences: 1,
        }],
        reproduced: Reproduced { times, tries: 5 },
        requests,
        curl: format!("curl -X PUT \"http://127.0.0.1/\" # {text}"),
        recording: Some(format!("findings/01-{text}.json")),
        script: Some(format!("findings/01-{text}.sh")),
        recorded: None,
    };
    let answer = r#"{"data":[{"id":[{"key":"a","value":123456789012345678901234567890}],"status":201,"status":1e400}],"error":null}"#;
    let deviation = |state| DeviationRow {
        oracle: "elsewhere".to_owned(),
        operation: format!("upsert{text}"),
        fingerprint: format!("name{text}"),
        reason: format!("we know{text}"),
        owner: format!("us{text}"),
        expires: None,
        state,
        occurrences: 1,
    };
    let mut report = passing(text);
    report.deviations = vec![deviation(State::Accepted), deviation(State::NoLongerFails)];
    report.verdict = Overall::Fail;
    report.oracles.push(oracle("torn-apart", [7, 7, 2], None));
    (report.operations[0].oracles).insert("torn-apart".into(), counts([7, 7, 2]));
    report.findings = vec![
        finding(
            Level::Must,
            "torn-apart",
            4,
            vec![
                exchange(0, false, r#"[{"a":1}]"#, answer.to_owned(), Some(207)),
                exchange(1, true, "[", format!("no JSON{text}"), Some(500)),
                exchange(1, true, "", format!("no answer: {text}"), None),
            ],
        ),
        finding(Level::Should, "elsewhere", 0, Vec::new()),
    ];
    report
}

/// Every tag with its attributes, but for the nonce: what a browser builds the page from.
fn tags(page: &str) -> Vec<&str> {
    let tags = page
        .split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap());
    tags.map(|tag| tag.split("nonce").next().unwrap()).collect()
}

fn count(page: &str, text: &str) -> usize {
    page.matches(text).count()
}

/// The page fetches nothing and runs nothing but its own script.
fn assert_self_contained(page: &str) {
    let policy = "content=\"default-src 'none'; style-src 'nonce-";
    assert_eq!(count(page, policy), 1);
    assert!(page.find(policy).unwrap() < page.find("<style").unwrap());
    assert_eq!(count(page, "unsafe-"), 0);
    for tag in tags(page) {
        let name = tag.split_whitespace().next().unwrap_or_default();
        let outside = ["img", "link", "iframe", "object", "embed", "base", "form"];
        assert!(!outside.contains(&name), "<{tag}>");
        for attribute in [
            " src=",
            " style=",
            " on",
            "href=\"http",
            "href=\"//",
            "javascript:",
        ] {
            assert!(!tag.contains(attribute), "<{tag}>");
        }
    }
    let style = page.split("<style").nth(1).unwrap();
    let style = style.split("</style").next().unwrap();
    assert!(!style.contains("@import") && !style.contains("url("));
    assert_eq!(count(page, "<script"), 1);
    assert_eq!(count(page, "</script"), 1);
}

#[test]
fn a_pass_is_a_short_page_without_findings() {
    let page = html::render(&passing("")).unwrap();
    assert_self_contained(&page);
    assert!(page.contains("<div class=\"verdict pass\">"));
    assert!(page.contains("There are none."));
    assert_eq!(count(&page, "class=\"finding"), 0);
    for fact in ["all is well", "42", "1 min 1.2 s", "900", "1234"] {
        assert!(
            page.contains(&format!("{fact}</dd>")) || page.contains(fact),
            "{fact}"
        );
    }
    for latency in ["800 µs", "1.5 ms", "30 ms", "400 ms", "5.0 s"] {
        assert!(page.contains(latency), "{latency}");
    }
    assert!(page.len() < 32_000, "{} bytes", page.len());
}

#[test]
fn every_oracle_says_where_it_stands() {
    let page = html::render(&failing("")).unwrap();
    for state in [
        "holds",
        "never armed",
        "inconclusive",
        "not evaluated",
        "violated",
    ] {
        assert_eq!(
            count(&page, &format!("data-state=\"{state}\"")),
            1,
            "{state}"
        );
    }
    assert!(page.contains("no way to read"));
    assert!(page.contains("<a href=\"#finding-1\">violated</a>"));
}

#[test]
fn a_finding_shows_its_smallest_run() {
    let page = html::render(&failing("")).unwrap();
    assert_self_contained(&page);
    assert!(page.contains("<div class=\"verdict fail\">"));
    let first = page.find("id=\"finding-1\"").unwrap();
    let second = page.find("id=\"finding-2\"").unwrap();
    let (must, should) = (&page[first..second], &page[second..]);
    assert!(must.contains("reproduced 4 of 5") && !must.contains("intermittent"));
    assert!(should.contains("intermittent: reproduced 0 of 5"));
    assert_eq!(count(must, "<h4>Request"), 3);
    assert_eq!(count(must, "shows the violation"), 2);
    assert_eq!(count(must, "step 2, sent at the same time"), 2);
    assert!(
        must.contains("207 application&#x2f;json"),
        "the answer's status and type"
    );
    assert!(must.contains("no answer"));
    assert!(must.contains("curl -X PUT"));
    assert!(should.contains("known deviation") && !must.contains("known deviation"));
    assert!(page.contains("<b class=\"broken\">no longer fails: take it out</b>"));
}

#[test]
fn json_is_indented_and_nothing_in_it_is_changed() {
    let page = html::render(&failing("")).unwrap();
    let text = page.replace("&quot;", "\"");
    assert!(text.contains("[<mark>{\"a\": 1}</mark>]"));
    assert!(text.contains(
        "\n      \"id\": [{\"key\": \"a\", \"value\": 123456789012345678901234567890}],\n      \"status\": <mark>201</mark>,\n      \"status\": <mark>1e400</mark>\n"
    ), "a name that is given twice is marked twice");
    assert!(
        text.contains("Body sent\">\n[</pre>"),
        "what is no JSON stays as it is"
    );
}

#[test]
fn a_run_that_judged_nothing_is_inconclusive() {
    let mut report = passing("");
    report.verdict = Overall::Inconclusive;
    report.oracles.clear();
    report.latency.clear();
    report.batches.clear();
    report.item_statuses.clear();
    report.probed.clear();
    let page = html::render(&report).unwrap();
    assert_self_contained(&page);
    assert!(page.contains("<div class=\"verdict inconclusive\">"));
}

#[test]
fn hostile_text_stays_text() {
    let page = html::render(&failing(HOSTILE)).unwrap();
    assert_self_contained(&page);
    let harmless = html::render(&failing("")).unwrap();
    assert!(
        tags(&page) == tags(&harmless),
        "the texts changed the markup"
    );
    assert!(page.contains("{{ 7*7 }}{% raw %}&amp;lt;"));
    let script = page.find("curl -X PUT").unwrap();
    assert!(!page[..script].contains(['\u{0}', '\u{1b}', '\u{7f}', '\u{202e}']));
    assert!(page.contains("⟨U+0000⟩⟨U+001B⟩[2J⟨U+007F⟩⟨U+202E⟩"));
    assert!(
        page[script..].contains('\u{202e}'),
        "the script runs as it stands"
    );
}

#[test]
fn hostile_amounts_stay_within_bounds() {
    let mut report = failing("");
    let deep = format!(
        "{}{}{}",
        "[".repeat(100),
        "1,".repeat(9000) + "1",
        "]".repeat(100)
    );
    let bottomless = format!("{}{}", "[".repeat(9000), "]".repeat(9000));
    for received in [deep, bottomless] {
        report.findings[0].requests[0].received = received;
        let page = html::render(&report).unwrap();
        assert!(page.len() < 250_000, "{} bytes", page.len());
    }
    report.item_statuses = (0..5000).map(|n| (n.to_string(), 1)).collect();
    let page = html::render(&report).unwrap();
    assert!(page.contains("and 4984 more"));
    assert!(page.len() < 100_000, "{} bytes", page.len());
}

#[test]
fn every_page_has_its_own_nonce() {
    let nonce = |page: String| page.split("'nonce-").nth(1).unwrap()[..32].to_owned();
    let first = nonce(html::render(&passing("")).unwrap());
    assert!(first.chars().all(|c| c.is_ascii_hexdigit()));
    assert_ne!(first, nonce(html::render(&passing("")).unwrap()));
}
