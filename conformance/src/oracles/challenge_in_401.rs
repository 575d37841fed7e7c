//! A 401 says how to authenticate.

use super::{Case, Level, Oracle, Violation};
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
        case.decide(answer.response.header("www-authenticate").is_some(), || {
            Violation::new(
                "WWW-Authenticate",
                "a 401 without WWW-Authenticate",
                &[view.index],
            )
        });
    }
}
