//! Reproduces a violation with fresh keys and makes it smaller, with proptest's own trees: each step is bound anew, so it
//! works on a server whose state cannot be reset.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::evidence::Site;
use crate::oracles::Violation;
use crate::plan::{Call, Plan, Request, Shrinkable, Step, Symbol};
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

/// Smaller plans that the violation itself suggests: only the entities that it names, alone and with one other; only the
/// steps that show it, the first step and those, and the steps up to the last of them.
fn focused(best: &Shrunk) -> Vec<Plan> {
    let plan = &best.transcript.plan;
    let of = |exchange: &usize| best.transcript.exchanges.get(*exchange).map(|e| e.step);
    let exchanges = best.violation.exchanges();
    let telling: Vec<usize> = exchanges.iter().filter_map(of).collect();
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
    let steps = [
        keep(&|n| telling.contains(&n)),
        keep(&|n| n == 0 || telling.contains(&n)),
        keep(&|n| n <= last),
    ];
    let named = named(best);
    let mut plans: Vec<Plan> = Vec::new();
    if !named.is_empty() {
        let others = plan.requests().flat_map(|(_, request)| request.items());
        let other = others.map(|item| item.key).find(|key| !named.contains(key));
        let with_other: Vec<Symbol> = named.iter().copied().chain(other).collect();
        for entities in [&named, &with_other] {
            plans.extend([&steps[0], &steps[2]].map(|plan| about(plan, entities)));
        }
    }
    plans.extend(steps);
    plans.retain(|smaller| smaller != plan && !smaller.steps.is_empty());
    plans.dedup();
    plans
}

/// The entities of the items that the violation names, and of the reads that show it.
fn named(best: &Shrunk) -> Vec<Symbol> {
    let requests: Vec<&Request> = (best.transcript.plan.requests())
        .map(|(_, request)| request)
        .collect();
    let items = best.violation.at.iter().filter_map(|site| match site {
        Site::Item { key, .. } => Some(*key),
        _ => None,
    });
    let mut named: Vec<Symbol> = items.collect();
    let read = |exchange: &usize| match requests.get(*exchange)?.call {
        Call::Get(key) => Some(key),
        _ => None,
    };
    named.extend(best.violation.exchanges().iter().filter_map(read));
    named.sort_unstable();
    named.dedup();
    named
}

/// `plan` with the items and reads of these entities only, without the requests that had others only.
fn about(plan: &Plan, entities: &[Symbol]) -> Plan {
    let keep = |request: &mut Request| match &mut request.call {
        Call::Batch { items, .. } => {
            let some = !items.is_empty();
            items.retain(|item| entities.contains(&item.key));
            !(some && items.is_empty())
        }
        Call::Get(key) => entities.contains(key),
        Call::List | Call::Other { .. } => true,
    };
    let mut plan = plan.clone();
    plan.steps.retain_mut(|step| match step {
        Step::One(request) => keep(request),
        Step::Together(requests) | Step::Connection(requests) => {
            requests.retain_mut(keep);
            !requests.is_empty()
        }
    });
    plan
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
