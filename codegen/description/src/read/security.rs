//! What is said about the whole: `info`, servers, tags and ways to authenticate. Refuses schemes of types that OpenAPI does
//! not have.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, SecurityScheme as ModelScheme, Server as ModelServer, Tag as ModelTag,
};
use serde_json::{Map, Value, json};

use super::{Reader, text};
use crate::grammar::Kind;
use crate::model::{
    Dialect, Info, Location, SchemeKind, SecurityScheme, Server, ServerVariable, Tag,
};
use crate::pointer;

type Members = Map<String, Value>;

impl Reader<'_> {
    /// `info`, and what stands in for what it lacks.
    pub(super) fn info(&mut self, root: &Members) -> Info {
        let unknown = || Info {
            title: "API".to_owned(),
            version: "0".to_owned(),
        };
        let Some(written) = root.get("info") else {
            let message = "the description is not well-formed: missing field `info`";
            self.error(
                "structure",
                "",
                message,
                "write `info: { title: …, version: … }`",
            );
            return unknown();
        };
        let Some(written) = self.mapping(written, "/info", "the description") else {
            return unknown();
        };
        self.keys(written, Kind::Info, "/info");
        let mut take = |key: &str, instead: &str| {
            let value = written.get(key);
            if let Some(Value::String(text)) = value {
                return text.clone();
            }
            let (at, text) = match value {
                Some(Value::Number(number)) => (format!("/info/{key}"), number.to_string()),
                Some(_) => (format!("/info/{key}"), instead.to_owned()),
                None => ("/info".to_owned(), instead.to_owned()),
            };
            let message = format!("`info` has no `{key}`, or none that is a text");
            let hint = format!("write `{key}: '…'`; it is taken to be `{text}`");
            self.error("structure", &at, message, &hint);
            text
        };
        Info {
            title: take("title", "API"),
            version: take("version", "0"),
        }
    }

    /// The servers that `owner` at `at` lists.
    pub(super) fn servers(&mut self, owner: &Members, at: &str) -> Vec<Server> {
        let at = pointer::join(at, "servers");
        let mut servers = Vec::new();
        let listed = owner.get("servers").and_then(Value::as_array);
        for (index, value) in listed.into_iter().flatten().enumerate() {
            servers.extend(self.server(value, &format!("{at}/{index}")));
        }
        servers
    }

    fn server(&mut self, value: &Value, at: &str) -> Option<Server> {
        let what = "this server";
        let members = self.mapping(value, at, what)?;
        self.keys(members, Kind::Server, at);
        let model: ModelServer = self.typed(value, Kind::Server, at, what, &[])?;
        let mut variables = IndexMap::new();
        let named = members.get("variables").and_then(Value::as_object);
        for (name, value) in named.into_iter().flatten() {
            let at = pointer::join(&pointer::join(at, "variables"), name);
            let what = "this variable";
            let Some(members) = self.mapping(value, &at, what) else {
                continue;
            };
            self.keys(members, Kind::Variable, &at);
            let model: Option<openapiv3::ServerVariable> =
                self.typed(value, Kind::Variable, &at, what, &[]);
            let variable = model.map(|model| ServerVariable {
                default: model.default,
                values: model.enumeration,
            });
            variables.extend(variable.map(|variable| (name.clone(), variable)));
        }
        Some(Server {
            url: model.url,
            description: model.description,
            variables,
        })
    }

    pub(super) fn tags(&mut self, root: &Members) -> Vec<Tag> {
        let mut tags = Vec::new();
        let listed = root.get("tags").and_then(Value::as_array);
        for (index, value) in listed.into_iter().flatten().enumerate() {
            let at = format!("/tags/{index}");
            let Some(members) = self.mapping(value, &at, "this tag") else {
                continue;
            };
            self.keys(members, Kind::Tag, &at);
            let model: Option<ModelTag> = self.typed(value, Kind::Tag, &at, "this tag", &[]);
            tags.extend(model.map(|model| Tag {
                name: model.name,
                description: model.description,
                parent: text(members, "parent"),
                kind: text(members, "kind"),
            }));
        }
        tags
    }

    /// `components.securitySchemes`
    pub(super) fn security_schemes(&mut self) -> IndexMap<String, SecurityScheme> {
        let folder = "/components/securitySchemes";
        let mut schemes = IndexMap::new();
        let written = pointer::find(self.root, folder).and_then(Value::as_object);
        for (name, value) in written.into_iter().flatten() {
            let at = pointer::join(folder, name);
            let Some((value, at)) = self.follow(value, &at, Kind::SecurityScheme) else {
                continue;
            };
            schemes.extend(
                self.security_scheme(value, &at)
                    .map(|scheme| (name.clone(), scheme)),
            );
        }
        schemes
    }

    fn security_scheme(&mut self, value: &Value, at: &str) -> Option<SecurityScheme> {
        let what = "this security scheme";
        let members = self.mapping(value, at, what)?;
        self.keys(members, Kind::SecurityScheme, at);
        let scheme = |kind, description| SecurityScheme {
            at: at.to_owned(),
            description,
            kind,
        };
        // The model knows OpenAPI 3.0, which has no certificates of clients.
        let mutual = members.get("type").and_then(Value::as_str) == Some("mutualTLS");
        if mutual && self.dialect >= Dialect::V31 {
            return Some(scheme(SchemeKind::MutualTls, text(members, "description")));
        }
        let instead = [("flows", json!({}))];
        let model: ModelScheme = self.typed(value, Kind::SecurityScheme, at, what, &instead)?;
        Some(match model {
            ModelScheme::APIKey {
                location,
                name,
                description,
                ..
            } => {
                let location = match location {
                    APIKeyLocation::Header => Location::Header,
                    APIKeyLocation::Query => Location::Query,
                    APIKeyLocation::Cookie => Location::Cookie,
                };
                scheme(SchemeKind::ApiKey(location, name), description)
            }
            ModelScheme::HTTP {
                scheme: word,
                description,
                ..
            } => scheme(SchemeKind::Http(word), description),
            ModelScheme::OAuth2 { description, .. } => scheme(SchemeKind::OAuth2, description),
            ModelScheme::OpenIDConnect { description, .. } => {
                scheme(SchemeKind::OpenIdConnect, description)
            }
        })
    }
}
