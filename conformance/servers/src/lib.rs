//! The reference server of the suite: the generated stubs over a real database, and the mistakes and the permitted
//! differences that calibrate the suite. Refuses what the description does not allow, item by item; knows nothing of the suite but, as text, the
//! names of the oracles that its faults and variants are meant for.
//!
//! ```text
//! bytes → listening, exchange (faults and variants only) → generated router → server → upsert | single → batch → store
//! ```
//!
//! # What this server decided where the description is silent
//!
//! - A batch is applied in one transaction, item by item: a refused item does not fail the others. The results stand
//!   in the order of the request, one per item; of two items with the same key the first creates, the later updates.
//! - A PUT replaces all properties: one that is absent, or null, is empty afterwards. The audit properties
//!   (`entry_*`, `update_*`) are data like any other and stored as sent. Date-times read back with the text as sent;
//!   an empty property reads back as null where the description allows null, and is left out where it does not.
//! - An item that is refused gets 422 and a message with pointers into the item; its id repeats what could be read of
//!   its key, null otherwise. An item whose `providerCred_Key` is not the path's is refused.
//! - A license belongs to its tenant by its own key alone: a batch under another credentialing process moves it there.
//! - An empty batch is answered 207 with no results. An unknown database is 400. A page holds at most 1,000 entities.
//! - Without settings of their own, tests sign in with [`Credentials::default`] and use the databases `alpha` and `beta`.

mod activity;
mod answers;
mod api;
mod batch;
mod changes;
mod config;
mod entity;
mod envelope;
mod exchange;
mod fault;
mod faults;
mod listening;
mod page;
mod running;
mod seams;
mod server;
mod single;
mod socket;
mod store;
mod upsert;
mod variant;
mod variants;
mod wire;

pub use config::{Config, Credentials, Database, StartError};
pub use fault::Fault;
pub use faults::UnknownFault;
pub use running::{Running, start};
pub use variant::Variant;
pub use variants::UnknownVariant;
