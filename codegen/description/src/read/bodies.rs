//! Request bodies, answers, and their forms. Refuses what the model of OpenAPI 3.0 refuses.

use std::sync::Arc;

use indexmap::IndexMap;
use openapiv3::{
    Encoding as ModelEncoding, Link as ModelLink, LinkOperation, MediaType as ModelMediaType,
    RequestBody as ModelBody, Response as ModelResponse,
};
use serde_json::{Map, Value, json};

use super::Reader;
use super::parameters::query_style;
use crate::grammar::Kind;
use crate::model::{
    Dialect, Encoding, Header, Link, LinkTarget, MediaType, RequestBody, Response, Status,
};
use crate::pointer;

type Members = Map<String, Value>;

impl Reader<'_> {
    pub(super) fn body(&mut self, value: &Value, at: &str) -> Option<Arc<RequestBody>> {
        self.shared(
            value,
            at,
            Kind::RequestBody,
            |own| &mut own.bodies,
            Self::new_body,
        )
    }

    fn new_body(&mut self, value: &Value, at: &str) -> Option<RequestBody> {
        let what = "this request body";
        let members = self.mapping(value, at, what)?;
        self.keys(members, Kind::RequestBody, at);
        let content = match members.get("content") {
            Some(content) => self.content(content, &pointer::join(at, "content")),
            None => Vec::new(),
        };
        let instead = [("content", json!({}))];
        let model: ModelBody = self.typed(value, Kind::RequestBody, at, what, &instead)?;
        Some(RequestBody {
            at: at.to_owned(),
            description: model.description,
            required: model.required,
            content,
        })
    }

    /// The answers of an operation, and where those stand that could not be read.
    pub(super) fn responses(
        &mut self,
        value: &Value,
        at: &str,
    ) -> (Vec<(Status, Arc<Response>)>, Vec<String>) {
        let (mut responses, mut unread) = (Vec::new(), Vec::new());
        let Value::Object(members) = value else {
            return (responses, unread);
        };
        for (key, value) in members.iter().filter(|(key, _)| !key.starts_with("x-")) {
            let here = pointer::join(at, key);
            let Some(status) = status(key) else {
                let message = format!("`{}` is no status and is ignored", key.escape_debug());
                let hint = "write a number such as 200, a range such as 2XX, or `default`";
                self.warn("bad-status", &here, message, hint);
                continue;
            };
            match self.response(value, &here) {
                Some(response) => responses.push((status, response)),
                None => unread.push(here),
            }
        }
        (responses, unread)
    }

    pub(super) fn response(&mut self, value: &Value, at: &str) -> Option<Arc<Response>> {
        self.shared(
            value,
            at,
            Kind::Response,
            |own| &mut own.responses,
            Self::new_response,
        )
    }

    fn new_response(&mut self, value: &Value, at: &str) -> Option<Response> {
        let what = "this response";
        let members = self.mapping(value, at, what)?;
        self.keys(members, Kind::Response, at);
        if !members.contains_key("description") && self.dialect < Dialect::V32 {
            self.repeated(what, at);
        }
        let instead = [("description", json!(""))];
        let model: ModelResponse = self.typed(value, Kind::Response, at, what, &instead)?;
        let mut response = Response {
            at: at.to_owned(),
            description: model.description,
            ..Response::default()
        };
        (response.headers, response.unread_headers) = self.header_map(members, at);
        if let Some(content) = members.get("content") {
            response.content = self.content(content, &pointer::join(at, "content"));
        }
        let links = members.get("links").and_then(Value::as_object);
        for (name, link) in links.into_iter().flatten() {
            let at = pointer::join(&pointer::join(at, "links"), name);
            response
                .links
                .extend(self.link(link, &at).map(|link| (name.clone(), link)));
        }
        Some(response)
    }

    /// `headers`, and the names of those that could not be read.
    fn header_map(
        &mut self,
        members: &Members,
        at: &str,
    ) -> (IndexMap<String, Arc<Header>>, Vec<String>) {
        let (mut headers, mut unread) = (IndexMap::new(), Vec::new());
        let Some(written) = members.get("headers") else {
            return (headers, unread);
        };
        let at = pointer::join(at, "headers");
        let named = self.mapping(written, &at, "`headers`");
        for (name, value) in named.into_iter().flatten() {
            match self.header(value, &pointer::join(&at, name)) {
                Some(header) => drop(headers.insert(name.clone(), header)),
                None => unread.push(name.clone()),
            }
        }
        (headers, unread)
    }

    /// Forms of a body, by media type.
    pub(super) fn content(&mut self, value: &Value, at: &str) -> Vec<MediaType> {
        let mut content = Vec::new();
        for (name, value) in self.mapping(value, at, "`content`").into_iter().flatten() {
            let at = pointer::join(at, name);
            let Some((value, at)) = self.follow(value, &at, Kind::MediaType) else {
                continue;
            };
            content.extend(self.media_type(name, value, &at));
        }
        content
    }

    fn media_type(&mut self, name: &str, value: &Value, at: &str) -> Option<MediaType> {
        let what = "this media type";
        let members = self.mapping(value, at, what)?;
        self.keys(members, Kind::MediaType, at);
        let _: ModelMediaType = self.typed(value, Kind::MediaType, at, what, &[])?;
        let mut schema = |key: &str| {
            let value = members.get(key)?;
            Some(self.schema(value, &pointer::join(at, key)))
        };
        let mut media_type = MediaType {
            at: at.to_owned(),
            name: name.to_owned(),
            schema: schema("schema"),
            item_schema: schema("itemSchema"),
            ..MediaType::default()
        };
        media_type.examples = self.examples(members, at);
        if let Some(encoding) = members.get("encoding") {
            let at = pointer::join(at, "encoding");
            for (name, value) in self
                .mapping(encoding, &at, "`encoding`")
                .into_iter()
                .flatten()
            {
                let encoding = self.encoding(value, &pointer::join(&at, name));
                media_type
                    .encoding
                    .extend(encoding.map(|one| (name.clone(), one)));
            }
        }
        Some(media_type)
    }

    fn encoding(&mut self, value: &Value, at: &str) -> Option<Encoding> {
        let what = "this encoding";
        let members = self.mapping(value, at, what)?;
        self.keys(members, Kind::Encoding, at);
        let model: ModelEncoding = self.typed(value, Kind::Encoding, at, what, &[])?;
        let (headers, _) = self.header_map(members, at);
        Some(Encoding {
            content_type: model.content_type,
            headers,
            style: model.style.as_ref().map(query_style),
            explode: members.get("explode").and_then(Value::as_bool),
            allow_reserved: super::flag(members, "allowReserved"),
        })
    }

    pub(super) fn link(&mut self, value: &Value, at: &str) -> Option<Link> {
        let (value, at) = self.follow(value, at, Kind::Link)?;
        let what = "this link";
        let members = self.mapping(value, &at, what)?;
        self.keys(members, Kind::Link, &at);
        let model: ModelLink = self.typed(value, Kind::Link, &at, what, &[])?;
        Some(Link {
            at: at.into_owned(),
            operation: match model.operation {
                LinkOperation::OperationId(id) => LinkTarget::Id(id),
                LinkOperation::OperationRef(reference) => LinkTarget::Reference(reference),
            },
            parameters: model.parameters,
            body: model.request_body,
        })
    }
}

/// The status that a key of `responses` means.
fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    let digit = key.bytes().next().filter(u8::is_ascii_digit)?;
    match key.get(1..)? {
        "XX" | "xx" | "Xx" | "xX" => Some(Status::Range(u16::from(digit - b'0'))),
        rest if rest.len() == 2 => key.parse().ok().map(Status::Code),
        _ => None,
    }
}
