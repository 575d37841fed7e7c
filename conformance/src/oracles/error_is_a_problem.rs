//! Where an answer that says failure has the member for problems, it holds a problem: an object, or null.

use super::{Case, Level, Oracle, Violation};
use crate::judge::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "error-is-a-problem",
    level: Level::Should,
    claim: "The problem of a 4xx or 5xx is an object or null.",
    why: "The description types the member as an object; RFC 9457, 3.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let Some(pointer) = &evidence.batch.roles.error else { return };
    for view in &evidence.views {
        let Some(answer) = view.answer.as_ref().filter(|a| a.status() >= 400) else { continue };
        let Some(error) = answer.json.as_ref().ok().and_then(|body| body.pointer(pointer)) else { continue };
        case.decide(error.is_object() || error.is_null(), || {
            Violation::new("error", format!("the answer is {}, and its problem is no object", answer.status()), &[view.index])
        });
    }
}
