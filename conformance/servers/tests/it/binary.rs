//! The program itself: what it prints, how it stops, and what it says to bad input.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

fn servers(flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_servers"));
    command.args(flags);
    command
}

/// Runs the program to its end; kills it if it does not end by itself.
fn refused(flags: &[&str]) -> (Option<i32>, String) {
    let Output {
        status,
        stderr,
        stdout,
    } = servers(flags).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&stdout), "");
    (status.code(), String::from_utf8(stderr).unwrap())
}

fn started(flags: &[&str]) -> (Child, String, BufReader<std::process::ChildStdout>) {
    let mut child = servers(flags).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let base_url = line
        .strip_prefix("listening on ")
        .unwrap()
        .trim_end()
        .to_owned();
    assert!(base_url.starts_with("http://127.0.0.1:"), "{line}");
    (child, base_url, out)
}

#[tokio::test]
async fn it_stops_gracefully_and_the_file_keeps_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("entities.sqlite");
    let database = format!("sqlite:{}", file.display());
    for (signal, expected) in [("-TERM", 201), ("-INT", 200)] {
        let (mut child, base_url, mut out) = started(&["--database", &database]);
        let path = format!("{base_url}/provider-credentialing/7/services-batch");
        let request = reqwest::Client::new()
            .put(path)
            .header("vbasoftware-database", "alpha");
        let request = request
            .header("x-api-key", "reference-key")
            .bearer_auth("reference-token");
        let answer = crate::site::Answer::of(request.json(&crate::site::services([1]))).await;
        assert_eq!(answer.statuses(), [expected]);
        assert!(
            Command::new("kill")
                .args([signal, &child.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(child.wait().unwrap().code(), Some(0));
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "one line and no more");
    }
}

#[test]
fn it_ends_with_its_standard_input_if_told_to() {
    let mut command = servers(&["--until-stdin-closes"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"what is said does not matter\n").unwrap();
    assert!(child.try_wait().unwrap().is_none());
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn without_a_database_the_file_is_temporary() {
    let folder = tempfile::tempdir().unwrap();
    let files = || std::fs::read_dir(folder.path()).unwrap().count();
    let mut command = servers(&[]);
    let mut child = command
        .env("TMPDIR", folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert_eq!(files(), 1);
    assert!(
        Command::new("kill")
            .arg(child.id().to_string())
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(files(), 0);
}

#[tokio::test]
async fn credentials_and_tenants_can_be_chosen() {
    let flags = [
        "--api-key-env",
        "REFERENCE_KEY",
        "--bearer-env",
        "REFERENCE_TOKEN",
        "--tenants",
        "delta",
    ];
    let mut command = servers(&flags);
    command
        .env("REFERENCE_KEY", "k")
        .env("REFERENCE_TOKEN", "t")
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let base_url = line.trim_end().strip_prefix("listening on ").unwrap();
    let get = |key: &str| {
        let request =
            reqwest::Client::new().get(format!("{base_url}/provider-credentialing/7/services"));
        request
            .header("vbasoftware-database", "delta")
            .header("x-api-key", key)
            .bearer_auth("t")
    };
    assert_eq!(crate::site::Answer::of(get("k")).await.status, 200);
    assert_eq!(
        crate::site::Answer::of(get("reference-key")).await.status,
        401
    );
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn bad_flags_are_refused_with_a_sentence_and_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(
        &text,
        "no database at all, only some text that is long enough to be looked at\n".repeat(20),
    )
    .unwrap();
    let missing = format!(
        "sqlite:{}",
        folder.path().join("no/such/folder/db").display()
    );
    let foreign = format!("sqlite:{}", text.display());
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let cases: &[(&[&str], &str)] = &[
        (&["--fault", "no-such-fault"], "drops-last-result"),
        (&["--variant", "no-such-variant"], "debug-absent"),
        (
            &["--variant", "slow", "--fault", "zero-is-500"],
            "cannot be used with",
        ),
        (&["--listen", "nowhere"], "--listen"),
        (&["--listen", &taken], &taken),
        (&["--database", &missing], "no/such/folder"),
        (&["--database", &foreign], "notes.txt"),
        (&["--database", "postgres://x"], "sqlite:"),
        (&["--database", "sqlite:"], "sqlite:"),
        (&["--tenants", ""], "tenants"),
        (&["--tenants", "a,,b"], "tenants"),
        (
            &["--api-key-env", "NO_SUCH_VARIABLE_AT_ALL"],
            "NO_SUCH_VARIABLE_AT_ALL",
        ),
        (&["--no-such-flag"], "--no-such-flag"),
        (&["stray"], "stray"),
    ];
    for (flags, named) in cases {
        let (code, said) = refused(flags);
        assert_eq!(code, Some(2), "{flags:?}: {said}");
        assert!(said.contains(named), "{flags:?}: {said}");
        assert!(!said.contains("panicked"), "{flags:?}: {said}");
    }
}

#[test]
fn faults_are_listed_one_a_line() {
    let Output { status, stdout, .. } = servers(&["--list-faults"]).output().unwrap();
    assert!(status.success());
    let text = String::from_utf8(stdout).unwrap();
    assert_eq!(text.lines().count(), servers::Fault::all().len());
    for (line, fault) in text.lines().zip(servers::Fault::all()) {
        for part in [fault.id, fault.found_by, fault.what] {
            assert!(line.contains(part), "{line}");
        }
    }
}

#[test]
fn variants_are_listed_one_a_line() {
    let Output { status, stdout, .. } = servers(&["--list-variants"]).output().unwrap();
    assert!(status.success());
    let text = String::from_utf8(stdout).unwrap();
    assert_eq!(text.lines().count(), servers::Variant::all().len());
    for (line, variant) in text.lines().zip(servers::Variant::all()) {
        assert!(line.contains(variant.id) && line.contains(variant.what));
    }
}

#[tokio::test]
async fn a_fault_and_a_variant_exclude_each_other() {
    let refused = servers::start(servers::Config {
        fault: servers::Fault::by_id("zero-is-500").ok(),
        variant: servers::Variant::by_id("slow").ok(),
        ..servers::Config::default()
    });
    assert!(matches!(
        refused.await,
        Err(servers::StartError::FaultAndVariant)
    ));
}
