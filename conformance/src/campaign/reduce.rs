//! From violations to findings: grouped by oracle and operation, one of each group reproduced with fresh keys and made
//! smaller, and written up with all that a person needs.

use super::mark::{Marks, marks};
use super::{Campaign, Seen, draw};
use crate::contract::OperationId;
use crate::drive::run;
use crate::event::Event;
use crate::evidence::Evidence;
use crate::oracles::Violation;
use crate::plan::{Plan, Request, Step, preflight};
use crate::recording::{self, Recording};
use crate::report::{Case, Finding, Recorded, Reproduced, Shown, Stop, curl, script};
use crate::shrink::{Shrunk, shrink};
use crate::transcript::{Exchange, Outcome, Transcript, Unavailable};

/// An answer that was lost has to be lost again so often before anybody is to blame.
const LOST_AGAIN: usize = 5;

/// The same for one that did not come in time: each try takes the whole time-out.
const HUNG_AGAIN: usize = 2;

/// At most so many findings are made smaller and shown; the others are counted by their oracles.
const MOST_FINDINGS: usize = 60;

impl Campaign<'_> {
    pub(super) async fn reduce(
        &mut self,
        seen: Vec<Seen>,
        stop: impl Future<Output = Stop> + Clone,
        emit: &mut dyn FnMut(Event),
    ) -> Vec<Finding> {
        let groups = grouped(seen, |one| {
            let operation = &self.contract.operation(one.transcript.plan.operation).id;
            let known = &self.options.deviations;
            let about = &one.violation.about();
            let entry = known.accepting(one.oracle.id, operation, about, self.today);
            entry.map(|entry| entry.reason.clone())
        });
        let of = groups.len();
        let mut findings = Vec::new();
        let mut stopped = None;
        for (number, (seen, cases)) in groups.into_iter().enumerate() {
            emit(Event::Shrinking {
                oracle: seen.oracle.id,
                number: number + 1,
                of,
            });
            let first = (seen.transcript.clone(), seen.violation.clone());
            let whole = Shrunk {
                transcript: seen.transcript.clone(),
                violation: seen.violation.clone(),
                reproduced: Reproduced { times: 0, tries: 0 },
            };
            if seen.violation.only_if_again() {
                let confirmed = tokio::select! {
                    confirmed = self.lost_again(&seen), if stopped.is_none() => confirmed,
                    why = stop.clone() => { stopped = Some(why); None }
                };
                // lost by chance: it is counted as unavailable, which it was
                let Some(confirmed) = confirmed else {
                    let times = cases.iter().map(|case| case.occurrences).sum();
                    let operation = seen.transcript.plan.operation;
                    self.tally.withdraw(operation, seen.oracle, times);
                    continue;
                };
                let finding = self.finding(&seen, cases, confirmed);
                emit(Event::Found(&finding));
                findings.push(finding);
                continue;
            }
            let shrunk = match seen
                .scheduled
                .tree(self.contract, self.options.seed)
                .filter(|_| stopped.is_none() && self.gone.is_none())
                // what is known needs no smaller run
                .filter(|_| cases.iter().any(|case| case.accepted.is_none()))
            {
                Some(tree) => {
                    let smaller = shrink(tree, first, async |plan| self.attempt(plan, &seen).await);
                    tokio::select! {
                        shrunk = smaller => shrunk,
                        why = stop.clone() => { stopped = Some(why); whole }
                    }
                }
                None => whole,
            };
            let finding = self.finding(&seen, cases, shrunk);
            emit(Event::Found(&finding));
            findings.push(finding);
        }
        if let Some(why) = stopped {
            self.stopped(why, self.options.budget);
        }
        findings
    }

    /// Loses the same answer again, each time, while sound requests in between are answered: first with only the requests
    /// that lost it, then with the whole plan.
    async fn lost_again(&mut self, seen: &Seen) -> Option<Shrunk> {
        let late = |e: &Exchange| matches!(e.outcome, Outcome::Unavailable(Unavailable::TimeOut));
        let hung = seen.transcript.exchanges.iter().any(late);
        let times = if hung { HUNG_AGAIN } else { LOST_AGAIN };
        for plan in only_telling(seen)
            .into_iter()
            .chain([seen.transcript.plan.clone()])
        {
            let mut last = None;
            for _ in 0..times {
                if !self.answers(plan.operation).await? {
                    return None; // it is the target, or the way to it
                }
                let (transcript, violation) = self.attempt(plan.clone(), seen).await?;
                last = violation.map(|violation| (transcript, violation));
                if last.is_none() {
                    break;
                }
            }
            if let Some((transcript, violation)) = last {
                return Some(Shrunk {
                    transcript,
                    violation,
                    reproduced: Reproduced {
                        times,
                        tries: times,
                    },
                });
            }
        }
        None
    }

    /// Whether the target answers the sound requests of the first contact.
    async fn answers(&mut self, operation: OperationId) -> Option<bool> {
        let writer = self.contract.resource(operation).batch;
        let Some(batch) = writer.and_then(|id| self.contract.batch(id)) else {
            return Some(true); // it knows no request that is surely sound
        };
        let plan = preflight(batch);
        let binding = draw(&self.keys, self.contract, &plan, &self.options.fixed).ok()?;
        let transcript = run(self.target, self.contract, plan, binding).await;
        self.tally.add_requests(&transcript);
        let answered = |e: &Exchange| matches!(e.outcome, Outcome::Answered(_));
        Some(transcript.exchanges.iter().all(answered))
    }

    /// Runs a smaller plan with fresh keys; the same violation is one of the same oracle about the same thing.
    async fn attempt(
        &mut self,
        plan: Plan,
        seen: &Seen,
    ) -> Option<(Transcript, Option<Violation>)> {
        let operation = plan.operation;
        let binding = draw(&self.keys, self.contract, &plan, &self.options.fixed).ok()?;
        let transcript = run(self.target, self.contract, plan, binding).await;
        self.tally.add_requests(&transcript);
        let evidence = Evidence::new(self.contract, &transcript, self.given(operation));
        self.note_created(&evidence);
        let again = seen
            .oracle
            .judge(&evidence)
            .violations
            .into_iter()
            .find(|again| seen.violation.is_like(again));
        Some((transcript, again))
    }

    fn finding(&self, seen: &Seen, cases: Vec<Case>, shrunk: Shrunk) -> Finding {
        let id = shrunk.transcript.plan.operation;
        let operation = self.contract.operation(id);
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
            operation: operation.id.clone(),
            endpoint: operation.endpoint(),
            oracle: seen.oracle.id.to_owned(),
            about: shrunk.violation.about(),
            message: shrunk.violation.message(),
            keys: self.options.keys,
            given: self.given(id),
            transcript: shrunk.transcript.clone(),
        };
        let script = script::script(&recording, self.contract, base);
        let evidence = Evidence::new(self.contract, &shrunk.transcript, recording.given);
        let requests = show(&shrunk.transcript, &marks(&evidence, &shrunk.violation));
        Finding {
            oracle: seen.oracle.id.into(),
            level: seen.oracle.level,
            gated: false, // the verdict says
            accepted: cases.first().and_then(|case| case.accepted.clone()),
            claim: seen.oracle.claim.into(),
            why: seen.oracle.why.into(),
            operation: operation.id.clone(),
            endpoint: operation.endpoint(),
            at: operation.at.clone(),
            about: seen.violation.about(),
            message: shrunk.violation.message(),
            plan: seen.transcript.plan.id.to_string(),
            occurrences: cases.iter().map(|case| case.occurrences).sum(),
            first_request: seen.request,
            cases,
            reproduced: shrunk.reproduced,
            requests,
            curl: commands.join("\n"),
            recording: None,
            script: None,
            recorded: Some(Box::new(Recorded { recording, script })),
        }
    }
}

