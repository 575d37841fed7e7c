//! Request bodies and answers. Refuses statuses that no final answer has.

use openapiv3::{Operation, ReferenceOr, StatusCode};

use super::Lowering;
use crate::ir::{self, Form, Status, Type};
use crate::pointer;

impl Lowering<'_> {
    /// What an operation takes.
    pub(super) fn body(&mut self, operation: &Operation, at: &str, id: &str) -> Option<ir::Body> {
        let body = operation.request_body.as_ref()?;
        let found = self.resolved.item(body, &pointer::join(at, "requestBody"));
        let (body, body_at) = self.note(found)?;
        let content_at = pointer::join(&body_at, "content");
        let contents = self.contents(&body.content, &content_at, &format!("{id} request"), true);
        if contents.is_empty() {
            if body.content.is_empty() {
                let message = "`content` must name a media type";
                self.warn(
                    "structure",
                    &content_at,
                    message,
                    "write `application/json`; the body is ignored",
                );
            } else {
                self.lost = true;
            }
            return None;
        }
        let answers_207 = operation
            .responses
            .responses
            .contains_key(&StatusCode::Code(207));
        let one = match contents.as_slice() {
            [one] if one.form == Form::Json => Some(&one.schema),
            _ => None,
        };
        let array = one.is_some_and(|schema| matches!(schema.ty, Type::Array(_)));
        let nullable = one.is_some_and(|schema| schema.nullable);
        let declared = operation.extensions.contains_key("x-batch-upsert");
        if declared && !array {
            let at = pointer::join(at, "x-batch-upsert");
            let hint = "a batch upsert takes an array of entities";
            let message = "this operation is no batch: its body is not an array";
            self.error("not-a-batch", &at, message, hint);
        }
        Some(ir::Body {
            doc: body.description.unwrap_or_default(),
            required: body.required,
            contents,
            batch: array && !nullable && (answers_207 || declared),
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
        let mut responses: Vec<ir::Response> = Vec::new();
        for (status, response) in &operation.responses.responses {
            let here = pointer::join(&at, &status.to_string());
            let status = match status {
                StatusCode::Code(code) if (200..600).contains(code) => Status::Code(*code),
                StatusCode::Range(digit) if (2..6).contains(digit) => {
                    Status::Range(u8::try_from(*digit).unwrap_or_default())
                }
                other => {
                    let message = format!("{other} is no status of a final answer");
                    self.error(
                        "bad-status",
                        &here,
                        message,
                        "200 to 599; the answer is left out",
                    );
                    continue;
                }
            };
            let here = match status {
                Status::Range(digit) if self.resolved.lookup(&here).is_none() => {
                    pointer::join(&at, &format!("{digit}XX"))
                }
                _ => here,
            };
            responses.extend(self.response(status, response, &here, id));
        }
        if let Some(default) = &operation.responses.default {
            responses.extend(self.response(
                Status::Default,
                default,
                &pointer::join(&at, "default"),
                id,
            ));
        }
        if responses.is_empty() && operation.responses.responses.is_empty() {
            let hint = "describe at least one status; any is taken, without its body";
            self.error("no-answers", &at, "the operation answers nothing", hint);
            responses.push(ir::Response {
                status: Status::Default,
                doc: "Nothing is described.".to_owned(),
                contents: Vec::new(),
                headers: Vec::new(),
            });
        }
        responses
    }

    fn response(
        &mut self,
        status: Status,
        response: &ReferenceOr<openapiv3::Response>,
        at: &str,
        id: &str,
    ) -> Option<ir::Response> {
        let found = self.resolved.item(response, at);
        let (response, at) = self.note(found)?;
        let empty = matches!(status, Status::Code(204 | 205 | 304));
        let contents = if response.content.is_empty() || empty {
            if !response.content.is_empty() {
                let at = pointer::join(&at, "content");
                let message = "an answer with this status has no body";
                self.error(
                    "bad-status",
                    &at,
                    message,
                    "remove `content`; it is ignored",
                );
            }
            Vec::new()
        } else {
            let status = match status {
                Status::Code(code) => code.to_string(),
                Status::Range(digit) => format!("{digit}xx"),
                Status::Default => "default".to_owned(),
            };
            let name = format!("{id} response {status}");
            self.contents(
                &response.content,
                &pointer::join(&at, "content"),
                &name,
                false,
            )
        };
        let headers_at = pointer::join(&at, "headers");
        let mut headers: Vec<ir::Header> = Vec::new();
        for (name, header) in &response.headers {
            let header = self.header(name, header, &pointer::join(&headers_at, name));
            headers.extend(header.filter(|one| headers.iter().all(|known| known.wire != one.wire)));
        }
        Some(ir::Response {
            status,
            doc: response.description,
            contents,
            headers,
        })
    }
}
