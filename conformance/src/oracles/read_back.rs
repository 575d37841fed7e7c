//! What was written can be read, with the values that were sent. Leaves out audit members, which servers set themselves, and texts that differ only in form.

use serde_json::Value;

use super::{Case, Level, Need, Oracle, Violation};
use crate::judge::{Answer, Evidence, View};
use crate::plan::{Call};

pub(super) static ORACLE: Oracle = Oracle {
    id: "read-back",
    level: Level::Must,
    claim: "A read gives back the values that the last successful write sent.",
    why: "RFC 9110, 9.3.4: a later GET gives a representation of what was put.",
    needs: &[Need::Read],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let (Call::Get(_), Some(answer)) = (&view.request.call, &view.answer) else { continue };
        let (Some(values), false) = (&view.past.values, view.past.obscure || view.past.refused) else { continue };
        compare(evidence, view, answer, values, case, "read");
    }
}

/// Compares what a read gave with the values written; `about` begins the words that say what it is about.
pub(super) fn compare(evidence: &Evidence, view: &View, answer: &Answer, values: &[(String, Value)], case: &mut Case, about: &str) {
    let entity = evidence.batch.siblings.get.as_ref().and_then(|s| answer.json.as_ref().ok()?.pointer(&s.entity));
    let Some(entity) = entity.filter(|e| answer.is_success() && e.is_object()) else { return case.arm() };
    for (name, sent) in values.iter().filter(|(name, _)| !is_audit(name)) {
        let read = &entity[name];
        case.decide(same(sent, read), || {
            let message = format!("`{name}` was written as {} and reads {}", short(sent), short(read));
            Violation::new(format!("{about} {name}"), message, &[view.index])
        });
    }
}

/// Members such as `entry_Date` and `updated_by`: servers may set them themselves.
fn is_audit(name: &str) -> bool {
    let name = crate::judge::normal(name);
    let (what, whose) = (["entry", "entered", "update", "create", "modif", "lastmodif", "change"], ["date", "user", "by", "at", "time", "on"]);
    what.iter().any(|w| name.starts_with(w)) && whose.iter().any(|w| name.ends_with(w))
}

/// Equal as far as a correct server has to keep them: times as instants, numbers by value, null and absent alike.
fn same(sent: &Value, read: &Value) -> bool {
    match (sent, read) {
        (Value::Null, Value::Null) => true,
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::String(a), Value::String(b)) => a == b || matches!((instant(a), instant(b)), (Some(a), Some(b)) if a == b),
        _ => sent == read,
    }
}

/// A time to the second, in UTC when it names no offset.
fn instant(text: &str) -> Option<i64> {
    let zoned = text.parse::<jiff::Timestamp>().or_else(|_| format!("{text}Z").parse());
    zoned.ok().map(jiff::Timestamp::as_second)
}

fn short(value: &Value) -> String {
    let text: String = value.to_string().chars().take(40).collect();
    if text.is_empty() { "nothing".to_owned() } else { text }
}
