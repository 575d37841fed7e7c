//! Plans for operations whose keys are few, or assigned by the server: where keys are few, symbols share them, or batches are
//! spread; where the
//! server assigns them, no two items are about one entity. Refuses plans that need more keys than there are.

use super::{Call, Credentials, Item, KeyChoice, Plan, Request, Step, Symbol};
use crate::contract::{BatchRef, SPACIOUS, TINY};

/// Plans with at most so many symbols are folded into fewer keys; larger ones would say nothing any more.
const FOLDED: usize = 8;

/// Batches that a larger one is spread over.
const MOST_SPREAD: usize = 40;

/// A plan with at most a part of all keys, so that there are some left for others.
const SHARE: u64 = 8;

/// What the keys of an operation allow.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeySpace {
    /// anybody may call the operation
    open: bool,
    assigned: bool,
    /// keys have several parts that can be varied one by one
    varied: bool,
    size: u64,
}

impl KeySpace {
    /// That of one operation.
    pub(super) fn of(of: BatchRef) -> Self {
        let key = &of.batch.key;
        Self {
            open: of.operation.is_open(),
            varied: key.varied_parts() > 0,
            assigned: key.assigned.is_some(),
            size: key.space(),
        }
    }
}

/// `plan` as the operation can carry it out; none when it needs more keys than there are.
pub(super) fn suited(mut plan: Plan, space: KeySpace) -> Option<Plan> {
    let lacking = |request: &Request| request.credentials != Credentials::All;
    if space.open && plan.requests().any(|(_, request)| lacking(request)) {
        return None; // nothing obliges the server to ask who calls
    }
    if plan.keys == KeyChoice::PartlyEqual && !space.varied {
        return None;
    }
    if space.assigned {
        unlink(&mut plan);
        return Some(plan);
    }
    let (space, symbols) = (space.size, plan.symbols());
    if space >= SPACIOUS {
        return Some(plan);
    }
    if space >= TINY {
        return (symbols as u64 <= (space / SHARE).max(8)).then_some(plan);
    }
    let space = usize::try_from(space).unwrap_or(1).max(1);
    if symbols <= space {
        return Some(plan);
    }
    if symbols > FOLDED {
        return spread(plan, space);
    }
    for request in plan.steps.iter_mut().flat_map(|step| step.requests_mut()) {
        match &mut request.call {
            Call::Batch { items, .. } => fold(items, space),
            Call::Get(key) | Call::Other { key, .. } => key.0 %= space,
            Call::List => {}
        }
    }
    Some(plan)
}

/// Items that were about different entities and are about the same one now become one item; a bad one is kept.
fn fold(items: &mut Vec<Item>, space: usize) {
    let mut kept: Vec<(Symbol, Item)> = Vec::new();
    for mut item in items.drain(..) {
        let own = item.key;
        item.key.0 %= space;
        let taken = (kept.iter_mut()).find(|(other, known)| known.key == item.key && *other != own);
        match taken {
            Some((_, known)) if known.defect.is_none() && item.defect.is_some() => *known = item,
            Some(_) => {}
            None => kept.push((own, item)),
        }
    }
    items.extend(kept.into_iter().map(|(_, item)| item));
}

/// A batch of sound items with more keys than there are as several batches, one after another; nothing is read between
/// them. None where these would be too many, or where there is more to the plan than sound batches.
fn spread(plan: Plan, space: usize) -> Option<Plan> {
    let mut steps = Vec::new();
    for step in &plan.steps {
        let Step::One(request) = step else {
            return None;
        };
        match &request.call {
            Call::Batch {
                items,
                defect: None,
            } if items.iter().all(|i| i.defect.is_none()) => {
                for some in items.chunks(space) {
                    let items = some.iter().cloned().enumerate().map(|(n, item)| Item {
                        key: Symbol(n),
                        ..item
                    });
                    let call = Call::Batch {
                        items: items.collect(),
                        defect: None,
                    };
                    steps.push(Step::One(Request {
                        call,
                        ..request.clone()
                    }));
                }
            }
            Call::Get(_) => {}
            _ => return None,
        }
    }
    (steps.len() <= MOST_SPREAD).then_some(Plan { steps, ..plan })
}

/// Gives each item a symbol of its own: what has no key yet is another entity each time it is sent.
fn unlink(plan: &mut Plan) {
    let mut next = 0;
    each_symbol(plan, |_| {
        next += 1;
        Symbol(next - 1)
    });
}

fn each_symbol(plan: &mut Plan, mut change: impl FnMut(Symbol) -> Symbol) {
    for request in plan.steps.iter_mut().flat_map(|step| step.requests_mut()) {
        match &mut request.call {
            Call::Batch { items, .. } => items
                .iter_mut()
                .for_each(|item| item.key = change(item.key)),
            Call::Get(key) | Call::Other { key, .. } => *key = change(*key),
            Call::List => {}
        }
    }
}
