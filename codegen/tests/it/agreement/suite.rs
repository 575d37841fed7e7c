//! Reads the JSON-Schema-Test-Suite's cases. Leaves out schemas that other documents, anchors or a meta-schema of
//! their own are needed for: a description has none of these.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// A schema and the instances that it allows or refuses.
pub(super) struct Case {
    pub(super) schema: Value,
    /// `[what is shown, instance, whether it is valid]`
    pub(super) tests: Vec<Value>,
}

/// The cases in the files of `folder`, in the order of their names.
pub(super) fn cases(folder: &Path) -> Vec<Case> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|cause| panic!("{}: {cause}", folder.display()))
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let groups: Vec<Value> = serde_json::from_str(&text).unwrap();
        for group in groups {
            let mut schema = group["schema"].clone();
            if let Value::Object(members) = &mut schema {
                members.shift_remove("$schema");
            }
            let base = format!("#/components/schemas/S{}", found.len());
            if !rebase(&mut schema, &base) {
                continue;
            }
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let tests = group["tests"].as_array().into_iter().flatten().map(|test| {
                let what = format!("{stem}: {}: {}", group["description"], test["description"]);
                json!([what, test["data"], test["valid"]])
            });
            found.push(Case {
                schema,
                tests: tests.collect(),
            });
        }
    }
    assert!(!found.is_empty(), "{} has no cases", folder.display());
    found
}

/// Lets references lead to where the schema stands in the description; false when they cannot.
fn rebase(value: &mut Value, base: &str) -> bool {
    match value {
        Value::Array(items) => items.iter_mut().all(|item| rebase(item, base)),
        Value::Object(members) => {
            members
                .iter_mut()
                .all(|(key, member)| match (key.as_str(), member) {
                    (
                        "$id" | "$anchor" | "$dynamicAnchor" | "$dynamicRef" | "$vocabulary"
                        | "$schema",
                        _,
                    ) => false,
                    ("$ref", Value::String(reference)) => match reference.strip_prefix('#') {
                        Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                            *reference = format!("{base}{rest}");
                            true
                        }
                        _ => false,
                    },
                    ("enum" | "const", _) => true,
                    (_, member) => rebase(member, base),
                })
        }
        _ => true,
    }
}
