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

pub mod bind;
pub mod campaign;
pub mod contract;
pub mod coverage;
pub mod deviations;
pub mod drive;
pub mod event;
pub mod evidence;
pub mod explain;
pub mod judge;
pub mod oracles;
pub mod plan;
pub mod profile;
pub mod recording;
pub mod redact;
pub mod replay;
pub mod report;
pub mod shrink;
pub mod snapshot;
pub mod tally;
pub mod transcript;
