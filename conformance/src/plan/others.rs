//! Plans for operations that are no batches: one sound call of each, and the calls that have to be refused. Where an
//! operation is about an entity that a batch creates, a batch creates it first.

use super::{
    BodyDefect, Credentials, Item, KeyChoice, PathDefect, PathValue, Plan, Purpose, Request,
    RequestDefect, Step, Symbol,
};
use crate::contract::{Carrier, Contract, Operation, OperationId};

/// Which calls of operations that are no batches may be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OtherCalls {
    /// none
    #[default]
    None,
    /// reads; of the others only what has to be refused
    Harmless,
    /// writes too; what is removed was created for it, or never existed
    All,
}

/// The plans for operation `id`.
pub(super) fn plans(contract: &Contract, id: OperationId, calls: OtherCalls) -> Vec<Plan> {
    if calls == OtherCalls::None {
        return Vec::new();
    }
    let (other, resource) = (contract.operation(id), contract.resource(id));
    let keyed = !resource.keys_in(&other.path).is_empty();
    let free = calls == OtherCalls::All;
    let created = free && resource.batch.is_some() && keyed;
    // without a key in the path, everything might be removed
    let aimed = other.method != "DELETE" || keyed;
    let plan = |purpose: Purpose, requests: Vec<Request>| {
        let create = Request::batch(vec![Item::bare(Symbol(0))]);
        let create = Some(create).filter(|_| created && !requests.is_empty());
        Plan {
            id: purpose.into(),
            operation: id,
            keys: KeyChoice::default(),
            steps: create.into_iter().chain(requests).map(Step::One).collect(),
        }
    };
    let plans = [
        plan(Purpose::SoundCall, sound(other, free, aimed)),
        plan(Purpose::RefusedCalls, refused(other, free && aimed)),
    ];
    plans
        .into_iter()
        .filter(|plan| !plan.steps.is_empty())
        .collect()
}

fn sound(other: &Operation, free: bool, aimed: bool) -> Vec<Request> {
    let complete = other
        .body
        .as_ref()
        .is_none_or(|body| body.sample().is_some());
    let sent = other.is_safe() || (free && complete && aimed);
    sent.then(Request::other).into_iter().collect()
}

fn refused(other: &Operation, free: bool) -> Vec<Request> {
    let mut defects = Vec::new();
    let secured = !other.is_open();
    if secured {
        defects.push(RequestDefect::Credentials(Credentials::None));
    }
    let json = other.body.as_ref().filter(|body| body.is_json());
    if let Some(body) = json {
        // cut off where that leaves a text that is none
        let cut = body
            .sample()
            .is_some_and(|sample| sample.is_object() || sample.is_array());
        defects.push(RequestDefect::Body(match cut {
            true => BodyDefect::Unclosed,
            false => BodyDefect::Text("{".to_owned()),
        }));
    }
    if other.is_safe() || free {
        for scheme in other.schemes().iter().filter(|_| secured) {
            let name = || scheme.name.clone();
            defects.push(RequestDefect::Credentials(Credentials::Wrong(name())));
            if matches!(scheme.carrier, Carrier::Authorization(_)) {
                defects.push(RequestDefect::Credentials(Credentials::Renamed(name())));
            }
        }
        let demanded = other.demanded().map(|p| p.name.clone());
        defects.extend(demanded.map(RequestDefect::Without));
        let integers = other.parameters.iter().filter(|p| p.is_integer_in_path());
        defects.extend(integers.map(|parameter| {
            RequestDefect::Path(PathDefect {
                parameter: parameter.name.clone(),
                value: PathValue::Text("abc".to_owned()),
            })
        }));
    }
    let requests = defects.into_iter().map(|d| Request::other().with(d));
    requests.collect()
}
