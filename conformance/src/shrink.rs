//! Reproduces a violation with fresh keys and makes it smaller, with proptest's own trees: each step is bound anew, so it
//! works on a server whose state cannot be reset.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::oracles::Violation;
use crate::plan::{Plan, Shrinkable};
use crate::report::Reproduced;
use crate::transcript::Transcript;

/// Requests that may be spent on one finding.
pub const BUDGET: usize = 60;

/// Tries to see a violation again before it counts as intermittent.
const TRIES: usize = 3;

/// The smallest run that showed a violation.
#[derive(Debug)]
pub struct Shrunk {
    /// the run
    pub transcript: Transcript,
    /// what it shows
    pub violation: Violation,
    /// how often it showed again before it was made smaller
    pub reproduced: Reproduced,
}

/// Makes `first` smaller, which `tree` drew: first by the tree itself, then by leaving out what the violation does not
/// speak of, then part by part. `attempt` runs a plan with fresh keys and says whether the same violation shows; it gives
/// nothing when the run has to end.
pub async fn shrink(
    mut tree: Box<dyn ValueTree<Value = Plan>>,
    first: (Transcript, Violation),
    mut attempt: impl AsyncFnMut(Plan) -> Option<(Transcript, Option<Violation>)>,
) -> Shrunk {
    let mut spent = 0;
    let mut best = Shrunk {
        transcript: first.0,
        violation: first.1,
        reproduced: Reproduced { times: 0, tries: 0 },
    };
    while best.reproduced.tries < TRIES && best.reproduced.times == 0 {
        let Some((transcript, violation)) = attempt(tree.current()).await else {
            return best;
        };
        spent += transcript.exchanges.len();
        best.reproduced.tries += 1;
        if let Some(violation) = violation {
            best.reproduced.times += 1;
            (best.transcript, best.violation) = (transcript, violation);
        }
    }
    if best.reproduced.times == 0 {
        return best;
    }
    for plan in focused(&best) {
        if spent + plan.requests().count() > BUDGET {
            continue;
        }
        let Some((transcript, violation)) = attempt(plan).await else {
            return best;
        };
        spent += transcript.exchanges.len();
        if let Some(violation) = violation {
            (best.transcript, best.violation) = (transcript, violation);
            break;
        }
    }
    if best.transcript.plan == tree.current() {
        descend(&mut *tree, &mut best, &mut spent, BUDGET / 2, &mut attempt).await;
    }
    if let Ok(mut tree) =
        Shrinkable(best.transcript.plan.clone()).new_tree(&mut TestRunner::deterministic())
    {
        descend(&mut tree, &mut best, &mut spent, BUDGET, &mut attempt).await;
    }
    best
}

/// Smaller plans that the violation itself suggests: only the steps that show it, the first step and those, and the steps
/// up to the last of them.
fn focused(best: &Shrunk) -> Vec<Plan> {
    let plan = &best.transcript.plan;
    let of = |exchange: &usize| best.transcript.exchanges.get(*exchange).map(|e| e.step);
    let telling: Vec<usize> = best.violation.exchanges.iter().filter_map(of).collect();
    let Some(last) = telling.iter().max().copied() else {
        return Vec::new();
    };
    let keep = |wanted: &dyn Fn(usize) -> bool| Plan {
        steps: plan
            .steps
            .iter()
            .enumerate()
            .filter(|(n, _)| wanted(*n))
            .map(|(_, step)| step.clone())
            .collect(),
        ..plan.clone()
    };
    let mut plans = vec![
        keep(&|n| telling.contains(&n)),
        keep(&|n| n == 0 || telling.contains(&n)),
        keep(&|n| n <= last),
    ];
    plans.retain(|smaller| smaller.steps.len() < plan.steps.len());
    plans.dedup();
    plans
}

async fn descend(
    tree: &mut dyn ValueTree<Value = Plan>,
    best: &mut Shrunk,
    spent: &mut usize,
    limit: usize,
    attempt: &mut impl AsyncFnMut(Plan) -> Option<(Transcript, Option<Violation>)>,
) {
    let mut more = tree.simplify();
    while more {
        let plan = tree.current();
        if *spent + plan.requests().count() > limit {
            return;
        }
        if plan == best.transcript.plan {
            more = tree.simplify();
            continue;
        }
        let Some((transcript, violation)) = attempt(plan).await else {
            return;
        };
        *spent += transcript.exchanges.len();
        more = match violation {
            Some(violation) => {
                (best.transcript, best.violation) = (transcript, violation);
                tree.simplify()
            }
            None => tree.complicate(),
        };
    }
}
