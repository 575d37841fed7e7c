//! A written plan as a proptest strategy, so that it shrinks like a random one: steps are dropped first, then items,
//! then members. Keeps the order of what is left.

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::{Call, Plan, Step};

/// A strategy whose only value is a written plan, and whose tree makes it smaller.
#[derive(Clone, Debug)]
pub struct Shrinkable(pub Plan);

impl Strategy for Shrinkable {
    type Tree = PlanTree;
    type Value = Plan;

    fn new_tree(&self, _runner: &mut TestRunner) -> NewTree<Self> {
        Ok(PlanTree {
            kept: self.0.clone(),
            tried: None,
            at: 0,
        })
    }
}

/// The tree of a written plan: a cursor over all single deletions.
#[derive(Clone, Debug)]
pub struct PlanTree {
    kept: Plan,
    tried: Option<Plan>,
    at: usize,
}

impl ValueTree for PlanTree {
    type Value = Plan;

    fn current(&self) -> Plan {
        self.tried.as_ref().unwrap_or(&self.kept).clone()
    }

    fn simplify(&mut self) -> bool {
        if let Some(tried) = self.tried.take() {
            self.kept = tried; // it still failed: go on from there, at the same place
        }
        self.advance()
    }

    fn complicate(&mut self) -> bool {
        self.tried = None;
        self.at += 1;
        self.advance()
    }
}

impl PlanTree {
    fn advance(&mut self) -> bool {
        self.tried = without(&self.kept, self.at);
        self.tried.is_some()
    }
}

/// The plan without its `n`th part, counting steps from the last, halves of long batches, items, then members.
fn without(plan: &Plan, n: usize) -> Option<Plan> {
    let mut smaller = plan.clone();
    let mut left = n;
    if plan.steps.len() > 1 {
        if left < plan.steps.len() {
            smaller.steps.remove(plan.steps.len() - 1 - left);
            return Some(smaller);
        }
        left -= plan.steps.len();
    }
    for step in &mut smaller.steps {
        let fewest = match step {
            Step::One(_) => continue,
            Step::Together(_) => 2,
            Step::Connection(_) => 1,
        };
        if let Step::Together(requests) | Step::Connection(requests) = step {
            if requests.len() > fewest && left < requests.len() {
                requests.remove(left);
                return Some(smaller);
            }
            left = left.saturating_sub(if requests.len() > fewest {
                requests.len()
            } else {
                0
            });
        }
    }
    for deletion in [halve, drop_item, drop_member] {
        for step in &mut smaller.steps {
            for request in step.requests_mut() {
                if let Call::Batch { items, .. } = &mut request.call {
                    match deletion(items, left) {
                        Ok(()) => return Some(smaller),
                        Err(rest) => left = rest,
                    }
                }
            }
        }
    }
    None
}

type Items = Vec<super::Item>;

/// Drops the first or the second half of a batch of more than three.
fn halve(items: &mut Items, n: usize) -> Result<(), usize> {
    if items.len() < 4 {
        return Err(n);
    }
    let middle = items.len() / 2;
    match n {
        0 => drop(items.drain(middle..)),
        1 => drop(items.drain(..middle)),
        _ => return Err(n - 2),
    }
    Ok(())
}

fn drop_item(items: &mut Items, n: usize) -> Result<(), usize> {
    if items.len() < 2 {
        return Err(n);
    }
    if n >= items.len() {
        return Err(n - items.len());
    }
    items.remove(items.len() - 1 - n);
    Ok(())
}

fn drop_member(items: &mut Items, n: usize) -> Result<(), usize> {
    let mut left = n;
    for item in items {
        if left < item.values.len() {
            item.values.remove(left);
            return Ok(());
        }
        left -= item.values.len();
    }
    Err(left)
}
