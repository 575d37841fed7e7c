//! Repeats the token that was refused in the 401, to help whoever reads the log. Teams miss it because a wrong token seems
//! worth nothing; most wrong tokens are right ones for another system, or yesterday's.
//! Found by `credentials-not-echoed`.

use super::Fault;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;

use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "credentials-echoed",
    family: 'J',
    found_by: "credentials-not-echoed",
    what: "the 401 repeats the bearer token that was refused",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let sent = request
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        if let (StatusCode::UNAUTHORIZED, Some(sent)) = (response.status, sent) {
            edit(response, |answer| {
                answer["error"]["detail"] = format!("`{sent}` is not valid").into()
            });
        }
    }
}
