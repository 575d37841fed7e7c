//! `generated/` is exactly what the generator returns for `spec/`: nothing missing, stale or left over.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::emit::Options;
use codegen::files::{Files, drift};
use codegen::{Input, generate};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn regenerated() -> Files {
    let read = |name: &str| fs::read_to_string(root().join("spec").join(name)).unwrap();
    let (description, overlay) = (read("vbapi.openapi.yaml"), read("vbapi.batch.overlay.yaml"));
    let input = Input {
        name: "spec/vbapi.openapi.yaml",
        text: &description,
    };
    let overlay = Input {
        name: "spec/vbapi.batch.overlay.yaml",
        text: &overlay,
    };
    let options = Options {
        crate_name: "generated".to_owned(),
        ..Options::default()
    };
    let output = generate(input, &[overlay], &options).unwrap_or_else(|found| panic!("{found}"));
    assert!(output.warnings.is_empty(), "{}", output.warnings);
    output.files
}

fn on_disk(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path == "target" || path == "Cargo.lock" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            on_disk(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn generated_is_what_the_generator_returns() {
    let mut actual = Files::default();
    on_disk(&root().join("generated"), "", &mut actual);
    let drifts: Vec<String> = drift(&regenerated(), &actual)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        drifts.is_empty(),
        "generated/ is out of date:\n{}\nrun `cargo xtask generate`",
        drifts.join("\n")
    );
}

#[test]
fn two_runs_return_the_same_bytes() {
    assert_eq!(regenerated(), regenerated());
}

#[test]
fn every_kind_of_drift_is_told() {
    let tree = |pairs: &[(&str, &str)]| {
        let mut files = Files::default();
        pairs
            .iter()
            .for_each(|(path, text)| files.insert(*path, *text));
        files
    };
    let expected = tree(&[("a", "1\n2\n"), ("b", "1"), ("c", "1")]);
    let actual = tree(&[("a", "1\n3\n"), ("c", "1"), ("d", "1")]);
    let said: Vec<String> = drift(&expected, &actual)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "stale: a: it differs from line 2",
            "missing: b: it is not there",
            "orphan: d: the generator does not write it",
        ]
    );
}
