//! Which plans show which faults, and the order of plans that shows most faults with fewest requests: what the table
//! `FIRST` of the schedule is made from.

use std::collections::{BTreeMap, BTreeSet};

use conformance::contract::Contract;
use conformance::evidence::{Evidence, Given};
use conformance::judge::verdicts;
use conformance::oracles::Level;
use conformance::plan::{PlanId, Purpose};
use conformance::transcript::Transcript;

/// What the reference server is like.
const GIVEN: Given = Given {
    fresh: true,
    parent: true,
    two_tenants: true,
    closed_tenant: true,
    read: true,
    tells_created: true,
    sole: true,
    burst: true,
    counted: true,
    plain_http: true,
};

/// What each written plan costs and shows.
#[derive(Default)]
pub(crate) struct Yields {
    plans: BTreeMap<Purpose, Yield>,
}

#[derive(Default)]
struct Yield {
    requests: usize,
    shows: BTreeSet<String>,
}

/// A written plan that was run, its requests, and whether it shows anything that counts.
pub(crate) fn look(contract: &Contract, transcript: &Transcript) -> Option<(Purpose, usize, bool)> {
    let PlanId::Written(purpose) = &transcript.plan.id else {
        return None;
    };
    let evidence = Evidence::new(contract, transcript, GIVEN);
    let shows = verdicts(&evidence).iter().any(|(oracle, judgement)| {
        oracle.level != Level::May && judgement.violations.iter().any(|v| !v.only_if_again())
    });
    Some((purpose.clone(), transcript.exchanges.len(), shows))
}

impl Yields {
    pub(crate) fn add(&mut self, fault: &str, ran: Vec<(Purpose, usize, bool)>) {
        for (purpose, requests, shows) in ran {
            let known = self.plans.entry(purpose).or_default();
            known.requests = known.requests.max(requests);
            if shows {
                known.shows.insert(fault.to_owned());
            }
        }
    }

    /// Prints the plans, always the one next that shows most further faults for each of its requests.
    pub(crate) fn print(mut self) {
        let (mut shown, mut spent) = (BTreeSet::new(), 0);
        println!("\nrequests  faults  plan");
        loop {
            let further = |plan: &Yield| plan.shows.difference(&shown).count();
            let worth = |plan: &Yield| further(plan) as f64 / plan.requests.max(1) as f64;
            let best = self
                .plans
                .iter()
                .max_by(|(_, a), (_, b)| worth(a).total_cmp(&worth(b)))
                .map(|(purpose, _)| purpose.clone());
            let Some((purpose, plan)) = best.and_then(|best| self.plans.remove_entry(&best)) else {
                return;
            };
            if plan.shows.is_subset(&shown) {
                return;
            }
            spent += plan.requests;
            shown.extend(plan.shows);
            println!("{spent:8}  {:6}  {purpose}", shown.len());
        }
    }
}
