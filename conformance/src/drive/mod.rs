//! Sends bound plans over real HTTP and writes down what comes back. Judges nothing. An overloaded or broken connection is
//! retried and then recorded as unavailable: it is no evidence.

mod credentials;
mod target;

pub use credentials::{Credential, CredentialError, Source};
pub(crate) use target::TIME_OUT;
pub(crate) use target::WRONG;
pub use target::{Settings, Target, TargetError};

use futures_util::future::join_all;

use crate::bind::{Binding, render};
use crate::contract::BatchOperation;
use crate::plan::{Plan, Step};
use crate::transcript::Transcript;

/// Runs `plan` as `binding` says and returns its transcript. The requests of one step are sent at once, steps one after
/// another.
pub async fn run(
    target: &Target,
    batch: &BatchOperation,
    plan: Plan,
    binding: Binding,
) -> Transcript {
    let mut exchanges = Vec::new();
    for (index, step) in plan.steps.iter().enumerate() {
        match step {
            Step::One(request) => {
                exchanges.push(target.send(index, render(batch, request, &binding)).await)
            }
            Step::Together(requests) => {
                let sent = requests
                    .iter()
                    .map(|request| target.send(index, render(batch, request, &binding)));
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
