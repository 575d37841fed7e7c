//! OpenAPI Overlay 1.0: changes to a description that may not be edited itself. Refuses a target that is no
//! JSONPath (RFC 9535) and an update of something that is neither object nor array; warns when a target matches nothing.

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Document;
use crate::pointer;

/// The longest JSONPath that is read; the parser recurses.
const MAX_TARGET: usize = 2_000;

/// Applies every action of `overlay` to `document`, in order. Merged values keep their place in the overlay file;
/// an action that matches nothing is a warning in `document.warnings`.
///
/// # Errors
/// Everything that is wrong with the overlay; `document` may then have been changed in part and is of no use.
pub fn apply(document: &mut Document, overlay: &Document) -> Result<(), Diagnostics> {
    let mut found = Diagnostics::default();
    document.spread();
    match overlay.value.get("overlay") {
        Some(Value::String(version)) if version.starts_with("1.") => {}
        Some(_) => found.push(
            overlay
                .error("unknown-version", "/overlay", "this is not a version of OpenAPI Overlay that is known here")
                .hint("write `overlay: 1.0.0`"),
        ),
        None => found.push(
            overlay
                .error("not-an-overlay", "", "the key `overlay` is missing, so this is no OpenAPI Overlay document")
                .hint("write `overlay: 1.0.0` at the top; pass a description as the first argument instead"),
        ),
    }
    match overlay.value.get("actions") {
        Some(Value::Array(actions)) => {
            for (index, action) in actions.iter().enumerate() {
                if let Err(diagnostic) =
                    act(document, overlay, action, &format!("/actions/{index}"))
                {
                    match diagnostic.severity {
                        crate::diagnostic::Severity::Warning => document.warnings.push(diagnostic),
                        crate::diagnostic::Severity::Error => found.push(diagnostic),
                    }
                }
            }
        }
        Some(_) => {
            found.push(overlay.error("overlay-action", "/actions", "`actions` is not a list"))
        }
        None if found.is_empty() => {
            found.push(overlay.error("overlay-action", "", "the overlay has no `actions`"))
        }
        None => {}
    }
    if found.has_errors() {
        Err(found)
    } else {
        Ok(())
    }
}

fn act(
    document: &mut Document,
    overlay: &Document,
    action: &Value,
    at: &str,
) -> Result<(), Diagnostic> {
    let target_at = pointer::join(at, "target");
    let Some(target) = action.get("target").and_then(Value::as_str) else {
        return Err(overlay.error(
            "overlay-action",
            at,
            "an action needs a `target`, a JSONPath as text",
        ));
    };
    if target.len() > MAX_TARGET {
        return Err(overlay.error("bad-json-path", &target_at, "the JSONPath is too long"));
    }
    let path = JsonPath::parse(target).map_err(|error| {
        overlay
            .error(
                "bad-json-path",
                &target_at,
                format!(
                    "not a JSONPath, at character {}: {}",
                    error.position() + 1,
                    error.message()
                ),
            )
            .hint("RFC 9535: `$.paths['/pets'].get`, quotes around names that hold a slash")
    })?;
    let targets: Vec<String> = path
        .query_located(&document.value)
        .locations()
        .map(|location| location.to_json_pointer())
        .collect();
    if targets.is_empty() {
        return Err(overlay
            .error(
                "overlay-no-match",
                &target_at,
                "the target matches nothing in the description",
            )
            .hint("check the path against the description; names are case-sensitive")
            .warning());
    }
    if action.get("remove") == Some(&Value::Bool(true)) {
        // From the back, so that the indices in front stay what they were.
        for pointer in targets.iter().rev() {
            remove(document, pointer);
        }
        return Ok(());
    }
    let update_at = pointer::join(at, "update");
    let Some(update) = action.get("update") else {
        return Err(overlay.error(
            "overlay-action",
            at,
            "an action needs `update` or `remove: true`",
        ));
    };
    for pointer in &targets {
        update_one(document, overlay, pointer, update, &update_at)?;
    }
    Ok(())
}

