//! Operations. Refuses segments of paths that no route can have; such operations are left out.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::Operation;

use super::Lowering;
use super::security::Required;
use crate::ir::{self, Place, Schema, Travel, Type};
use crate::pointer;

impl Lowering<'_> {
    /// Every operation; `security` holds what each requires, by its pointer.
    pub(super) fn operations(
        &mut self,
        security: &BTreeMap<String, Required>,
        strict: bool,
    ) -> Vec<ir::Operation> {
        let resolved = self.resolved;
        let mut operations = Vec::new();
        let mut ids = BTreeSet::new();
        for (path, item) in &resolved.api.paths.paths {
            let at = pointer::join("/paths", path);
            let found = resolved.item(item, &at);
            let Some((item, item_at)) = self.note(found) else {
                continue;
            };
            let Some(address) = self.address(path, &at) else {
                continue;
            };
            for (method, operation) in item.iter() {
                let at = pointer::join(&item_at, method);
                let Some(method) = supported_method(method) else {
                    continue;
                };
                let mut id = match &operation.operation_id {
                    Some(id) if !id.trim().is_empty() => id.clone(),
                    _ => format!("{} {path}", method.to_lowercase()),
                };
                if !ids.insert(id.clone()) {
                    let place = pointer::join(&at, "operationId");
                    let message = format!("the operationId `{id}` is used twice");
                    self.error("duplicate-operation", &place, message, "choose another");
                    id = format!("{} {path}", method.to_lowercase());
                    ids.insert(id.clone());
                }
                self.lost = false;
                let shared = (item.parameters.as_slice(), item_at.as_str());
                let mut parameters = self.parameters(shared, (&operation.parameters, &at), &id);
                address.move_to_query(&mut parameters);
                self.agree(&address.names, &mut parameters, &at);
                let body = self.body(operation, &at, &id);
                let mut responses = self.responses(operation, &at, &id);
                if method == "HEAD" {
                    responses
                        .iter_mut()
                        .for_each(|response| response.contents.clear());
                }
                let required = security.get(&at);
                if self.lost {
                    if !strict {
                        let message = format!("the operation `{id}` is left out");
                        self.warn(
                            "left-out",
                            &at,
                            message,
                            "because of what is reported above",
                        );
                    }
                    continue;
                }
                if required.is_none() && !strict {
                    let message = format!(
                        "no server could check who calls the operation `{id}`; only the client has it"
                    );
                    let hint = "because of what is reported about its security; the client sends no credentials";
                    self.warn("no-credentials", &at, message, hint);
                }
                operations.push(ir::Operation {
                    method,
                    path: path.clone(),
                    route: address.route.clone(),
                    fixed_query: address.fixed.clone(),
                    conditions: Vec::new(),
                    served: required.is_some(),
                    doc: doc(operation),
                    tag: operation.tags.first().cloned(),
                    security: required.and_then(|one| one.requirement),
                    scopes: required.map(|one| one.scopes.clone()).unwrap_or_default(),
                    body,
                    responses,
                    parameters,
                    id,
                });
            }
        }
        self.tell_apart(&mut operations);
        operations
    }

    /// The names of the parameters in a path without query and fragment.
    pub(super) fn path(&mut self, path: &str, at: &str) -> Option<Vec<String>> {
        let mut names: Vec<String> = Vec::new();
        for segment in path.split('/').skip(1) {
            let Some((literals, found)) = ir::segment(segment) else {
                let what = format!("the path segment `{segment}`");
                self.unsupported(
                    at,
                    what,
                    "close every `{` and put a letter between two parameters",
                );
                return None;
            };
            if literals
                .iter()
                .any(|literal| !literal.chars().all(is_plain))
            {
                let what = format!("the path segment `{segment}`");
                let hint = "write the character itself instead of its percent-encoding";
                self.unsupported(at, what, hint);
                return None;
            }
            for name in found {
                if names.contains(&name) {
                    let what = format!("the parameter `{name}` twice in one path");
                    self.unsupported(at, what, "give the two different names");
                    return None;
                }
                names.push(name);
            }
        }
        Some(names)
    }

    /// Every parameter in the path must be described, and every described one must be in the path.
    fn agree(&mut self, names: &[String], parameters: &mut Vec<ir::Parameter>, at: &str) {
        for name in names {
            if parameters
                .iter()
                .any(|one| one.place == Place::Path && one.wire == *name)
            {
                continue;
            }
            let message = format!("the path parameter `{name}` is not described");
            let hint = "add it to `parameters` with `in: path`; it is taken as text";
            self.error("unknown-parameter", at, message, hint);
            parameters.push(ir::Parameter {
                wire: name.clone(),
                doc: String::new(),
                place: Place::Path,
                required: true,
                schema: Schema {
                    ty: Type::Text,
                    nullable: false,
                    checks: Vec::new(),
                },
                travel: Travel::Plain,
                default: None,
            });
        }
        for parameter in parameters.iter().filter(|one| one.place == Place::Path) {
            if !names.contains(&parameter.wire) {
                let message = format!("the path has no `{{{}}}`", parameter.wire);
                let hint = "check the spelling against the path";
                self.error("unknown-parameter", at, message, hint);
            }
        }
        parameters.retain(|one| one.place != Place::Path || names.contains(&one.wire));
    }
}

/// What can be sent in a path, as itself or percent-encoded.
fn is_plain(character: char) -> bool {
    !character.is_control() && !"%\\".contains(character)
}

fn supported_method(method: &str) -> Option<&'static str> {
    Some(match method {
        "get" => "GET",
        "put" => "PUT",
        "post" => "POST",
        "delete" => "DELETE",
        "patch" => "PATCH",
        "head" => "HEAD",
        "options" => "OPTIONS",
        "trace" => "TRACE",
        _ => return None,
    })
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
