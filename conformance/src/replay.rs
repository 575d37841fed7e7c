//! Runs a recorded plan again with fresh keys and asks the oracle that found something whether it still happens. Judges by
//! that oracle alone; an answer that is missing is never taken for a mended server.

use crate::bind::{Exhausted, Fixed, Keys, bind};
use crate::contract::Contract;
use crate::drive::{Target, run};
use crate::evidence::{Evidence, Given};
use crate::oracles::{Oracle, Violation};
use crate::plan::Tenant;
use crate::recording::Recording;
use crate::transcript::{Outcome, Transcript};

/// What is run again, where, and with what.
#[derive(Debug)]
pub struct Replay<'a> {
    /// what was found, as [`Recording::fit`] leaves it
    pub recording: &'a Recording,
    /// the oracle that found it
    pub oracle: &'static Oracle,
    /// what the server is obliged to
    pub contract: &'a Contract,
    /// where it is run
    pub target: &'a Target,
    /// parameters and tenants
    pub fixed: &'a Fixed,
    /// where fresh keys come from
    pub keys: &'a mut Keys,
}

/// One run.
#[derive(Debug)]
pub struct Attempt {
    /// what happened
    pub transcript: Transcript,
    /// what the oracle says of it
    pub outcome: Again,
}

/// What the oracle says.
#[derive(Clone, Debug, PartialEq)]
pub enum Again {
    /// the same violation
    Same(Violation),
    /// the same oracle is violated, about something else
    Other(Violation),
    /// the oracle decided in the server's favour
    Gone,
    /// the oracle could not decide, and why
    Undecided(String),
}

/// Runs the plan of a recording once.
///
/// # Errors
/// The key range is used up.
pub async fn replay(replay: Replay<'_>) -> Result<Attempt, Exhausted> {
    let Replay {
        recording,
        oracle,
        contract,
        target,
        fixed,
        keys,
    } = replay;
    let plan = recording.transcript.plan.clone();
    let binding = bind(contract, &plan, fixed, keys)?;
    let transcript = run(target, contract, plan, binding).await;
    let given = Given {
        two_tenants: recording.given.two_tenants && fixed.tenants.len() > 1,
        closed_tenant: recording.given.closed_tenant && fixed.closed_tenant.is_some(),
        ..recording.given
    };
    let judgement = oracle.judge(&Evidence::new(contract, &transcript, given));
    let decided = judgement.decided > 0;
    let (same, mut others): (Vec<_>, Vec<_>) = judgement
        .violations
        .into_iter()
        .partition(|violation| violation.about() == recording.about);
    let outcome = match (same.into_iter().next(), others.pop()) {
        (Some(violation), _) => Again::Same(violation),
        (None, Some(violation)) => Again::Other(violation),
        (None, None) => match unanswered(&transcript) {
            Some(reason) => Again::Undecided(reason),
            None if decided => Again::Gone,
            None => Again::Undecided(match oracle.missing(given) {
                Some(need) => format!("it {}", need.missing()),
                None => "the answers do not decide it".to_owned(),
            }),
        },
    };
    Ok(Attempt {
        transcript,
        outcome,
    })
}

/// Why the first request without an answer has none, unless that was meant.
fn unanswered(transcript: &Transcript) -> Option<String> {
    let mut meant = transcript.exchanges.iter().filter(|e| !e.request.abandoned);
    meant.find_map(|exchange| match &exchange.outcome {
        Outcome::Unavailable(reason) => Some(format!("no answer: {reason}")),
        Outcome::Answered(_) => None,
    })
}

/// The plan speaks to two tenants.
pub fn needs_second_tenant(recording: &Recording) -> bool {
    let mut requests = recording.transcript.plan.requests();
    requests.any(|(_, request)| request.tenant == Tenant::Second)
}
