//! The `conform` program: exit codes, messages for bad input, secrets that stay secret.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use servers::Fault;

use crate::support::{runtime, server};

const DESCRIPTION: &str = "../spec/vbapi.openapi.yaml";
const OVERLAY: &str = "../spec/vbapi.batch.overlay.yaml";

fn conform(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conform"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .env("KEY", "reference-key")
        .env("TOKEN", "reference-token")
        .env_remove("NOT_SET")
        .output()
        .unwrap()
}

const SOUND: [&str; 8] = [
    "--auth",
    "apiKeyAuth=env:KEY",
    "--auth",
    "bearerAuth=env:TOKEN",
    "--param",
    "providerCredKey=7",
    "--param",
    "vbasoftware-database=alpha",
];

fn run(url: &str, more: &[&str]) -> Output {
    let mut arguments = vec!["run", DESCRIPTION, "--overlay", OVERLAY, "--url", url];
    arguments.extend(SOUND);
    arguments.extend(more);
    conform(&arguments)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Exit code 2, and a message that holds all of `words`.
fn refused(output: &Output, words: &[&str]) {
    let shown = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{shown}");
    for word in words {
        assert!(shown.contains(word), "`{word}` is missing in: {shown}");
    }
}

/// With a server of its own; the campaign runs in another process.
fn with_server(fault: Option<&str>, test: impl FnOnce(&str)) {
    let runtime = runtime();
    let fault = fault.map(|id| Fault::by_id(id).unwrap_or_else(|_| panic!("no fault {id}")));
    let server = runtime.block_on(server(fault));
    test(&server.base_url);
    runtime.block_on(server.shutdown());
}

#[test]
fn a_sound_server_passes_with_both_reports() {
    with_server(None, |url| {
        let folder = tempfile::tempdir().unwrap();
        let reports = folder.path().join("a/b");
        let output = run(
            url,
            &[
                "--param",
                "vbasoftware-database=beta",
                "--seed",
                "3",
                "--report-dir",
                reports.to_str().unwrap(),
            ],
        );
        let shown = text(&output.stdout);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{shown}{}",
            text(&output.stderr)
        );
        assert!(
            shown.contains("PASS") && shown.contains("one-result-per-item"),
            "{shown}"
        );
        let report: serde_json::Value =
            serde_json::from_str(&read(&reports.join("report.json"))).unwrap();
        assert_eq!(report["verdict"], "pass");
        assert_eq!(report["seed"], 3);
        assert!(report["requests"].as_u64().unwrap() > 500);
        assert!(report["items"].as_u64().unwrap() > 5000);
        assert!(
            report["batches"]
                .as_object()
                .unwrap()
                .values()
                .all(serde_json::Value::is_u64)
        );
        for member in ["id", "level", "armed", "decided", "violated"] {
            assert!(report["oracles"][0].get(member).is_some(), "{member}");
        }
        assert!(
            read(&reports.join("report.html"))
                .to_lowercase()
                .starts_with("<!doctype html>")
        );
    });
}

#[test]
fn a_faulty_server_fails_with_a_finding_that_reproduces() {
    with_server(Some("drops-last-result"), |url| {
        let folder = tempfile::tempdir().unwrap();
        let output = run(
            url,
            &[
                "--seed",
                "3",
                "--budget",
                "100",
                "--report-dir",
                folder.path().to_str().unwrap(),
            ],
        );
        assert_eq!(
            output.status.code(),
            Some(1),
            "{}{}",
            text(&output.stdout),
            text(&output.stderr)
        );
        let report: serde_json::Value =
            serde_json::from_str(&read(&folder.path().join("report.json"))).unwrap();
        let finding = &report["findings"][0];
        assert_eq!(
            (&finding["oracle"], &finding["level"]),
            (&"one-result-per-item".into(), &"MUST".into())
        );
        assert_eq!(finding["operation"], "upsertProviderCredServices");
        assert_eq!(
            finding["requests"].as_array().unwrap().len(),
            1,
            "one request shows it"
        );
        let curl = finding["curl"].as_str().unwrap();
        assert!(
            curl.contains("$API_KEY_AUTH") && curl.contains("Bearer $BEARER_AUTH"),
            "{curl}"
        );

        // the curl line really runs, and shows the same
        let script = Command::new("bash")
            .args(["-c", curl])
            .env("API_KEY_AUTH", "reference-key")
            .env("BEARER_AUTH", "reference-token")
            .output();
        match script {
            Ok(output) if output.status.code() != Some(127) => {
                assert!(
                    text(&output.stdout).starts_with("HTTP/1.1 207"),
                    "{output:?}"
                );
            }
            _ => eprintln!("bash or curl is not installed: the curl line was not run"),
        }
    });
}

