//! Notices that the target is gone, or lets nobody in any more, so that the rest of a run is not spent on it and what it
//! no longer says is not held against it. Single failures are no sign of that.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::outcome::Stop;
use crate::plan::{Credentials, Scheduled};
use crate::transcript::{Outcome, Transcript};

/// So many silent runs in a row, and for so long, are a target that is gone.
const SILENT: (usize, Duration) = (10, Duration::from_secs(3));

/// So many runs that end with 401, and no good credential accepted since, are a target that no longer accepts them.
const REFUSED: usize = 25;

/// More runs are not held back, whatever the first of them says.
const MOST_HELD: usize = 500;

/// One run of a plan of the schedule.
type Run = (Scheduled, Transcript);

/// What was seen of a target so far.
pub(super) struct Watch {
    /// runs that end with 401, and those after them: judged when a good credential is accepted again
    held: VecDeque<(Run, Option<u64>)>,
    /// when the last request was sent whose good credentials were accepted, in the time of the exchanges
    accepted: u64,
    /// when the last answer came
    alive: Instant,
    silent: usize,
    /// the plan of the first silent run
    since: String,
}

/// What follows from a run.
pub(super) struct Seen {
    /// to be judged, in this order
    pub(super) judged: Vec<Run>,
    /// nothing more will come of it, and a sentence that says why
    pub(super) gone: Option<(Stop, String)>,
}

/// What one run says about the target.
#[derive(Default)]
struct Signs {
    answered: bool,
    /// why there is no answer
    unanswered: Option<String>,
    /// when the last request was sent whose good credentials were accepted
    accepted: Option<u64>,
    /// when the last answer came that refused good credentials
    refused: Option<u64>,
}

impl Watch {
    pub(super) fn new() -> Self {
        Self {
            held: VecDeque::new(),
            accepted: 0,
            alive: Instant::now(),
            silent: 0,
            since: String::new(),
        }
    }

    /// Takes note of a run.
    pub(super) fn see(&mut self, scheduled: Scheduled, transcript: Transcript) -> Seen {
        let signs = Signs::of(&transcript);
        let silence = self.silence(&signs, &transcript);
        self.accepted = self.accepted.max(signs.accepted.unwrap_or(0));
        let refused = signs.refused.filter(|at| Some(*at) > signs.accepted);
        self.held.push_back(((scheduled, transcript), refused));

        let locked = |(_, at): &&(Run, Option<u64>)| at.is_some_and(|at| at > self.accepted);
        let first = self.held.iter().find(locked);
        let plan = first.map(|((_, run), _)| run.plan.id.to_string());
        let plan = plan.unwrap_or_default();
        if self.held.iter().filter(locked).count() >= REFUSED {
            let sentence = format!(
                "the target answers 401 to good credentials since the plan `{plan}`. They may have expired or been \
                 locked: check what --auth names, and run again."
            );
            let accepted = self.accepted;
            let sound = std::mem::take(&mut self.held).into_iter();
            let sound = sound.filter(|(_, at)| at.is_none_or(|at| at <= accepted));
            return Seen {
                judged: sound.map(|(run, _)| run).collect(),
                gone: Some((Stop::CredentialsRefused, sentence)),
            };
        }
        let mut judged = Vec::new();
        while let Some((_, at)) = self.held.front()
            && (at.is_none_or(|at| at <= self.accepted) || self.held.len() > MOST_HELD)
        {
            judged.extend(self.held.pop_front().map(|(run, _)| run));
        }
        if silence.is_some() {
            judged.extend(self.rest());
        }
        Seen {
            judged,
            gone: silence.map(|sentence| (Stop::TargetGone, sentence)),
        }
    }

    /// What is still held back when the run ends otherwise.
    pub(super) fn rest(&mut self) -> Vec<Run> {
        std::mem::take(&mut self.held)
            .into_iter()
            .map(|(run, _)| run)
            .collect()
    }

    /// A sentence when it has been silent for too long.
    fn silence(&mut self, signs: &Signs, transcript: &Transcript) -> Option<String> {
        if signs.answered {
            self.alive = Instant::now();
            self.silent = 0;
            return None;
        }
        let reason = signs.unanswered.as_ref()?;
        if self.silent == 0 {
            self.since = transcript.plan.id.to_string();
        }
        self.silent += 1;
        (self.silent >= SILENT.0 && self.alive.elapsed() >= SILENT.1).then(|| {
            format!(
                "the target no longer answers: {reason}. It has been silent since the plan `{}`; see whether that ended \
                 it, start it again, and run again.",
                self.since
            )
        })
    }
}

impl Signs {
    fn of(transcript: &Transcript) -> Self {
        let mut signs = Self::default();
        let requests = transcript.plan.requests();
        for (exchange, (_, request)) in transcript.exchanges.iter().zip(requests) {
            match &exchange.outcome {
                Outcome::Unavailable(_) if request.abandoned => {} // as it was meant
                Outcome::Unavailable(reason) => signs.unanswered = Some(reason.to_string()),
                Outcome::Answered(response) => {
                    signs.answered = true;
                    let good = request.credentials == Credentials::All;
                    if good && !exchange.request.slots.is_empty() {
                        // one that began after the other had ended is surely later
                        match response.status {
                            401 => signs.refused = signs.refused.max(Some(exchange.ended)),
                            _ => signs.accepted = signs.accepted.max(Some(exchange.began)),
                        }
                    }
                }
            }
        }
        signs
    }
}
