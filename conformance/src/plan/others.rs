//! Plans for operations that are no batches: one sound call of each, and the calls that have to be refused. Where an
//! operation is about an entity that a batch creates, a batch creates it first.

use super::{BodyDefect, Call, Credentials, Item, KeyChoice, Plan, Request, Step, Symbol};
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

/// The name of the plan with a sound call.
pub(super) const SOUND: &str = "a sound call";

/// The plans for operation `id`.
pub(super) fn plans(contract: &Contract, id: OperationId, calls: OtherCalls) -> Vec<Plan> {
    if calls == OtherCalls::None {
        return Vec::new();
    }
    let (other, resource) = (contract.operation(id), contract.resource(id));
    let keyed = !resource.keys_in(&other.path).is_empty();
    let free = calls == OtherCalls::All;
    let created = free && resource.batch.is_some() && keyed;
    // what cannot be told apart from everything is not removed
    let aimed = other.method != "DELETE" || keyed;
    let plan = |name: &str, requests: Vec<Request>| {
        let create = Request::batch(vec![Item::bare(Symbol(0))]);
        let create = Some(create).filter(|_| created && !requests.is_empty());
        Plan {
            name: name.to_owned(),
            operation: id,
            keys: KeyChoice::default(),
            steps: create.into_iter().chain(requests).map(Step::One).collect(),
        }
    };
    let plans = [
        plan(SOUND, sound(other, free, aimed)),
        plan("calls to be refused", refused(other, free && aimed)),
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
    let mut requests = Vec::new();
    let mut add = |spoil: &dyn Fn(&mut Request)| {
        let mut request = Request::other();
        spoil(&mut request);
        requests.push(request);
    };
    let secured = !other.is_open();
    if secured {
        add(&|r| r.credentials = Credentials::None);
    }
    let json = other.body.as_ref().filter(|body| body.is_json());
    if let Some(body) = json {
        // cut off where that leaves a text that is none
        let cut = body
            .sample()
            .is_some_and(|sample| sample.is_object() || sample.is_array());
        let defect = match cut {
            true => BodyDefect::Unclosed,
            false => BodyDefect::Text("{".to_owned()),
        };
        add(&|r| spoil_body(r, defect.clone()));
    }
    if !(other.is_safe() || free) {
        return requests;
    }
    for scheme in other.schemes().iter().filter(|_| secured) {
        add(&|r| r.credentials = Credentials::Wrong(scheme.name.clone()));
        if matches!(scheme.carrier, Carrier::Authorization(_)) {
            add(&|r| r.credentials = Credentials::Renamed(scheme.name.clone()));
        }
    }
    for parameter in other.demanded() {
        add(&|r| leave_out(r, &parameter.name));
    }
    for parameter in other.parameters.iter().filter(|p| p.is_integer_in_path()) {
        add(&|r| r.path = Some((parameter.name.clone(), "abc".to_owned())));
    }
    requests
}

fn spoil_body(request: &mut Request, spoilt: BodyDefect) {
    if let Call::Other { defect, .. } = &mut request.call {
        *defect = Some(spoilt);
    }
}

fn leave_out(request: &mut Request, name: &str) {
    if let Call::Other { without, .. } = &mut request.call {
        *without = Some(name.to_owned());
    }
}

impl Request {
    /// What sets a call of an operation that is no batch apart from a sound one, in a few words.
    pub fn what(&self) -> String {
        let credentials = match &self.credentials {
            Credentials::All => None,
            Credentials::None => Some("no credentials".to_owned()),
            Credentials::Without(name) => Some(format!("no {name}")),
            Credentials::Wrong(name) => Some(format!("wrong {name}")),
            Credentials::Longer(name) => Some(format!("{name} with more behind it")),
            Credentials::Empty(name) => Some(format!("empty {name}")),
            Credentials::Renamed(name) => Some(format!("{name} under another scheme")),
        };
        let left_out = self.without().map(|name| format!("no {name}"));
        let path = (self.path.as_ref()).map(|(name, text)| format!("path: {name} is {text}"));
        let body = self.body_defect().map(|_| "a malformed body".to_owned());
        let all = [credentials, left_out, path, body];
        all.into_iter()
            .flatten()
            .next()
            .unwrap_or_else(|| SOUND.to_owned())
    }
}
