//! Looks at the credentials after the handler has run: the check sits in the outermost layer and replaces the answer. Teams
//! miss it because the answer is right, and nobody looks at the database after a 401.
//! Found by `unauthorized-not-applied`.

use super::Fault;
use axum::http::header::{AUTHORIZATION, HeaderValue, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::changes::edit;
use crate::seams::{Checked, Honest, Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

/// Stands for a credential that was not sent.
const NOBODY: &str = "nobody";
const KEY: &str = "x-api-key";

pub(super) const FAULT: Fault = Fault {
    id: "applied-before-auth",
    family: 'J',
    found_by: "unauthorized-not-applied",
    what: "a batch without credentials is answered 401 after it was applied",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if is_anonymous(&request.headers) {
            request
                .headers
                .insert(KEY, HeaderValue::from_static(NOBODY));
            request
                .headers
                .insert(AUTHORIZATION, HeaderValue::from_static("Bearer nobody"));
        }
    }

    fn authorize(&self, api_key: &str, checked: Checked) -> bool {
        api_key == NOBODY || Honest.authorize(api_key, checked)
    }

    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if !is_anonymous(&request.headers) || response.status == StatusCode::UNAUTHORIZED {
            return;
        }
        response.status = StatusCode::UNAUTHORIZED;
        response
            .headers
            .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        edit(response, |answer| {
            answer["data"] = Value::Null;
            answer["error"] =
                json!({ "type": "about:blank", "title": "Unauthorized", "status": 401 });
        });
    }
}

fn is_anonymous(headers: &HeaderMap) -> bool {
    !headers.contains_key(KEY) && !headers.contains_key(AUTHORIZATION)
}
