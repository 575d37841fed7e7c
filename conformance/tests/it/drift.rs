//! `conform snapshot` and `conform compare`: answers kept as files in insta's format, and servers held against each other.

use std::path::{Path, PathBuf};
use std::process::Output;

use conformance::snapshot::file;

use crate::recordings::{AUTH, DESCRIPTION, OVERLAY, conform, text, with_server};

const FIXED: [&str; 4] = [
    "--param",
    "providerCredKey=7",
    "--param",
    "vbasoftware-database=alpha",
];

fn snapshot(url: &str, folder: &Path, more: &[&str]) -> Output {
    let base = [
        "snapshot",
        DESCRIPTION,
        "--overlay",
        OVERLAY,
        "--url",
        url,
        "--dir",
        folder.to_str().unwrap(),
    ];
    conform(&[&base[..], &AUTH, &FIXED, more].concat())
}

fn ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_str().unwrap().ends_with(ending))
        .collect();
    found.sort();
    found
}

#[track_caller]
fn ended(output: &Output, code: i32, words: &[&str]) {
    let shown = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{shown}");
    for word in words {
        assert!(shown.contains(word), "`{word}` is missing in: {shown}");
    }
}

#[test]
fn a_folder_is_filled_compared_and_reviewed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("not/there/yet");
    with_server(None, |url| {
        ended(&snapshot(url, &folder, &[]), 0, &["0 the same"]);
        let filled = ending(&folder, ".snap");
        assert!(filled.len() > 20, "{filled:?}");
        ended(&snapshot(url, &folder, &[]), 0, &["0 written, 0 different"]);
        assert!(ending(&folder, ".snap.new").is_empty());
        let all: String = (filled.iter())
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect();
        for secret in ["reference-key", "reference-token"] {
            assert!(!all.contains(secret), "{secret} leaked");
        }
        assert!(all.contains("$API_KEY_AUTH"));
    });
    with_server(Some("drops-last-result"), |url| {
        let words = [
            "upsertProviderCredServices__all_new:",
            "-     {\"id\":[{\"key\":\"providerCred_Key\"",
            "cargo insta review",
        ];
        ended(&snapshot(url, &folder, &[]), 1, &words);
        let new = ending(&folder, ".snap.new");
        assert!(new.len() > 5, "{new:?}");
        // accepted as the review tool does it: the new file takes the old one's place
        for path in new {
            let old = path.with_extension("");
            std::fs::rename(&path, old).unwrap();
        }
        ended(&snapshot(url, &folder, &[]), 0, &["0 different"]);
    });
    with_server(None, |url| {
        ended(&snapshot(url, &folder, &[]), 1, &["+     {\"id\""]);
        ended(&snapshot(url, &folder, &["--accept"]), 0, &[]);
        assert!(ending(&folder, ".snap.new").is_empty(), "settled");
        // one that is missing is new, one too many is told
        let first = &ending(&folder, ".snap")[0];
        std::fs::rename(first, folder.join("nobody__knows_it.snap")).unwrap();
        let words = [
            "it is new",
            "nobody__knows_it: there is no such plan",
            "2 different",
        ];
        ended(&snapshot(url, &folder, &[]), 1, &words);
    });
}

#[test]
fn a_server_that_does_not_answer_has_no_snapshots() {
    let folder = tempfile::tempdir().unwrap();
    let output = snapshot("http://127.0.0.1:9", folder.path(), &[]);
    ended(&output, 2, &["no answer", "3 without an answer"]);
    assert!(ending(folder.path(), ".snap").is_empty());
    // the review tool works in a Cargo package only
    assert_eq!(ending(folder.path(), "Cargo.toml").len(), 1);
    let elsewhere = snapshot("http://0.0.0.0:9", folder.path(), &[]);
    ended(&elsewhere, 2, &["nothing was sent", "--allow-writes"]);
    std::fs::write(folder.path().join("file"), "x").unwrap();
    let output = snapshot("http://127.0.0.1:9", &folder.path().join("file"), &[]);
    ended(&output, 3, &["--dir"]);
}

#[test]
fn two_servers_are_held_against_each_other() {
    let compare = |a: &str, b: &str, more: &[&str]| {
        let base = ["compare", DESCRIPTION, a, b, "--overlay", OVERLAY];
        conform(&[&base[..], &AUTH, &FIXED, more].concat())
    };
    with_server(None, |a| {
        with_server(None, |b| {
            ended(&compare(a, b, &["--seed", "3"]), 0, &[" 0 differently"]);
            // one database under two names
            ended(&compare(a, a, &["--seed", "3"]), 0, &[" 0 differently"]);
            let other = ["--auth-b", "apiKeyAuth=env:TOKEN"];
            ended(&compare(a, b, &other), 1, &["- < 207", "+ < 401"]);
        });
        with_server(Some("value-truncated"), |b| {
            let output = compare(a, b, &["--seed", "3"]);
            ended(&output, 1, &["+++ http://127", "plans answered alike"]);
        });
        ended(&compare(a, "http://127.0.0.1:9", &[]), 2, &["no answer"]);
    });
}

#[test]
fn files_are_read_as_they_are_written() {
    let title = "upsert \"x\": all\nnew";
    for body in ["> PUT /x\n< 207\n---\nmore", "", "a: b"] {
        let written = file::write(title, body);
        assert_eq!(file::read(&written), body);
        assert_eq!(file::read(&written.replace('\n', "\r\n")), body);
    }
    assert_eq!(file::difference("a\nb\n", "a\nb"), None);
    let shown = file::difference("a\nb\nc", "a\nx\nc").unwrap();
    assert_eq!(shown, "  a\n- b\n+ x\n  c\n");
}
