//! A 207 holds one JSON object, whatever its media type is called. A success of another operation holds JSON where it says
//! so itself, and the description too.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::contract::is_json;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "answer-is-json",
    level: Level::Must,
    claim: "The body of a 207 is one JSON object, or an array where the description says so; that of another success is JSON where its label and the description say so.",
    why: "The description gives the 207 an object schema under every media type; RFC 8259, 2.",
    limits: "Answers that were cut at the size limit of the suite are left out; the label of the media type does not matter.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let list = evidence.batch.is_some_and(|batch| batch.results.is_empty());
    for (view, answer) in evidence
        .batches()
        .filter(|(_, answer)| answer.status() == 207 && !answer.response.cut)
    {
        let wrong = match &answer.json {
            Ok(body) if body.is_object() || (body.is_array() && list) => None,
            Ok(_) => Some(AnswerKind::NotAnObject),
            Err(cause) => Some(AnswerKind::NotJson(cause.clone())),
        };
        match wrong {
            None => case.holds(1),
            Some(kind) => case.decide(false, [view.site()], || kind),
        }
    }
    for (view, answer, declared) in evidence.promises().filter(|_| evidence.batch.is_none()) {
        let named = answer
            .response
            .media_type()
            .is_some_and(|name| declared.is_json() && is_json(&name));
        if named && !answer.response.cut {
            case.decide(answer.json.is_ok(), [view.site()], || {
                AnswerKind::LabelledJson
            });
        }
    }
}
