//! The reference server over real HTTP: what it promises, what it refuses, and that each fault really deviates.
#![allow(clippy::unwrap_used)]

mod batch;
mod binary;
mod client;
mod credentials;
mod faults;
mod limits;
mod race;
mod refusals;
mod singles;
mod site;
mod stop;
mod tenants;
mod variants;
