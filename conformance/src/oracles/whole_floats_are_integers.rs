//! 5.0 and 5e0 are the integer 5.

use super::violation::{ItemState, Written, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::DefectClass;

pub(super) static ORACLE: Oracle = Oracle {
    id: "whole-floats-are-integers",
    level: Level::Should,
    claim: "A whole number written with a fraction or an exponent is accepted where an integer is.",
    why: "JSON Schema 2020-12, Core 4.2.3: 1.0 is an integer.",
    limits: "Writes that repeat an earlier one are left out.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results() {
        let Some(defect) = item
            .item
            .defect
            .as_ref()
            .filter(|d| d.class == DefectClass::WholeFloat)
        else {
            continue;
        };
        if item.item.values.is_empty()
            && !item.repeated
            && !view.concurrent
            && !item.past.is_replay_of(&item.item.values)
        {
            case.decide(!entry.is_refused(), [view.item_site(item)], || {
                let text = Written::Text(defect.text.clone().unwrap_or_default());
                item_is(ItemState::value(&defect.property, text), entry)
            });
        }
    }
}
