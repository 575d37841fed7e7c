//! A 405 lists the methods that there are.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::Call;

pub(super) static ORACLE: Oracle = Oracle {
    id: "method-not-allowed-has-allow",
    level: Level::Should,
    claim: "A 405 has an Allow field that names the declared method.",
    why: "RFC 9110, 15.5.6 and 10.2.1.",
    limits: "Only answers of 405.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let refused = evidence
        .answers()
        .filter(|(view, answer)| view.request.method.is_some() && answer.status() == 405);
    for (view, answer) in
        refused.filter(|(view, _)| matches!(view.request.call, Call::Batch { .. }))
    {
        let allow = answer.response.header("allow").unwrap_or_default();
        let named = allow.split(',').any(|method| {
            method
                .trim()
                .eq_ignore_ascii_case(&evidence.operation.method)
        });
        case.decide(named, [view.site()], || AnswerKind::MethodNotAllowed {
            allow: allow.to_owned(),
            method: evidence.operation.method.clone(),
        });
    }
}
