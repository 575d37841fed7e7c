//! Adds who wrote last to the detail of a refused request, and keeps that in one place for all tenants. Teams miss it
//! because their tests have one tenant.
//! Found by `other-tenant-data-not-shown`.

use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;

use super::Fault;
use crate::changes::{edit, members_of};
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "other-tenant-in-refusal",
    family: 'O',
    found_by: "other-tenant-data-not-shown",
    what: "the detail of a 400 names the users of the last writes, whatever their database",
    seams: fresh::<Mistake>,
};

/// So many writes are remembered.
const REMEMBERED: usize = 10;

#[derive(Default)]
struct Mistake {
    last: Mutex<Vec<String>>,
}

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if response.status == StatusCode::BAD_REQUEST {
            edit(response, |answer| {
                answer["error"]["detail"] = format!("last writes by {last:?}").into();
            });
        } else if request.is_batch() && response.status == StatusCode::MULTI_STATUS {
            let members = members_of(&request.body);
            let user = members
                .first()
                .and_then(|item| item.get("entry_User")?.as_str());
            last.extend(user.map(str::to_owned));
            let forgotten = last.len().saturating_sub(REMEMBERED);
            last.drain(..forgotten);
        }
    }
}
