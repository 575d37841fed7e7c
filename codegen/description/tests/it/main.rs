//! Behaviour of the crate through what it offers to others.

#![allow(clippy::unwrap_used, missing_docs)]

mod dialects;
mod floors;
mod hostile;
mod merged;
mod properties;
mod reading;
mod references;
