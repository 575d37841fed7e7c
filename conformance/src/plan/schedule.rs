//! Which plans a campaign runs, in which order: first those that show most, then those that look at one thing each, then
//! random ones until the budget is spent. The same seed gives the same list on any machine.

use std::collections::HashSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::listed::Writer;
use super::order::{in_turn, place};
use super::suited::{KeySpace, suited};
use super::{
    KeyChoice, OtherCalls, Plan, PlanId, Purpose, Shrinkable, Step, Tenant, others, random,
};
use crate::contract::{BatchRef, Contract, OperationId};

/// A plan of the schedule, and how to shrink it.
#[derive(Clone, Debug)]
pub enum Scheduled {
    /// a written one
    Listed(Plan),
    /// random case number `case` of an operation
    Random {
        /// the operation
        operation: OperationId,
        /// from 0
        case: u32,
        /// the plan that was drawn
        plan: Plan,
    },
}

impl Scheduled {
    /// The plan as first drawn.
    pub fn plan(&self) -> &Plan {
        match self {
            Self::Listed(plan) | Self::Random { plan, .. } => plan,
        }
    }

    /// The plan's tree, to shrink it with.
    pub fn tree(&self, contract: &Contract, seed: u64) -> Option<Box<dyn ValueTree<Value = Plan>>> {
        match self {
            Self::Listed(plan) => {
                let tree = Shrinkable(plan.clone())
                    .new_tree(&mut runner(seed, 0, 0))
                    .ok()?;
                Some(Box::new(tree))
            }
            Self::Random {
                operation, case, ..
            } => {
                let strategy = random(contract.batch(*operation)?);
                strategy
                    .new_tree(&mut runner(seed, operation.0, *case))
                    .ok()
            }
        }
    }
}

/// One runner for each case, so that any case replays alone and lanes change nothing.
fn runner(seed: u64, operation: usize, case: u32) -> TestRunner {
    let mut bytes = [0u8; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&(operation as u64).to_le_bytes());
    bytes[16..20].copy_from_slice(&case.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    TestRunner::new_with_rng(
        Config {
            failure_persistence: None,
            ..Config::default()
        },
        rng,
    )
}

/// What a schedule may hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope {
    /// the target has a second tenant
    pub two_tenants: bool,
    /// a tenant is known that the credentials do not open
    pub closed_tenant: bool,
    /// several requests at once on the same keys are welcome
    pub burst: bool,
    /// items in the largest batch
    pub largest_batch: Option<usize>,
    /// only keys of the range may be written, not their negatives
    pub range_only: bool,
    /// which operations that are no batches are called
    pub others: OtherCalls,
}

/// Requests for each batch operation when nobody says how many.
const FOR_EACH_BATCH: usize = 800;

/// Of a budget at most one in so many requests goes to operations that are no batches, while there are batches.
const SHARE_OF_OTHERS: usize = 8;

impl Scope {
    /// Whether `plan` may be run.
    pub fn allows(&self, plan: &Plan) -> bool {
        let parallel = plan
            .steps
            .iter()
            .any(|step| matches!(step, Step::Together(all) if all.len() > 1));
        let largest = plan
            .requests()
            .map(|(_, request)| request.items().len())
            .max()
            .unwrap_or(0);
        let closed = (plan.requests()).any(|(_, request)| request.tenant == Tenant::Closed);
        (self.burst || !parallel)
            && (self.closed_tenant || !closed)
            && !(self.range_only && plan.keys == KeyChoice::Negative)
            && self.largest_batch.is_none_or(|most| largest <= most)
    }
}

/// The plan that is run before all others, for one operation.
pub fn preflight(of: BatchRef) -> Plan {
    let plan = Writer::new(of, false).preflight();
    suited(plan.clone(), KeySpace::of(of)).unwrap_or(plan)
}

/// The plan that counts what a batch creates, for one operation; it is run while the suite does nothing else. None where
/// the description has no list.
pub fn counting(of: BatchRef) -> Option<Plan> {
    of.list_path()?;
    Some(Writer::new(of, false).counting())
}

