//! Answers 403 where no credentials were sent: the framework's default for a failed authorisation rule. Clients that sign in
//! again on a 401 never do.
//! Found by `missing-credentials-are-401`.

use super::Fault;
use axum::http::StatusCode;
use axum::http::header::WWW_AUTHENTICATE;

use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "missing-credentials-are-403",
    family: 'J',
    found_by: "missing-credentials-are-401",
    what: "a request without credentials is answered 403",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::UNAUTHORIZED {
            response.status = StatusCode::FORBIDDEN;
            response.headers.remove(WWW_AUTHENTICATE);
            edit(response, |answer| {
                answer["error"]["status"] = 403.into();
                answer["error"]["title"] = "Forbidden".into();
            });
        }
    }
}
