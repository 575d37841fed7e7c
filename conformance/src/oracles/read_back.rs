//! What was written can be read, with the values that were sent. Leaves out audit members, which servers set themselves, and texts that differ only in form.

use serde_json::Value;

use super::violation::{Changed, MemberKind};
use super::{Case, Level, Need, Oracle};
use crate::evidence::{Answer, Evidence, View};
use crate::plan::Call;

pub(super) static ORACLE: Oracle = Oracle {
    id: "read-back",
    level: Level::Must,
    claim: "A read gives back the values that the last successful write sent.",
    why: "RFC 9110, 9.3.4: a later GET gives a representation of what was put.",
    limits: "Audit members, versions, and what a read is not declared to show are left out; times are compared as instants, numbers by value, and null equals absent.",
    needs: &[Need::Read, Need::Sole],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in evidence
        .views
        .iter()
        .filter(|view| view.request.method.is_none())
    {
        let (Call::Get(_), Some(answer)) = (&view.request.call, &view.answer) else {
            continue;
        };
        let (Some(values), false) = (&view.past.values, view.past.obscure || view.past.refused)
        else {
            continue;
        };
        let values: Vec<_> = values
            .iter()
            .filter(|(_, v)| !is_normalised(v))
            .cloned()
            .collect();
        compare(evidence, view, answer, &values, case, MemberKind::Written);
    }
}

/// Compares what a read gave with the values written; `kind` says how they were.
pub(super) fn compare(
    evidence: &Evidence,
    view: &View,
    answer: &Answer,
    values: &[(String, Value)],
    case: &mut Case,
    kind: fn(Changed) -> MemberKind,
) {
    let Some(entity) = entity(evidence, answer) else {
        return case.arm();
    };
    let back = |name: &str| evidence.gives_back(name);
    for (name, sent) in values.iter().filter(|(name, _)| back(name)) {
        let read = &entity[name];
        case.decide(same(sent, read), [view.site()], || {
            kind(Changed::new(name, sent, read))
        });
    }
}

/// The entity in the answer to a read.
pub(super) fn entity<'a>(evidence: &Evidence, answer: &'a Answer) -> Option<&'a Value> {
    let read = evidence.resource.read.as_ref()?;
    let entity = answer.json.as_ref().ok()?.pointer(&read.at)?;
    Some(entity).filter(|entity| answer.is_success() && entity.is_object())
}

/// A read gives these values, as far as they can be compared.
pub(super) fn reads_as(evidence: &Evidence, answer: &Answer, values: &[(String, Value)]) -> bool {
    let entity = entity(evidence, answer);
    entity.is_none_or(|entity| {
        values
            .iter()
            .filter(|(name, _)| evidence.gives_back(name))
            .all(|(name, sent)| same(sent, &entity[name]))
    })
}

/// Text that some services normalise: it is judged by an oracle of its own. Empty text may become null.
fn is_normalised(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| text.is_empty() || text.contains(['\u{301}', '\u{200d}', '\u{202e}']))
}

/// Equal as far as a correct server has to keep them: times as instants, numbers by value, null and absent alike.
pub(super) fn same(sent: &Value, read: &Value) -> bool {
    match (sent, read) {
        (Value::Null, Value::Null) => true,
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::String(a), Value::String(b)) => {
            a == b || matches!((instant(a), instant(b)), (Some(a), Some(b)) if a == b)
        }
        _ => sent == read,
    }
}

/// A time to the second, in UTC when it names no offset.
fn instant(text: &str) -> Option<i64> {
    let parts = jiff::fmt::temporal::Pieces::parse(text).ok()?;
    let local = parts.date().to_datetime(parts.time()?);
    let offset = parts
        .to_numeric_offset()
        .map_or(0, |offset| i64::from(offset.seconds()));
    let epoch = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
    Some(local.duration_since(epoch).as_secs() - offset)
}
