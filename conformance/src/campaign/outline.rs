//! What a campaign is going to send, before it sends anything: so that whoever is responsible for the target can say yes.

use std::collections::BTreeMap;

use super::options::Options;
use crate::contract::Contract;
use crate::plan::{Call, Plan, counting, preflight, schedule};

/// Longer campaigns are counted so far; the rest is drawn when it is needed.
const COUNTED: usize = 20_000;

/// What is going to be sent, findings not yet made smaller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// one for each operation, in the order of the description
    pub operations: Vec<Planned>,
    /// requests at most, the first contact with each operation included
    pub requests: usize,
    /// the operations were counted in so many requests only
    pub counted: usize,
    /// first and last key that may be used
    pub keys: (i64, i64),
    /// the values of the tenant header
    pub tenants: Vec<String>,
    /// a value of that header that the credentials do not open
    pub closed_tenant: Option<String>,
}

/// One operation's share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// the operation
    pub id: String,
    /// method and path template
    pub endpoint: String,
    /// requests, those of its siblings included
    pub requests: usize,
    /// the same by method
    pub methods: BTreeMap<String, usize>,
    /// items in all batches
    pub items: usize,
    /// items of the largest batch
    pub largest: usize,
    /// different keys
    pub keys: usize,
}

/// What a campaign with these options is going to send.
pub fn outline(contract: &Contract, options: &Options) -> Outline {
    let mut operations: Vec<Planned> = contract
        .operations
        .iter()
        .map(|operation| Planned {
            id: operation.id.clone(),
            endpoint: operation.endpoint(),
            ..Planned::default()
        })
        .collect();
    let mut contacts = 0;
    for batch in contract.batches() {
        let counting = counting(batch).filter(|_| options.preconditions.sole);
        for plan in std::iter::once(preflight(batch)).chain(counting) {
            contacts += plan.requests().count();
            operations[plan.operation.0].add(contract, &plan);
        }
    }
    let budget = options.budget.min(COUNTED);
    for scheduled in schedule(contract, options.seed, budget, options.scope()) {
        let plan = scheduled.plan();
        if let Some(planned) = operations.get_mut(plan.operation.0) {
            planned.add(contract, plan);
        }
    }
    let counted = operations.iter().map(|planned| planned.requests).sum();
    Outline {
        requests: if options.budget > COUNTED {
            options.budget.saturating_add(contacts)
        } else {
            counted
        },
        counted,
        operations,
        keys: options.keys,
        tenants: options.fixed.tenants.clone(),
        closed_tenant: options.fixed.closed_tenant.clone(),
    }
}

impl Planned {
    fn add(&mut self, contract: &Contract, plan: &Plan) {
        self.keys += plan.symbols();
        for (_, request) in plan.requests() {
            let usual = match &request.call {
                Call::Batch { .. } => {
                    let writer = contract.resource(plan.operation).batch;
                    &contract.operation(writer.unwrap_or(plan.operation)).method
                }
                Call::Get(_) | Call::List => "GET",
                Call::Other { .. } => &contract.operation(plan.operation).method,
            };
            let method = request.method.clone().unwrap_or_else(|| usual.to_owned());
            *self.methods.entry(method).or_default() += 1;
            self.requests += 1;
            self.items += request.items().len();
            self.largest = self.largest.max(request.items().len());
        }
    }
}
