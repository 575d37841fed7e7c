//! One campaign: preflight, schedule, bind, drive, judge, shrink, report. Everything it says goes out as events; it ends
//! with a report, also when it is stopped early.

mod preflight;

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use futures_util::stream;
use futures_util::{FutureExt, StreamExt};

use crate::bind::{Fixed, Keys, bind};
use crate::contract::Contract;
use crate::drive::{Target, run};
use crate::event::Event;
use crate::judge::{Evidence, Given, verdicts};
use crate::oracles::{Level, Oracle, Violation};
use crate::plan::{Plan, Scheduled, schedule};
use crate::recording::{self, Recording};
use crate::report::{Finding, Overall, Recorded, Report, Shown, curl, script};
use crate::shrink::{Shrunk, shrink};
use crate::tally::Tally;
use crate::transcript::{Outcome, Transcript};

/// How a campaign is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// decides every plan and every key
    pub seed: u64,
    /// requests, before shrinking
    pub budget: usize,
    /// wall-clock time, shrinking included
    pub max_time: Duration,
    /// plans under way at the same time
    pub lanes: usize,
    /// findings of this level and above fail the gate
    pub gate: Level,
    /// first and last key that may be used
    pub keys: (i64, i64),
    /// the user said that these keys are not in use
    pub keys_declared: bool,
    /// parameters and tenants
    pub fixed: Fixed,
}

/// At most so many findings are made smaller and shown; the others are counted by their oracles.
const MOST_FINDINGS: usize = 40;

/// Runs one campaign against `target`. `stop` resolves when the user wants it to end.
pub async fn campaign(
    contract: &Contract,
    target: &Target,
    options: &Options,
    stop: impl Future<Output = ()>,
    emit: &mut dyn FnMut(Event),
) -> Report {
    let began = Instant::now();
    emit(Event::Started {
        title: &contract.title,
        target: target.base(),
        seed: options.seed,
    });
    let keys = Keys::new(options.keys.0, options.keys.1, options.seed);
    let mut campaign = Campaign {
        contract,
        target,
        options,
        keys,
        tally: Tally::default(),
        given: Vec::new(),
    };
    // shared, since it may be asked again after it resolved
    let stop = async {
        tokio::select! { () = stop => (), () = tokio::time::sleep(options.max_time) => () }
    }
    .shared();

    let (mut probed, mut blocked) = (BTreeMap::new(), None);
    for operation in 0..contract.batches.len() {
        let probe = tokio::select! {
            probe = campaign.preflight(operation) => probe,
            () = stop.clone() => {
                blocked = blocked.or(Some(format!(
                    "stopped before {} at {} was found to be usable: nothing was judged.",
                    contract.batches[operation].endpoint(),
                    target.base()
                )));
                break;
            }
        };
        emit(Event::Probed {
            operation: &contract.batches[operation].id,
            notes: &probe.notes,
        });
        blocked = blocked.or(probe.blocked);
        probed.insert(contract.batches[operation].id.clone(), probe.notes);
        campaign.given.push(probe.given);
    }
    let mut findings = Vec::new();
    if blocked.is_none() {
        let seen = campaign.search(stop.clone(), emit).await;
        findings = campaign.reduce(seen, stop, emit).await;
    }
    let report = campaign.report(began.elapsed(), probed, findings, blocked);
    emit(Event::Finished(&report));
    report
}

struct Campaign<'a> {
    contract: &'a Contract,
    target: &'a Target,
    options: &'a Options,
    keys: Keys,
    tally: Tally,
    given: Vec<Given>,
}

/// The first run that showed a violation, and how many did.
struct Seen {
    oracle: &'static Oracle,
    scheduled: Scheduled,
    transcript: Transcript,
    violation: Violation,
    occurrences: usize,
}

