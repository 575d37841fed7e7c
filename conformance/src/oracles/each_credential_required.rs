//! Each scheme that the description asks for is checked, also when the others are sound.

use super::applies::{NotApplicable, require, with_credentials};
use super::{Case, Level, Oracle, Violation};
use crate::contract::Operation;
use crate::evidence::Evidence;
use crate::plan::Credentials;

pub(super) static ORACLE: Oracle = Oracle {
    id: "each-credential-required",
    level: Level::Must,
    claim: "A request that lacks one of the required credentials, or has a wrong one, is not answered with success.",
    why: "The description: the schemes stand in one security requirement, so all of them are needed (OpenAPI 3.0.3, Security Requirement Object).",
    limits: "Only where the description asks for several schemes together, or a scheme's value is wrong.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    with_credentials(operation)?;
    let several = operation.schemes().len() > 1;
    require(several, NotApplicable::OneCredential)
}

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.calls() {
        let (scheme, what) = match &view.request.credentials {
            Credentials::Without(scheme) => (scheme, "was left out"),
            Credentials::Wrong(scheme) => (scheme, "was wrong"),
            Credentials::Longer(scheme) => (scheme, "had more behind it"),
            Credentials::Empty(scheme) => (scheme, "was empty"),
            _ => continue,
        };
        let status = answer.status();
        case.decide(!answer.is_success(), || {
            Violation::new(
                format!("{scheme} {what}"),
                format!("the credential for {scheme} {what}, and the answer is {status}"),
                &[view.index],
            )
        });
    }
}