fn update_one(
    document: &mut Document,
    overlay: &Document,
    pointer: &str,
    update: &Value,
    update_at: &str,
) -> Result<(), Diagnostic> {
    let Some(target) = document.value.pointer_mut(pointer) else {
        return Ok(());
    };
    let mut copied = Vec::new();
    match (&mut *target, update) {
        (Value::Object(_), Value::Object(_)) => {
            merge(target, update, pointer, update_at, &mut copied)
        }
        (Value::Array(items), _) => {
            let to = format!("{pointer}/{}", items.len());
            items.push(update.clone());
            copied.push((to, update_at.to_owned()));
        }
        _ => {
            return Err(overlay
                .error("overlay-action", update_at, "an update must be a mapping for an object, or its target an array")
                .hint("point `target` at the object that contains the value, and put the member into `update`"));
        }
    }
    for (to, from) in copied {
        forget(document, &to);
        copy_spans(document, overlay, &to, &from);
    }
    Ok(())
}

/// Merges as the Overlay specification says: objects member by member, arrays appended, anything else replaced.
fn merge(
    target: &mut Value,
    update: &Value,
    to: &str,
    from: &str,
    copied: &mut Vec<(String, String)>,
) {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, member) in update {
                let (to, from) = (pointer::join(to, key), pointer::join(from, key));
                match target.get_mut(key) {
                    Some(existing) => merge(existing, member, &to, &from, copied),
                    None => {
                        target.insert(key.clone(), member.clone());
                        copied.push((to, from));
                    }
                }
            }
        }
        (Value::Array(target), Value::Array(update)) => {
            for (index, item) in update.iter().enumerate() {
                copied.push((format!("{to}/{}", target.len()), format!("{from}/{index}")));
                target.push(item.clone());
            }
        }
        (target, update) => {
            *target = update.clone();
            copied.push((to.to_owned(), from.to_owned()));
        }
    }
}

fn remove(document: &mut Document, pointer: &str) {
    let (Some(parent), Some(last)) = (pointer::parent(pointer), pointer::last(pointer)) else {
        return;
    };
    match document.value.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.shift_remove(&last);
            forget(document, pointer);
        }
        Some(Value::Array(items)) => {
            let Some(index) = last
                .parse::<usize>()
                .ok()
                .filter(|index| *index < items.len())
            else {
                return;
            };
            items.remove(index);
            let after = items.len();
            forget(document, pointer);
            for from in index + 1..=after {
                rename(
                    document,
                    &format!("{parent}/{from}"),
                    &format!("{parent}/{}", from - 1),
                );
            }
        }
        _ => {}
    }
}

fn within(pointer: &str, root: &str) -> bool {
    pointer
        .strip_prefix(root)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn forget(document: &mut Document, root: &str) {
    document.spans.retain(|pointer, _| !within(pointer, root));
    document.keys.retain(|pointer, _| !within(pointer, root));
}

fn rename(document: &mut Document, from: &str, to: &str) {
    for map in [&mut document.spans, &mut document.keys] {
        let moved: Vec<String> = map
            .keys()
            .filter(|pointer| within(pointer, from))
            .cloned()
            .collect();
        for pointer in moved {
            if let Some(span) = map.remove(&pointer) {
                map.insert(format!("{to}{}", &pointer[from.len()..]), span);
            }
        }
    }
}

/// Gives the parts of `document` at `to` the places that those of `overlay` at `from` have.
pub(crate) fn copy_spans(document: &mut Document, overlay: &Document, to: &str, from: &str) {
    let Some(value) = overlay.value.pointer(from) else {
        return;
    };
    for (map, source) in [
        (&mut document.spans, &overlay.spans),
        (&mut document.keys, &overlay.keys),
    ] {
        if let Some(span) = source.get(from) {
            map.insert(to.to_owned(), span.clone());
        }
    }
    let mut inside = |token: &str| {
        copy_spans(
            document,
            overlay,
            &pointer::join(to, token),
            &pointer::join(from, token),
        );
    };
    match value {
        Value::Object(members) => members.keys().for_each(|key| inside(key)),
        Value::Array(items) => (0..items.len()).for_each(|index| inside(&index.to_string())),
        _ => {}
    }
}
