//! The search: runs all plans, judges what comes back, and keeps what is new in it.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::stream;
use futures_util::{FutureExt, StreamExt};

use super::state::{Campaign, Fingerprint, MOST_SEEN, Seen, draw};
use super::watch::{self, Watch};
use crate::bind::Exhausted;
use crate::contract::SPACIOUS;
use crate::drive::run;
use crate::event::Event;
use crate::evidence::Evidence;
use crate::judge::verdicts;
use crate::oracles::{Oracle, Violation};
use crate::outcome::Stop;
use crate::plan::{Scheduled, schedule};
use crate::transcript::Transcript;

/// The part of the time that the search may take when there are doubts.
const SEARCH_SHARE: f64 = 0.6;

impl Campaign<'_> {
    /// Runs all plans, lanes of them at a time, and judges them in their order, so that the outcome does not depend on
    /// the number of lanes.
    pub(super) async fn search(
        &mut self,
        preflights: Vec<Transcript>,
        stop: impl Future<Output = Stop> + Clone,
        emit: &mut dyn FnMut(Event),
    ) -> Vec<Seen> {
        let (contract, target, options) = (self.contract, self.target, self.options);
        let plans = schedule(contract, options.seed, options.budget, options.scope());
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
            match draw(&keys, contract, scheduled.plan(), options) {
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
    pub(super) fn until_time_for_doubts<S>(&self, stop: S) -> impl Future<Output = Stop> + use<S>
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
