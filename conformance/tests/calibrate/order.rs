//! Which plans show which faults, and the order of plans that shows most faults with fewest requests: what the table
//! `FIRST` of the schedule is made from.

use std::collections::{BTreeMap, BTreeSet};

use conformance::contract::Contract;
use conformance::judge::{Evidence, Given, verdicts};
use conformance::oracles::Level;
use conformance::transcript::Transcript;

/// The name of plans that are drawn.
const RANDOM: &str = "random batches";

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

/// What each plan costs and shows, by its name.
#[derive(Default)]
pub(crate) struct Yields {
    plans: BTreeMap<String, Yield>,
}

#[derive(Default)]
struct Yield {
    requests: usize,
    shows: BTreeSet<String>,
}

/// The name of a written plan that was run, its requests, and whether it shows anything that counts.
pub(crate) fn look(contract: &Contract, transcript: &Transcript) -> Option<(String, usize, bool)> {
    if transcript.plan.name == RANDOM {
        return None;
    }
    let evidence = Evidence::new(contract, transcript, GIVEN);
    let shows = verdicts(&evidence).iter().any(|(oracle, judgement)| {
        oracle.level != Level::May && judgement.violations.iter().any(|v| !v.only_if_again)
    });
    let name = transcript.plan.name.clone();
    Some((name, transcript.exchanges.len(), shows))
}

impl Yields {
    pub(crate) fn add(&mut self, fault: &str, ran: Vec<(String, usize, bool)>) {
        for (name, requests, shows) in ran {
            let known = self.plans.entry(name).or_default();
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
                .map(|(name, _)| name.clone());
            let Some(plan) = best.as_ref().and_then(|name| self.plans.remove(name)) else {
                return;
            };
            if plan.shows.is_subset(&shown) {
                return;
            }
            spent += plan.requests;
            shown.extend(plan.shows);
            println!("{spent:8}  {:6}  {}", shown.len(), best.unwrap_or_default());
        }
    }
}
