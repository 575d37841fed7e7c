//! A transcript made ready for the oracles: answers parsed, results matched with items, and for each item what was known
//! about its entity before. Built once for each run; oracles only read it.

mod answer;
mod correlate;
mod given;
mod model;
mod pairs;
mod site;

pub use answer::{Answer, Entry, normal, same_key};
pub use correlate::{Naming, naming};
pub use given::Given;
pub use model::Past;
pub use pairs::same_items;
pub use site::Site;

use serde_json::{Map, Value};

use self::correlate::{Matching, correlate};
use self::model::{Entity, Model};
use crate::contract::{Batch, Contract, Declared, Operation, Property, Resource};
use crate::plan::{Call, Item, Obligation, Plan, Request, Step, Tenant};
use crate::transcript::{Exchange, Outcome, Transcript};

/// Everything an oracle may look at.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// the operation that the plan is about
    pub operation: &'a Operation,
    /// what makes it a batch, where it is one
    pub batch: Option<&'a Batch>,
    /// what it is about
    pub resource: &'a Resource,
    /// the plan that was run
    pub plan: &'a Plan,
    /// the transcript itself
    pub transcript: &'a Transcript,
    /// what is taken for granted about the target
    pub given: Given,
    /// one for each exchange that is judged
    pub views: Vec<View<'a>>,
    /// batches that only prepare the ground for calls of another operation
    pub prepared: Vec<View<'a>>,
}

/// One exchange with its meaning.
#[derive(Debug)]
pub struct View<'a> {
    /// index among the exchanges of the run, from 0
    pub index: usize,
    /// index of the step
    pub step: usize,
    /// other requests of the same step were under way
    pub concurrent: bool,
    /// keys that a service may refuse for reasons of its own
    pub unusual_keys: bool,
    /// the symbolic request
    pub request: &'a Request,
    /// as it was sent
    pub exchange: &'a Exchange,
    /// the answer, unless it is unavailable
    pub answer: Option<Answer<'a>>,
    /// one for each item of a batch
    pub items: Vec<ItemView<'a>>,
    /// for a read: what was known of the entity before
    pub past: Past,
    /// for each result the first item whose key it names
    pub named: Vec<Option<usize>>,
    /// no result speaks of an entity that was not asked for, so results and items can be told apart
    pub trusted: bool,
}

/// One item with its result.
#[derive(Debug)]
pub struct ItemView<'a> {
    /// the symbolic item
    pub item: &'a Item,
    /// position in the batch
    pub position: usize,
    /// the key it was sent with
    pub key: &'a Map<String, Value>,
    /// index into the results of the answer
    pub entry: Option<usize>,
    /// what was known of the entity before this item
    pub past: Past,
    /// the same key stands in this batch more than once
    pub repeated: bool,
}

impl<'a> Evidence<'a> {
    /// Makes `transcript` ready.
    ///
    /// # Panics
    /// `contract` has no such operation as the plan names.
    pub fn new(contract: &'a Contract, transcript: &'a Transcript, given: Given) -> Self {
        let operation = contract.operation(transcript.plan.operation);
        let resource = contract.resource(transcript.plan.operation);
        let writer = resource.batch.and_then(|id| contract.batch(id));
        let free: Vec<&str> = resource.key.free().map(|p| p.name.as_str()).collect();
        let requests = transcript.plan.requests();
        let (mut model, mut before) = (Model::default(), (usize::MAX, Model::default()));
        let mut views = Vec::new();
        for (index, (exchange, (step, request))) in
            transcript.exchanges.iter().zip(requests).enumerate()
        {
            let answer = match &exchange.outcome {
                Outcome::Answered(response) => Some(Answer::parse(
                    response,
                    writer
                        .filter(|_| matches!(request.call, Call::Batch { .. }))
                        .map(|writer| writer.batch),
                )),
                Outcome::Unavailable(_) => None,
            };
            let concurrent =
                matches!(&transcript.plan.steps[step], Step::Together(all) if all.len() > 1);
            let mut view = View {
                index,
                step,
                concurrent,
                unusual_keys: transcript.plan.keys.is_unusual(),
                request,
                exchange,
                answer,
                items: Vec::new(),
                past: Past::default(),
                named: Vec::new(),
                trusted: true,
            };
            if let Call::Get(key) = request.call {
                view.past = model.of((home(request.tenant), key));
            }
            let (items, matching) = item_views(&view, transcript, &free);
            (view.items, view.named, view.trusted) = (items, matching.named, matching.trusted);
            if before.0 != step {
                before = (
                    step,
                    if concurrent {
                        model.clone()
                    } else {
                        Model::default()
                    },
                );
            }
            let known = if concurrent { &before.1 } else { &model };
            for item in &mut view.items {
                item.past = known.of(entity(request, item.item));
            }
            learn(&mut model, &mut view);
            if exchange.doubtful {
                (view.items.iter_mut()).for_each(|item| item.past.obscure = true);
            }
            views.push(view);
        }
        let is_judged = |view: &View| {
            operation.batch.is_some() || matches!(view.request.call, Call::Other { .. })
        };
        let (views, prepared) = views.into_iter().partition(is_judged);
        Self {
            operation,
            batch: operation.batch.as_ref(),
            resource,
            plan: &transcript.plan,
            transcript,
            given,
            views,
            prepared,
        }
    }

