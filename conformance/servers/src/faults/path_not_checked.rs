//! Never looks at the key in the path: the body holds it too, and the handler uses that one. Teams miss it because their
//! client fills both from one variable.
//! Found by `invalid-path-refused`.

use super::Fault;
use axum::http::Uri;
use serde_json::Value;

use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "path-not-checked",
    family: 'I',
    found_by: "invalid-path-refused",
    what: "a path key that is no integer is ignored; the key of the first item counts",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let path = request.uri.path().to_owned();
        let Some((start, rest)) = path
            .strip_prefix("/provider-credentialing/")
            .and_then(|rest| rest.split_once('/'))
        else {
            return;
        };
        if !request.is_batch() || start.parse::<i32>().is_ok() {
            return;
        }
        let items = serde_json::from_slice::<Vec<Value>>(&request.body).unwrap_or_default();
        let key = items
            .first()
            .and_then(|item| item["providerCred_Key"].as_i64())
            .unwrap_or_default();
        if let Ok(uri) = Uri::try_from(format!("/provider-credentialing/{key}/{rest}")) {
            request.uri = uri;
        }
    }
}
