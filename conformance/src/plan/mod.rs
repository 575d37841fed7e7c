//! Symbolic test cases: steps, items with symbolic keys, deliberate defects. A plan knows no concrete key and no server,
//! so it can run on a server in any state, again and again, while it is shrunk.

mod connection;
mod corpus;
mod defects;
mod keys;
mod listed;
mod order;
mod others;
mod purpose;
mod races;
mod random;
mod relations;
mod request_defect;
mod requests;
mod schedule;
mod shrinkable;
mod suited;
mod tenants;
mod values;

pub use corpus::corpus;
pub use defects::{Defect, DefectClass, Obligation, catalogue};
pub use others::OtherCalls;
pub use purpose::{ItemDefect, PlanId, Purpose, Sample};
pub use random::random;
pub use request_defect::{INJECTED_FIELD, PathDefect, PathValue, RequestDefect};
pub use schedule::{Scheduled, Scope, counting, default_budget, preflight, schedule};
pub use shrinkable::Shrinkable;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::contract::OperationId;

/// What only the second tenant ever writes.
pub const MARK_OF_SECOND: &str = "mark-of-tenant-2";

/// What only the first tenant writes beside it.
pub const MARK_OF_FIRST: &str = "mark-of-tenant-1";

/// A symbolic test case on one operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// which plan it is; its title is rendered from it
    pub id: PlanId,
    /// the operation that it is about
    pub operation: OperationId,
    /// which keys its symbols are bound to
    #[serde(default, skip_serializing_if = "KeyChoice::is_ordinary")]
    pub keys: KeyChoice,
    /// carried out one after another
    pub steps: Vec<Step>,
}

/// Which keys the symbols of a plan are bound to; unused ones in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyChoice {
    /// one after another
    #[default]
    Ordinary,
    /// numbers are negative
    Negative,
    /// numbers are far apart and have their low bits in common
    Distant,
    /// groups in which keys of several parts differ in one part only, each time another one
    Kindred,
}

impl KeyChoice {
    fn is_ordinary(&self) -> bool {
        *self == Self::Ordinary
    }

    /// A service may refuse such keys for reasons of its own.
    pub fn is_unusual(self) -> bool {
        matches!(self, Self::Negative | Self::Kindred)
    }
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every step is of the large kind"
)]
pub enum Step {
    /// one request, answered before the next step begins
    One(Request),
    /// several requests at once
    Together(Vec<Request>),
    /// several requests one after another, on one connection of their own
    Connection(Vec<Request>),
}

/// One symbolic request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// what is called
    pub call: Call,
    /// which tenant
    #[serde(default, skip_serializing_if = "Tenant::is_first")]
    pub tenant: Tenant,
    /// which credentials
    #[serde(default, skip_serializing_if = "Credentials::is_all")]
    pub credentials: Credentials,
    /// a path parameter with another value
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<PathDefect>,
    /// another Content-Type than the declared one
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// an `Accept` header
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accept: Option<String>,
    /// how the same request is written down and sent
    #[serde(default, skip_serializing_if = "Form::is_plain")]
    pub form: Form,
    /// another method than the declared one
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// a `Content-Encoding` that nobody knows
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// the client hangs up before the answer is there
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub abandoned: bool,
}

/// Ways to write and send one and the same request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// compact JSON with `Content-Length`
    #[default]
    Plain,
    /// white space wherever JSON allows it (RFC 8259, 2)
    Spaced,
    /// names and texts with `\\u` escapes (RFC 8259, 7)
    Escaped,
    /// members in the opposite order (RFC 8259, 4)
    Reordered,
    /// `Transfer-Encoding: chunked` (RFC 9112, 7.1)
    Chunked,
    /// names of header fields in another case (RFC 9110, 5.1)
    TitleCase,
    /// with `Expect: 100-continue` (RFC 9110, 10.1.1)
    Expect,
    /// a byte order mark before the JSON, which a server may refuse (RFC 8259, 8.1)
    Bom,
}

impl Form {
    fn is_plain(&self) -> bool {
        *self == Self::Plain
    }
}

/// What a request calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    /// the batch operation
    Batch {
        /// the elements of the array
        items: Vec<Item>,
        /// what is wrong with the body as a whole
        #[serde(default, skip_serializing_if = "Option::is_none")]
        defect: Option<BodyDefect>,
    },
    /// the sibling that reads one entity
    Get(Symbol),
    /// the sibling that lists the collection
    List,
    /// the operation that the plan is about, which is no batch
    Other {
        /// the entity that it is about, where it is about one
        key: Symbol,
        /// the required parameter that is left out
        #[serde(default, skip_serializing_if = "Option::is_none")]
        without: Option<String>,
        /// what is wrong with the body
        #[serde(default, skip_serializing_if = "Option::is_none")]
        defect: Option<BodyDefect>,
    },
}

/// A key without a value: `k1`. Binding gives it one that was never used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Symbol(pub usize);

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "k{}", self.0 + 1)
    }
}

