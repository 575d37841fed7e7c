//! The text of a result does not say the opposite of its status. Only the words created and updated are looked at.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "message-agrees-with-status",
    level: Level::Should,
    claim: "A 201 does not say Updated, a 200 does not say Created.",
    why: "The description: the message is Created or Updated.",
    limits: "Only the words created and updated, alone in the message.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results() {
        let (Some(message), Some(_)) = (&entry.message, entry.status) else {
            continue;
        };
        let said = match message.trim().to_ascii_lowercase().as_str() {
            "created" => 201,
            "updated" => 200,
            _ => continue,
        };
        case.decide(
            if said == 201 {
                entry.is_created()
            } else {
                entry.is_updated()
            },
            [view.item_site(item)],
            || item_is(ItemState::Announced(said), entry),
        );
    }
}
