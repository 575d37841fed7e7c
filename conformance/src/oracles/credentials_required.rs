//! A request without any credential gets nothing done.

use super::violation::answered;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::Credentials;

pub(super) static ORACLE: Oracle = Oracle {
    id: "credentials-required",
    level: Level::Must,
    claim: "A request without credentials is not answered with success.",
    why: "The description: security schemes are required; RFC 9110, 15.5.2.",
    limits: "Any answer but success is right; which one is judged elsewhere.",
    needs: &[],
    applies: super::applies::with_credentials,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .calls()
        .filter(|(view, _)| view.request.credentials == Credentials::None)
    {
        case.decide(!answer.is_success(), [view.site()], || {
            answered(view, answer)
        });
    }
}
