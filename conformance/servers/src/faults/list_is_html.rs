//! Labels the list as text/html: its handler writes the text itself, and the framework's default stays. Teams miss it because
//! their own client parses JSON whatever the label says.
//! Found by `documented-media-type`.

use super::Fault;
use axum::http::header::{CONTENT_TYPE, HeaderValue};

use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "list-is-html",
    family: 'A',
    found_by: "documented-media-type",
    what: "the list is labelled text/html",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.is_list() && response.status.is_success() {
            let label = HeaderValue::from_static("text/html; charset=utf-8");
            response.headers.insert(CONTENT_TYPE, label);
        }
    }
}
