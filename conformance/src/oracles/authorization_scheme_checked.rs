//! The name before a token is looked at: a token under the name of another scheme is no credential.

use super::applies::{NotApplicable, require, to_batches};
use super::violation::answered;
use super::{Case, Level, Oracle};
use crate::contract::{Carrier, Operation};
use crate::evidence::Evidence;
use crate::plan::Credentials;

pub(super) static ORACLE: Oracle = Oracle {
    id: "authorization-scheme-checked",
    level: Level::Should,
    claim: "A token in `Authorization` under a scheme that nobody knows is not answered with success.",
    why: "RFC 9110, 11.1 and 11.4: the scheme says how the rest is to be understood; RFC 6750, 2.1.",
    limits: "Only schemes of HTTP authentication; the right token is sent, under one unknown name.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    to_batches(operation)?;
    let mut schemes = operation.schemes().iter();
    let authorization = schemes.any(|s| matches!(s.carrier, Carrier::Authorization(_)));
    require(authorization, NotApplicable::NoAuthorization)
}

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.calls() {
        if matches!(view.request.credentials, Credentials::Renamed(_)) {
            case.decide(!answer.is_success(), [view.site()], || {
                answered(view, answer)
            });
        }
    }
}
