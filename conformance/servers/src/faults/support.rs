//! What several faults do to bytes and rows. None of it is a mistake by itself.

mod json;
mod lenient;

pub(super) use json::{edit, is_malformed, salvage};
pub(super) use lenient::{is_complete, lenient};
