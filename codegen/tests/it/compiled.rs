//! What is written for the miniature descriptions compiles without a warning, and server and client understand each
//! other: cargo builds all of it as one workspace of its own, and runs the tests of `tests/probe/` in it.

use std::fs;
use std::path::Path;
use std::process::Command;

use codegen::emit::Options;
use codegen::{Input, generate};

const MANIFEST: &str = r#"[workspace]
resolver = "3"
members = ["mini-*", "probe"]

[profile.dev]
debug = false
incremental = false
"#;

const PROBE: &str = r#"[package]
name = "probe"
version = "0.0.0"
edition = "2024"

[dependencies]
mini-styles = { path = "../mini-styles", default-features = false, features = ["server", "client", "strategies"] }
mini-names = { path = "../mini-names", default-features = false, features = ["server", "client", "strategies"] }
mini-everything = { path = "../mini-everything", default-features = false, features = ["server", "client", "strategies"] }
mini-large = { path = "../mini-large", default-features = false, features = ["server", "client"] }
mini-swagger = { path = "../mini-swagger", default-features = false, features = ["server", "client", "strategies"] }
axum = { version = "0.8", default-features = false, features = ["http1", "tokio"] }
tokio = { version = "1", features = ["rt-multi-thread", "macros", "net"] }
reqwest = { version = "0.13", default-features = false }
serde_json = "1"
serde = "1"
proptest = { version = "1", default-features = false, features = ["std"] }
"#;

#[test]
fn the_miniatures_compile_without_a_warning_and_talk_to_each_other() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("miniatures");
    super::write(&workspace.join("Cargo.toml"), MANIFEST);
    super::write(&workspace.join("probe/Cargo.toml"), PROBE);
    let lock = tests.join("../../Cargo.lock");
    super::write(
        &workspace.join("Cargo.lock"),
        &fs::read_to_string(lock).unwrap(),
    );
    for file in ["lib.rs", "strategies.rs"] {
        let probe = fs::read_to_string(tests.join("probe").join(file)).unwrap();
        super::write(&workspace.join("probe/src").join(file), &probe);
    }
    for file in [
        "styles.yaml",
        "names.json",
        "everything.yaml",
        "large.yaml",
        "swagger.yaml",
    ] {
        let text = match file {
            "large.yaml" => super::miniature::large(100),
            file => fs::read_to_string(tests.join("it/miniature").join(file)).unwrap(),
        };
        let stem = file.split('.').next().unwrap_or_default();
        let options = Options {
            crate_name: format!("mini-{stem}"),
            ..Options::default()
        };
        let input = Input {
            name: file,
            text: &text,
        };
        let output = generate(input, &[], &options).unwrap();
        for (path, text) in output.files.iter() {
            super::write(&workspace.join(format!("mini-{stem}")).join(path), text);
        }
    }
    let output = Command::new(env!("CARGO"))
        .args([
            "test",
            "--quiet",
            "--offline",
            "--package",
            "probe",
            "--lib",
        ])
        .current_dir(&workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env("RUSTFLAGS", "-Dwarnings")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
