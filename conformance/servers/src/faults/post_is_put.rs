//! Routes the batch path without looking at the method. Teams miss it because the description has only one.
//! Found by `other-methods-change-nothing`.

use axum::http::Method;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "post-is-put",
    family: 'L',
    found_by: "other-methods-change-nothing",
    what: "POST on the batch path is carried out as PUT",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.method == Method::POST && request.uri.path().ends_with("-batch") {
            request.method = Method::PUT;
        }
    }
}
