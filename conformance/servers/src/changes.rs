//! What faults and variants do to bytes and rows, and how they notice each other's requests. None of it is a mistake by
//! itself.

mod crossing;
mod gzip;
mod json;
mod lenient;
mod path;
mod rows;

pub(crate) use crossing::Crossing;
pub(crate) use gzip::gzip;
pub(crate) use json::{edit, is_malformed, refusal, refuse, results, salvage};
pub(crate) use lenient::{is_complete, lenient};
pub(crate) use path::{path_key, set_path_key};
pub(crate) use rows::{blame, is_known, members_of, texts};
