//! Operations: of paths, of webhooks, of callbacks. A path may refer to one that is described elsewhere and add to it.

use std::sync::Arc;

use openapiv3::Operation as ModelOperation;
use serde_json::{Map, Value, json};

use super::{Reader, extensions};
use crate::grammar::Kind;
use crate::model::{Callback, Dialect, Operation, Parameter, Security, Server};
use crate::pointer;

type Members = Map<String, Value>;

/// The methods that have a key of their own in a path, in the order in which operations are listed.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];
/// How deep callbacks of callbacks are read.
const MAX_CALLBACKS: usize = 4;

/// What operations of one path share.
struct Around<'a> {
    path: &'a str,
    path_at: &'a str,
    parameters: Vec<Arc<Parameter>>,
    unread: Vec<String>,
    servers: Option<Vec<Server>>,
    depth: usize,
}

impl Reader<'_> {
    /// `paths`
    pub(super) fn paths(&mut self, root: &Members) -> Vec<Operation> {
        let mut operations = Vec::new();
        let Some(paths) = root.get("paths") else {
            return operations;
        };
        for (path, item) in self
            .mapping(paths, "/paths", "the description")
            .into_iter()
            .flatten()
        {
            let at = pointer::join("/paths", path);
            if path.starts_with("x-") {
                continue;
            }
            if !path.starts_with('/') {
                let message = format!("the path `{path}` does not begin with a slash");
                let hint = format!("write `/{path}`");
                self.error("structure", &at, message, &hint);
                continue;
            }
            operations.extend(self.path_item(path, item, &at, 0));
        }
        operations
    }

    /// `webhooks`: the path of each operation is the name of the webhook.
    pub(super) fn webhooks(&mut self, root: &Members) -> Vec<Operation> {
        let mut operations = Vec::new();
        let Some(webhooks) = root.get("webhooks") else {
            return operations;
        };
        let named = self.mapping(webhooks, "/webhooks", "`webhooks`");
        for (name, item) in named.into_iter().flatten() {
            if !name.starts_with("x-") {
                operations.extend(self.path_item(name, item, &pointer::join("/webhooks", name), 0));
            }
        }
        operations
    }

    /// The operations of one path. What stands beside a `$ref` holds as well, and wins over what is referred to.
    fn path_item(&mut self, path: &str, item: &Value, at: &str, depth: usize) -> Vec<Operation> {
        let mut places: Vec<(&Value, String)> = Vec::new();
        let (mut item, mut here) = (item, at.to_owned());
        while let Some(members) = self.mapping(item, &here, "this path") {
            let reference = members.get("$ref");
            let next = reference.map(|reference| self.target(reference, &here, Kind::PathItem));
            let place = pointer::join(&here, "$ref");
            let circle = places.iter().any(|(_, known)| *known == here);
            if circle || places.len() > crate::schema::MAX_CHAIN {
                let seen: Vec<String> = places.iter().map(|(_, at)| at.clone()).collect();
                self.circle(&seen, &place);
                break;
            }
            places.push((item, here));
            let Some(next) = next else { break };
            let target = match next {
                Ok(target) => target,
                Err(diagnostic) => {
                    self.refuse(diagnostic, &place);
                    break;
                }
            };
            let Some(found) = pointer::find(self.root, &target) else {
                break;
            };
            (item, here) = (found, target);
        }
        self.joined_item(path, at, &places, depth)
    }

    /// The operations of a path that is described at several places, the first of which win.
    fn joined_item(
        &mut self,
        path: &str,
        at: &str,
        places: &[(&Value, String)],
        depth: usize,
    ) -> Vec<Operation> {
        let mut around = Around {
            path,
            path_at: at,
            parameters: Vec::new(),
            unread: Vec::new(),
            servers: None,
            depth,
        };
        let parts: Vec<(&Members, &str)> = places
            .iter()
            .filter_map(|(item, at)| Some((item.as_object()?, at.as_str())))
            .collect();
        for (members, at) in parts.iter().rev() {
            self.keys(members, Kind::PathItem, at);
            let (own, unread) = self.parameter_list(members, at);
            around.parameters = self.both_parameters(&around.parameters, own);
            around.unread.extend(unread);
            if members.contains_key("servers") {
                around.servers = Some(self.servers(members, at));
            }
        }
        let mut operations: Vec<Operation> = Vec::new();
        let modern = self.dialect >= Dialect::V32;
        for method in METHODS
            .into_iter()
            .filter(|method| *method != "query" || modern)
        {
            let found = parts
                .iter()
                .find(|(members, _)| members.contains_key(method));
            if let Some((members, at)) = found {
                let at = pointer::join(at, method);
                let method = method.to_uppercase();
                operations.extend(self.operation(
                    &members[&method.to_lowercase()],
                    &at,
                    method,
                    &around,
                ));
            }
        }
        for (members, at) in parts.iter().filter(|_| modern) {
            let at = pointer::join(at, "additionalOperations");
            let Some(more) = members.get("additionalOperations") else {
                continue;
            };
            let named = self.mapping(more, &at, "`additionalOperations`");
            for (method, operation) in named.into_iter().flatten() {
                if operations.iter().all(|known| known.method != *method) {
                    let at = pointer::join(&at, method);
                    operations.extend(self.operation(operation, &at, method.clone(), &around));
                }
            }
        }
        operations
    }

    fn operation(
        &mut self,
        value: &Value,
        at: &str,
        method: String,
        around: &Around<'_>,
    ) -> Option<Operation> {
        let what = "this operation";
        let members = self.mapping(value, at, what)?;
        self.keys(members, Kind::Operation, at);
        let responses = members.get("responses");
        let wrong = responses.filter(|responses| !responses.is_object());
        let instead = [("responses", wrong.cloned().unwrap_or_else(|| json!({})))];
        let model: ModelOperation = self.typed(value, Kind::Operation, at, what, &instead)?;
        let mut unread = around.unread.clone();
        let (own, lost) = self.parameter_list(members, at);
        unread.extend(lost);
        let parameters = self.both_parameters(&around.parameters, own);
        let mut body = None;
        if let Some(value) = members.get("requestBody") {
            let at = pointer::join(at, "requestBody");
            body = self.body(value, &at);
            if body.is_none() {
                unread.push(at);
            }
        }
        let responses_at = pointer::join(at, "responses");
        let (responses, lost) = responses.map_or_else(Default::default, |responses| {
            self.responses(responses, &responses_at)
        });
        unread.extend(lost);
        let servers = match members.contains_key("servers") {
            true => Some(self.servers(members, at)),
            false => around.servers.clone(),
        };
        Some(Operation {
            at: at.to_owned(),
            method,
            path: around.path.to_owned(),
            path_at: around.path_at.to_owned(),
            id: model.operation_id.filter(|id| !id.trim().is_empty()),
            tags: model.tags,
            summary: model.summary,
            description: model.description,
            deprecated: model.deprecated,
            parameters,
            body,
            responses,
            security: self.security(model.security, at),
            servers: servers.unwrap_or_default(),
            callbacks: self.callbacks(members, at, around.depth),
            extensions: extensions(members),
            unread,
        })
    }

    fn security(&mut self, own: Option<Vec<openapiv3::SecurityRequirement>>, at: &str) -> Security {
        let alternatives = |list: Vec<openapiv3::SecurityRequirement>| {
            let together = |one: openapiv3::SecurityRequirement| one.into_iter().collect();
            list.into_iter().map(together).collect()
        };
        if let Some(own) = own {
            return Security {
                at: pointer::join(at, "security"),
                alternatives: alternatives(own),
            };
        }
        let shared = self
            .root
            .get("security")
            .cloned()
            .unwrap_or_else(|| json!([]));
        Security {
            at: "/security".to_owned(),
            alternatives: serde_json::from_value(shared)
                .map(alternatives)
                .unwrap_or_default(),
        }
    }

    fn callbacks(&mut self, members: &Members, at: &str, depth: usize) -> Vec<Callback> {
        let mut callbacks = Vec::new();
        let Some(written) = members.get("callbacks") else {
            return callbacks;
        };
        if depth >= MAX_CALLBACKS {
            return callbacks;
        }
        let at = pointer::join(at, "callbacks");
        let named = self.mapping(written, &at, "`callbacks`");
        for (name, value) in named.into_iter().flatten() {
            let at = pointer::join(&at, name);
            callbacks.extend(self.callback(name, value, &at, depth + 1));
        }
        callbacks
    }

    /// A callback: expressions, each with a path item.
    pub(super) fn callback(
        &mut self,
        name: &str,
        value: &Value,
        at: &str,
        depth: usize,
    ) -> Option<Callback> {
        let (value, at) = self.follow(value, at, Kind::Callback)?;
        let members = self.mapping(value, &at, "this callback")?;
        let mut operations = Vec::new();
        for (expression, item) in members.iter().filter(|(key, _)| !key.starts_with("x-")) {
            let at = pointer::join(&at, expression);
            operations.extend(self.path_item(expression, item, &at, depth));
        }
        Some(Callback {
            name: name.to_owned(),
            operations,
        })
    }

    /// Reads what stands in `components`, referred to or not.
    pub(super) fn components(&mut self) {
        let Some(value) = self.root.get("components") else {
            return;
        };
        let Some(components) = self.mapping(value, "/components", "`components`") else {
            return;
        };
        self.keys(components, Kind::Components, "/components");
        for (folder, value) in components.iter().filter(|(key, _)| !key.starts_with("x-")) {
            let at = pointer::join("/components", folder);
            let Some((Kind::Named(kind), _)) = Kind::Components.member(folder) else {
                continue;
            };
            for (name, value) in self
                .mapping(value, &at, "`components`")
                .into_iter()
                .flatten()
            {
                self.component(*kind, name, value, &pointer::join(&at, name));
            }
        }
    }

    fn component(&mut self, kind: Kind, name: &str, value: &Value, at: &str) {
        match kind {
            Kind::Schema => {
                let id = self.schema(value, at);
                self.schemas.name(name.to_owned(), id);
            }
            Kind::Response => drop(self.response(value, at)),
            Kind::Parameter => drop(self.parameter(value, at)),
            Kind::RequestBody => drop(self.body(value, at)),
            Kind::Header => drop(self.header(value, at)),
            Kind::Link => drop(self.link(value, at)),
            Kind::Callback => drop(self.callback(name, value, at, 1)),
            Kind::PathItem => drop(self.path_item(name, value, at, 1)),
            Kind::Example => {
                if let Some(members) = self.mapping(value, at, "this example") {
                    self.keys(members, kind, at);
                }
            }
            // Security schemes were read before; media types are read where they are referred to.
            _ => {}
        }
    }
}

/// What people read about an operation: summary and description.
impl Operation {
    /// The summary and the description, as far as there are any.
    #[must_use]
    pub fn documentation(&self) -> String {
        let parts = [&self.summary, &self.description];
        let parts = parts.into_iter().flatten().map(|text| text.trim());
        let parts: Vec<&str> = parts.filter(|text| !text.is_empty()).collect();
        parts.join("\n\n")
    }
}
