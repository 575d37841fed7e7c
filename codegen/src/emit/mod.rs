//! The intermediate representation to the files of a crate. Each target is a folder here; none of them refuses
//! anything, because lowering did.

pub mod rust;

use crate::ir;

/// What the user chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The name of the package that is written.
    pub crate_name: String,
    /// Whether what is malformed or unsupported fails the run; otherwise it is left out and reported as a warning.
    pub strict: bool,
}

/// A file on its way out.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The path below the output folder, with slashes.
    pub path: String,
    /// What it will hold.
    pub content: Content,
}

/// What a file will hold.
#[derive(Clone, Debug)]
pub enum Content {
    /// Rust that must still be formatted.
    Tokens(proc_macro2::TokenStream),
    /// Text that is final.
    Text(String),
}

/// Everything that is written for `api`.
#[must_use]
pub fn emit(api: &ir::Api, options: &Options) -> Vec<Draft> {
    rust::emit(api, options)
}
