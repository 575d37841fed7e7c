//! The intermediate representation to the files of a crate. Each target is a folder here; none of them refuses
//! anything, because lowering did.

mod draft;
mod options;
pub mod rust;

pub use draft::{Content, Draft, Module, Part, Parts};
pub use options::Options;

use crate::ir;

/// The crate for `api`. Its files are made one after another, when they are asked for.
pub fn emit<'a>(api: &'a ir::Api, options: &'a Options) -> rust::Crate<'a> {
    rust::Crate::of(api, options)
}