impl Campaign<'_> {
    /// Runs all plans, lanes of them at a time, and judges them in their order, so that the outcome does not depend on
    /// the number of lanes.
    async fn search(
        &mut self,
        stop: impl Future<Output = ()>,
        emit: &mut dyn FnMut(Event),
    ) -> Vec<Seen> {
        let (contract, target, options) = (self.contract, self.target, self.options);
        let two_tenants = options.fixed.tenants.len() > 1;
        let plans = schedule(contract, options.seed, options.budget, two_tenants);
        let requests = plans.iter().map(|s| s.plan().requests().count()).sum();
        emit(Event::Scheduled {
            plans: plans.len(),
            requests,
        });
        let mut bound = Vec::with_capacity(plans.len());
        for scheduled in plans {
            let batch = &contract.batches[scheduled.plan().operation];
            let Ok(binding) = bind(batch, scheduled.plan(), &options.fixed, &mut self.keys) else {
                break;
            };
            bound.push((scheduled, binding));
        }
        let runs = stream::iter(bound).map(|(scheduled, binding)| async move {
            let batch = &contract.batches[scheduled.plan().operation];
            let transcript = run(target, batch, scheduled.plan().clone(), binding).await;
            (scheduled, transcript)
        });
        let mut runs = std::pin::pin!(runs.buffered(options.lanes.max(1)).take_until(stop));
        let (mut seen, mut order): (HashMap<Fingerprint, Seen>, Vec<Fingerprint>) =
            (HashMap::new(), Vec::new());
        while let Some((scheduled, transcript)) = runs.next().await {
            for (oracle, violation) in self.judge(&transcript) {
                let fingerprint = (
                    oracle.id,
                    transcript.plan.operation,
                    violation.about.clone(),
                );
                if let Some(seen) = seen.get_mut(&fingerprint) {
                    seen.occurrences += 1;
                    continue;
                }
                let (scheduled, transcript) = (scheduled.clone(), transcript.clone());
                order.push(fingerprint.clone());
                seen.insert(
                    fingerprint,
                    Seen {
                        oracle,
                        scheduled,
                        transcript,
                        violation,
                        occurrences: 1,
                    },
                );
            }
            emit(Event::Judged {
                transcript: &transcript,
                violations: seen.len(),
            });
        }
        let mut found: Vec<Seen> = order
            .iter()
            .filter_map(|fingerprint| seen.remove(fingerprint))
            .collect();
        found.sort_by_key(|seen| seen.oracle.level);
        found.truncate(MOST_FINDINGS);
        found
    }

    fn judge(&mut self, transcript: &Transcript) -> Vec<(&'static Oracle, Violation)> {
        let operation = transcript.plan.operation;
        let evidence = Evidence::new(
            &self.contract.batches[operation],
            transcript,
            self.given[operation],
        );
        let judgements = verdicts(&evidence);
        self.tally.add(&evidence, &judgements);
        let mut found: Vec<(&'static Oracle, Violation)> = Vec::new();
        for (oracle, judgement) in judgements {
            for violation in judgement.violations {
                if !found
                    .iter()
                    .any(|(o, v)| o.id == oracle.id && v.about == violation.about)
                {
                    found.push((oracle, violation));
                }
            }
        }
        found
    }

    async fn reduce(
        &mut self,
        seen: Vec<Seen>,
        stop: impl Future<Output = ()> + Clone,
        emit: &mut dyn FnMut(Event),
    ) -> Vec<Finding> {
        let of = seen.len();
        let mut findings = Vec::new();
        let mut stopped = false;
        for (number, seen) in seen.into_iter().enumerate() {
            emit(Event::Shrinking {
                oracle: seen.oracle.id,
                number: number + 1,
                of,
            });
            let first = (seen.transcript.clone(), seen.violation.clone());
            let whole = Shrunk {
                transcript: seen.transcript.clone(),
                violation: seen.violation.clone(),
                reproduced: crate::report::Reproduced { times: 0, tries: 0 },
            };
            let shrunk = match seen
                .scheduled
                .tree(self.contract, self.options.seed)
                .filter(|_| !stopped)
            {
                Some(tree) => {
                    let smaller = shrink(tree, first, async |plan| self.attempt(plan, &seen).await);
                    tokio::select! {
                        shrunk = smaller => shrunk,
                        () = stop.clone() => { stopped = true; whole }
                    }
                }
                None => whole,
            };
            let finding = self.finding(&seen, shrunk);
            emit(Event::Found(&finding));
            findings.push(finding);
        }
        findings
    }

    /// Runs a smaller plan with fresh keys; the same violation is one of the same oracle about the same thing.
    async fn attempt(
        &mut self,
        plan: Plan,
        seen: &Seen,
    ) -> Option<(Transcript, Option<Violation>)> {
        let operation = plan.operation;
        let batch = &self.contract.batches[operation];
        let binding = bind(batch, &plan, &self.options.fixed, &mut self.keys).ok()?;
        let transcript = run(self.target, batch, plan, binding).await;
        self.tally.add_requests(&transcript);
        let evidence = Evidence::new(batch, &transcript, self.given[operation]);
        let again = seen
            .oracle
            .judge(&evidence)
            .violations
            .into_iter()
            .find(|v| v.about == seen.violation.about);
        Some((transcript, again))
    }

    fn finding(&self, seen: &Seen, shrunk: Shrunk) -> Finding {
        let batch = &self.contract.batches[shrunk.transcript.plan.operation];
        let base = self.target.base();
        let commands: Vec<String> = shrunk
            .transcript
            .exchanges
            .iter()
            .map(|e| curl::command(base, &e.request))
            .collect();
        let recording = Recording {
            format: recording::FORMAT,
            suite: env!("CARGO_PKG_VERSION").to_owned(),
            title: self.contract.title.clone(),
            operation: batch.id.clone(),
            endpoint: batch.endpoint(),
            oracle: seen.oracle.id.to_owned(),
            about: seen.violation.about.clone(),
            message: shrunk.violation.message.clone(),
            keys: self.options.keys,
            given: self.given[shrunk.transcript.plan.operation],
            transcript: shrunk.transcript.clone(),
        };
        let script = script::script(&recording, batch, base);
        Finding {
            oracle: seen.oracle.id,
            level: seen.oracle.level.word(),
            claim: seen.oracle.claim,
            why: seen.oracle.why,
            operation: batch.id.clone(),
            endpoint: batch.endpoint(),
            about: seen.violation.about.clone(),
            message: shrunk.violation.message,
            plan: seen.transcript.plan.name.clone(),
            occurrences: seen.occurrences,
            reproduced: shrunk.reproduced,
            requests: show(&shrunk.transcript, &shrunk.violation.exchanges),
            curl: commands.join("\n"),
            recording: None,
            script: None,
            recorded: Some(Box::new(Recorded { recording, script })),
        }
    }

    fn report(
        &self,
        took: Duration,
        probed: BTreeMap<String, Vec<String>>,
        findings: Vec<Finding>,
        blocked: Option<String>,
    ) -> Report {
        let missing = |oracle: &Oracle| {
            self.given
                .iter()
                .map(|given| oracle.missing(*given))
                .find(Option::is_some)
                .flatten()
        };
        let oracles = self.tally.rows(missing);
        let gated = findings
            .iter()
            .filter(|f| {
                f.level == "MUST" || (f.level == "SHOULD" && self.options.gate == Level::Should)
            })
            .count();
        let unarmed: Vec<&str> = oracles
            .iter()
            .filter(|row| {
                row.level == "MUST"
                    && row.decided == 0
                    && row.not_evaluated.is_none()
                    && row.armed == 0
            })
            .map(|row| row.id)
            .collect();
        let decided = oracles.iter().filter(|row| row.decided > 0).count();
        let silent = match oracles
            .iter()
            .filter(|row| row.not_evaluated.is_some())
            .count()
        {
            0 => String::new(),
            n => format!(", {n} could not be evaluated"),
        };
        let (verdict, summary) = if let Some(reason) = blocked {
            (Overall::Inconclusive, reason)
        } else if gated > 0 {
            let s = if gated == 1 { "" } else { "s" };
            (
                Overall::Fail,
                format!(
                    "{gated} finding{s} of the gated levels: the target does not keep its description's promises."
                ),
            )
        } else if !unarmed.is_empty() {
            (
                Overall::Inconclusive,
                format!(
                    "no finding, but some MUST oracles never had a case to judge: {}",
                    unarmed.join(", ")
                ),
            )
        } else {
            (
                Overall::Pass,
                format!(
                    "{decided} oracles decided{silent}, no finding of the gated levels: the target keeps its description's promises as far as {} requests can tell.",
                    self.tally.requests
                ),
            )
        };
        Report {
            verdict,
            summary,
            title: self.contract.title.clone(),
            target: self.target.base().to_owned(),
            seed: self.options.seed,
            gate: if self.options.gate == Level::Should {
                "should"
            } else {
                "must"
            },
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            requests: self.tally.requests,
            items: self.tally.items,
            unavailable: self.tally.unavailable,
            batches: self.tally.batches.clone(),
            item_statuses: self.tally.item_statuses.clone(),
            latency: self.tally.latency(),
            probed,
            findings,
            oracles,
        }
    }
}

type Fingerprint = (&'static str, usize, String);

/// Bodies longer than this are cut where people see them.
const SHOWN_BYTES: usize = 20_000;

fn show(transcript: &Transcript, telling: &[usize]) -> Vec<Shown> {
    let exchanges = transcript.exchanges.iter().enumerate();
    exchanges
        .map(|(index, exchange)| {
            let (status, media_type, received) = match &exchange.outcome {
                Outcome::Answered(response) => (
                    Some(response.status),
                    response.media_type(),
                    cut(&response.body.text()),
                ),
                Outcome::Unavailable(reason) => (None, None, format!("no answer: {reason}")),
            };
            Shown {
                step: exchange.step,
                telling: telling.contains(&index),
                method: exchange.request.method.clone(),
                target: exchange.request.target.clone(),
                headers: curl::headers(&exchange.request),
                sent: exchange
                    .request
                    .body
                    .as_ref()
                    .map(|b| cut(&b.text()))
                    .unwrap_or_default(),
                status,
                media_type,
                received,
            }
        })
        .collect()
}

fn cut(text: &str) -> String {
    if text.len() <= SHOWN_BYTES {
        return text.to_owned();
    }
    let mut end = SHOWN_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}… ({} bytes in all)", &text[..end], text.len())
}
