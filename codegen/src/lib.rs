//! From the text of an OpenAPI description to the files of a Rust crate. Does no IO and knows no paths: it takes
//! named texts and returns named texts.

pub mod diagnostic;
pub mod load;
pub mod overlay;
pub mod pointer;
pub mod resolve;