#[test]
fn a_finding_of_level_should_gates_only_when_asked() {
    with_server(Some("message-contradicts-status"), |url| {
        let more = ["--seed", "3", "--param", "vbasoftware-database=beta"];
        let again = ["--seed", "4", "--param", "vbasoftware-database=beta"]; // other keys
        let output = run(url, &more);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}{}",
            text(&output.stdout),
            text(&output.stderr)
        );
        let output = run(url, &[&again[..], &["--gate", "should"]].concat());
        assert_eq!(
            output.status.code(),
            Some(1),
            "{}{}",
            text(&output.stdout),
            text(&output.stderr)
        );
    });
}

#[test]
fn a_run_that_judged_too_little_is_inconclusive() {
    with_server(None, |url| {
        refused(
            &run(url, &["--budget", "3"]),
            &["INCONCLUSIVE", "never had a case to judge"],
        )
    });
}

/// A secret as it is, percent-encoded, and in base64 wherever in a longer text it begins.
fn forms(secret: &str) -> Vec<String> {
    let mut forms = vec![
        secret.to_owned(),
        secret.bytes().map(|b| format!("%{b:02X}")).collect(),
        secret.replace('-', "%2D"),
    ];
    for before in 0..3 {
        let encoded = STANDARD_NO_PAD.encode([&vec![b' '; before], secret.as_bytes()].concat());
        // the characters at both ends depend on what stands beside
        forms.push(encoded[[0, 2, 3][before]..encoded.len() - 2].to_owned());
    }
    forms
}

#[test]
fn secrets_stay_out_of_everything() {
    with_server(Some("credentials-echoed"), |url| {
        let folder = tempfile::tempdir().unwrap();
        let output = run(
            url,
            &[
                "--seed",
                "3",
                "--budget",
                "400",
                "--report-dir",
                folder.path().to_str().unwrap(),
            ],
        );
        assert_eq!(output.status.code(), Some(1));
        let mut everything = format!("{}{}", text(&output.stdout), text(&output.stderr));
        let mut folders = vec![folder.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    everything += &read(&path);
                }
            }
        }
        for written in [
            "report.html",
            "report.json",
            "junit.xml",
            "report.sarif",
            "report.har",
            "report.md",
        ] {
            let text = read(&folder.path().join(written));
            assert!(
                text.contains("credentials-not-echoed") || text.contains("$BEARER_AUTH"),
                "{written}"
            );
        }
        for secret in ["reference-key", "reference-token"] {
            for form in forms(secret) {
                assert!(!everything.contains(&form), "{secret} leaked as {form}");
            }
        }
    });
}

#[test]
fn a_description_that_cannot_be_used_is_refused_with_its_place() {
    let url = ["--url", "http://127.0.0.1:1"];
    refused(
        &conform(&[&["run", "no/such/file.yaml"][..], &url].concat()),
        &["no/such/file.yaml", "failed to read"],
    );
    let folder = tempfile::tempdir().unwrap();
    let broken = write(
        folder.path(),
        "broken.yaml",
        "openapi: 3.0.3\ninfo: {title: x\npaths: [",
    );
    refused(
        &conform(&[&["run", &broken][..], &url].concat()),
        &["broken.yaml:"],
    );
    let swagger = write(
        folder.path(),
        "swagger.yaml",
        "swagger: '1.2'\ninfo: {title: x, version: '1'}\npaths: {}\n",
    );
    refused(
        &conform(&[&["run", &swagger][..], &url].concat()),
        &["swagger.yaml:1", "unknown-version"],
    );
    let plain = std::fs::read_to_string(DESCRIPTION).unwrap();
    let plain = write(
        folder.path(),
        "plain.yaml",
        &plain.replace("'207'", "'200'"),
    );
    refused(
        &conform(&[&["snapshot", &plain, "--dir", "x"][..], &url].concat()),
        &["is a batch operation", "x-batch-upsert", "--overlay"],
    );
    let misspelt = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(OVERLAY))
        .replace("credService_Key]", "credServiceKey]");
    let overlay = write(folder.path(), "overlay.yaml", &misspelt);
    refused(
        &conform(&[&["run", DESCRIPTION, "--overlay", &overlay][..], &url].concat()),
        &["credServiceKey", "it has providerCred_Key, credService_Key"],
    );
}

