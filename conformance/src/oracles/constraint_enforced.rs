//! Lengths, ranges and formats are enforced for each item.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::DefectClass;

pub(super) static ORACLE: Oracle = Oracle {
    id: "constraint-enforced",
    level: Level::Should,
    claim: "An item that breaks a length, a range or a format is not answered with success.",
    why: "The description: `maxLength` and `format` of the item schema.",
    limits: "Only what the description declares: lengths, ranges, formats. Whether a value was refused, not with which status.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(_, item, _)| !item.repeated) {
        let Some(defect) = &item.item.defect else {
            continue;
        };
        if !matches!(
            defect.class,
            DefectClass::TooLong | DefectClass::OutOfRange | DefectClass::BadFormat
        ) {
            continue;
        }
        case.decide(!entry.is_success(), [view.item_site(item)], || {
            item_is(ItemState::Defect(defect.into()), entry)
        });
    }
}
