//! Request bodies and answers. Refuses media types that are not JSON, several schemas for one body, ranges of
//! statuses and the default answer.

use indexmap::IndexMap;
use openapiv3::{MediaType, Operation, ReferenceOr, StatusCode};

use super::Lowering;
use crate::ir::{self, Schema, Type};
use crate::pointer;

impl Lowering<'_> {
    /// What an operation takes.
    pub(super) fn body(&mut self, operation: &Operation, at: &str, id: &str) -> Option<ir::Body> {
        let body = operation.request_body.as_ref()?;
        let found = self.resolved.item(body, &pointer::join(at, "requestBody"));
        let (body, body_at) = self.note(found)?;
        let content_at = pointer::join(&body_at, "content");
        let (media_types, schema) = self.content(
            &body.content,
            &content_at,
            &format!("{id} request"),
            is_json,
        )?;
        let answers_207 = operation
            .responses
            .responses
            .contains_key(&StatusCode::Code(207));
        let array = matches!(schema.ty, Type::Array(_));
        let declared = operation.extensions.contains_key("x-batch-upsert");
        if declared && !array {
            let at = pointer::join(at, "x-batch-upsert");
            let hint = "a batch upsert takes an array of entities";
            self.error(
                "not-a-batch",
                &at,
                "this operation is no batch: its body is not an array",
                hint,
            );
        }
        Some(ir::Body {
            doc: body.description.unwrap_or_default(),
            required: body.required,
            media_types,
            batch: array && !schema.nullable && (answers_207 || declared),
            schema,
        })
    }

    /// What an operation answers.
    pub(super) fn responses(
        &mut self,
        operation: &Operation,
        at: &str,
        id: &str,
    ) -> Vec<ir::Response> {
        let at = pointer::join(at, "responses");
        if operation.responses.default.is_some() {
            let hint = "list the statuses that are answered, e.g. '400', '401' and '500'";
            self.unsupported(
                &pointer::join(&at, "default"),
                "an answer for every other status",
                hint,
            );
        }
        let mut responses = Vec::new();
        for (status, response) in &operation.responses.responses {
            let StatusCode::Code(code) = status else {
                let here = pointer::join(&at, &status.to_string());
                self.unsupported(
                    &here,
                    "an answer for a range of statuses",
                    "list the statuses that are answered",
                );
                continue;
            };
            let here = pointer::join(&at, &code.to_string());
            if !(200..600).contains(code) {
                self.error(
                    "bad-status",
                    &here,
                    format!("{code} is no status of a final answer"),
                    "200 to 599",
                );
                continue;
            }
            responses.extend(self.response(*code, response, &here, id));
        }
        if responses.is_empty() && operation.responses.responses.is_empty() {
            self.error(
                "no-answers",
                &at,
                "the operation answers nothing",
                "describe at least one status",
            );
        }
        responses
    }

    fn response(
        &mut self,
        status: u16,
        response: &ReferenceOr<openapiv3::Response>,
        at: &str,
        id: &str,
    ) -> Option<ir::Response> {
        let found = self.resolved.item(response, at);
        let (response, at) = self.note(found)?;
        let body = if response.content.is_empty() || matches!(status, 204 | 205 | 304) {
            if !response.content.is_empty() {
                let at = pointer::join(&at, "content");
                self.error(
                    "bad-status",
                    &at,
                    format!("an answer with the status {status} has no body"),
                    "remove `content`",
                );
            }
            None
        } else {
            let name = format!("{id} response {status}");
            let content_at = pointer::join(&at, "content");
            let content = self.content(&response.content, &content_at, &name, holds_json);
            Some(content.map(|(types, schema)| ir::Media { types, schema })?)
        };
        let headers_at = pointer::join(&at, "headers");
        let headers = response.headers.iter();
        let headers = headers.filter_map(|(name, header)| {
            self.header(name, header, &pointer::join(&headers_at, name))
        });
        Some(ir::Response {
            status,
            doc: response.description,
            body,
            headers: headers.collect(),
        })
    }

    /// The media types of a body and the one schema they share.
    fn content(
        &mut self,
        content: &IndexMap<String, MediaType>,
        at: &str,
        name: &str,
        supported: fn(&str, &Schema) -> bool,
    ) -> Option<(Vec<String>, Schema)> {
        let mut first: Option<(String, Schema)> = None;
        let mut types = Vec::new();
        for (media_type, described) in content {
            let here = pointer::join(at, media_type);
            let essence = media_type
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_lowercase();
            let schema_at = pointer::join(&here, "schema");
            let (schema, leads_to) = if described.schema.is_some() {
                let target = self
                    .resolved
                    .follow_at(&schema_at)
                    .map(|(_, at)| at)
                    .unwrap_or_default();
                match &first {
                    // Looked at once, so that it is also reported once.
                    Some((known, schema)) if *known == target => (schema.clone(), target),
                    _ => (self.schema(&schema_at, name)?, target),
                }
            } else {
                let any = Schema {
                    ty: Type::Any,
                    nullable: false,
                    checks: Vec::new(),
                };
                (any, String::new())
            };
            if essence.contains('*') || !supported(&essence, &schema) {
                let what = format!("the media type `{media_type}`");
                self.unsupported(&here, what, "bodies are JSON: write `application/json`");
                return None;
            }
            match &first {
                None => first = Some((leads_to, schema)),
                Some((known, one)) if *known == leads_to || *one == schema => {}
                Some(_) => {
                    let what = "a body whose schema depends on its media type";
                    self.unsupported(&here, what, "give all media types the same schema");
                    return None;
                }
            }
            types.push(essence);
        }
        match first {
            Some((_, schema)) => Some((types, schema)),
            None => {
                self.error(
                    "structure",
                    at,
                    "`content` must name a media type",
                    "write `application/json`",
                );
                None
            }
        }
    }
}

fn is_json(media_type: &str, _: &Schema) -> bool {
    matches!(media_type, "application/json" | "text/json") || media_type.ends_with("+json")
}

/// Some APIs label JSON as plain text; a schema that no plain text could satisfy gives it away.
fn holds_json(media_type: &str, schema: &Schema) -> bool {
    is_json(media_type, schema)
        || (media_type == "text/plain" && !matches!(schema.ty, Type::Text | Type::DateTime))
}
