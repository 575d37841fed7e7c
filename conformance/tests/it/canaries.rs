//! Values of credentials are secrets: canaries are looked for in everything that the program writes, byte for byte, also
//! as base64 and percent-encoded, before a server that repeats them in all these spellings.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::hostile::serve_and_tell;
use crate::recordings::{AUTH, DESCRIPTION, OVERLAY};

const CANARIES: [&str; 2] = ["kanarie/7f+Q=A~zz9?k&e", "kanarie\"vogel\\x<b>-T0k3n"];

fn conform(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conform"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .env("KEY", CANARIES[0])
        .env("TOKEN", CANARIES[1])
        .output()
        .unwrap()
}

fn percent(text: &str, upper: bool) -> String {
    text.bytes()
        .map(|byte| match (byte.is_ascii_alphanumeric(), upper) {
            (true, _) => char::from(byte).to_string(),
            (false, true) => format!("%{byte:02X}"),
            (false, false) => format!("%{byte:02x}"),
        })
        .collect()
}

/// What base64 makes of `text` behind so many other bytes, without the digits that those share.
fn base64_within(text: &str, shift: usize, url: bool) -> String {
    let bytes = [&vec![b'x'; shift][..], text.as_bytes()].concat();
    let written = match url {
        true => URL_SAFE_NO_PAD.encode(&bytes),
        false => STANDARD_NO_PAD.encode(&bytes),
    };
    let digits = written[(shift * 8).div_ceil(6)..].to_owned();
    digits[..digits.len() - 1].to_owned()
}

/// A needle for each spelling of each canary.
fn needles() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for canary in CANARIES {
        let json = serde_json::Value::from(canary).to_string();
        let html = canary.replace('&', "&amp;").replace('"', "&quot;");
        let html = html.replace('<', "&lt;").replace('>', "&gt;");
        all.extend([canary.to_owned(), json[1..json.len() - 1].to_owned(), html]);
        all.extend([percent(canary, true), percent(canary, false)]);
        for shift in 0..3 {
            all.extend([true, false].map(|url| base64_within(canary, shift, url)));
        }
    }
    // a part of a value would be too much as well
    all.extend(["kanarie".to_owned(), "vogel".to_owned()]);
    all.into_iter().map(String::into_bytes).collect()
}

/// Refuses everything, and repeats what it got in many spellings.
fn parrot() -> String {
    serve_and_tell(None, |n, _, stream| {
        let [key, token] = CANARIES;
        let body = serde_json::json!({
            "data": null,
            "error": {
                "title": key,
                "detail": format!("{token} {} {}", percent(key, true), percent(token, false)),
                "instance": format!("/x?key={}", percent(token, true)),
            },
            "debug": {
                "activityID": STANDARD_NO_PAD.encode(format!("u:{key}")),
                "more": [URL_SAFE_NO_PAD.encode(token), STANDARD_NO_PAD.encode(format!("ab{token}!"))],
            },
        })
        .to_string();
        let status = ["207 Multi-Status", "500 Internal Server Error"][n % 2];
        let _ = write!(
            stream,
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\nx-echo: {key}\r\nwww-authenticate: Bearer realm=\"{}\"\r\n\
             content-length: {}\r\n\r\n{body}",
            STANDARD_NO_PAD.encode(key),
            body.len()
        );
        true
    })
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => drop(found.insert(path.clone(), std::fs::read(&path).unwrap())),
            }
        }
    }
    found
}

#[test]
fn no_spelling_of_a_credential_is_written_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let said = every_verb(&parrot(), folder.path());
    let written = files(folder.path());
    for name in [
        "report.html",
        "report.json",
        "junit.xml",
        "report.sarif",
        "report.har",
        "report.md",
    ] {
        let path = folder.path().join("joined").join(name);
        assert!(written.contains_key(&path), "{name}");
    }
    assert!(written.len() > 30, "{}", written.len());
    let written = written
        .into_iter()
        .map(|(path, bytes)| (path.display().to_string(), bytes));
    let mut marked = 0;
    for (name, bytes) in written.chain(said) {
        for needle in needles() {
            let around = around(&bytes, &needle);
            let needle = String::from_utf8_lossy(&needle);
            assert_eq!(around, None, "{needle} in {name}");
        }
        marked += usize::from(String::from_utf8_lossy(&bytes).contains("[value of "));
    }
    assert!(
        marked > 10,
        "the answers are there, without the values: {marked}"
    );
}

/// What stands around `needle`, where it occurs.
fn around(bytes: &[u8], needle: &[u8]) -> Option<String> {
    let mut windows = bytes.windows(needle.len());
    let at = windows.position(|window| window == needle)?;
    let around = &bytes[at.saturating_sub(80)..(at + 80).min(bytes.len())];
    Some(String::from_utf8_lossy(around).into_owned())
}

/// Runs the verbs that send, read or write credentials, with all reports below `folder`; what each of them says.
fn every_verb(url: &str, folder: &Path) -> Vec<(String, Vec<u8>)> {
    let below = |name: &str| folder.join(name).display().to_string();
    let (reports, joined, snapshots) = (below("shard"), below("joined"), below("snapshots"));
    let known = below("known.toml");
    let fixed = [
        "--param",
        "providerCredKey=7",
        "--param",
        "vbasoftware-database=alpha",
    ];
    let described = [DESCRIPTION, "--overlay", OVERLAY];
    let mut said = Vec::new();
    let mut say = |verb: &str, parts: &[&[&str]]| {
        let output = conform(&[&[verb][..], &parts.concat()].concat());
        said.push((
            format!("what {verb} says"),
            [output.stdout, output.stderr].concat(),
        ));
        output.status.code()
    };
    let sending = [&described[..], &AUTH, &fixed].concat();
    let url = ["--url", url];
    let shard = ["--seed", "3", "--budget", "120", "--shard", "1/1"];
    let written = [
        "--report-dir",
        &reports,
        "--deviations",
        &known,
        "--update-deviations",
        "--github",
        "always",
    ];
    assert_eq!(
        say("run", &[&sending, &url, &shard, &written]),
        Some(0),
        "all findings are written down"
    );
    let merged = say("merge", &[&[&reports, "--report-dir", &joined]]);
    assert_eq!(merged, Some(1));
    for _ in 0..2 {
        say("snapshot", &[&sending, &url, &["--dir", &snapshots]]);
    }
    let both = [DESCRIPTION, url[1], url[1], "--overlay", OVERLAY];
    say("compare", &[&both, &AUTH, &fixed, &["--budget", "20"]]);
    let recording = finding_of(Path::new(&reports));
    say("replay", &[&[&recording], &sending, &url]);
    say("judge", &[&[&recording], &described, &["--json"]]);
    // typed where they do not belong
    say("run", &[&described, &url, &["--auth", CANARIES[0]]]);
    let misplaced = format!("http://me:{}@127.0.0.1", "kanarie");
    say("run", &[&described, &["--url", &misplaced]]);
    said
}

/// The recording of some finding of a report.
fn finding_of(reports: &Path) -> String {
    let is_finding = |path: &PathBuf| {
        path.extension().is_some_and(|e| e == "json") && path.to_string_lossy().contains("findings")
    };
    let mut recordings = files(reports).into_keys().filter(is_finding);
    recordings.next().unwrap().display().to_string()
}