/// The plans for operations that are no batches: one sound call of each, then what has to be refused.
fn beside(contract: &Contract, calls: OtherCalls) -> Vec<Plan> {
    let mut plans: Vec<Plan> = contract
        .singles()
        .flat_map(|(id, _)| others::plans(contract, id, calls))
        .collect();
    plans.sort_by_key(|plan| plan.id != PlanId::Written(Purpose::SoundCall));
    plans
}

/// The requests of a campaign when nobody says how many: so many for each batch operation, and what the others take.
pub fn default_budget(contract: &Contract, calls: OtherCalls) -> usize {
    let beside = beside(contract, calls);
    let others: usize = beside.iter().map(|plan| plan.requests().count()).sum();
    FOR_EACH_BATCH * contract.batches().count() + others
}

/// The plans of one campaign with at most `budget` requests. Operations take turns. Random plans are drawn when they are
/// asked for, so that a long campaign needs no more memory than a short one.
pub fn schedule(
    contract: &Contract,
    seed: u64,
    budget: usize,
    scope: Scope,
) -> impl Iterator<Item = Scheduled> {
    let written = |of: BatchRef| {
        let w = Writer::new(of, scope.two_tenants);
        let mut plans = in_turn(vec![w.core(), w.refusals()]);
        plans.extend(w.unusual());
        plans.extend(w.depth());
        plans
    };
    let mut listed: Vec<Scheduled> = Vec::new();
    let share = match contract.has_batches() {
        true => budget / SHARE_OF_OTHERS,
        false => budget,
    };
    let mut beside = beside(contract, scope.others);
    let mut spent = 0;
    beside.retain(|plan| {
        let cost = plan.requests().count();
        let fits = spent + cost <= share;
        spent += if fits { cost } else { 0 };
        fits
    });
    let written = in_rounds(contract.batches().map(written).collect());
    for plan in written.into_iter().chain(beside) {
        let Some(of) = contract.batch(plan.operation) else {
            listed.push(Scheduled::Listed(plan)); // it is paid for already
            continue;
        };
        let Some(plan) = suited(plan, KeySpace::of(of)) else {
            continue;
        };
        let cost = plan.requests().count();
        if spent + cost <= budget && scope.allows(&plan) {
            spent += cost;
            listed.push(Scheduled::Listed(plan));
        }
    }
    let strategies: Vec<_> = contract.batches().map(random).collect();
    let drawn = (0..u32::MAX)
        .map_while(move |case| {
            let operation = case as usize % strategies.len().max(1);
            let tree = strategies
                .get(operation)?
                .new_tree(&mut runner(seed, operation, case))
                .ok()?;
            Some(Scheduled::Random {
                operation: OperationId(operation),
                case,
                plan: tree.current(),
            })
        })
        .filter(move |scheduled| scope.allows(scheduled.plan()))
        .map_while(move |scheduled| {
            spent += scheduled.plan().requests().count();
            (spent <= budget).then_some(scheduled)
        });
    listed.into_iter().chain(drawn)
}

/// Each kind of plan on one of the operations, which take turns, and then on the others: most faults are in what the
/// operations share, and show twice as early.
fn in_rounds(lists: Vec<Vec<Plan>>) -> impl Iterator<Item = Plan> {
    let operations = lists.len();
    let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
    let mut lists: Vec<_> = lists.into_iter().map(Vec::into_iter).collect();
    let mut plans: Vec<Plan> = Vec::new();
    for round in 0..longest {
        let turns = (0..operations).map(|turn| (round + turn) % operations);
        plans.extend(turns.filter_map(|turn| lists[turn].next()));
    }
    plans.sort_by_key(|plan| place(&plan.id));
    let mut known = HashSet::new();
    let (first, later): (Vec<_>, Vec<_>) =
        (plans.into_iter()).partition(|plan| known.insert(plan.id.clone()));
    first.into_iter().chain(later)
}
