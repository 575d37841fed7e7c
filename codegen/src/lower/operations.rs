//! Operations. Refuses path parameters that are no whole segment, paths that differ only in the names of their
//! parameters, and methods that the generated server does not route.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::Operation;

use super::Lowering;
use crate::ir::{self, Place};
use crate::pointer;

impl Lowering<'_> {
    /// Every operation; `secured` holds the pointers of those that require the API's credentials.
    pub(super) fn operations(&mut self, secured: &BTreeSet<String>) -> Vec<ir::Operation> {
        let resolved = self.resolved;
        let mut operations = Vec::new();
        let mut shapes: BTreeMap<String, &str> = BTreeMap::new();
        let mut ids = BTreeSet::new();
        for (path, item) in &resolved.api.paths.paths {
            let at = pointer::join("/paths", path);
            let found = resolved.item(item, &at);
            let Some((item, item_at)) = self.note(found) else {
                continue;
            };
            let Some(names) = self.path(path, &at) else {
                continue;
            };
            if let Some(twin) = shapes.insert(shape(path), path) {
                let message =
                    format!("this path and `{twin}` differ only in the names of their parameters");
                self.error(
                    "ambiguous-path",
                    &at,
                    message,
                    "put the operations of both below one of them",
                );
                continue;
            }
            for (method, operation) in item.iter() {
                let at = pointer::join(&item_at, method);
                let Some(method) = supported_method(method) else {
                    self.unsupported(
                        &at,
                        format!("the method {}", method.to_uppercase()),
                        "remove the operation",
                    );
                    continue;
                };
                let id = operation
                    .operation_id
                    .clone()
                    .unwrap_or_else(|| format!("{method} {path}"));
                if !ids.insert(id.clone()) {
                    let at = pointer::join(&at, "operationId");
                    self.error(
                        "duplicate-operation",
                        &at,
                        format!("the operationId `{id}` is used twice"),
                        "choose another",
                    );
                    continue;
                }
                let shared = (item.parameters.as_slice(), item_at.as_str());
                let parameters = self.parameters(shared, (&operation.parameters, &at), &id);
                self.agree(&names, &parameters, &at);
                operations.push(ir::Operation {
                    method,
                    path: path.clone(),
                    doc: doc(operation),
                    secured: secured.contains(&at),
                    body: self.body(operation, &at, &id),
                    responses: self.responses(operation, &at, &id),
                    parameters,
                    id,
                });
            }
        }
        operations
    }

    /// The names of the parameters in a path.
    fn path(&mut self, path: &str, at: &str) -> Option<Vec<String>> {
        let mut names = Vec::new();
        for segment in path.split('/').skip(1) {
            let name = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            match name {
                Some(name) if !name.is_empty() && !name.contains(['{', '}']) => {
                    names.push(name.to_owned())
                }
                _ if segment.contains(['{', '}']) => {
                    let what = format!("the path segment `{segment}`");
                    self.unsupported(at, what, "a parameter must be a whole segment: `/{name}/`");
                    return None;
                }
                _ if segment.starts_with([':', '*']) || !segment.chars().all(is_plain) => {
                    let what = format!("the path segment `{segment}`");
                    self.unsupported(
                        at,
                        what,
                        "use letters, digits, dots, dashes and underscores",
                    );
                    return None;
                }
                _ => {}
            }
        }
        Some(names)
    }

    /// Every parameter in the path must be described, and every described one must be in the path.
    fn agree(&mut self, names: &[String], parameters: &[ir::Parameter], at: &str) {
        let described = |name: &String| {
            parameters
                .iter()
                .any(|one| one.place == Place::Path && one.wire == *name)
        };
        for name in names.iter().filter(|name| !described(name)) {
            let message = format!("the path parameter `{name}` is not described");
            self.error(
                "unknown-parameter",
                at,
                message,
                "add it to `parameters` with `in: path`",
            );
        }
        for parameter in parameters.iter().filter(|one| one.place == Place::Path) {
            if !names.contains(&parameter.wire) {
                let message = format!("the path has no `{{{}}}`", parameter.wire);
                self.error(
                    "unknown-parameter",
                    at,
                    message,
                    "check the spelling against the path",
                );
            }
        }
    }
}

/// What stands in a path as itself, never percent-encoded.
fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(character)
}

fn shape(path: &str) -> String {
    let segments = path.split('/').map(|segment| {
        if segment.starts_with('{') {
            "{}"
        } else {
            segment
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

fn supported_method(method: &str) -> Option<&'static str> {
    match method {
        "get" => Some("GET"),
        "put" => Some("PUT"),
        "post" => Some("POST"),
        "delete" => Some("DELETE"),
        "patch" => Some("PATCH"),
        _ => None,
    }
}

fn doc(operation: &Operation) -> String {
    let parts = [&operation.summary, &operation.description];
    let parts = parts
        .into_iter()
        .flatten()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}
