//! One campaign: preflight, search (schedule, bind, drive, judge), shrink, report. Everything it says goes out as events; it
//! ends with a report, also when it is stopped early.

mod created;
mod deviating;
mod mark;
mod options;
mod outline;
mod preflight;
mod reduce;
mod removal;
mod search;
mod state;
mod verdict;
mod watch;

pub use options::Options;
pub use outline::{Outline, Planned, outline};

use std::collections::BTreeMap;
use std::time::Instant;

use futures_util::FutureExt;

use self::state::Campaign;
use self::verdict::Parts;
use crate::contract::Contract;
use crate::drive::Target;
use crate::event::Event;
use crate::outcome::{Report, Stop};
use crate::transcript::Transcript;

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
    let today = started.to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut campaign = Campaign::new(contract, target, options, today);
    // shared, since it may be asked again after it resolved
    let stop = async {
        tokio::select! {
            () = stop => Stop::Interrupted,
            () = tokio::time::sleep(options.max_time) => Stop::MaxTime,
        }
    }
    .shared();
    let contact = campaign.contact(stop.clone(), emit).await;
    let (mut findings, mut deviations) = (Vec::new(), Vec::new());
    if contact.blocked.is_none() {
        let search = campaign.until_time_for_doubts(stop.clone()).shared();
        let seen = campaign.search(contact.transcripts, search, emit).await;
        deviations = campaign.judge_deviations(&seen);
        findings = campaign.reduce(seen, stop, emit).await;
    }
    let created = campaign.clean_up(emit).await;
    let report = campaign.report(Parts {
        started,
        took: began.elapsed(),
        probed: contact.probed,
        findings,
        blocked: contact.blocked,
        created,
        deviations,
    });
    emit(Event::Finished(&report));
    report
}

/// The result of the first contact with all operations.
struct Contact {
    /// what was found out, by operation
    probed: BTreeMap<String, Vec<String>>,
    /// why nothing can be judged
    blocked: Option<String>,
    /// what was sent and answered
    transcripts: Vec<Transcript>,
}

impl Campaign<'_> {
    /// The first contact with each batch operation, and a word about those that are left out.
    async fn contact(
        &mut self,
        stop: impl Future<Output = Stop> + Clone,
        emit: &mut dyn FnMut(Event),
    ) -> Contact {
        let contract = self.contract;
        let mut contact = Contact {
            probed: BTreeMap::new(),
            blocked: None,
            transcripts: Vec::new(),
        };
        for batch in contract.batches() {
            let operation = batch.operation;
            let probe = tokio::select! {
                probe = self.preflight(batch) => probe,
                why = stop.clone() => {
                    self.stopped(why, self.tally.requests);
                    contact.blocked.get_or_insert(format!(
                        "stopped before {} at {} was found to be usable: nothing was judged.",
                        operation.endpoint(),
                        self.target.base()
                    ));
                    break;
                }
            };
            emit(Event::Probed {
                operation: &operation.id,
                notes: &probe.notes,
                transcripts: &probe.transcripts,
            });
            contact.blocked = contact.blocked.or(probe.blocked);
            contact.probed.insert(operation.id.clone(), probe.notes);
            contact.transcripts.extend(probe.transcripts);
            self.given.push(probe.given);
        }
        for (endpoint, reason) in &contract.left_out {
            let notes = vec![format!("left out: {reason}")];
            emit(Event::Probed {
                operation: endpoint,
                notes: &notes,
                transcripts: &[],
            });
            contact.probed.insert(endpoint.clone(), notes);
        }
        contact
    }
}
