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
mod request;
mod request_defect;
mod requests;
mod schedule;
mod shrinkable;
mod steps;
mod suited;
mod tenants;
mod values;

pub use corpus::corpus;
pub use defects::{Defect, DefectClass, Obligation, catalogue};
pub use others::OtherCalls;
pub use purpose::{ItemDefect, PlanId, Purpose, Sample};
pub use random::random;
pub use request::{Call, Form, Item, Request, Symbol};
pub use request_defect::{
    BodyDefect, Credentials, INJECTED_FIELD, PathDefect, PathValue, RequestDefect, Tenant,
};
pub use schedule::{Scheduled, Scope, counting, default_budget, preflight, schedule};
pub use shrinkable::Shrinkable;
pub use steps::{KeyChoice, Plan, Step};
pub use tenants::{MARK_OF_FIRST, MARK_OF_SECOND};