    /// The answered calls of an operation that is no batch.
    pub fn others(&self) -> impl Iterator<Item = (&View<'a>, &Answer<'a>)> {
        self.answers()
            .filter(|(view, _)| matches!(view.request.call, Call::Other { .. }))
    }

    /// The answered calls of the operation that the plan is about, batch or not.
    pub fn calls(&self) -> impl Iterator<Item = (&View<'a>, &Answer<'a>)> {
        self.batches().chain(self.others())
    }

    /// What the description promises of the body of an answer: of a 207 to a batch, and of any success elsewhere.
    pub fn promises(&self) -> impl Iterator<Item = (&View<'a>, &Answer<'a>, &'a Declared)> {
        let responses = &self.operation.responses;
        let batch = self.batch.is_some();
        self.calls().filter_map(move |(view, answer)| {
            let declared = match (batch, answer.status()) {
                (true, 207) => responses.declared(207),
                (false, status @ 200..300) if !answer.response.body.0.is_empty() => {
                    responses.promised(status)
                }
                _ => None,
            };
            Some((view, answer, declared?))
        })
    }

    /// The batches that were answered, sent with the method that the description declares.
    pub fn batches(&self) -> impl Iterator<Item = (&View<'a>, &Answer<'a>)> {
        self.answers()
            .filter(|(view, _)| matches!(view.request.call, Call::Batch { .. }))
            .filter(|(view, _)| view.request.method.is_none())
    }

    /// The answers that tell of an error, with what stands where the envelope has its problem (RFC 9457).
    pub fn problems(&self) -> impl Iterator<Item = (&View<'a>, &Answer<'a>, &Value)> {
        let pointer = self.operation.envelope.error.as_ref();
        let errors = self.answers().filter(|(_, answer)| answer.status() >= 400);
        errors.filter_map(move |(view, answer)| {
            let problem = answer.json.as_ref().ok()?.pointer(pointer?)?;
            Some((view, answer, problem))
        })
    }

    /// All answers.
    pub fn answers(&self) -> impl Iterator<Item = (&View<'a>, &Answer<'a>)> {
        self.views
            .iter()
            .filter_map(|view| view.answer.as_ref().map(|answer| (view, answer)))
    }

    /// Sound batches that were answered with 207 and results: what most oracles look into.
    pub fn judged(&self) -> impl Iterator<Item = (&View<'a>, &Answer<'a>, &[Entry])> {
        self.batches()
            .filter(|(view, answer)| view.request.is_sound() && answer.status() == 207)
            .filter_map(|(view, answer)| {
                answer
                    .results
                    .as_deref()
                    .map(|results| (view, answer, results))
            })
    }

    /// Items of those batches with their results.
    pub fn results(&self) -> impl Iterator<Item = (&View<'a>, &ItemView<'a>, &Entry)> {
        self.judged()
            .filter(|(view, ..)| view.trusted)
            .flat_map(|(view, _, entries)| {
                view.items
                    .iter()
                    .filter_map(move |item| item.entry.map(|at| (view, item, &entries[at])))
            })
    }

    /// The item has a member beside its key that is like this. Where it has none, an oracle about such members has nothing
    /// to judge, however long the run.
    pub fn has_member(&self, wanted: impl Fn(&Property) -> bool) -> bool {
        let mut free = self.batch.into_iter().flat_map(Batch::free_members);
        free.any(wanted)
    }

    /// The member of an item that has this name.
    pub fn member(&self, name: &str) -> Option<&'a Property> {
        self.batch?.item.get(name)
    }

    /// What is written into this member of an item comes back in a read.
    pub fn gives_back(&self, name: &str) -> bool {
        self.batch.is_some_and(|batch| batch.item.gives_back(name))
    }

    /// Sound requests with bad items in them that were refused as a whole: so were their bad items.
    pub fn refused_as_a_whole(&self) -> usize {
        let bad = |view: &View| view.request.is_sound() && !view.is_all_valid();
        self.batches()
            .filter(|(view, answer)| bad(view) && answer.is_client_error())
            .count()
    }
}

impl View<'_> {
    /// Nothing is wrong with any item of the batch.
    pub fn is_all_valid(&self) -> bool {
        self.items.iter().all(ItemView::is_valid)
    }
}

