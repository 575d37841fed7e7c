//! Runs plans on a target and gives their snapshots. Requests that cross have no one answer, so plans with several at once
//! are left out; so is what the target is not fit for. An answer that is missing is an error and no snapshot.

use crate::bind::{Exhausted, Fixed, Keys, bind};
use crate::contract::Contract;
use crate::drive::{Target, run};
use crate::plan::{Plan, Scope, Tenant, corpus, schedule};
use crate::transcript::Outcome;

/// One plan's answers as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// operation and plan, fit for a file name
    pub name: String,
    /// what a person calls it
    pub title: String,
    /// what was sent and answered, or why there is no answer
    pub text: Result<String, String>,
}

/// The fixed corpus, and after it so many requests of a campaign's plans.
pub fn plans(contract: &Contract, seed: u64, requests: usize, scope: Scope) -> Vec<Plan> {
    let fixed = contract.batches().flat_map(corpus);
    let drawn = schedule(contract, seed, requests, scope);
    fixed
        .chain(drawn.map(|scheduled| scheduled.plan().clone()))
        .filter(|plan| {
            let mut requests = plan.requests();
            let second = requests.any(|(_, request)| request.tenant == Tenant::Second);
            let crossing = plan.steps.iter().any(|step| step.requests().len() > 1);
            let abandoned = plan.requests().any(|(_, request)| request.abandoned);
            scope.allows(plan) && !crossing && !abandoned && (scope.two_tenants || !second)
        })
        .collect()
}

/// Runs `plan` once.
///
/// # Errors
/// The key range is used up.
pub async fn take(
    contract: &Contract,
    target: &Target,
    plan: &Plan,
    fixed: &Fixed,
    keys: &mut Keys,
) -> Result<Taken, Exhausted> {
    let id = &contract.operation(plan.operation).id;
    let binding = bind(contract, plan, fixed, keys)?;
    let transcript = run(target, contract, plan.clone(), binding).await;
    let unanswered = transcript.exchanges.iter().find_map(|e| match &e.outcome {
        Outcome::Unavailable(reason) => Some(format!(
            "{} {}: {reason}",
            e.request.method, e.request.target
        )),
        Outcome::Answered(_) => None,
    });
    Ok(Taken {
        name: format!("{}__{}", word(id), word(&plan.id.to_string())),
        title: format!("{id}: {}", plan.id),
        text: match unanswered {
            Some(reason) => Err(reason),
            None => Ok(super::render(contract, &transcript)),
        },
    })
}

/// Letters, digits and `_` only.
fn word(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    text.chars().map(plain).take(120).collect()
}
