//! Answers OPTIONS from a table of its own that was not kept up to date. Teams miss it because nobody reads `Allow`.
//! Found by `options-is-served`.

use axum::http::header::{ALLOW, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "options-allows-get-only",
    family: 'L',
    found_by: "options-is-served",
    what: "OPTIONS says that only GET is allowed",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let asked = request.method == Method::OPTIONS;
        asked.then(|| {
            let allow = (ALLOW, HeaderValue::from_static("GET, OPTIONS"));
            let headers = HeaderMap::from_iter([allow]);
            WireResponse::new(StatusCode::NO_CONTENT, headers, Vec::new())
        })
    }
}
