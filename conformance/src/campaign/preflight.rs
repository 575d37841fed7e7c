//! The first contact with an operation: is it reachable, are the credentials and the path good, are the keys unused, does
//! it say 201? Without a yes to the first two nothing is judged.

use super::state::Campaign;
use crate::contract::{BatchRef, SPACIOUS, TINY};
use crate::drive::run;
use crate::evidence::{Answer, Entry, Evidence, Given, View};
use crate::oracles::count;
use crate::plan::{Call, counting, preflight};
use crate::profile::Assumption;
use crate::transcript::{Outcome, Transcript};

/// The result of the preflight.
pub(super) struct Probe {
    pub(super) given: Given,
    /// one sentence for each thing found out
    pub(super) notes: Vec<String>,
    /// why nothing can be judged
    pub(super) blocked: Option<String>,
    /// what was sent and answered
    pub(super) transcripts: Vec<Transcript>,
}

impl Campaign<'_> {
    pub(super) async fn preflight(&mut self, of: BatchRef<'_>) -> Probe {
        let given = self.assumed(of);
        let plan = preflight(of);
        let Ok(binding) = self.draw(&plan) else {
            let blocked = "the key range is used up: give a larger one with --keys".to_owned();
            return Probe {
                given,
                notes: Vec::new(),
                blocked: Some(blocked),
                transcripts: Vec::new(),
            };
        };
        let transcript = run(self.target, self.contract, plan, binding).await;
        let endpoint = format!("{} at {}", of.operation.endpoint(), self.target.base());
        let evidence = Evidence::new(self.contract, &transcript, given);
        let mut probe = Probe {
            given,
            notes: Vec::new(),
            blocked: None,
            transcripts: Vec::new(),
        };
        let (mut unused, mut written) = (Unused::default(), Reads::default());
        for view in &evidence.views {
            let Some(answer) = &view.answer else {
                if let Outcome::Unavailable(reason) = &view.exchange.outcome {
                    probe.blocked = Some(format!(
                        "{endpoint} does not answer: {reason}. Check --url, and that the server runs."
                    ));
                }
                break;
            };
            match view.request.call {
                Call::Get(_) if view.past.written => written.note(answer),
                Call::Get(_) => unused.note(answer),
                Call::List | Call::Other { .. } => {}
                Call::Batch { .. } => {
                    let created = probe.note_batch(answer);
                    probe.given.fresh = self.is_fresh(of, &unused, created);
                    probe.blocked = refusal(&endpoint, answer);
                }
            }
        }
        probe.note_reads(&unused, &written);
        if probe.blocked.is_some() {
            // no other part of the campaign will
            self.note_created(&evidence);
            self.tally.add_requests(&transcript);
        } else if probe.given.sole {
            probe.transcripts.extend(self.count(of, probe.given).await);
        }
        probe.given.counted = !probe.transcripts.is_empty();
        probe.transcripts.push(transcript);
        probe
    }

    /// What is known before anything is sent.
    fn assumed(&self, of: BatchRef<'_>) -> Given {
        let (has_tenant, fixed) = (of.operation.tenant.is_some(), &self.options.fixed);
        let assumed = &self.options.preconditions;
        Given {
            two_tenants: has_tenant && fixed.tenants.len() > 1,
            closed_tenant: has_tenant && fixed.closed_tenant.is_some(),
            read: of.resource.read.is_some() && assumed.read != Assumption::No,
            // keys that come again are written by several plans at once
            sole: assumed.sole && of.batch.key.space() >= TINY,
            burst: assumed.burst,
            plain_http: self.target.is_plain_http(),
            ..Given::default()
        }
    }

    /// Whether keys of the range are not in use, as far as these reads and so many created items say.
    fn is_fresh(&self, of: BatchRef<'_>, unused: &Unused, created: usize) -> bool {
        let (key, declared) = (&of.batch.key, self.options.keys_declared);
        let space = key.space();
        match self.options.preconditions.fresh {
            // such keys come again in this campaign, or nobody but the server knows them
            _ if space < TINY || key.assigned.is_some() => false,
            // an earlier campaign has used some of them
            Assumption::Probe if space < SPACIOUS && !declared => false,
            Assumption::Yes => true,
            Assumption::No => false,
            Assumption::Probe => {
                created >= 2
                    || (unused.absent == 2 && unused.present == 0)
                    || (unused.present == 0 && declared)
            }
        }
    }

    /// Runs the plan that counts; nothing comes of it where the list does not say how many entities there are.
    async fn count(&mut self, of: BatchRef<'_>, given: Given) -> Option<Transcript> {
        let plan = counting(of)?;
        let binding = self.draw(&plan).ok()?;
        let transcript = run(self.target, self.contract, plan, binding).await;
        let evidence = Evidence::new(self.contract, &transcript, given);
        let mut lists = evidence
            .views
            .iter()
            .filter(|v| v.request.call == Call::List);
        let counts = |view: &View| view.answer.as_ref().and_then(count).is_some();
        let counted = lists.all(counts);
        if !counted {
            self.tally.add_requests(&transcript); // it is not judged
        }
        counted.then_some(transcript)
    }
}

