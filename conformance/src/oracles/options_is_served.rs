//! OPTIONS is answered with success or refused as a method, and what is allowed names the declared method. Says nothing
//! of an answer without `Allow`, and nothing of servers that want credentials first.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "options-is-served",
    level: Level::Should,
    claim: "The Allow field of an answer to OPTIONS names the declared method.",
    why: "RFC 9110, 9.3.7 and 10.2.1.",
    limits: "A refusal and an answer without `Allow` are right.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let asked = evidence
        .answers()
        .filter(|(view, _)| view.request.method.as_deref() == Some("OPTIONS"));
    for (view, answer) in asked {
        if answer.is_client_error() || answer.status() == 501 {
            case.holds(1); // what a 405 has to say is judged elsewhere
            continue;
        }
        if !answer.is_success() {
            case.arm();
            continue;
        }
        let Some(allow) = answer
            .response
            .header("allow")
            .or_else(|| answer.response.header("access-control-allow-methods"))
        else {
            case.arm();
            continue;
        };
        let names = |method: &str| {
            method.trim() == "*"
                || method
                    .trim()
                    .eq_ignore_ascii_case(&evidence.operation.method)
        };
        let named = allow.split(',').any(names);
        case.decide(named, [view.site()], || AnswerKind::MethodNotAllowed {
            allow: allow.to_owned(),
            method: evidence.operation.method.clone(),
        });
    }
}
