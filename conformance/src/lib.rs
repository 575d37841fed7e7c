//! Judges any HTTP implementation of an OpenAPI description by what its 207 Multi-Status answers say about each item.
//!
//! ```text
//! description ─→ contract ─→ plan ─→ bind ─→ drive ─→ transcript ─→ evidence ─→ oracles ─→ judge ─→ report
//!   typed       operations,  steps,   fresh   real     bytes of      answers      one       verdicts   files
//!               resources    symbols  keys    HTTP     exchanges     and items    claim
//! ```
//!
//! The pipeline of one plan is one expression; a campaign repeats it for every plan of a schedule, counts the verdicts and
//! makes what was violated smaller:
//!
//! ```no_run
//! # use conformance::{bind::{Exhausted, Fixed, Keys, bind}, contract::Contract, drive::{Target, run}};
//! # use conformance::{evidence::Given, judge::judge, plan::Plan};
//! # async fn one(contract: &Contract, plan: Plan, fixed: &Fixed, keys: &mut Keys, target: &Target, given: Given)
//! #     -> Result<(), Exhausted> {
//! let verdicts = judge(
//!     contract,
//!     &run(target, contract, plan.clone(), bind(contract, &plan, fixed, keys)?).await,
//!     given,
//! );
//! # drop(verdicts);
//! # Ok(())
//! # }
//! ```
//!
//! The modules stand on floors; each imports only lower ones, which `tests/it/floors.rs` keeps:
//!
//! | floor | what it knows |
//! | --- | --- |
//! | [`contract`] | what the description obliges a server to do |
//! | [`plan`], [`bind`], [`transcript`], [`drive`] | what is sent, and what comes back |
//! | [`evidence`], [`oracles`], [`judge`] | what it means, and whether it keeps the promises |
//! | [`coverage`], [`deviations`], [`outcome`], [`tally`] | what many verdicts add up to, as plain data |
//! | [`recording`], [`replay`], [`shrink`], [`snapshot`], [`script`], [`curl`], [`explain`] | one run kept, run again, made smaller, shown |
//! | [`event`], [`campaign`], [`report`] | a whole run: its events, and its report at the end |

pub mod bind;
pub mod campaign;
pub mod contract;
pub mod coverage;
pub mod curl;
pub mod deviations;
pub mod drive;
pub mod event;
pub mod evidence;
pub mod explain;
pub mod judge;
pub mod oracles;
pub mod outcome;
pub mod plan;
pub mod profile;
pub mod recording;
pub mod redact;
pub mod replay;
pub mod report;
pub mod script;
pub mod shrink;
pub mod snapshot;
pub mod tally;
pub mod transcript;
