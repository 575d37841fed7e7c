//! Fractions of a second, offsets and leap days belong to a date-time. A target that refuses the plain form too has
//! rules of its own, and is not accused.

use serde_json::Value;

use super::length_in_code_points::accepted_alone;
use super::violation::{Accepted, DateTimeForm, ItemState, Written, item_is};
use super::{Case, Level, Need, Oracle};
use crate::contract::Kind;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "date-time-forms-accepted",
    level: Level::Should,
    claim: "A date-time with a fraction, with an offset, or on a leap day is accepted where a plain one is.",
    why: "RFC 3339, 5.6 and 5.7, which the format date-time of JSON Schema names.",
    limits: "Only where a plain date-time of the same member is accepted; leap seconds are not tried.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence
        .results()
        .filter(|(view, item, _)| item.is_plain_write(view))
    {
        let [(property, value)] = item.item.values.as_slice() else {
            continue;
        };
        if !matches!(
            evidence.member(property).map(|p| &p.kind),
            Some(Kind::DateTime)
        ) {
            continue;
        }
        let Some((form, text)) = value.as_str().and_then(|text| Some((form(text)?, text))) else {
            continue;
        };
        if entry.is_success() {
            case.holds(1);
            continue;
        }
        let is_plain = |value: &Value| {
            value
                .as_str()
                .is_some_and(|other| self::form(other).is_none())
        };
        match accepted_alone(evidence, property, is_plain) {
            Some(there) if entry.is_refused() => {
                case.decide(false, [there, view.item_site(item)], || {
                    let state = ItemState::Value {
                        member: property.clone(),
                        form: Some(form),
                        value: Written::Text(text.to_owned()),
                        accepted: Some(Accepted::PlainDateTime),
                    };
                    item_is(state, entry)
                });
            }
            _ => case.arm(),
        }
    }
}

/// What is not plain about a date-time of our own century; none when it is plain, or far away in time.
fn form(text: &str) -> Option<DateTimeForm> {
    match text {
        _ if !text.starts_with("20") => None,
        _ if text.contains('.') => Some(DateTimeForm::Fraction),
        _ if !text.ends_with('Z') => Some(DateTimeForm::Offset),
        _ if text.get(5..10) == Some("02-29") => Some(DateTimeForm::LeapDay),
        _ => None,
    }
}
