//! Puts the text of the exception into the answer, stack and all. Teams miss it because it helps them while they
//! develop.
//! Found by `no-internals-leaked`.

use axum::http::StatusCode;

use super::Fault;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "stack-trace-in-400",
    family: 'O',
    found_by: "no-internals-leaked",
    what: "a 400 tells the stack of the parser",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::BAD_REQUEST {
            let trace = "System.Text.Json.JsonException: invalid\n   at System.Text.Json.Utf8JsonReader.Read() in /src/Reader.cs:line 612";
            edit(response, |answer| answer["error"]["detail"] = trace.into());
        }
    }
}
