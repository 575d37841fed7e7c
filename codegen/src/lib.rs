//! From the text of an OpenAPI description to the files of a Rust crate. Does no IO and knows no paths: it takes
//! named texts and returns named texts.
//!
//! ```text
//! texts ─ description::open ─→ Description ─ lower ─→ Api ─ emit ─→ tokens ─ format ─→ text ─→ files
//! ```
//!
//! Each arrow is one module with one input and one output. Whatever is wrong with a description is said by
//! [`diagnostic`], several findings a run, each at its place.

pub mod emit;
pub mod files;
pub mod format;
pub mod ir;
mod layout;
pub mod lower;

pub use description::{Input, diagnostic, join};

use description::pointer;
use diagnostic::Diagnostics;
use emit::Options;
use files::Files;

/// What a run returns.
#[derive(Clone, Debug)]
pub struct Output {
    /// The crate.
    pub files: Files,
    /// What did not stop the run.
    pub warnings: Diagnostics,
}

/// The whole way from texts to files, for a description that is one file.
///
/// # Errors
/// Everything that is wrong with the description or an overlay; then there are no files at all.
pub fn generate(
    description: Input<'_>,
    overlays: &[Input<'_>],
    options: &Options,
) -> Result<Output, Diagnostics> {
    generate_from(description, overlays, options, &mut description::alone)
}

/// The same for a description of several files, the others of which `loader` answers with.
///
/// # Errors
/// Everything that is wrong with the files or an overlay; then there are no files at all.
pub fn generate_from(
    description: Input<'_>,
    overlays: &[Input<'_>],
    options: &Options,
    loader: &mut join::Loader<'_>,
) -> Result<Output, Diagnostics> {
    let (description, mut found) = description::open(description, overlays, loader)?;
    let (api, lowered) = lower::lower(&description, options.strict);
    found.append(lowered);
    let warnings = match options.strict {
        true => found.unless_errors(())?.1,
        false => found.into_warnings(),
    };
    drop(description);
    let files = format::format(emit::emit(&api, options).files())?;
    Ok(Output { files, warnings })
}
