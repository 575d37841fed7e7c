//! Plans for operations whose keys are few, or assigned by the server: where keys are few, symbols share them; where the
//! server assigns them, no two items are about one entity. Refuses plans that need more keys than there are.

use super::{Call, Credentials, KeyChoice, Plan, Request, Symbol};
use crate::contract::{BatchOperation, SPACIOUS, TINY};

/// Plans with at most so many symbols are folded into fewer keys; larger ones would say nothing any more.
const FOLDED: usize = 8;

/// A plan with at most a part of all keys, so that there are some left for others.
const SHARE: u64 = 8;

/// What the keys of an operation allow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// anybody may call the operation
    open: bool,
    assigned: bool,
    /// keys have several parts that can be varied one by one
    kindred: bool,
    space: u64,
}

impl Room {
    /// That of `batch`.
    pub(super) fn of(batch: &BatchOperation) -> Self {
        Self {
            open: batch.security.iter().all(Vec::is_empty) || batch.security.contains(&Vec::new()),
            kindred: crate::bind::varied_parts(batch) > 0,
            assigned: batch.roles.assigned.is_some(),
            space: batch.key_space(),
        }
    }
}

/// `plan` as the operation can carry it out; none when it needs more keys than there are.
pub(super) fn suited(mut plan: Plan, room: Room) -> Option<Plan> {
    let spoilt = |request: &Request| request.credentials != Credentials::All;
    if room.open && plan.requests().any(|(_, request)| spoilt(request)) {
        return None; // nothing obliges the server to ask who calls
    }
    if plan.keys == KeyChoice::Kindred && !room.kindred {
        return None;
    }
    if room.assigned {
        unlink(&mut plan);
        return Some(plan);
    }
    let (space, symbols) = (room.space, plan.symbols());
    if space >= SPACIOUS {
        return Some(plan);
    }
    if space >= TINY {
        return (symbols as u64 <= (space / SHARE).max(8)).then_some(plan);
    }
    let space = usize::try_from(space).unwrap_or(1).max(1);
    if symbols > space {
        if symbols > FOLDED {
            return None;
        }
        each_symbol(&mut plan, |symbol| Symbol(symbol.0 % space));
    }
    Some(plan)
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
