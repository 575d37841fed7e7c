//! A 401 says how to authenticate.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "challenge-in-401",
    level: Level::May,
    claim: "A 401 has a WWW-Authenticate field.",
    why: "RFC 9110, 11.6.1 and 15.5.2. Advice only: the description is silent and real services often differ.",
    limits: "Only answers of 401; 403 needs no challenge.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let Some(answer) = view.answer.as_ref().filter(|a| a.status() == 401) else {
            continue;
        };
        let challenge = answer.response.header("www-authenticate");
        case.decide(challenge.is_some(), [view.site()], || {
            AnswerKind::FieldMissing {
                name: "WWW-Authenticate",
                status: 401,
            }
        });
    }
}
