//! Findings as files: what the suite saves can be judged and run again, and its scripts really show the violation.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use conformance::recording::Recording;
use serde_json::Value;
use servers::Fault;

use crate::support::{runtime, server};

pub(crate) const DESCRIPTION: &str = "../spec/vbapi.openapi.yaml";
pub(crate) const OVERLAY: &str = "../spec/vbapi.batch.overlay.yaml";
/// Enough for the plans that every campaign begins with.
const BUDGET: &str = "300";

pub(crate) const AUTH: [&str; 4] = [
    "--auth",
    "apiKeyAuth=env:KEY",
    "--auth",
    "bearerAuth=env:TOKEN",
];

/// A server with `fault`, or a sound one, for as long as `test` takes.
pub(crate) fn with_server<T>(fault: Option<&str>, test: impl FnOnce(&str) -> T) -> T {
    let runtime = runtime();
    let fault = fault.map(|id| Fault::by_id(id).unwrap_or_else(|_| panic!("no fault {id}")));
    let server = runtime.block_on(server(fault));
    let outcome = test(&server.base_url);
    runtime.block_on(server.shutdown());
    outcome
}

pub(crate) fn conform(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conform"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .env("KEY", "reference-key")
        .env("TOKEN", "reference-token")
        .output()
        .unwrap()
}

/// `conform run` against `url` with reports in `folder`: what it printed, and `report.json` where it got that far.
pub(crate) fn run(url: &str, folder: &Path, more: &[&str]) -> (Output, Value) {
    let base = ["run", DESCRIPTION, "--overlay", OVERLAY, "--url", url];
    let fixed = ["--param", "providerCredKey=7", "--report-dir"];
    let fixed = [&fixed[..], &[folder.to_str().unwrap()]].concat();
    let output = conform(&[&base[..], &AUTH, &fixed, more].concat());
    let report = std::fs::read_to_string(folder.join("report.json")).unwrap_or_default();
    (output, serde_json::from_str(&report).unwrap_or_default())
}

/// The tenants of the reference server.
pub(crate) const TENANTS: [&str; 4] = [
    "--param",
    "vbasoftware-database=alpha",
    "--param",
    "vbasoftware-database=beta",
];

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A campaign that finds something; gives the folder of its reports and what was saved by `oracle`.
pub(crate) fn found(url: &str, oracle: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = found_in(folder.path(), url, oracle);
    (folder, file)
}

fn found_in(folder: &Path, url: &str, oracle: &str) -> PathBuf {
    let mut arguments = vec!["run", DESCRIPTION, "--overlay", OVERLAY, "--url", url];
    arguments.extend(AUTH);
    arguments.extend([
        "--param",
        "providerCredKey=7",
        "--param",
        "vbasoftware-database=alpha",
    ]);
    arguments.extend([
        "--param",
        "vbasoftware-database=beta",
        "--seed",
        "3",
        "--budget",
        BUDGET,
    ]);
    arguments.extend(["--report-dir", folder.to_str().unwrap()]);
    let output = conform(&arguments);
    let shown = format!("{}{}", text(&output.stdout), text(&output.stderr));
    std::fs::read_dir(folder.join("findings"))
        .unwrap_or_else(|_| panic!("nothing was saved: {shown}"))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_str().unwrap().ends_with(&format!("-{oracle}.json")))
        .min()
        .unwrap_or_else(|| panic!("no finding of {oracle}: {shown}"))
}

/// What `oracle` found on a server with `fault`, from one campaign that all tests share.
pub(crate) fn saved(fault: &str, oracle: &str) -> PathBuf {
    type Saved = Mutex<HashMap<String, Arc<OnceLock<PathBuf>>>>;
    static SAVED: LazyLock<Saved> = LazyLock::new(Saved::default);
    let cell = Arc::clone(
        SAVED
            .lock()
            .unwrap()
            .entry(format!("{fault} {oracle}"))
            .or_default(),
    );
    cell.get_or_init(|| {
        // a temporary folder in a static would never be removed
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("saved-{fault}-{oracle}"));
        let _ = std::fs::remove_dir_all(&folder);
        with_server(Some(fault), |url| found_in(&folder, url, oracle))
    })
    .clone()
}

fn bash(script: &Path, arguments: &[&str]) -> Output {
    Command::new("bash")
        .arg(script)
        .args(arguments)
        .env("API_KEY_AUTH", "reference-key")
        .env("BEARER_AUTH", "reference-token")
        .output()
        .unwrap()
}

