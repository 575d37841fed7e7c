//! One campaign: preflight, schedule, bind, drive, judge, shrink, report. Everything it says goes out as events; it ends
//! with a report, also when it is stopped early.

mod created;
mod deviating;
mod mark;
mod outline;
mod preflight;
mod reduce;
mod verdict;
mod watch;

pub use outline::{Outline, Planned, outline};

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::stream;
use futures_util::{FutureExt, StreamExt};

use self::created::Created;
use self::verdict::Came;
use self::watch::Watch;
use crate::bind::{Binding, Exhausted, Fixed, Keys, bind};
use crate::contract::{Contract, OperationId, SPACIOUS};
use crate::deviations::Deviations;
use crate::drive::{Target, run};
use crate::event::Event;
use crate::evidence::{Evidence, Given};
use crate::judge::verdicts;
use crate::oracles::{Gate, Oracle, Violation};
use crate::plan::{OtherCalls, Plan, Scheduled, Scope, schedule};
use crate::profile::Preconditions;
use crate::report::{Report, Shard, Stop, Stopped};
use crate::tally::Tally;
use crate::transcript::Transcript;

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
    pub gate: Gate,
    /// first and last key that may be used
    pub keys: (i64, i64),
    /// the user said that these keys are not in use
    pub keys_declared: bool,
    /// parameters and tenants
    pub fixed: Fixed,
    /// what the target is like
    pub preconditions: Preconditions,
    /// items in the largest batch that is sent
    pub largest_batch: Option<usize>,
    /// oracles that are left out
    pub omit: Vec<String>,
    /// what the campaign created is removed at its end, where the description has an operation for it
    pub clean_up: bool,
    /// only every so manieth plan is run, with keys of its own; the others are left to other machines
    pub shard: Option<Shard>,
    /// which operations that are no batches are called
    pub others: OtherCalls,
    /// violations that are known and fail no gate
    pub deviations: Deviations,
}

/// Runs one campaign against `target`. `stop` resolves when the user wants it to end.
pub async fn campaign(
    contract: &Contract,
    target: &Target,
    options: &Options,
    stop: impl Future<Output = ()>,
    emit: &mut dyn FnMut(Event),
) -> Report {
    let began = Instant::now();
    let started = jiff::Timestamp::now();
    emit(Event::Started {
        title: &contract.title,
        target: target.base(),
        seed: options.seed,
    });
    let (from, to) = slice(options.keys, options.shard);
    let keys = Arc::new(Mutex::new(Keys::new(from, to, options.seed)));
    let mut campaign = Campaign {
        contract,
        target,
        options,
        keys,
        tally: Tally::default(),
        given: Vec::new(),
        known: HashMap::new(),
        stopped: None,
        gone: None,
        today: started.to_zoned(jiff::tz::TimeZone::UTC).date(),
        created: Created::default(),
        sound: (0, 0),
        doubts: Arc::default(),
    };
    // shared, since it may be asked again after it resolved
    let stop = async {
        tokio::select! {
            () = stop => Stop::Interrupted,
            () = tokio::time::sleep(options.max_time) => Stop::MaxTime,
        }
    }
    .shared();

    let (mut probed, mut blocked) = (BTreeMap::new(), None);
    let mut preflights = Vec::new();
    for batch in contract.batches() {
        let operation = batch.operation;
        let probe = tokio::select! {
            probe = campaign.preflight(batch) => probe,
            why = stop.clone() => {
                campaign.stopped(why, campaign.tally.requests);
                blocked = blocked.or(Some(format!(
                    "stopped before {} at {} was found to be usable: nothing was judged.",
                    operation.endpoint(),
                    target.base()
                )));
                break;
            }
        };
        emit(Event::Probed {
            operation: &operation.id,
            notes: &probe.notes,
            transcripts: &probe.transcripts,
        });
        blocked = blocked.or(probe.blocked);
        probed.insert(operation.id.clone(), probe.notes);
        campaign.given.push(probe.given);
        preflights.push(probe.transcripts);
    }
    for (endpoint, reason) in &contract.left_out {
        let notes = vec![format!("left out: {reason}")];
        emit(Event::Probed {
            operation: endpoint,
            notes: &notes,
            transcripts: &[],
        });
        probed.insert(endpoint.clone(), notes);
    }
    let mut findings = Vec::new();
    let mut deviations = Vec::new();
    if blocked.is_none() {
        let search = campaign.until_time_for_doubts(stop.clone()).shared();
        let seen = campaign
            .search(preflights.into_iter().flatten(), search, emit)
            .await;
        deviations = campaign.judge_deviations(&seen);
        findings = campaign.reduce(seen, stop, emit).await;
    }
    let created = campaign.clean_up(emit).await;
    let report = campaign.report(Came {
        started,
        took: began.elapsed(),
        probed,
        findings,
        blocked,
        created,
        deviations,
    });
    emit(Event::Finished(&report));
    report
}