impl Probe {
    /// Takes note of the answer to three valid items; gives the number of those that it created.
    fn note_batch(&mut self, answer: &Answer) -> usize {
        let entries = answer.results.as_deref().unwrap_or_default();
        let accepted = entries.iter().filter(|e| e.is_success()).count();
        let created = entries.iter().filter(|e| e.is_created()).count();
        self.given.parent = accepted > 0;
        self.given.tells_created = created > 0;
        self.notes.push(match (answer.status(), accepted) {
            (207, 1..) => format!(
                "three valid items were answered with 207: {created} created, {} updated",
                accepted - created
            ),
            (status, _) => {
                format!("three valid items were answered with {status} and {accepted} successes")
            }
        });
        created
    }

    /// Takes note of what was read, before and after the write.
    fn note_reads(&mut self, unused: &Unused, written: &Reads) {
        let mut note = |text: &str| self.notes.push(text.to_owned());
        if self.given.read && unused.absent + unused.present > 0 {
            note(match unused.present {
                0 => "reads of unused keys answer 404",
                _ => "reads of keys that should be unused do not answer 404",
            });
        }
        if self.given.read && written.useless() {
            self.given.read = false;
            note("reads of what was just written give no entity: nothing is judged by reading");
        }
        if self.blocked.is_none() && !self.given.fresh {
            note(
                "the keys cannot be shown to be unused: say so with --keys, or choose another --seed",
            );
        }
    }
}

/// Why nothing can be judged of an operation that answers valid items like this.
fn refusal(endpoint: &str, answer: &Answer) -> Option<String> {
    let entries = answer.results.as_deref().unwrap_or_default();
    let status = answer.status();
    if matches!(status, 300..500) {
        let text: String = answer.response.body.text().chars().take(200).collect();
        let hint = match status {
            401 | 403 => "Check the credentials given by --auth.",
            404 | 405 => {
                "Check --url, and whether the path parameters given by --param exist on the target."
            }
            _ => "Check --url and the parameters given by --param.",
        };
        return Some(format!(
            "{endpoint} refuses a valid batch with {status}: {text:?}. {hint}"
        ));
    }
    if !entries.is_empty() && entries.iter().all(Entry::is_refused) {
        let shown = entries.first().map(Entry::show).unwrap_or_default();
        return Some(format!(
            "{endpoint} accepts none of three valid items; the first is answered with {shown}. \
             Check that the path parameters given by --param exist on the target."
        ));
    }
    let page = answer.response.media_type().as_deref() == Some("text/html");
    (answer.json.is_err() && page)
        .then(|| format!("{endpoint} answers with an HTML page. Check --url."))
}

/// Reads of keys that should not be in use.
#[derive(Default)]
struct Unused {
    absent: usize,
    present: usize,
}

impl Unused {
    /// The description says 404; some services answer 204.
    fn note(&mut self, answer: &Answer) {
        match answer.status() {
            204 | 404 => self.absent += 1,
            _ => self.present += 1,
        }
    }
}

/// Reads of entities that had been written with success.
#[derive(Default)]
struct Reads {
    asked: usize,
    found: usize,
}

impl Reads {
    fn note(&mut self, answer: &Answer) {
        self.asked += 1;
        self.found += usize::from(answer.is_success() && answer.status() != 204);
    }

    /// The operation may not exist here, or not for this caller: its 404 says nothing of any entity.
    fn useless(&self) -> bool {
        self.asked > 0 && self.found == 0
    }
}
