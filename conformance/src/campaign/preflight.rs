//! The first contact with an operation: is it reachable, are the credentials and the path good, are the keys unused, does
//! it say 201? Without a yes to the first two nothing is judged.

use super::{Campaign, draw};
use crate::contract::{BatchRef, SPACIOUS, TINY};
use crate::drive::run;
use crate::evidence::{Answer, Entry, Evidence, Given, View};
use crate::oracles::count;
use crate::plan::{Call, counting, preflight};
use crate::profile::Assumption;
use crate::transcript::{Outcome, Transcript};

/// What the preflight came to.
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
        let (operation, key) = (of.operation, &of.batch.key);
        let assumed = &self.options.preconditions;
        let mut given = Given {
            two_tenants: operation.tenant.is_some() && self.options.fixed.tenants.len() > 1,
            closed_tenant: operation.tenant.is_some() && self.options.fixed.closed_tenant.is_some(),
            read: of.resource.read.is_some() && assumed.read != Assumption::No,
            // keys that come again are written by several plans at once
            sole: assumed.sole && key.space() >= TINY,
            burst: assumed.burst,
            plain_http: self.target.is_plain_http(),
            ..Given::default()
        };
        let plan = preflight(of);
        let Ok(binding) = draw(&self.keys, self.contract, &plan, &self.options.fixed) else {
            let blocked = "the key range is used up: give a larger one with --keys".to_owned();
            return Probe {
                given,
                notes: Vec::new(),
                blocked: Some(blocked),
                transcripts: Vec::new(),
            };
        };
        let transcript = run(self.target, self.contract, plan, binding).await;
        let endpoint = format!("{} at {}", operation.endpoint(), self.target.base());
        let evidence = Evidence::new(self.contract, &transcript, given);
        let mut notes = Vec::new();
        let mut reads = (0, 0);
        let mut written = Reads::default();
        let mut blocked = None;
        for view in &evidence.views {
            let Some(answer) = &view.answer else {
                if let Outcome::Unavailable(reason) = &view.exchange.outcome {
                    blocked = Some(format!(
                        "{endpoint} does not answer: {reason}. Check --url, and that the server runs."
                    ));
                }
                break;
            };
            match view.request.call {
                Call::Get(_) if view.past.written => written.note(answer),
                // the description says 404; some services answer 204
                Call::Get(_) if matches!(answer.status(), 204 | 404) => reads.0 += 1,
                Call::Get(_) => reads.1 += 1,
                Call::List | Call::Other { .. } => {}
                Call::Batch { .. } => {
                    let entries = answer.results.as_deref().unwrap_or_default();
                    let accepted = entries.iter().filter(|e| e.is_success()).count();
                    let created = entries.iter().filter(|e| e.is_created()).count();
                    given.parent = accepted > 0;
                    given.tells_created = created > 0;
                    let space = key.space();
                    given.fresh = match assumed.fresh {
                        // such keys come again in this campaign, or nobody but the server knows them
                        _ if space < TINY || key.assigned.is_some() => false,
                        // an earlier campaign has used some of them
                        Assumption::Probe if space < SPACIOUS && !self.options.keys_declared => {
                            false
                        }
                        Assumption::Yes => true,
                        Assumption::No => false,
                        Assumption::Probe => {
                            created >= 2
                                || (reads.0 == 2 && reads.1 == 0)
                                || (reads.1 == 0 && self.options.keys_declared)
                        }
                    };
                    notes.push(match (answer.status(), accepted) {
                        (207, 1..) => format!(
                            "three valid items were answered with 207: {created} created, {} updated",
                            accepted - created
                        ),
                        (status, _) => format!(
                            "three valid items were answered with {status} and {accepted} successes"
                        ),
                    });
                    if matches!(answer.status(), 300..500) {
                        let text: String = answer.response.body.text().chars().take(200).collect();
                        let hint = match answer.status() {
                            401 | 403 => "Check the credentials given by --auth.",
                            404 | 405 => {
                                "Check --url, and whether the path parameters given by --param exist on the target."
                            }
                            _ => "Check --url and the parameters given by --param.",
                        };
                        blocked = Some(format!(
                            "{endpoint} refuses a valid batch with {}: {text:?}. {hint}",
                            answer.status()
                        ));
                    } else if accepted == 0
                        && !entries.is_empty()
                        && entries.iter().all(Entry::is_refused)
                    {
                        let shown = entries.first().map(Entry::show).unwrap_or_default();
                        blocked = Some(format!(
                            "{endpoint} accepts none of three valid items; the first is answered with {shown}. \
                             Check that the path parameters given by --param exist on the target."
                        ));
                    } else if answer.json.is_err()
                        && answer
                            .response
                            .media_type()
                            .is_some_and(|m| m == "text/html")
                    {
                        blocked = Some(format!(
                            "{endpoint} answers with an HTML page. Check --url."
                        ));
                    }
                }
            }
        }
        if given.read && reads.0 + reads.1 > 0 {
            notes.push(match reads {
                (_, 0) => "reads of unused keys answer 404".to_owned(),
                _ => "reads of keys that should be unused do not answer 404".to_owned(),
            });
        }
        if given.read && written.useless() {
            given.read = false;
            notes.push(
                "reads of what was just written give no entity: nothing is judged by reading"
                    .to_owned(),
            );
        }
        if blocked.is_none() && !given.fresh {
            notes.push("the keys cannot be shown to be unused: say so with --keys, or choose another --seed".to_owned());
        }
        if blocked.is_some() {
            // nobody else will
            self.note_created(&evidence);
            self.tally.add_requests(&transcript);
        }
        let counting = if blocked.is_none() && given.sole {
            self.count(of, given).await
        } else {
            None
        };
        given.counted = counting.is_some();
        let transcripts = counting.into_iter().chain([transcript]).collect();
        Probe {
            given,
            notes,
            blocked,
            transcripts,
        }
    }

    /// Runs the plan that counts; nothing comes of it where the list does not say how many entities there are.
    async fn count(&mut self, of: BatchRef<'_>, given: Given) -> Option<Transcript> {
        let plan = counting(of)?;
        let binding = draw(&self.keys, self.contract, &plan, &self.options.fixed).ok()?;
        let transcript = run(self.target, self.contract, plan, binding).await;
        let evidence = Evidence::new(self.contract, &transcript, given);
        let mut lists = evidence
            .views
            .iter()
            .filter(|v| v.request.call == Call::List);
        let told = |view: &View| view.answer.as_ref().and_then(count).is_some();
        let counted = lists.all(told);
        if !counted {
            self.tally.add_requests(&transcript); // nobody judges it
        }
        counted.then_some(transcript)
    }
}

/// Reads of entities that had been written with success.
#[derive(Default)]
struct Reads {
    asked: usize,
    given: usize,
}

impl Reads {
    fn note(&mut self, answer: &Answer) {
        self.asked += 1;
        self.given += usize::from(answer.is_success() && answer.status() != 204);
    }

    /// The operation may not exist here, or not for this caller: its 404 says nothing of any entity.
    fn useless(&self) -> bool {
        self.asked > 0 && self.given == 0
    }
}
