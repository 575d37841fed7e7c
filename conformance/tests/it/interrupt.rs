//! Ctrl-C: the first one ends a run in order, with its reports; the second one ends the program at once.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::hostile::serve_and_tell;
use crate::recordings::{AUTH, DESCRIPTION, OVERLAY, with_server};

fn start(url: &str, folder: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_conform"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["run", DESCRIPTION, "--overlay", OVERLAY, "--url", url])
        .args(AUTH)
        .args([
            "--param",
            "providerCredKey=7",
            "--param",
            "vbasoftware-database=alpha",
        ])
        .args(["--seed", "3", "--budget", "5000", "--max-time", "10m"])
        .args(["--report-dir", folder.to_str().unwrap()])
        .env("KEY", "reference-key")
        .env("TOKEN", "reference-token")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn interrupt(child: &Child) {
    let sent = Command::new("bash")
        .args(["-c", &format!("kill -INT {}", child.id())])
        .status();
    assert!(sent.unwrap().success());
}

fn wait(child: &mut Child, longest: Duration) -> Option<i32> {
    let began = Instant::now();
    while began.elapsed() < longest {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    panic!("it still ran after {longest:?}");
}

/// Passes requests on, at leisure, and silent from the `silent`th on; counts them.
fn slow(upstream: &str, silent: usize) -> (String, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let url = serve_and_tell(
        Some(upstream.to_owned()),
        move |n, _, stream: &mut TcpStream| {
            counted.store(n + 1, Ordering::SeqCst);
            if n < silent {
                std::thread::sleep(Duration::from_millis(5));
                return false;
            }
            let mut byte = [0];
            while let Ok(1..) = stream.read(&mut byte) {}
            true
        },
    );
    (url, count)
}

fn until(count: &AtomicUsize, requests: usize) {
    let began = Instant::now();
    while count.load(Ordering::SeqCst) < requests {
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "too few requests"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_first_one_ends_the_run_in_order() {
    with_server(Some("drops-last-result"), |upstream| {
        let (url, count) = slow(upstream, usize::MAX);
        let folder = tempfile::tempdir().unwrap();
        let mut child = start(&url, folder.path());
        until(&count, 60);
        interrupt(&child);
        assert_eq!(
            wait(&mut child, Duration::from_secs(30)),
            Some(1),
            "what was found counts"
        );
        let mut shown = String::new();
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut shown)
            .unwrap();
        assert!(shown.contains("FAIL: stopped after "), "{shown}");
        assert!(
            shown.contains(" of 5000 requests (interrupted); "),
            "{shown}"
        );
        let report = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert!(report["requests"].as_u64().unwrap() < 4000);
        assert_eq!(report["stopped"]["why"], "interrupted");
        assert_eq!(report["stopped"]["of"], 5000);
        for name in [
            "junit.xml",
            "report.sarif",
            "report.har",
            "report.md",
            "report.html",
        ] {
            let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
            assert!(text.contains(" of 5000 requests"), "{name} does not say it");
        }
        for finding in report["findings"].as_array().unwrap() {
            assert!(
                folder
                    .path()
                    .join(finding["script"].as_str().unwrap())
                    .is_file()
            );
        }
        assert!(folder.path().join("report.html").is_file());
    });
}

/// Before anything was judged there is nothing to report but that.
#[test]
fn the_first_one_ends_the_preflight_too() {
    with_server(None, |upstream| {
        let (url, count) = slow(upstream, 0);
        let folder = tempfile::tempdir().unwrap();
        let mut child = start(&url, folder.path());
        until(&count, 1);
        interrupt(&child);
        assert_eq!(wait(&mut child, Duration::from_secs(20)), Some(2));
        let report = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
        assert!(report.contains("stopped before"), "{report}");
    });
}

/// A report that goes into a pipe which nobody reads is never written; a second Ctrl-C does not wait for it.
#[test]
fn the_second_one_ends_at_once() {
    with_server(None, |upstream| {
        let (url, count) = slow(upstream, usize::MAX);
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("report.html");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        let mut child = start(&url, folder.path());
        until(&count, 20);
        interrupt(&child);
        // the sentence at the end is printed before the reports are written
        let mut shown = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        while !shown.starts_with("INCONCLUSIVE") {
            shown.clear();
            assert_ne!(
                stdout.read_line(&mut shown).unwrap(),
                0,
                "it ended without a sentence"
            );
        }
        assert!(child.try_wait().unwrap().is_none(), "it waits for a reader");
        interrupt(&child);
        assert_eq!(wait(&mut child, Duration::from_secs(20)), Some(2));
    });
}