#[test]
fn parameters_and_credentials_are_checked_before_anything_is_sent() {
    let base = [
        "run",
        DESCRIPTION,
        "--overlay",
        OVERLAY,
        "--url",
        "http://127.0.0.1:1",
    ];
    let with = |more: &[&str]| conform(&[&base[..], more].concat());
    refused(
        &with(&[]),
        &["--auth apiKeyAuth=env:NAME", "--auth bearerAuth=env:NAME"],
    );
    refused(
        &with(&SOUND[..4]),
        &["--param providerCredKey=", "--param vbasoftware-database="],
    );
    refused(
        &with(&[&SOUND[..], &["--auth", "apiKeyAuth=env:NOT_SET"]].concat()),
        &["NOT_SET", "not set"],
    );
    refused(
        &with(&[&SOUND[..], &["--auth", "apiKeyAuth=file:/no/such/file"]].concat()),
        &["/no/such/file"],
    );
    refused(
        &with(&[&SOUND[..], &["--auth", "apiKeyAuth=cmd:exit 3"]].concat()),
        &["command", "3"],
    );
    refused(
        &with(&["--auth", "nobody=env:KEY"]),
        &["nobody", "apiKeyAuth, bearerAuth"],
    );
    let typed = with(&["--auth", "apiKeyAuth=hunter2-secret"]);
    refused(&typed, &["env:NAME"]);
    assert!(
        !text(&typed.stderr).contains("hunter2"),
        "a secret typed by mistake is repeated"
    );
    refused(
        &with(&[&SOUND[..], &["--param", "nope=1"]].concat()),
        &["nope", "providerCredKey"],
    );
    refused(
        &with(&[&SOUND[..], &["--param", "providerCredKey=8"]].concat()),
        &["twice"],
    );
    refused(&with(&["--keys", "9..3"]), &["9 is larger than 3"]);
    refused(&with(&["--max-time", "soon"]), &["60s"]);
    refused(&with(&["--bogus"]), &["--bogus"]);
}

#[test]
fn wrong_urls_are_told_apart() {
    for (url, words) in [
        ("not a url", &["not a URL", "http://127.0.0.1:8080"][..]),
        ("ftp://127.0.0.1", &["only http and https"]),
        ("http://user:pw@127.0.0.1", &["--auth"]),
        ("http://127.0.0.1:9", &["does not answer", "--url"]),
    ] {
        refused(&run(url, &[]), words);
    }
    with_server(None, |url| {
        refused(&run(&format!("{url}/wrong/base"), &[]), &["404", "--url"]);
        let mut arguments = vec!["run", DESCRIPTION, "--overlay", OVERLAY, "--url", url];
        arguments.extend(SOUND.map(|a| {
            if a == "bearerAuth=env:TOKEN" {
                "bearerAuth=env:KEY"
            } else {
                a
            }
        }));
        refused(&conform(&arguments), &["401", "--auth"]);
    });
}

#[test]
fn an_unwritable_report_folder_is_refused_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "file", "x");
    let output = run(
        "http://127.0.0.1:1",
        &["--report-dir", &format!("{file}/below")],
    );
    assert_eq!(output.status.code(), Some(3));
    let shown = text(&output.stderr);
    for words in ["report folder", &file, "nothing was sent"] {
        assert!(shown.contains(words), "`{words}` is missing in: {shown}");
    }
}

/// A server that answers garbage is judged or found unusable; nothing panics and nothing hangs.
#[test]
fn garbage_is_no_reason_to_fall_over() {
    let answers: [&[u8]; 6] = [
        b"HTTP/1.1 207 Multi-Status\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\n\xff\xfe{]",
        b"HTTP/1.1 207 Multi-Status\r\ncontent-length: 100000\r\n\r\n{\"data\":[",
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>",
        b"not http at all\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n",
        b"HTTP/1.1 207 Multi-Status\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc",
    ];
    for answer in answers {
        let url = stub(answer);
        let output = run(&url, &["--budget", "60", "--max-time", "20s"]);
        let shown = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert!(
            matches!(output.status.code(), Some(1 | 2)),
            "{:?}: {shown}",
            output.status.code()
        );
        assert!(!shown.contains("panicked"), "{shown}");
    }
}

/// Answers every request with the same bytes and closes.
fn stub(answer: &'static [u8]) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let _ = stream.set_read_timeout(Some(std::time::Duration::from_millis(50)));
                let mut buffer = [0; 65536];
                while let Ok(1..) = stream.read(&mut buffer) {}
                let _ = stream.write_all(answer);
            });
        }
    });
    url
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path: PathBuf = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
