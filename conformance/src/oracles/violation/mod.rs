//! A broken promise as data: where it shows, and of which kind it is. Messages, fingerprints and marks are made from it;
//! its words stand here and nowhere else, and nothing reads them.

mod answer;
mod count;
mod entity;
mod ids;
mod item;
mod problem;
mod request;
mod result;

pub use answer::{AnswerKind, Leak};
pub use count::{CountKind, Results, Writers};
pub use entity::{Changed, EntityKind, MemberKind};
pub use item::{Accepted, Change, DateTimeForm, ItemState, Within, Written};
pub use problem::{JsonType, ProblemKind};
pub use request::{Access, Sent};
pub use result::ResultKind;

use std::fmt;

use serde::Serialize;

use crate::contract::OperationId;
use crate::evidence::{Answer, Entry, Evidence, ItemView, Site, View};
use crate::transcript::Unavailable;

/// A broken promise.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// id of the oracle
    pub oracle: &'static str,
    /// the operation
    pub subject: OperationId,
    /// the places that show it, the telling one last
    pub at: Vec<Site>,
    /// what was expected and what is the case
    pub kind: ViolationKind,
}

/// What was expected and what is the case. The fields that serde skips may differ from run to run: they belong to the
/// message and not to the fingerprint.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "UPPERCASE")]
pub enum ViolationKind {
    /// a request was not answered as it has to be
    Answered {
        /// the request
        request: Sent,
        /// the status
        #[serde(skip)]
        status: u16,
    },
    /// an answer has another status than the right one
    Status {
        /// the request
        request: Sent,
        /// the status
        status: u16,
        /// the right one; none where it is any that the description declares
        #[serde(skip)]
        expected: Option<u16>,
    },
    /// an item has another result than one that is right for such an item
    Item {
        /// the item
        item: ItemState,
        /// its result
        #[serde(skip)]
        result: Entry,
    },
    /// two results of one item differ
    Differs {
        /// what was done in between
        change: Change,
        /// the first result
        #[serde(skip)]
        before: Entry,
        /// the second one
        #[serde(skip)]
        after: Entry,
    },
    /// there are more or fewer of something than there should be
    Count(CountKind),
    /// a member of an entity has another value than the one that was written
    Member(MemberKind),
    /// an entity should not be there, or not be like this
    Entity(EntityKind),
    /// something is wrong with an answer itself
    Answer(AnswerKind),
    /// something is wrong with the problem in an answer
    Problem(ProblemKind),
    /// something is wrong with the results
    Results(ResultKind),
    /// a body is not valid against its schema
    Schema {
        /// JSON pointer to the place, with `*` for every index
        place: String,
        /// what the validator says
        #[serde(skip)]
        cause: String,
    },
    /// there is no answer
    Lost {
        /// the request
        request: Sent,
        /// why
        cause: Unavailable,
        /// how often it was sent, and how long the last answer was waited for
        #[serde(skip)]
        tries: Tries,
    },
}

/// The answer to `view` has not the status that it has to have.
pub(super) fn answered(view: &View, answer: &Answer) -> ViolationKind {
    ViolationKind::Answered {
        request: Sent::of(view),
        status: answer.status(),
    }
}

/// An item that is like this has another result than the right one.
pub(super) fn item_is(item: ItemState, result: &Entry) -> ViolationKind {
    let result = result.clone();
    ViolationKind::Item { item, result }
}

/// Two results of one item differ.
pub(super) fn differs(change: Change, before: &Entry, after: &Entry) -> ViolationKind {
    let (before, after) = (before.clone(), after.clone());
    ViolationKind::Differs {
        change,
        before,
        after,
    }
}

/// The last request before `view` with the entity of `item` in it.
pub(super) fn rejected_before(evidence: &Evidence, view: &View, item: &ItemView) -> Sent {
    let mut earlier = evidence.views[..view.index].iter().rev();
    let holds = |other: &&View| other.items.iter().any(|i| i.item.key == item.item.key);
    earlier.find(holds).map_or(Sent::Batch(0), Sent::of)
}

impl From<CountKind> for ViolationKind {
    fn from(kind: CountKind) -> Self {
        Self::Count(kind)
    }
}

impl From<MemberKind> for ViolationKind {
    fn from(kind: MemberKind) -> Self {
        Self::Member(kind)
    }
}

impl From<EntityKind> for ViolationKind {
    fn from(kind: EntityKind) -> Self {
        Self::Entity(kind)
    }
}

