//! Known deviations: accepted with a reason, told when they no longer fail, have expired, or name what there is not.

use std::path::Path;
use std::process::Output;

use conformance::deviations::{Deviations, State, read, schema};
use serde_json::Value;

use crate::recordings::{self, TENANTS, text, with_server};

fn run(url: &str, folder: &Path, more: &[&str]) -> (Output, Value) {
    let known = folder.join("known.toml");
    let fixed = ["--deviations", known.to_str().unwrap()];
    recordings::run(url, folder, &[&TENANTS[..], &fixed, more].concat())
}

fn states(report: &Value) -> Vec<String> {
    let rows = report["deviations"].as_array().cloned().unwrap_or_default();
    let states = rows.iter().map(|row| row["state"].as_str().unwrap());
    states.map(str::to_owned).collect()
}

#[test]
fn what_is_accepted_fails_no_gate_until_it_no_longer_fails() {
    let folder = tempfile::tempdir().unwrap();
    let known = folder.path().join("known.toml");
    with_server(Some("message-contradicts-status"), |url| {
        let (output, report) = run(
            url,
            folder.path(),
            &["--seed", "3", "--gate", "should", "--update-deviations"],
        );
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{shown}");
        assert!(
            shown.contains("0 kept") && shown.contains("need a reason and an owner"),
            "{shown}"
        );
        assert_eq!(report["verdict"], "fail", "that is what was found");

        // explained by somebody, it stays explained
        let written = std::fs::read_to_string(&known).unwrap();
        let explained = written.replace("not explained yet", "ticket 7: soon");
        std::fs::write(&known, explained.replace("nobody yet", "billing team")).unwrap();
        let (output, report) = run(
            url,
            folder.path(),
            &["--seed", "4", "--gate", "should", "--update-deviations"],
        );
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{shown}");
        assert_eq!(report["verdict"], "pass", "{shown}");
        assert!(shown.contains("ticket 7: soon (billing team)"), "{shown}");
        let states = states(&report);
        assert!(!states.is_empty() && states.iter().all(|s| s == "accepted"));
        let finding = &report["findings"][0];
        assert_eq!(finding["accepted"], "ticket 7: soon");
        assert_eq!(finding["gated"], false);
        let kept = read(&std::fs::read_to_string(&known).unwrap()).unwrap();
        assert!(kept.deviation.iter().all(|d| d.owner == "billing team"));
    });
    with_server(None, |url| {
        let (output, report) = run(url, folder.path(), &["--seed", "5"]);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{shown}");
        assert!(shown.contains("no longer fails: take it out"), "{shown}");
        assert!(states(&report).contains(&"no-longer-fails".to_owned()));
        // a run that was too short to tell says so
        let (_, report) = run(url, folder.path(), &["--seed", "6", "--max-time", "1s"]);
        assert!(
            !states(&report).contains(&"no-longer-fails".to_owned()),
            "{report:#}"
        );
        let (output, _) = run(url, folder.path(), &["--seed", "7", "--update-deviations"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
        let left = read(&std::fs::read_to_string(&known).unwrap()).unwrap();
        assert_eq!(left, Deviations::default());
    });
}

const ENTRY: &str = r#"
format = 2
[[deviation]]
oracle = "ids-echo-keys"
operation = "upsertProviderCredServices"
fingerprint = "credService_Key"
reason = "an old client needs it"
owner = "somebody"
"#;

#[test]
fn expired_and_misnamed_entries_fail_the_gate() {
    with_server(None, |url| {
        for (entry, state) in [
            (
                ENTRY.replace("ids-echo-keys", "ids-echo-keyz"),
                "unknown-oracle",
            ),
            (ENTRY.replace("Services", "Servicez"), "unknown-operation"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("known.toml"), entry).unwrap();
            let (output, report) = run(url, folder.path(), &["--budget", "60"]);
            assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
            assert_eq!(states(&report), [state]);
        }
    });
}

/// A run in which the entry of [`ENTRY`] fails so often, and was decided or not.
struct Told(usize, bool);

impl conformance::deviations::Run for Told {
    fn occurrences(&self, _: &str, _: &str, fingerprint: &str) -> usize {
        if fingerprint == "credService_Key" {
            self.0
        } else {
            0
        }
    }
    fn decided(&self, _: &str, _: &str) -> bool {
        self.1
    }
    fn knows(&self, operation: &str) -> bool {
        operation == "upsertProviderCredServices"
    }
}

#[test]
fn the_last_day_counts_and_the_next_does_not() {
    for expires in ["\"2027-01-31\"", "2027-01-31"] {
        let known = read(&format!("{ENTRY}expires = {expires}\n")).unwrap();
        let state = |told, day: &str| known.judge(&told, day.parse().unwrap())[0].state;
        assert_eq!(state(Told(3, true), "2027-01-31"), State::Accepted);
        assert_eq!(state(Told(3, true), "2027-02-01"), State::Expired);
        assert_eq!(state(Told(0, true), "2027-01-01"), State::NoLongerFails);
        assert_eq!(state(Told(0, false), "2027-01-01"), State::NotJudged);
        assert_eq!(read(&known.write()).unwrap(), known);
        // people decide about another day, no flag does
        let rows = known.judge(&Told(3, true), "2028-01-01".parse().unwrap());
        let found = known.deviation[0].clone();
        let more = [(found.oracle, found.operation, found.fingerprint)];
        assert_eq!(known.updated(&rows, more), known);
    }
}

#[test]
fn mistakes_in_the_file_are_named() {
    for (text, words) in [
        ("deviation = 3", &["line 1"][..]),
        (&format!("{ENTRY}expries = 2027-01-31"), &["expries"]),
        (
            &format!("{ENTRY}expires = \"soon\""),
            &["soon", "2027-01-31"],
        ),
        (&ENTRY.replace("owner = \"somebody\"", ""), &["owner"]),
        (&ENTRY.replace("an old client needs it", " "), &["a reason"]),
        (
            &format!("{ENTRY}{}", &ENTRY["\nformat = 2".len()..]),
            &["entry 2", "twice"],
        ),
        (&ENTRY.replace("format = 2", "format = 3"), &["format 3"]),
    ] {
        let message = read(text).unwrap_err();
        for word in words {
            assert!(message.contains(word), "`{word}` is missing in: {message}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("known.toml"), "= =").unwrap();
    let (output, _) = run("http://127.0.0.1:1", folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("known.toml"));
}

/// A file of format 1: its fingerprints were words.
#[test]
fn an_outdated_file_says_what_to_run_and_is_written_anew() {
    let old = ENTRY.replace("format = 2\n", "");
    let known = read(&old).unwrap();
    assert!(known.is_outdated());
    // what it is about goes over, by oracle and operation
    let rows = known.judge(&Told(0, true), "2026-01-01".parse().unwrap());
    let entry = &known.deviation[0];
    let more = [
        (
            entry.oracle.clone(),
            entry.operation.clone(),
            "answer foreign-result".to_owned(),
        ),
        (
            "answer-is-207".to_owned(),
            entry.operation.clone(),
            "status batch 200".to_owned(),
        ),
    ];
    let new = known.updated(&rows, more);
    assert!(!new.is_outdated() && read(&new.write()).unwrap() == new);
    let written: Vec<_> = new
        .deviation
        .iter()
        .map(|one| (one.fingerprint.as_str(), one.owner.as_str()))
        .collect();
    assert_eq!(
        written,
        [
            ("answer foreign-result", "somebody"),
            ("status batch 200", "nobody yet")
        ]
    );

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("known.toml"), old).unwrap();
    let (output, _) = run("http://127.0.0.1:1", folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--update-deviations"));
}

#[test]
fn odd_names_survive_the_file() {
    let odd = "a\"b\\c\u{7f}\u{1}\nd 𠮷 #";
    let more = [(odd.to_owned(), odd.to_owned(), odd.to_owned())];
    let known = Deviations::default().updated(&[], more);
    assert_eq!(read(&known.write()).unwrap(), known);
}

#[test]
fn the_published_schema_is_the_one_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deviations.schema.json");
    let now = schema().unwrap();
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == now,
        "conformance/deviations.schema.json is stale; run UPDATE_SCHEMAS=1 cargo test -p conformance deviations"
    );
}
