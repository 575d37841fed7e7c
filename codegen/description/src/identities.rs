//! Names that parts of a description have beside their JSON pointers: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema Core,
//! 8.2) and `$self` (OpenAPI 3.2), and what a reference means by them.

use std::collections::HashMap;

use fluent_uri::UriRef;
use serde_json::Value;

use crate::grammar::Kind;
use crate::model::Dialect;
use crate::pointer;

/// A part of a document that references in it are relative to.
#[derive(Debug, Default)]
struct Resource {
    /// Its absolute URI, or what is known of it.
    uri: Option<String>,
    /// Where it stands.
    at: String,
    /// What `$anchor` and `$dynamicAnchor` call its parts.
    anchors: HashMap<String, String>,
}

/// All names of a document.
#[derive(Debug)]
pub(crate) struct Identities {
    /// The document itself first.
    resources: Vec<Resource>,
    /// Where the parts stand that `$dynamicAnchor` names.
    dynamic: HashMap<String, Vec<String>>,
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// This place of the document.
    Here(String),
    /// Another document.
    Elsewhere,
    /// Nothing.
    Nowhere,
}

impl Identities {
    /// The names in `document`.
    pub(crate) fn of(document: &Value, dialect: Dialect) -> Self {
        let own = document.get("$self").and_then(Value::as_str);
        let root = Resource {
            uri: own.filter(|_| dialect >= Dialect::V32).map(str::to_owned),
            ..Resource::default()
        };
        let mut identities = Self {
            resources: vec![root],
            dynamic: HashMap::new(),
        };
        if dialect >= Dialect::V31 {
            identities.walk(document, Kind::Root, &mut Vec::new(), 0);
        }
        identities
    }

    fn walk(&mut self, value: &Value, kind: Kind, path: &mut Vec<String>, within: usize) {
        let mut within = within;
        match value {
            Value::Object(members) if kind != Kind::Data => {
                if kind == Kind::Schema {
                    within = self.names(members, path, within);
                }
                for (key, member) in members {
                    if key.starts_with("x-") && !kind.is_named() {
                        continue;
                    }
                    if let Some((kind, _)) =
                        kind.member(key).filter(|(kind, _)| *kind != Kind::Data)
                    {
                        path.push(key.clone());
                        self.walk(member, kind, path, within);
                        path.pop();
                    }
                }
            }
            Value::Array(items) if kind.item() != Kind::Data => {
                for (index, item) in items.iter().enumerate() {
                    path.push(index.to_string());
                    self.walk(item, kind.item(), path, within);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn names(
        &mut self,
        schema: &serde_json::Map<String, Value>,
        path: &[String],
        within: usize,
    ) -> usize {
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        let mut within = within;
        let at = || pointer::from_tokens(path);
        if let Some(id) = text("$id") {
            let id = id.strip_suffix('#').unwrap_or(id);
            let uri = absolute(self.resources[within].uri.as_deref(), id);
            within = self.resources.len();
            self.resources.push(Resource {
                uri: Some(uri),
                at: at(),
                anchors: HashMap::new(),
            });
        }
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = text(key) {
                let anchors = &mut self.resources[within].anchors;
                anchors.insert(name.to_owned(), at());
                if key == "$dynamicAnchor" {
                    self.dynamic.entry(name.to_owned()).or_default().push(at());
                }
            }
        }
        within
    }

    /// What `reference`, which stands at `at` of `document`, leads to.
    pub(crate) fn resolve(&self, document: &Value, reference: &str, at: &str) -> Target {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let own = self.around(at);
        let resource = if uri.is_empty() {
            own
        } else {
            let uri = absolute(own.uri.as_deref(), uri);
            let known = |one: &&Resource| one.uri.as_deref() == Some(uri.as_str());
            match self.resources.iter().find(known) {
                Some(resource) => resource,
                None => return Target::Elsewhere,
            }
        };
        let Some(fragment) = pointer::from_fragment(fragment) else {
            return Target::Nowhere;
        };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let anchor = resource.anchors.get(&fragment);
            return anchor.map_or(Target::Nowhere, |at| Target::Here(at.clone()));
        }
        let relative = format!("{}{fragment}", resource.at);
        // Descriptions with an `$id` in a schema go on to write pointers from the root of the document.
        let places = [relative, fragment];
        let found = places
            .into_iter()
            .find(|place| pointer::find(document, place).is_some());
        found.map_or(Target::Nowhere, Target::Here)
    }

    /// Where the only part stands that `$dynamicAnchor` calls so; `None` when it is not decided before a value is seen.
    pub(crate) fn dynamic(&self, reference: &str) -> Option<&str> {
        match self.dynamic.get(reference.strip_prefix('#')?)?.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The innermost resource around `at`.
    fn around(&self, at: &str) -> &Resource {
        let inside = |one: &&Resource| {
            let rest = at.strip_prefix(&one.at);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let around = self.resources.iter().filter(inside);
        around
            .max_by_key(|one| one.at.len())
            .unwrap_or(&self.resources[0])
    }
}

/// `reference` resolved against `base` (RFC 3986, 5); itself where that cannot be done.
fn absolute(base: Option<&str>, reference: &str) -> String {
    let resolved = || {
        let base = UriRef::parse(base?).ok()?;
        let base = fluent_uri::Uri::try_from(base).ok()?;
        let reference = UriRef::parse(reference).ok()?;
        let resolved = reference.resolve_against(&base.strip_fragment()).ok()?;
        Some(resolved.into_string())
    };
    resolved().unwrap_or_else(|| reference.to_owned())
}
