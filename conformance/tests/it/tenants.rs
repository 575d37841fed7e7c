//! Tenants as flags and profiles name them.

use crate::recordings::{TENANTS, run, text, with_server};

/// A tenant that the credentials do not open: which one, is said by the flag or the profile, and has to make sense.
#[test]
fn a_closed_tenant_is_named_once_and_is_no_other() {
    with_server(Some("closed-tenant-opens"), |url| {
        let folder = tempfile::tempdir().unwrap();
        let profile = folder.path().join("profile.toml");
        std::fs::write(&profile, "closed-tenant = \"gamma\"\n").unwrap();
        for (more, code, words) in [
            (
                &["--closed-tenant", "alpha"][..],
                2,
                "another one than --param",
            ),
            (&["--closed-tenant", ""], 2, "another one than --param"),
            (
                &["--closed-tenant", "gamma", "--gate", "should"],
                1,
                "SHOULD closed-tenant-refused",
            ),
            (
                &["--profile", profile.to_str().unwrap(), "--gate", "should"],
                1,
                "SHOULD closed-tenant-refused",
            ),
            (
                &["--closed-tenant", "gamma", "--dry-run"],
                0,
                "gamma (has to be refused)",
            ),
            (&["--gate", "should"], 0, "name one with --closed-tenant"),
        ] {
            let fixed = [TENANTS[0], TENANTS[1], "--seed", "4"];
            let (output, _) = run(url, folder.path(), &[&fixed[..], more].concat());
            let shown = text(&output.stdout) + &text(&output.stderr);
            assert_eq!(output.status.code(), Some(code), "{more:?}: {shown}");
            assert!(shown.contains(words), "{more:?}: {shown}");
        }
    });
}
