//! The crates of the workspace, as its manifest lists them, and their sources.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The text of each `.rs` file, by its path from the folder of the workspace.
pub(crate) type Sources = BTreeMap<PathBuf, String>;

/// The crates: a library, a program or a test is named by its first file.
pub(crate) fn crates() -> Vec<PathBuf> {
    let targets = packages().into_iter().flat_map(|package| {
        let targets = package["targets"].as_array().unwrap().clone();
        targets.into_iter().map(|target| path(&target["src_path"]))
    });
    targets.collect()
}

/// Every source in the folders of the packages, whether a crate compiles it or not.
pub(crate) fn sources() -> Sources {
    let mut folders: Vec<PathBuf> = packages()
        .iter()
        .map(|package| path(&package["manifest_path"]))
        .map(|manifest| manifest.parent().unwrap().to_owned())
        .collect();
    let mut sources = Sources::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root().join(&folder)).unwrap() {
            let name = PathBuf::from(entry.unwrap().file_name());
            let (path, hidden) = (folder.join(&name), name.to_string_lossy().starts_with('.'));
            if root().join(&path).is_dir() {
                folders.extend((!hidden && name != Path::new("target")).then_some(path));
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(root().join(&path)).unwrap();
                sources.insert(path, text);
            }
        }
    }
    sources
}

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn path(absolute: &Value) -> PathBuf {
    let absolute = Path::new(absolute.as_str().unwrap());
    absolute.strip_prefix(root()).unwrap().to_owned()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
