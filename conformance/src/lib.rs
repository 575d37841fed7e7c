//! Judges any HTTP implementation of an OpenAPI description by what its 207 Multi-Status answers say about each item.

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
