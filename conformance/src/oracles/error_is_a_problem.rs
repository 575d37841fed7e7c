//! Where an answer that says failure has the member for problems, it holds a problem: null, or an object whose known
//! members have their types. Other members are not looked at.

use super::{Case, Level, Oracle, Violation};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "error-is-a-problem",
    level: Level::Should,
    claim: "The problem of a 4xx or 5xx is null or an object; its type, title, detail and instance are texts, its status is a number.",
    why: "The description types the member as an object; RFC 9457, 3 and 3.1.",
    limits: "An absent member is right.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer, error) in evidence.problems() {
        case.decide(error.is_object() || error.is_null(), || {
            Violation::new(
                "error",
                format!(
                    "the answer is {}, and its problem is no object",
                    answer.status()
                ),
                &[view.index],
            )
        });
        for (member, value) in error.as_object().into_iter().flatten() {
            let right = match member.as_str() {
                "type" | "title" | "detail" | "instance" => value.is_string() || value.is_null(),
                "status" => value.is_number() || value.is_null(),
                _ => continue,
            };
            case.decide(right, || {
                let message = format!(
                    "the answer is {}, and the `{member}` of its problem is {}",
                    answer.status(),
                    kind(value)
                );
                Violation::new(member, message, &[view.index])
            });
        }
    }
}

fn kind(value: &serde_json::Value) -> &'static str {
    match value {
        serde_json::Value::String(_) => "a text",
        serde_json::Value::Number(_) => "a number",
        serde_json::Value::Array(_) => "an array",
        serde_json::Value::Object(_) => "an object",
        serde_json::Value::Bool(_) => "a truth value",
        serde_json::Value::Null => "null",
    }
}