/// For each fault the oracle that finds it, and whether the output of its script shows the violation.
type Shows = fn(&str) -> bool;

const SCRIPTS: [(&str, &str, Shows); 7] = [
    // one result fewer than there are items
    ("drops-last-result", "one-result-per-item", |out| {
        out.contains("HTTP/1.1 207") && out.matches("\"status\":").count() < 2
    }),
    // several writers of one key, and more than one says Created
    (
        "duplicate-created-under-race",
        "one-created-under-race",
        |out| {
            out.split("== round")
                .any(|round| round.matches("\"Created\"").count() > 1)
        },
    ),
    // the second tenant knows what the first one wrote
    ("tenant-ignored", "tenants-isolated", |out| {
        out.contains("\"status\":200")
    }),
    // no credential, and yet an answer
    ("no-auth", "credentials-required", |out| {
        out.contains("HTTP/1.1 207") && !out.contains("HTTP/1.1 401")
    }),
    ("malformed-json-accepted", "malformed-body-refused", |out| {
        out.contains("HTTP/1.1 207")
    }),
    // the same batch again says something else
    ("replay-conflict", "replay-succeeds", |out| {
        out.contains("\"status\":409")
    }),
    ("credentials-echoed", "credentials-not-echoed", |out| {
        out.contains("reference-")
    }),
];

#[test]
fn every_script_shows_its_violation_again_and_again() {
    for (fault, oracle, shows) in SCRIPTS {
        let script = saved(fault, oracle).with_extension("sh");
        let source = std::fs::read_to_string(&script).unwrap();
        for secret in ["reference-key", "reference-token"] {
            assert!(!source.contains(secret), "{fault}: {secret} leaked");
        }
        with_server(Some(fault), |url| {
            // each time with other keys
            for _ in 0..2 {
                let output = bash(&script, &[url]);
                let shown = format!("{}{}", text(&output.stdout), text(&output.stderr));
                assert!(shows(&shown), "{fault}: {shown}\n{source}");
                assert!(output.status.success(), "{fault}: {shown}");
            }
        });
    }
}

#[test]
fn a_script_asks_for_what_it_lacks_and_takes_keys() {
    with_server(Some("drops-last-result"), |url| {
        let (folder, json) = found(url, "one-result-per-item");
        let script = json.with_extension("sh");
        let recorded = Recording::read(&std::fs::read_to_string(&json).unwrap()).unwrap();

        let bare = Command::new("bash")
            .arg(&script)
            .env_remove("API_KEY_AUTH")
            .output()
            .unwrap();
        assert!(!bare.status.success());
        assert!(text(&bare.stderr).contains("API_KEY_AUTH"), "{bare:?}");

        // the key given is the one that the server sees; the same one twice is no longer fresh
        let recorded_url = text(&bash(&script, &[]).stdout);
        assert!(recorded_url.contains("HTTP/1.1 207"), "{recorded_url}");
        let first = text(&bash(&script, &[url, "777000777"]).stdout);
        assert!(
            first.contains("777000777") && first.contains("\"status\":201"),
            "{first}"
        );
        let again = text(&bash(&script, &[url, "777000777"]).stdout);
        assert!(again.contains("\"status\":200"), "{again}");
        let mark = folder.path().join("carried-out");
        let spoilt = bash(&script, &[url, &format!("7; touch '{}'", mark.display())]);
        assert_eq!(spoilt.status.code(), Some(2), "{spoilt:?}");
        assert!(!mark.exists(), "the argument was carried out");

        // the recorded keys themselves are not in it
        let source = std::fs::read_to_string(&script).unwrap();
        for key in &recorded.transcript.binding.keys {
            let value = key.get("credService_Key").unwrap().to_string();
            assert!(!source.contains(&value), "{value} is frozen in {source}");
        }

        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&script).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o755);
    });
}

#[test]
fn the_reports_name_the_files() {
    with_server(Some("drops-last-result"), |url| {
        let (folder, json) = found(url, "one-result-per-item");
        let name = format!("findings/{}", json.file_name().unwrap().to_str().unwrap());
        let report = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        let findings = report["findings"].as_array().unwrap();
        for finding in findings {
            for member in ["recording", "script"] {
                let path = folder.path().join(finding[member].as_str().unwrap());
                assert!(path.is_file(), "{}", path.display());
            }
        }
        assert!(findings.iter().any(|f| f["recording"] == name.as_str()));
        let page = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
        let file = json.file_name().unwrap().to_str().unwrap();
        assert!(page.contains(file), "{file} is missing in the page");
    });
}
