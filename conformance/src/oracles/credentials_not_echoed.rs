//! No answer holds the value of a credential.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "credentials-not-echoed",
    level: Level::Must,
    claim: "The value of a credential does not stand in any answer.",
    why: "RFC 9110, 17.16: credentials are not to be disclosed; CWE-200.",
    limits: "Values of fewer than eight characters are left out.",
    needs: &[],
    applies: super::applies::with_credentials,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let Some(answer) = &view.answer else { continue };
        let echoed = &answer.response.echoed;
        case.decide(echoed.is_empty(), [view.site()], || {
            AnswerKind::Credentials(echoed.clone())
        });
    }
}
