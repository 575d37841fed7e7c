//! The generator through its public seams: texts in, diagnostics or files out.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cli;
mod compiled;
mod decoding;
mod freshness;
mod hostile;
mod invariants;
mod miniature;
mod negative;
mod properties;
mod reading;
mod serving;
mod several_files;
mod writing;