/// The plan with only the requests that show the violation.
fn only_telling(seen: &Seen) -> Option<Plan> {
    let exchanges = seen.violation.exchanges();
    let telling = |n: usize| exchanges.contains(&n);
    let mut plan = seen.transcript.plan.clone();
    let requests = plan.requests().zip(0..);
    let kept: Vec<Request> = requests
        .filter(|(_, n)| telling(*n))
        .map(|((_, request), _)| request.clone())
        .collect();
    let alone = !plan
        .steps
        .iter()
        .any(|step| matches!(step, Step::Together(_)));
    plan.steps = kept.into_iter().map(Step::One).collect();
    (alone && !plan.steps.is_empty() && plan != seen.transcript.plan).then_some(plan)
}

/// One group for each oracle and operation, MUST first: the violation that was seen first, and a line for each thing that
/// the oracle found wrong. What is accepted as a known deviation is a group of its own.
fn grouped(seen: Vec<Seen>, accepted: impl Fn(&Seen) -> Option<String>) -> Vec<(Seen, Vec<Case>)> {
    let mut groups: Vec<(Seen, Vec<Case>)> = Vec::new();
    for one in seen {
        let case = Case {
            about: one.violation.about(),
            message: one.violation.message(),
            occurrences: one.occurrences,
            accepted: accepted(&one),
        };
        let same = |first: &Seen, cases: &[Case]| {
            first.oracle.id == one.oracle.id
                && first.transcript.plan.operation == one.transcript.plan.operation
                && cases.first().map(|c| c.accepted.is_some()) == Some(case.accepted.is_some())
        };
        match (groups.iter_mut()).find(|(first, cases)| same(first, cases)) {
            Some((_, cases)) => cases.push(case),
            None => groups.push((one, vec![case])),
        }
    }
    groups.sort_by_key(|(seen, cases)| {
        let known = cases.iter().all(|case| case.accepted.is_some());
        (known, seen.oracle.level)
    });
    groups.truncate(MOST_FINDINGS);
    groups
}

/// Bodies longer than this are cut where people see them.
const SHOWN_BYTES: usize = 20_000;

fn show(transcript: &Transcript, marks: &[Option<Marks>]) -> Vec<Shown> {
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
            let marked = marks.get(index).and_then(Option::as_ref);
            let of = |which: fn(&Marks) -> &Vec<String>| marked.map(which).cloned();
            Shown {
                step: exchange.step,
                telling: marked.is_some(),
                method: exchange.request.method.clone(),
                target: exchange.request.target.clone(),
                headers: curl::headers(&exchange.request),
                sent: exchange
                    .request
                    .body
                    .as_ref()
                    .map(|b| cut(&b.text()))
                    .unwrap_or_default(),
                sent_marks: of(|marks| &marks.sent).unwrap_or_default(),
                status,
                media_type,
                received,
                received_marks: of(|marks| &marks.received).unwrap_or_default(),
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
