//! The type and the instance of a problem are URI references.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "problem-type-is-uri",
    level: Level::Should,
    claim: "`type` and `instance` of a problem are URI references or null.",
    why: "RFC 9457, 3.1.1 and 3.1.5; RFC 3986, 4.1.",
    limits: "null and absent members are right.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, _, error) in evidence.problems() {
        for member in ["type", "instance"] {
            let Some(text) = error[member].as_str() else {
                continue;
            };
            let fine = !text.contains(|c: char| {
                c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c)
            });
            case.decide(fine, [view.site()], || {
                AnswerKind::ProblemUri(member.to_owned())
            });
        }
    }
}
