//! Binds two columns in the wrong order when it reads. Teams miss it because both hold a name, and their tests write the
//! same one into both.
//! Found by `members-not-swapped`.

use super::Fault;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "users-swapped",
    family: 'M',
    found_by: "members-not-swapped",
    what: "a read gives the user of the creation as that of the update, and the other way round",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.is_read() && response.status.is_success() {
            edit(response, |answer| {
                let entity = &mut answer["data"];
                if entity.is_object() {
                    let entered = entity["entry_User"].take();
                    entity["entry_User"] = entity["update_User"].take();
                    entity["update_User"] = entered;
                }
            });
        }
    }
}
