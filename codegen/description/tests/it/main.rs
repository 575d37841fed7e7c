//! Behaviour of the crate through what it offers to others.

mod merged;
mod properties;
mod reading;
mod references;
