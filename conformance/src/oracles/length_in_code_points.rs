//! Text of exactly maxLength code points is accepted, whatever its length in bytes or UTF-16 units.

use serde_json::Value;

use super::applies::{NotApplicable, batch, require};
use super::violation::{Accepted, ItemState, Written, item_is};
use super::{Case, Level, Need, Oracle};
use crate::contract::{Kind, Operation};
use crate::evidence::{Evidence, Site};

pub(super) static ORACLE: Oracle = Oracle {
    id: "length-in-code-points",
    level: Level::Must,
    claim: "Text as long as `maxLength` allows, counted in code points, is accepted where shorter text of the same letters is.",
    why: "JSON Schema Validation, 6.3.1; RFC 8259: a string is a sequence of Unicode characters.",
    limits: "Only plain writes of one member at its declared maxLength.",
    needs: &[Need::Parent],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    let mut members = batch(operation)?.free_members();
    let bounded = members.any(|p| matches!(p.kind, Kind::Text { max: Some(_), .. }));
    require(bounded, NotApplicable::NoBoundedText)
}

fn check(evidence: &Evidence, case: &mut Case) {
    if !evidence.has_member(|member| matches!(member.kind, Kind::Text { max: Some(_), .. })) {
        return case.arm();
    }
    for (view, item, entry) in evidence
        .results()
        .filter(|(view, item, _)| item.is_plain_write(view))
    {
        let [(property, value)] = item.item.values.as_slice() else {
            continue;
        };
        let max = match evidence.member(property).map(|p| &p.kind) {
            Some(Kind::Text { max: Some(max), .. }) => *max,
            _ => continue,
        };
        let Some(text) = value.as_str().filter(|text| text.chars().count() == max) else {
            continue;
        };
        // who refuses the same letters in a shorter text too has another reason than the length
        let shorter = if entry.is_refused() {
            shorter_accepted(evidence, property, text)
        } else {
            None
        };
        match shorter {
            _ if !entry.is_refused() => case.holds(1),
            None => case.arm(),
            Some(shorter) => case.decide(false, [shorter, view.item_site(item)], || {
                let (points, bytes) = (max, text.len());
                let state = ItemState::Value {
                    member: property.clone(),
                    form: None,
                    value: Written::Length { points, bytes },
                    accepted: Some(Accepted::ShorterText),
                };
                item_is(state, entry)
            }),
        }
    }
}

/// Where some shorter text of letters that stand in `text` was accepted for the property. Text of one code point has none
/// shorter: there any other text will do.
fn shorter_accepted(evidence: &Evidence, property: &str, text: &str) -> Option<Site> {
    let length = text.chars().count();
    accepted_alone(evidence, property, |value| {
        value.as_str().is_some_and(|other| {
            let shorter = other.chars().count() < length && other.chars().all(|c| text.contains(c));
            !other.is_empty() && (shorter || (length == 1 && other != text))
        })
    })
}

/// Where such a value was accepted for `property`, in an item with no other member.
pub(super) fn accepted_alone(
    evidence: &Evidence,
    property: &str,
    such: impl Fn(&Value) -> bool,
) -> Option<Site> {
    let accepted = evidence
        .results()
        .filter(|(_, item, entry)| item.is_valid() && entry.is_success());
    let mut alone = accepted.filter(|(_, item, _)| match item.item.values.as_slice() {
        [(name, value)] => name == property && such(value),
        _ => false,
    });
    alone.next().map(|(view, item, _)| view.item_site(item))
}
