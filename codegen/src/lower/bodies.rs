//! Request bodies and answers. Refuses statuses that no final answer has.

use description::model::{self, Operation};

use super::Lowering;
use crate::ir::{self, Form, Status, Type};
use crate::pointer;

/// The extension that declares what the fields of a batch mean.
const BATCH: &str = "x-batch-upsert";

impl Lowering<'_> {
    /// What an operation takes.
    pub(super) fn body(&mut self, operation: &Operation, id: &str) -> Option<ir::Body> {
        let body = operation.body.as_ref()?;
        let contents = self.contents(&body.content, &format!("{id} request"), true);
        if contents.is_empty() {
            if body.content.is_empty() {
                let message = "`content` must name a media type";
                let hint = "write `application/json`; the body is ignored";
                self.warn(
                    "structure",
                    &pointer::join(&body.at, "content"),
                    message,
                    hint,
                );
            } else {
                self.lost = true;
            }
            return None;
        }
        let mut statuses = operation.responses.iter().map(|(status, _)| *status);
        let answers_207 = statuses.any(|status| status == model::Status::Code(207));
        let one = match contents.as_slice() {
            [one] if one.form == Form::Json => Some(&one.schema),
            _ => None,
        };
        let array = one.is_some_and(|schema| matches!(schema.ty, Type::Array(_)));
        let nullable = one.is_some_and(|schema| schema.nullable);
        let declared = operation.extensions.contains_key(BATCH);
        if declared && !array {
            let at = pointer::join(&operation.at, BATCH);
            let hint = "a batch upsert takes an array of entities";
            let message = "this operation is no batch: its body is not an array";
            self.error("not-a-batch", &at, message, hint);
        }
        Some(ir::Body {
            doc: body.description.clone().unwrap_or_default(),
            required: body.required,
            contents,
            batch: array && !nullable && (answers_207 || declared),
        })
    }

    /// What an operation answers: what is said of single statuses first.
    pub(super) fn responses(&mut self, operation: &Operation, id: &str) -> Vec<ir::Response> {
        let at = pointer::join(&operation.at, "responses");
        let mut responses: Vec<ir::Response> = Vec::new();
        let is_default = |status: model::Status| status == model::Status::Default;
        let written = &operation.responses;
        let last = written.iter().filter(|(status, _)| is_default(*status));
        let listed = written.iter().filter(|(status, _)| !is_default(*status));
        for (written, response) in listed.chain(last) {
            let status = match *written {
                model::Status::Code(code) if (200..600).contains(&code) => Status::Code(code),
                model::Status::Range(digit) if (2..6).contains(&digit) => {
                    Status::Range(u8::try_from(digit).unwrap_or_default())
                }
                model::Status::Default => Status::Default,
                other => {
                    let here = pointer::join(&at, &other.to_string());
                    let message = format!("{other} is no status of a final answer");
                    let hint = "200 to 599; the answer is left out";
                    self.error("bad-status", &here, message, hint);
                    continue;
                }
            };
            if responses.iter().all(|known| known.status != status) {
                responses.push(self.response(status, response, id));
            }
        }
        if responses.is_empty() && written.is_empty() && operation.unread.is_empty() {
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

    fn response(&mut self, status: Status, response: &model::Response, id: &str) -> ir::Response {
        let empty = matches!(status, Status::Code(204 | 205 | 304));
        let contents = if response.content.is_empty() || empty {
            if !response.content.is_empty() {
                let at = pointer::join(&response.at, "content");
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
            self.contents(&response.content, &name, false)
        };
        let mut headers: Vec<ir::Header> = Vec::new();
        for (name, header) in &response.headers {
            let header = self.header(name, header);
            headers.extend(header.filter(|one| headers.iter().all(|known| known.wire != one.wire)));
        }
        ir::Response {
            status,
            doc: response.description.clone(),
            contents,
            headers,
        }
    }
}