/// One element of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// which entity
    pub key: Symbol,
    /// the properties beside the key, in the order in which they are sent
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, Value)>,
    /// what is wrong with it, on purpose
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defect: Option<Defect>,
}

/// What is wrong with a body as a whole. The JSON of the items is written first and then changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyDefect {
    /// the last byte, the closing bracket, is missing
    Unclosed,
    /// cut in the middle of the last item
    Truncated,
    /// the array stands in an object: `{"items": […]}`
    Wrapped,
    /// only the first item, no array around it
    Bare,
    /// no body at all
    Absent,
    /// this text instead
    Text(String),
    /// more text behind the closing bracket
    Followed(String),
    /// a byte that no UTF-8 text has, within the last item
    InvalidUtf8,
}

/// Which tenant a request names.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Tenant {
    /// the one that all plans use
    #[default]
    First,
    /// the second one, where the target has one
    Second,
    /// the header is missing
    Missing,
    /// the header is there and empty
    Blank,
    /// a tenant that does not exist
    Unknown,
    /// one that exists and that the credentials do not open, where the target has one
    Closed,
}

impl Tenant {
    fn is_first(&self) -> bool {
        *self == Self::First
    }
}

/// Which credentials a request carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credentials {
    /// all that the description asks for
    #[default]
    All,
    /// none
    None,
    /// all but this scheme
    Without(String),
    /// this scheme's value is a wrong one
    Wrong(String),
    /// this scheme's value is the right one with more behind it
    Longer(String),
    /// this scheme's value is empty
    Empty(String),
    /// this scheme's value is the right one, under the name of a scheme that nobody knows
    Renamed(String),
}

impl Credentials {
    fn is_all(&self) -> bool {
        *self == Self::All
    }
}

impl Request {
    /// A sound request of the batch operation.
    pub fn batch(items: Vec<Item>) -> Self {
        Self::call(Call::Batch {
            items,
            defect: None,
        })
    }

    /// A sound call.
    pub fn call(call: Call) -> Self {
        Self {
            call,
            tenant: Tenant::First,
            credentials: Credentials::All,
            path: None,
            media_type: None,
            accept: None,
            form: Form::Plain,
            method: None,
            encoding: None,
            abandoned: false,
        }
    }

    /// Reads one entity.
    pub fn get(key: Symbol) -> Self {
        Self::call(Call::Get(key))
    }

    /// The items of a batch; none for another call.
    pub fn items(&self) -> &[Item] {
        match &self.call {
            Call::Batch { items, .. } => items,
            Call::Get(_) | Call::List | Call::Other { .. } => &[],
        }
    }

    /// The defect of the body as a whole.
    pub fn body_defect(&self) -> Option<&BodyDefect> {
        match &self.call {
            Call::Batch { defect, .. } | Call::Other { defect, .. } => defect.as_ref(),
            Call::Get(_) | Call::List => None,
        }
    }

    /// A sound call of the operation that the plan is about, which is no batch.
    pub fn other() -> Self {
        Self::call(Call::Other {
            key: Symbol(0),
            without: None,
            defect: None,
        })
    }

    /// The required parameter that is left out.
    pub fn without(&self) -> Option<&str> {
        match &self.call {
            Call::Other { without, .. } => without.as_deref(),
            _ => None,
        }
    }

    /// Nothing is wrong with the request as a whole: credentials, tenant, path, body and media type are sound. Single
    /// items may still be bad.
    pub fn is_sound(&self) -> bool {
        self.defect().is_none()
    }
}

impl Item {
    /// The entity `key` with nothing but its key.
    pub fn bare(key: Symbol) -> Self {
        Self {
            key,
            values: Vec::new(),
            defect: None,
        }
    }

    /// The same with this defect.
    #[must_use]
    pub fn spoilt(mut self, defect: Defect) -> Self {
        self.defect = Some(defect);
        self
    }
}

impl Plan {
    /// All requests, with the index of their step.
    pub fn requests(&self) -> impl Iterator<Item = (usize, &Request)> {
        self.steps
            .iter()
            .enumerate()
            .flat_map(|(index, step)| step.requests().iter().map(move |r| (index, r)))
    }

    /// How many symbols it binds.
    pub fn symbols(&self) -> usize {
        let used = |request: &Request| match &request.call {
            Call::Batch { items, .. } => items.iter().map(|i| i.key.0 + 1).max().unwrap_or(0),
            Call::Get(key) | Call::Other { key, .. } => key.0 + 1,
            Call::List => 0,
        };
        self.requests()
            .map(|(_, request)| used(request))
            .max()
            .unwrap_or(0)
    }
}

impl Step {
    /// Its requests.
    pub fn requests(&self) -> &[Request] {
        match self {
            Self::One(request) => std::slice::from_ref(request),
            Self::Together(requests) | Self::Connection(requests) => requests,
        }
    }

    /// Its requests, to be changed.
    pub fn requests_mut(&mut self) -> &mut [Request] {
        match self {
            Self::One(request) => std::slice::from_mut(request),
            Self::Together(requests) | Self::Connection(requests) => requests,
        }
    }
}