impl ItemView<'_> {
    /// A sound item among sound ones that does not repeat what was accepted before: what plain acceptance is judged by.
    pub fn is_plain_write(&self, view: &View) -> bool {
        view.is_all_valid()
            && !view.unusual_keys
            && !self.repeated
            && !view.concurrent
            && !self.past.is_replay_of(&self.item.values)
            && !self.past.obscure
    }

    /// What the server owes it.
    pub fn obligation(&self) -> Option<Obligation> {
        self.item.defect.as_ref().map(|d| d.class.obligation())
    }

    /// Nothing is wrong with it, and it has nothing beside its required members that a target could have rules of its own
    /// about, such as a table of states.
    pub fn is_valid_and_bare(&self) -> bool {
        self.is_valid() && self.item.values.is_empty()
    }

    /// Nothing is wrong with it.
    pub fn is_valid(&self) -> bool {
        self.item.defect.is_none()
    }

    /// The defect leaves the key as it is, so that the item still names its entity.
    pub fn names_entity(&self) -> bool {
        self.item
            .defect
            .as_ref()
            .is_none_or(|d| !d.property.is_empty() && !self.key.contains_key(&d.property))
    }
}

fn item_views<'a>(
    view: &View<'a>,
    transcript: &'a Transcript,
    free: &[&str],
) -> (Vec<ItemView<'a>>, Matching) {
    let items = view.request.items();
    let intact = |item: &Item| {
        item.defect
            .as_ref()
            .is_none_or(|d| !d.property.is_empty() && !free.contains(&d.property.as_str()))
    };
    let keys: Vec<(&Map<String, Value>, bool)> = items
        .iter()
        .map_while(|item| {
            transcript
                .binding
                .keys
                .get(item.key.0)
                .map(|key| (key, intact(item)))
        })
        .collect();
    let entries = view.answer.as_ref().and_then(|a| a.results.as_deref());
    let matching = match entries {
        Some(entries) if view.request.body_defect().is_none() => correlate(&keys, entries, free),
        _ => Matching {
            entries: vec![None; keys.len()],
            named: Vec::new(),
            trusted: true,
        },
    };
    let mut count = std::collections::HashMap::new();
    for item in items {
        *count.entry(item.key).or_insert(0) += 1;
    }
    let views = items
        .iter()
        .zip(keys)
        .zip(matching.entries.clone())
        .enumerate()
        .map(|(position, ((item, (key, _)), entry))| ItemView {
            item,
            position,
            key,
            entry,
            past: Past::default(),
            repeated: count.get(&item.key).is_some_and(|n| *n > 1),
        })
        .collect();
    (views, matching)
}

/// Where a request without a tenant is taken to go: nothing of it may be found there.
fn home(tenant: Tenant) -> Tenant {
    if tenant == Tenant::Second {
        Tenant::Second
    } else {
        Tenant::First
    }
}

fn entity(request: &Request, item: &Item) -> Entity {
    (home(request.tenant), item.key)
}

/// What the answer of one exchange teaches about the entities it speaks of. Items of one batch are learned in order, so
/// that a repeated key knows what its first occurrence did.
fn learn(model: &mut Model, view: &mut View) {
    let request = view.request;
    let sound = request.is_sound();
    let entries = view
        .answer
        .as_ref()
        .filter(|a| a.status() == 207)
        .and_then(|a| a.results.as_deref());
    let rejected = view
        .answer
        .as_ref()
        .filter(|answer| answer.is_client_error())
        .map(Answer::status);
    let some_refused = entries.is_some_and(|all| all.iter().any(|e| !e.is_success()));
    for item in &mut view.items {
        let entity = entity(request, item.item);
        if item.repeated && !view.concurrent {
            item.past = model.of(entity);
        }
        let entry = item.entry.and_then(|at| entries.and_then(|e| e.get(at)));
        let success = entry.is_some_and(Entry::is_success);
        let certain = sound && item.names_entity();
        let values = (item.is_valid() && !item.repeated && !view.concurrent)
            .then(|| item.item.values.clone());
        let concurrent = view.concurrent;
        let other_method = request.method.is_some();
        model.note(entity, |past| {
            past.raced |= concurrent;
            if other_method {
                past.other_method = true;
                return;
            }
            match (rejected, entry) {
                (Some(status), _) => {
                    past.rejected = true;
                    past.unauthorized |= matches!(status, 401 | 403);
                }
                (None, Some(_)) if success && certain => {
                    past.written = true;
                    past.beside_refused = some_refused;
                    past.values = values;
                }
                (None, Some(entry)) if entry.is_refused() && sound => past.refused = true,
                // blamed on another item: it was not applied, and nothing was wrong with it
                (None, Some(entry)) if entry.status == Some(424) && sound => past.refused = true,
                _ => {
                    past.obscure = true;
                    past.values = None;
                }
            }
        });
        if success {
            let other = if entity.0 == Tenant::First {
                Tenant::Second
            } else {
                Tenant::First
            };
            model.note((other, item.item.key), |past| past.elsewhere = true);
        }
    }
}
