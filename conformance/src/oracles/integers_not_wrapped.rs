//! A key beyond its integer format is refused or echoed as it was sent, never wrapped or cut.

use super::applies::{NotApplicable, batch, require};
use super::violation::{ItemState, item_is};
use super::{Case, Level, Oracle};
use crate::contract::{Kind, Operation};
use crate::evidence::Evidence;
use crate::plan::DefectClass;

pub(super) static ORACLE: Oracle = Oracle {
    id: "integers-not-wrapped",
    level: Level::Must,
    claim: "A key beyond the range of its format is refused, or echoed exactly.",
    why: "The description: the format of the key; the id is the identity of what was sent.",
    limits: "Taking the value as it is, is right; only another one is wrong.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    let mut members = batch(operation)?.item.properties.iter();
    let bounded = members.any(|p| matches!(p.kind, Kind::Integer { bounded: true, .. }));
    require(bounded, NotApplicable::NoBoundedInteger)
}

fn check(evidence: &Evidence, case: &mut Case) {
    case.holds(evidence.refused_as_a_whole());
    for (view, item, entry) in evidence.results().filter(|(_, item, _)| !item.repeated) {
        let Some(defect) = item
            .item
            .defect
            .as_ref()
            .filter(|d| d.class == DefectClass::OutOfRange)
        else {
            continue;
        };
        if !item.key.contains_key(&defect.property) {
            continue;
        }
        let exact = match entry.id_value(&defect.property) {
            Some(value) => Some(value.to_string().trim_matches('\"')) == defect.text.as_deref(),
            None => true,
        };
        let at = [view.item_site(item)];
        case.decide(!entry.is_success() || exact, at, || {
            item_is(ItemState::OtherKey(defect.into()), entry)
        });
    }
}
