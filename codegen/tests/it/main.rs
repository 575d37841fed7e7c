//! The generator through its public seams: texts in, diagnostics or files out.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod reading;
