//! Sends bound plans over real HTTP and writes down what comes back. Judges nothing. An overloaded or broken connection is
//! retried and then recorded as unavailable: it is no evidence.

mod canary;
mod connection;
mod credentials;
mod held;
mod pace;
mod retry;
mod target;

pub use credentials::{Credential, CredentialError, Source};
pub use held::Held;
pub use pace::Bucket;
pub use retry::{pause, retry_after};
pub(crate) use target::{MORE, WRONG};
pub use target::{Settings, Target, TargetError};

use futures_util::future::join_all;

use crate::bind::{Binding, render};
use crate::contract::{Contract, OperationId};
use crate::plan::{Credentials, Plan, Request, Step};
use crate::transcript::{Exchange, Transcript};

/// Runs `plan` as `binding` says and returns its transcript. The requests of one step are sent at once or over one
/// connection, steps one after another.
pub async fn run(target: &Target, contract: &Contract, plan: Plan, binding: Binding) -> Transcript {
    let send = |index, request| send(target, contract, plan.operation, index, request, &binding);
    let mut exchanges = Vec::new();
    for (index, step) in plan.steps.iter().enumerate() {
        match step {
            Step::One(request) => exchanges.push(send(index, request).await),
            Step::Connection(requests) if target.is_plain_http() => {
                let wires = requests
                    .iter()
                    .map(|request| render(contract, plan.operation, request, &binding));
                exchanges.extend(connection::converse(target, index, wires.collect()).await);
            }
            Step::Connection(requests) => {
                for request in requests {
                    exchanges.push(send(index, request).await);
                }
            }
            Step::Together(requests) => {
                let sent = requests.iter().map(|request| send(index, request));
                exchanges.extend(join_all(sent).await);
            }
        }
    }
    Transcript {
        plan,
        binding,
        exchanges,
    }
}

async fn send(
    target: &Target,
    contract: &Contract,
    operation: OperationId,
    step: usize,
    request: &Request,
    binding: &Binding,
) -> Exchange {
    let wire = render(contract, operation, request, binding);
    match request.credentials {
        Credentials::All if !wire.slots.is_empty() => target.send_authorized(step, wire).await,
        _ => target.send(step, wire).await,
    }
}
