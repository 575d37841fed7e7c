//! Where an answer that says failure has the member for problems, it holds a problem: null, or an object whose known
//! members have their types. Other members are not looked at.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
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
        let status = answer.status();
        case.decide(error.is_object() || error.is_null(), [view.site()], || {
            AnswerKind::ProblemNotAnObject(status)
        });
        for (member, value) in error.as_object().into_iter().flatten() {
            let right = match member.as_str() {
                "type" | "title" | "detail" | "instance" => value.is_string() || value.is_null(),
                "status" => value.is_number() || value.is_null(),
                _ => continue,
            };
            case.decide(right, [view.site()], || AnswerKind::ProblemMember {
                member: member.clone(),
                found: value.into(),
                status,
            });
        }
    }
}