struct Campaign<'a> {
    contract: &'a Contract,
    target: &'a Target,
    options: &'a Options,
    keys: Arc<Mutex<Keys>>,
    tally: Tally,
    given: Vec<Given>,
    /// where each fingerprint stands among the violations that were seen
    known: HashMap<Fingerprint, usize>,
    /// it ended before its end
    stopped: Option<Stopped>,
    /// a sentence when nothing more can be expected of the target
    gone: Option<String>,
    /// the day on which deviations may have expired
    today: jiff::civil::Date,
    created: Created,
    /// sound calls of operations that are no batches, and how many of them had success
    sound: (usize, usize),
    /// answers were lost, and may have been lost by chance
    doubts: Arc<AtomicBool>,
}

/// The part of the time that the search may take when there are doubts.
const SEARCH_SHARE: f64 = 0.6;

/// The keys of one shard: several may write to the same target at the same time.
fn slice((from, to): (i64, i64), shard: Option<Shard>) -> (i64, i64) {
    let Some(Shard { number, of }) = shard else {
        return (from, to);
    };
    let (number, of) = (number as i128, of.max(1) as i128);
    let span = i128::from(to) - i128::from(from) + 1;
    let at = |n: i128| i64::try_from(i128::from(from) + span * n / of).unwrap_or(to);
    let first = at(number - 1);
    (first, (at(number) - 1).max(first))
}

/// Which plans the target is fit for.
fn scope(options: &Options) -> Scope {
    Scope {
        two_tenants: options.fixed.tenants.len() > 1,
        closed_tenant: options.fixed.closed_tenant.is_some(),
        burst: options.preconditions.burst,
        largest_batch: options.largest_batch,
        range_only: options.keys_declared,
        others: options.others,
    }
}

/// Gives `plan` fresh keys from the keys that the whole campaign shares.
fn draw(
    keys: &Mutex<Keys>,
    contract: &Contract,
    plan: &Plan,
    fixed: &Fixed,
) -> Result<Binding, Exhausted> {
    bind(
        contract,
        plan,
        fixed,
        &mut keys.lock().unwrap_or_else(PoisonError::into_inner),
    )
}

/// At most so many kinds of violations are kept; a target that breaks everything is described well enough by them.
const MOST_SEEN: usize = 1000;

/// The first run that showed a violation, and how many did.
struct Seen {
    oracle: &'static Oracle,
    scheduled: Scheduled,
    transcript: Transcript,
    violation: Violation,
    occurrences: usize,
    /// requests that had been sent when it was seen
    request: usize,
}

