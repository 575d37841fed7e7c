//! The modules of the library stand on floors, each of which imports only lower ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// From the lowest floor to the highest.
const FLOORS: &[&[&str]] = &[
    &["contract"],
    &["plan"],
    &["bind"],
    &["transcript"],
    &["drive"],
    &["curl", "evidence"],
    &["oracles", "redact"],
    &["coverage", "deviations", "explain", "judge", "recording"],
    &["outcome", "profile", "replay", "script", "snapshot"],
    &["shrink", "tally"],
    &["event"],
    &["campaign"],
    &["report"],
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, into),
            false => into.push(path),
        }
    }
}

#[test]
fn each_module_imports_only_lower_ones() {
    let floors = FLOORS.iter().enumerate();
    let floors: BTreeMap<&str, usize> = floors
        .flat_map(|(floor, names)| names.iter().map(move |name| (*name, floor)))
        .collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let mut seen = 0;
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
    {
        let inside = path.strip_prefix(&root).unwrap().with_extension("");
        let module = inside.iter().next().unwrap().to_str().unwrap();
        if ["lib", "main", "cli"].contains(&module) {
            continue;
        }
        let own = floors
            .get(module)
            .unwrap_or_else(|| panic!("{module} has no floor"));
        let text = std::fs::read_to_string(path).unwrap();
        for after in text.split("crate::").skip(1) {
            let end = after.find(|c: char| !c.is_alphanumeric() && c != '_');
            let name = &after[..end.unwrap_or(after.len())];
            if name == module {
                continue;
            }
            let other = floors
                .get(name)
                .unwrap_or_else(|| panic!("{name} has no floor"));
            assert!(other < own, "{} imports {name}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 300, "{seen}");
}
