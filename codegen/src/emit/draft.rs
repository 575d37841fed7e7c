//! The files of a crate before they are formatted: in parts, each of which is made when it is asked for.

use proc_macro2::TokenStream;

/// A file on its way out.
pub struct Draft<'a> {
    /// The path below the output folder, with slashes.
    pub path: String,
    /// What it will hold.
    pub content: Content<'a>,
}

/// What a file will hold.
pub enum Content<'a> {
    /// Rust that must still be formatted.
    Module(Module<'a>),
    /// Text that is final.
    Text(String),
}

/// A Rust file in parts, so that no more than one of them is held as tokens at a time.
pub struct Module<'a> {
    /// Attributes of the file itself.
    pub head: TokenStream,
    /// Whole paths; those whose name the parts use are imported.
    pub imports: &'static [&'static str],
    /// Everything else.
    pub parts: Parts<'a, Part<'a>>,
}

/// What is made one after another, when it is asked for.
pub type Parts<'a, T> = Box<dyn Iterator<Item = T> + 'a>;

/// A part of a Rust file.
pub enum Part<'a> {
    /// Whole items.
    Items(TokenStream),
    /// Declarations, which a macro of the crate makes items of.
    Declarations(TokenStream),
    /// One trait, implementation or list of declarations with too many members to be held at once.
    Block {
        /// The item with nothing in its braces.
        empty: TokenStream,
        /// What stands in them.
        members: Parts<'a, TokenStream>,
    },
}
