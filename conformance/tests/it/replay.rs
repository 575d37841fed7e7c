//! `conform replay` and `conform judge`: a finding is seen again on the same kind of server, not on a sound one, and not
//! without a server; a file that is none is refused with a sentence.

use std::path::Path;

use serde_json::{Value, json};

use crate::recordings::{AUTH, DESCRIPTION, OVERLAY, conform, saved, text, with_server};

fn replay(file: &Path, url: &str, more: &[&str]) -> (Option<i32>, String) {
    let file = file.to_str().unwrap();
    let mut arguments = vec![
        "replay",
        file,
        DESCRIPTION,
        "--overlay",
        OVERLAY,
        "--url",
        url,
    ];
    arguments.extend(AUTH);
    arguments.extend(more);
    let output = conform(&arguments);
    (
        output.status.code(),
        format!("{}{}", text(&output.stdout), text(&output.stderr)),
    )
}

fn judge(file: &Path, more: &[&str]) -> (Option<i32>, String) {
    let file = file.to_str().unwrap();
    let arguments = ["judge", file, DESCRIPTION, "--overlay", OVERLAY];
    let output = conform(&[&arguments[..], more].concat());
    (
        output.status.code(),
        format!("{}{}", text(&output.stdout), text(&output.stderr)),
    )
}

#[test]
fn what_was_found_is_found_again_until_it_is_mended() {
    for (fault, oracle) in [
        ("drops-last-result", "one-result-per-item"),
        ("duplicate-created-under-race", "one-created-under-race"),
        ("tenant-ignored", "tenants-isolated"),
        ("no-auth", "credentials-required"),
        ("malformed-json-accepted", "malformed-body-refused"),
    ] {
        let file = saved(fault, oracle);
        with_server(Some(fault), |url| {
            // two requests at once do not always cross
            let (code, shown) = replay(&file, url, &["--times", "20"]);
            assert_eq!(code, Some(1), "{fault}: {shown}");
            assert!(
                shown.contains("it still happens: ") && shown.contains(" of 20"),
                "{shown}"
            );
        });
        let (code, shown) = judge(&file, &[]);
        assert_eq!(code, Some(1), "{fault}: {shown}");
        assert!(
            shown.contains(oracle) && shown.contains("violated"),
            "{shown}"
        );
        with_server(None, |url| {
            let (code, shown) = replay(
                &file,
                url,
                &[
                    "--param",
                    "vbasoftware-database=alpha",
                    "--param",
                    "vbasoftware-database=beta",
                ],
            );
            assert_eq!(code, Some(0), "{fault}: {shown}");
            assert!(shown.contains("did not happen in 5 of 5"), "{shown}");
        });
        // nobody listens there any more
        let (code, shown) = replay(&file, "http://127.0.0.1:9", &["--times", "1"]);
        assert_eq!(code, Some(2), "{fault}: {shown}");
        assert!(
            shown.contains("could be judged") && shown.contains("no answer"),
            "{shown}"
        );
    }
}

#[test]
fn judging_offline_speaks_json_and_gates_by_level() {
    let file = saved("message-contradicts-status", "message-agrees-with-status");
    let (code, shown) = judge(&file, &["--json"]);
    assert_eq!(code, Some(0), "{shown}");
    let rows: Value = serde_json::from_str(&shown).unwrap();
    let of = |verdict: &str| {
        rows.as_array()
            .unwrap()
            .iter()
            .find(|row| row["verdict"] == verdict)
            .cloned()
    };
    let violated = of("violated").unwrap();
    assert_eq!(violated["oracle"], "message-agrees-with-status");
    assert!(violated["violations"][0]["message"].is_string());
    assert!(
        of("holds").is_some() && of("not-applicable").is_none(),
        "{shown}"
    );
    assert_eq!(judge(&file, &["--gate", "should"]).0, Some(1));
}

#[test]
fn a_file_that_does_not_fit_is_refused() {
    let (folder, url) = (tempfile::tempdir().unwrap(), "http://127.0.0.1:9");
    let file = saved("drops-last-result", "one-result-per-item");
    let good: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let without = |member: &str| {
        let mut text = good.clone();
        text.as_object_mut().unwrap().remove(member);
        text.to_string()
    };
    let with = |pointer: &str, value: Value| {
        let mut text = good.clone();
        *text.pointer_mut(pointer).unwrap() = value;
        text.to_string()
    };
    let cases: Vec<(String, &str)> = vec![
        ("not json".to_owned(), "no recording"),
        (String::new(), "no recording"),
        ("[]".to_owned(), "no `format`"),
        ("[".repeat(100_000), "no recording"),
        (
            with("/format", json!(99)),
            "format 99; this version reads format 2",
        ),
        (with("/format", json!("1")), "no `format`"),
        (without("transcript"), "damaged"),
        (with("/operation", json!("nobody")), "`nobody`"),
        (with("/oracle", json!("no-such-oracle")), "no-such-oracle"),
        (with("/keys", json!([9, 3])), "key range"),
        (with("/keys", json!([i64::MIN, i64::MAX])), "key range"),
        (with("/transcript/binding/keys", json!([])), "not bound"),
        (with("/transcript/exchanges/0/step", json!(7)), "exchanges"),
        (with("/transcript/plan/steps", json!([])), "exchanges"),
    ];
    let path = folder.path().join("broken.json");
    for (text, words) in cases {
        std::fs::write(&path, &text).unwrap();
        for (code, shown) in [judge(&path, &[]), replay(&path, url, &[])] {
            assert_eq!(code, Some(2), "{words}: {shown}");
            assert!(
                shown.contains(words) && shown.contains("broken.json"),
                "{words}: {shown}"
            );
        }
    }
    let (code, shown) = judge(&folder.path().join("absent.json"), &[]);
    assert_eq!(code, Some(2));
    assert!(shown.contains("failed to read"), "{shown}");
    // symbols beyond all bounds
    let huge = with(
        "/transcript/plan/steps/0",
        json!({"one": {"call": {"get": u64::MAX}}}),
    );
    std::fs::write(&path, huge).unwrap();
    assert_eq!(judge(&path, &[]).0, Some(2));
    // nothing recorded, nothing decided: no success
    std::fs::write(&path, with("/transcript/exchanges", json!([]))).unwrap();
    assert_eq!(judge(&path, &[]).0, Some(2));
}

#[test]
fn a_recording_of_two_tenants_needs_two() {
    let (url, file) = (
        "http://127.0.0.1:9",
        saved("tenant-ignored", "tenants-isolated"),
    );
    let (code, shown) = replay(&file, url, &["--param", "vbasoftware-database=alpha"]);
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("two tenants"), "{shown}");
    let (code, shown) = replay(&file, url, &["--param", "nope=1"]);
    assert_eq!(code, Some(2), "{shown}");
    let (code, shown) = replay(&file, url, &["--keys", "5..5"]);
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("used up"), "{shown}");
}
