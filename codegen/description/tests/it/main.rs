//! Behaviour of the crate through what it offers to others.

#![allow(clippy::unwrap_used, missing_docs)]

mod merged;
mod properties;
mod reading;
mod references;
