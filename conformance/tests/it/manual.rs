//! `conform init`, the help, completions and manual pages; and the exit codes, one by one.

use conformance::profile;

use crate::recordings::{AUTH, DESCRIPTION, OVERLAY, conform, text, with_server};

const VERBS: [&str; 9] = [
    "run", "replay", "judge", "contract", "init", "snapshot", "compare", "merge", "explain",
];

#[test]
fn a_new_profile_is_one_and_only_wants_filling_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("profile.toml");
    let path = path.to_str().unwrap();
    let init = ["init", DESCRIPTION, "--overlay", OVERLAY];
    let printed = text(&conform(&init).stdout);
    let output = conform(&[&init[..], &["--out", path]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let written = std::fs::read_to_string(path).unwrap();
    assert_eq!(written, printed);
    let read = profile::read(&written).unwrap();
    assert_eq!(read.parameters["providerCredKey"], "FILL-IN");
    assert_eq!(read.preconditions, profile::Preconditions::default());
    assert!(written.contains("--auth apiKeyAuth=env:NAME"));
    // every line that is commented out is one that could stand there
    let open: String = (written.lines())
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with('[') || is_entry(rest) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    profile::read(&open).unwrap_or_else(|cause| panic!("{cause}\n{open}"));

    let again = conform(&[&init[..], &["--out", path]].concat());
    assert_eq!(again.status.code(), Some(2), "it may have been filled in");
    assert!(text(&again.stderr).contains("--out"));
    let nowhere = conform(&[&init[..], &["--out", "/no/such/folder/x"]].concat());
    assert_eq!(nowhere.status.code(), Some(3));

    // filled in, it is all that a run needs besides credentials
    with_server(None, |url| {
        let filled = written
            .replace("tenants = [\"FILL-IN\"]", "tenants = [\"alpha\"]")
            .replace("FILL-IN", "7");
        std::fs::write(path, filled).unwrap();
        let run = ["run", DESCRIPTION, "--overlay", OVERLAY, "--url", url];
        let more = ["--profile", path, "--budget", "30"];
        let output = conform(&[&run[..], &AUTH, &more].concat());
        let shown = text(&output.stdout);
        assert!(
            shown.contains("three valid items were answered with 207"),
            "{shown}"
        );
    });
}

fn is_entry(line: &str) -> bool {
    let name = line.split(" = ").next().unwrap_or("");
    line.contains(" = ") && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

#[test]
fn each_verb_has_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    assert_eq!(conform(&["man", "--dir", dir]).status.code(), Some(0));
    for verb in VERBS {
        let help = text(&conform(&[verb, "--help"]).stdout);
        let page = folder.path().join(format!("conform-{verb}.1"));
        let page = std::fs::read_to_string(page).unwrap();
        assert!(page.contains(".TH conform-"), "{verb}");
        if verb != "explain" {
            for (what, text) in [("help", &help), ("page", &page)] {
                assert!(text.contains("xample"), "{verb}: {what}");
                assert!(text.contains("Exit codes"), "{verb}: {what}");
            }
        }
    }
    let all = text(&conform(&["man"]).stdout);
    assert!(
        all.contains(".SH NAME") && all.contains("NO_COLOR"),
        "{all}"
    );
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = conform(&["completions", shell]);
        assert!(text(&output.stdout).contains("snapshot"), "{shell}");
    }
    let bash = text(&conform(&["completions", "bash"]).stdout);
    let mut check = std::process::Command::new("bash");
    match check.args(["-n", "-c", &bash]).status() {
        Ok(status) => assert!(status.success(), "bash cannot read them"),
        Err(_) => eprintln!("bash is not installed: the completions were not read"),
    }
}

#[test]
fn exit_codes_are_what_the_help_says() {
    let run = |url: &str, more: &[&str]| {
        let base = ["run", DESCRIPTION, "--overlay", OVERLAY, "--url", url];
        let fixed = [
            "--param",
            "providerCredKey=7",
            "--param",
            "vbasoftware-database=alpha",
        ];
        let output = conform(&[&base[..], &AUTH, &fixed, more].concat());
        output.status.code()
    };
    assert_eq!(conform(&["--help"]).status.code(), Some(0));
    assert_eq!(conform(&["contract", DESCRIPTION]).status.code(), Some(0));
    assert_eq!(conform(&[]).status.code(), Some(2), "no verb");
    assert_eq!(conform(&["run"]).status.code(), Some(2), "no description");
    assert_eq!(conform(&["explain", "nothing"]).status.code(), Some(2));
    assert_eq!(run("http://127.0.0.1:9", &[]), Some(2), "unreachable");
    assert_eq!(run("http://127.0.0.1:9", &["--dry-run"]), Some(0));
    assert_eq!(
        run("http://192.0.2.1", &[]),
        Some(2),
        "not allowed to write"
    );
    assert_eq!(
        run("http://127.0.0.1:9", &["--report-dir", "/proc/x"]),
        Some(3)
    );
    with_server(None, |url| {
        assert_eq!(run(url, &["--seed", "3"]), Some(0), "pass");
        assert_eq!(
            run(url, &["--seed", "4", "--budget", "5"]),
            Some(2),
            "too little"
        );
    });
    with_server(Some("drops-last-result"), |url| {
        assert_eq!(run(url, &["--budget", "50"]), Some(1), "a finding");
    });
}
