//! A request without any credential gets nothing done.

use super::{Case, Level, Oracle, Violation};
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
        let status = answer.status();
        case.decide(!answer.is_success(), || {
            Violation::new(
                "no credentials",
                format!("no credentials were sent, and the answer is {status}"),
                &[view.index],
            )
        });
    }
}
