//! The ends of an integer's range are accepted like the numbers next to them. A target with narrower rules of its own
//! refuses both, and is not accused.

use super::length_in_code_points::accepted_alone;
use super::violation::{Accepted, ItemState, Written, item_is};
use super::{Case, Level, Need, Oracle};
use crate::contract::Kind;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "range-ends-accepted",
    level: Level::Must,
    claim: "The smallest and the largest integer of the declared range are accepted where the next ones are.",
    why: "JSON Schema Validation, 6.2: minimum and maximum are inclusive; OpenAPI: the format int32 has 32 bits.",
    limits: "Only plain writes, where the neighbours of the ends are accepted.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    if !evidence.has_member(|member| matches!(member.kind, Kind::Integer { bounded: true, .. })) {
        return case.arm();
    }
    for (view, item, entry) in evidence
        .results()
        .filter(|(view, item, _)| item.is_plain_write(view))
    {
        let [(property, value)] = item.item.values.as_slice() else {
            continue;
        };
        let Some(Kind::Integer {
            min,
            max,
            bounded: true,
        }) = evidence.member(property).map(|p| &p.kind)
        else {
            continue;
        };
        let next = match value.as_i64() {
            Some(end) if end == *max => max - 1,
            Some(end) if end == *min => min + 1,
            _ => continue,
        };
        if entry.is_success() {
            case.holds(1);
            continue;
        }
        match accepted_alone(evidence, property, |v| v.as_i64() == Some(next)) {
            Some(there) if entry.is_refused() => {
                case.decide(false, [there, view.item_site(item)], || {
                    let state = ItemState::Value {
                        member: property.clone(),
                        form: None,
                        value: Written::Text(value.to_string()),
                        accepted: Some(Accepted::Value(next)),
                    };
                    item_is(state, entry)
                });
            }
            _ => case.arm(),
        }
    }
}
