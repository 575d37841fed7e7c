//! What the sources of the library may not contain: the directions of the architecture, kept by reading them.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(folder);
    let (mut todo, mut found) = (vec![root], Vec::new());
    while let Some(folder) = todo.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

/// The code without comments.
fn code(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn must_not_mention(folder: &str, words: &[&str], except: &[&str]) {
    for (path, text) in sources(folder) {
        let name = path.to_string_lossy().replace('\\', "/");
        if except.iter().any(|part| name.contains(part)) {
            continue;
        }
        for word in words {
            assert!(!code(&text).contains(word), "{name} mentions {word}");
        }
    }
}

#[test]
fn the_library_does_no_io() {
    // The files of support/ are text to the library; main.rs, disk.rs and bin/ belong to binaries.
    let except = [
        "/src/main.rs",
        "/src/disk.rs",
        "/src/bin/",
        "/rust/support/",
    ];
    let io = [
        "std::fs",
        "std::net",
        "std::env",
        "std::io",
        "std::process",
        "std::path",
        "println!",
        "File::",
    ];
    must_not_mention("", &io, &except);
}

#[test]
fn the_intermediate_representation_knows_no_neighbour() {
    must_not_mention(
        "ir",
        &["openapiv3", "syn::", "quote", "proc_macro2", "serde_json"],
        &[],
    );
}

#[test]
fn writing_code_knows_no_openapi() {
    must_not_mention(
        "emit",
        &["openapiv3", "crate::resolve", "crate::lower", "crate::load"],
        &["/rust/support/"],
    );
}

#[test]
fn lowering_writes_no_code() {
    must_not_mention("lower", &["quote!", "quote::", "proc_macro2", "syn::"], &[]);
}

#[test]
fn only_lowering_and_conversion_say_unsupported() {
    let except = ["/lower/", "/load.rs", "/swagger", "/rust/support/"];
    must_not_mention("", &["\"unsupported\""], &except);
}
