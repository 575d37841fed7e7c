//! What the sources of the crate may not contain: IO, and the libraries of those who use it.

use std::fs;
use std::path::{Path, PathBuf};

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut todo, mut found) = (vec![root], Vec::new());
    while let Some(folder) = todo.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => todo.push(path),
                false => found.push((path.clone(), fs::read_to_string(path).unwrap())),
            }
        }
    }
    found
}

#[test]
fn the_crate_does_no_io() {
    let sources = sources();
    assert!(sources.len() > 20);
    for (path, text) in sources {
        for word in ["std::fs", "std::net", "std::env", "std::io", "std::process"] {
            assert!(!text.contains(word), "{} mentions {word}", path.display());
        }
    }
}

#[test]
fn the_crate_is_a_light_dependency() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest = fs::read_to_string(manifest).unwrap();
    let (_, dependencies) = manifest.split_once("[dependencies]").unwrap();
    for heavy in ["clap", "syn", "quote", "reqwest", "tokio", "jsonschema"] {
        let named = dependencies.lines().any(|line| line.starts_with(heavy));
        assert!(!named, "{heavy}");
    }
}
