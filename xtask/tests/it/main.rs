//! What the sources of the whole workspace keep to: how modules may import each other, and how long files and functions
//! may be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod imports;
mod modules;
mod sizes;
mod workspace;
