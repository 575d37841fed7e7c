//! A 207 holds one JSON object, whatever its media type is called.

use super::{Case, Level, Oracle, Violation};
use crate::judge::{Evidence};

pub(super) static ORACLE: Oracle = Oracle {
    id: "answer-is-json",
    level: Level::Must,
    claim: "The body of a 207 is one JSON object, or an array where the description says so.",
    why: "The description gives the 207 an object schema under every media type; RFC 8259, 2.",
    limits: "Answers that were cut at the size limit of the suite are left out; the label of the media type does not matter.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let roles = &evidence.batch.roles;
    for (view, answer) in evidence.batches().filter(|(_, answer)| answer.status() == 207 && !answer.response.cut) {
        let wrong = match &answer.json {
            Ok(body) if body.is_object() || (body.is_array() && roles.results.is_empty()) => None,
            Ok(_) => Some("the body is JSON, but no object".to_owned()),
            Err(cause) => Some(format!("the body is not JSON: {cause}")),
        };
        case.decide(wrong.is_none(), || Violation::new("body", wrong.unwrap_or_default(), &[view.index]));
    }
}
