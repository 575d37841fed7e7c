//! Each scheme that the description asks for is checked, also when the others are sound.

use super::applies::{NotApplicable, require, with_credentials};
use super::violation::answered;
use super::{Case, Level, Oracle};
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
        use Credentials::{Empty, Longer, Without, Wrong};
        if let Without(_) | Wrong(_) | Longer(_) | Empty(_) = view.request.credentials {
            case.decide(!answer.is_success(), [view.site()], || {
                answered(view, answer)
            });
        }
    }
}