impl From<AnswerKind> for ViolationKind {
    fn from(kind: AnswerKind) -> Self {
        Self::Answer(kind)
    }
}

impl From<ProblemKind> for ViolationKind {
    fn from(kind: ProblemKind) -> Self {
        Self::Problem(kind)
    }
}

impl From<ResultKind> for ViolationKind {
    fn from(kind: ResultKind) -> Self {
        Self::Results(kind)
    }
}

/// How an answer was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tries {
    /// so many attempts
    Attempts(u32),
    /// so many seconds
    Seconds(u64),
    /// among others at the same time
    Overlapping,
}

impl Violation {
    /// What it is about, as ids: the part of the fingerprint that oracle and operation do not say. The same in every run,
    /// whatever the keys.
    pub fn about(&self) -> String {
        ids::of(&self.kind)
    }

    /// Whether `smaller` is the same violation in a run that may be a part of this one: of several bad items one is enough.
    pub fn is_like(&self, smaller: &Self) -> bool {
        let sent = |violation: &Self| match &violation.kind {
            ViolationKind::Answered { request, .. } => Some(request.clone()),
            _ => None,
        };
        let of_several =
            sent(self) == Some(Sent::BadItems) && matches!(sent(smaller), Some(Sent::BadItem(_)));
        self.about() == smaller.about() || of_several
    }

    /// The exchanges that show it, the telling one last.
    pub fn exchanges(&self) -> Vec<usize> {
        let mut exchanges = Vec::new();
        for exchange in self.at.iter().map(Site::exchange) {
            if !exchanges.contains(&exchange) {
                exchanges.push(exchange);
            }
        }
        exchanges
    }

    /// It counts only when it shows again: a single lost answer may be the network's, a count somebody else's work.
    pub fn only_if_again(&self) -> bool {
        use ViolationKind::{Count, Lost};
        matches!(self.kind, Lost { .. } | Count(CountKind::Listed { .. }))
    }

    /// The member of an entity that it is about.
    pub fn member(&self) -> Option<&str> {
        match &self.kind {
            ViolationKind::Item { item, .. } => item.member(),
            ViolationKind::Differs { change, .. } => change.member(),
            ViolationKind::Member(kind) => Some(kind.member()),
            ViolationKind::Answered { request, .. } => request.member(),
            _ => None,
        }
    }

    /// What was expected and what is the case, in one sentence.
    pub fn message(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ViolationKind::Answered { request, status } => {
                write!(f, "{} {status}", request.clause())
            }
            ViolationKind::Status {
                request,
                status,
                expected,
            } => match expected {
                Some(expected) => write!(f, "{} {status}, expected {expected}", request.clause()),
                None => write!(
                    f,
                    "the answer is {status}, which the description does not declare"
                ),
            },
            ViolationKind::Item { item, result } => {
                place(f, &self.at)?;
                item.say(f, result, &self.at)
            }
            ViolationKind::Differs {
                change,
                before,
                after,
            } => {
                place(f, &self.at)?;
                change.say(f, before, after, &self.at)
            }
            ViolationKind::Count(kind) => kind.say(f, &self.at),
            ViolationKind::Member(kind) => kind.fmt(f),
            ViolationKind::Entity(kind) => kind.fmt(f),
            ViolationKind::Answer(kind) => kind.fmt(f),
            ViolationKind::Problem(kind) => kind.fmt(f),
            ViolationKind::Results(kind) => kind.fmt(f),
            ViolationKind::Schema { cause, .. } => match self.at.last() {
                Some(Site::Body { pointer, .. }) => write!(f, "at `{pointer}`: {cause}"),
                _ => f.write_str(cause),
            },
            ViolationKind::Lost { cause, tries, .. } => match tries {
                Tries::Attempts(n) => write!(f, "{cause}, in {n} of {n} attempts"),
                Tries::Seconds(seconds) => write!(f, "no answer within {seconds} s"),
                Tries::Overlapping => {
                    f.write_str("a batch among overlapping ones was never answered")
                }
            },
        }
    }
}

/// `request 2, item 3 (k1): `
fn place(f: &mut fmt::Formatter<'_>, at: &[Site]) -> fmt::Result {
    let item = at.iter().rfind(|site| matches!(site, Site::Item { .. }));
    item.map_or(Ok(()), |item| write!(f, "{item}: "))
}
