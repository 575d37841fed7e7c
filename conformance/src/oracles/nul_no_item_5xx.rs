//! U+0000 in a text is taken or refused, but makes nobody fall over.

use super::violation::{ItemState, Written, item_is};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::DefectClass;

pub(super) static ORACLE: Oracle = Oracle {
    id: "nul-no-item-5xx",
    level: Level::Should,
    claim: "An item with U+0000 in a text is not answered with 5xx.",
    why: "RFC 8259, 7: it is a character; RFC 9110, 15.6.",
    limits: "Taking and refusing are both right.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results() {
        let Some(defect) = item
            .item
            .defect
            .as_ref()
            .filter(|d| d.class == DefectClass::Nul)
        else {
            continue;
        };
        let right = entry.status.is_none_or(|s| s < 500);
        case.decide(right, [view.item_site(item)], || {
            item_is(ItemState::value(&defect.property, Written::Nul), entry)
        });
    }
}
