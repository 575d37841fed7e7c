//! Operations. Refuses segments of paths that no route can have; such operations are left out.

use std::collections::{BTreeMap, BTreeSet};

use description::model::Operation;

use super::Lowering;
use super::security::Required;
use crate::ir::{self, Place, Schema, Travel, Type};
use crate::pointer;

impl Lowering<'_> {
    /// Every operation; `security` holds what each requires, by its place.
    pub(super) fn operations(
        &mut self,
        security: &BTreeMap<&str, Required>,
        strict: bool,
    ) -> Vec<ir::Operation> {
        let description = self.description;
        let mut operations = Vec::new();
        let mut ids = BTreeSet::new();
        let mut places = BTreeSet::new();
        for operation in &description.operations {
            let Some(address) = self.address(&operation.path, &operation.path_at) else {
                continue;
            };
            let Some(method) = supported_method(&operation.method) else {
                let what = format!("the method `{}`", operation.method.escape_debug());
                self.unsupported(&operation.at, what, "use one of OpenAPI 3.0");
                continue;
            };
            let id = self.id(operation, &mut ids, !places.insert(&operation.at));
            self.lost = !operation.unread.is_empty();
            let mut parameters = self.parameters(&operation.parameters, &id);
            address.move_to_query(&mut parameters);
            self.agree(&address.names, &mut parameters, &operation.at);
            let body = self.body(operation, &id);
            let mut responses = self.responses(operation, &id);
            if method == "HEAD" {
                responses
                    .iter_mut()
                    .for_each(|response| response.contents.clear());
            }
            let required = security.get(operation.at.as_str());
            if self.left_out(&id, operation, required.is_some(), strict) {
                continue;
            }
            operations.push(ir::Operation {
                method,
                path: operation.path.clone(),
                route: address.route.clone(),
                fixed_query: address.fixed.clone(),
                conditions: Vec::new(),
                served: required.is_some(),
                doc: operation.documentation(),
                tag: operation.tags.first().cloned(),
                security: required.and_then(|one| one.requirement),
                scopes: required.map(|one| one.scopes.clone()).unwrap_or_default(),
                body,
                responses,
                parameters,
                id,
            });
        }
        self.tell_apart(&mut operations);
        operations
    }

    /// What an operation is called. One that stands at several paths can have its id at the first of them only.
    fn id(&mut self, operation: &Operation, ids: &mut BTreeSet<String>, shared: bool) -> String {
        let (method, path) = (operation.method.to_lowercase(), &operation.path);
        let fallback = || format!("{method} {path}");
        let id = match &operation.id {
            Some(id) if !shared => id.clone(),
            _ => fallback(),
        };
        if ids.insert(id.clone()) {
            return id;
        }
        let place = pointer::join(&operation.at, "operationId");
        let message = format!("the operationId `{id}` is used twice");
        self.error("duplicate-operation", &place, message, "choose another");
        ids.insert(fallback());
        fallback()
    }

    /// Whether an operation cannot be written; says what becomes of it.
    fn left_out(&mut self, id: &str, operation: &Operation, secured: bool, strict: bool) -> bool {
        if self.lost {
            if !strict {
                let message = format!("the operation `{id}` is left out");
                let hint = "because of what is reported above";
                self.warn("left-out", &operation.at, message, hint);
            }
            return true;
        }
        if !secured && !strict {
            let message = format!(
                "no server could check who calls the operation `{id}`; only the client has it"
            );
            let hint =
                "because of what is reported about its security; the client sends no credentials";
            self.warn("no-credentials", &operation.at, message, hint);
        }
        false
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
        "GET" => "GET",
        "PUT" => "PUT",
        "POST" => "POST",
        "DELETE" => "DELETE",
        "PATCH" => "PATCH",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        "TRACE" => "TRACE",
        _ => return None,
    })
}