impl Campaign<'_> {
    /// Runs all plans, lanes of them at a time, and judges them in their order, so that the outcome does not depend on
    /// the number of lanes.
    async fn search(
        &mut self,
        preflights: impl Iterator<Item = Transcript>,
        stop: impl Future<Output = Stop> + Clone,
        emit: &mut dyn FnMut(Event),
    ) -> Vec<Seen> {
        let (contract, target, options) = (self.contract, self.target, self.options);
        let plans = schedule(contract, options.seed, options.budget, scope(options));
        emit(Event::Scheduled {
            requests: options.budget,
        });
        // bound one after another, whatever the lanes: the same seed gives the same keys
        let keys = Arc::clone(&self.keys);
        let exhausted = Cell::new(false);
        let mine = |n: &usize| (options.shard).is_none_or(|shard| n % shard.of + 1 == shard.number);
        let plans = plans
            .enumerate()
            .filter(|(n, _)| mine(n))
            .map(|(_, scheduled)| scheduled);
        let bound = plans.map_while(|scheduled| {
            let resource = contract.resource(scheduled.plan().operation);
            match draw(&keys, contract, scheduled.plan(), &options.fixed) {
                Ok(binding) => Some(Some((scheduled, binding))),
                // other operations still have keys
                Err(Exhausted) if resource.key.space() < SPACIOUS => Some(None),
                Err(Exhausted) => {
                    exhausted.set(true);
                    None
                }
            }
        });
        let bound = bound.flatten();
        let runs = stream::iter(bound).map(|(scheduled, binding)| async move {
            let transcript = run(target, contract, scheduled.plan().clone(), binding).await;
            (scheduled, transcript)
        });
        let mut runs = std::pin::pin!(runs.buffered(options.lanes.max(1)).take_until(stop.clone()));
        let mut seen = Vec::new();
        let mut sent = 0;
        let mut watch = Watch::new();
        for transcript in preflights {
            let scheduled = Scheduled::Listed(transcript.plan.clone());
            self.note(&mut seen, &scheduled, &transcript);
        }
        while let Some((scheduled, transcript)) = runs.next().await {
            sent += transcript.exchanges.len();
            let watch::Seen { judged, gone } = watch.see(scheduled, transcript);
            self.note_all(&mut seen, judged, emit);
            if let Some((why, sentence)) = gone {
                self.gone = Some(sentence);
                self.stopped(why, sent);
                break;
            }
        }
        self.note_all(&mut seen, watch.rest(), emit);
        if let Some(why) = runs.is_stopped().then(|| stop.now_or_never()).flatten() {
            self.stopped(why, sent);
        } else if exhausted.get() {
            self.stopped(Stop::KeysUsedUp, sent);
        }
        seen
    }

    /// What is taken for granted about an operation: of those that are no batches nothing is known beforehand.
    fn given(&self, operation: OperationId) -> Given {
        self.given.get(operation.0).copied().unwrap_or(Given {
            plain_http: self.target.is_plain_http(),
            ..Given::default()
        })
    }

    fn stopped(&mut self, why: Stop, after: usize) {
        let of = self.options.budget;
        self.stopped.get_or_insert(Stopped { why, after, of });
    }

    fn note_all(
        &mut self,
        seen: &mut Vec<Seen>,
        runs: Vec<(Scheduled, Transcript)>,
        emit: &mut dyn FnMut(Event),
    ) {
        for (scheduled, transcript) in runs {
            self.note(seen, &scheduled, &transcript);
            emit(Event::Judged {
                transcript: &transcript,
                violations: seen.len(),
            });
        }
    }

    /// `stop`, or earlier when answers were lost: to lose them again takes time too, as much as the time-out each.
    fn until_time_for_doubts<S>(&self, stop: S) -> impl Future<Output = Stop> + use<S>
    where
        S: Future<Output = Stop>,
    {
        let doubts = Arc::clone(&self.doubts);
        let share = self.options.max_time.mul_f64(SEARCH_SHARE);
        async move {
            let early = async {
                tokio::time::sleep(share).await;
                while !doubts.load(Ordering::Relaxed) {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            };
            tokio::select! {
                why = stop => why,
                () = early => Stop::MaxTime,
            }
        }
    }

    /// Judges one run and keeps what is new in it.
    fn note(&mut self, seen: &mut Vec<Seen>, scheduled: &Scheduled, transcript: &Transcript) {
        for (fingerprint, oracle, violation) in self.judge(transcript) {
            if let Some(known) = self.known.get(&fingerprint) {
                seen[*known].occurrences += 1;
                continue;
            }
            if seen.len() == MOST_SEEN {
                continue;
            }
            if violation.only_if_again() {
                self.doubts.store(true, Ordering::Relaxed);
            }
            self.known.insert(fingerprint, seen.len());
            seen.push(Seen {
                oracle,
                scheduled: scheduled.clone(),
                transcript: transcript.clone(),
                violation,
                occurrences: 1,
                request: self.tally.requests,
            });
        }
    }

    fn judge(&mut self, transcript: &Transcript) -> Vec<(Fingerprint, &'static Oracle, Violation)> {
        let given = self.given(transcript.plan.operation);
        let evidence = Evidence::new(self.contract, transcript, given);
        self.note_created(&evidence);
        for (_, answer) in (evidence.others()).filter(|(view, _)| view.request.is_sound()) {
            self.sound.0 += 1;
            self.sound.1 += usize::from(answer.is_success());
        }
        let judgements = verdicts(&evidence);
        self.tally.add(&evidence, &judgements);
        let mut found: Vec<(Fingerprint, &'static Oracle, Violation)> = Vec::new();
        let left_in = |oracle: &Oracle| !self.options.omit.iter().any(|id| id == oracle.id);
        for (oracle, judgement) in judgements.into_iter().filter(|(oracle, _)| left_in(oracle)) {
            for violation in judgement.violations {
                let fingerprint = (oracle.id, violation.subject, violation.about());
                if !found.iter().any(|(known, ..)| *known == fingerprint) {
                    found.push((fingerprint, oracle, violation));
                }
            }
        }
        found
    }
}

/// One cause as far as a fingerprint can tell: oracle, operation, and what the violation is about.
type Fingerprint = (&'static str, OperationId, String);
