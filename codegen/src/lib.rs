//! From the text of an OpenAPI description to the files of a Rust crate. Does no IO and knows no paths: it takes
//! named texts and returns named texts.
//!
//! ```text
//! description ─ load ─ join ─┐
//! overlays ──── load ────────┴→ overlay ─→ resolve ─→ lower ─→ emit ─→ format ─→ files
//!               text            document   typed      ir       tokens  text      tree
//! ```
//!
//! Each arrow is one module with one input and one output. Whatever is wrong with a description is said by
//! [`diagnostic`], several findings a run, each at its place.

pub mod diagnostic;
pub mod emit;
pub mod files;
pub mod format;
mod grammar;
pub mod ir;
pub mod join;
mod layout;
pub mod load;
pub mod lower;
pub mod overlay;
pub mod pointer;
pub mod resolve;

use diagnostic::Diagnostics;
use emit::Options;
use files::Files;

/// A text and the name that people know it by.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Usually the path as given on the command line.
    pub name: &'a str,
    /// The whole text.
    pub text: &'a str,
}

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
    let mut alone = |_: &str| Err("no other file is read here".to_owned());
    generate_from(description, overlays, options, &mut alone)
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
    let mut document = load::load(description.name, description.text)?;
    let mut joined = join::join(&mut document, loader);
    let document = with_overlays(document, overlays)?;
    let (resolved, left_out) = if options.strict {
        match resolve::resolve(document) {
            Ok(resolved) if !joined.has_errors() => (resolved, Diagnostics::default()),
            outcome => {
                joined.append(outcome.err().unwrap_or_default());
                return Err(joined);
            }
        }
    } else {
        resolve::resolve_in_part(document)?
    };
    let (api, found) = lower::lower(&resolved, options.strict)?;
    let mut warnings = resolved.document.warnings.clone();
    warnings.append(joined.into_warnings());
    warnings.append(left_out.into_warnings());
    warnings.append(found);
    drop(resolved);
    let files = format::format(emit::emit(&api, options).files())?;
    Ok(Output { files, warnings })
}

fn with_overlays(
    mut document: load::Document,
    overlays: &[Input<'_>],
) -> Result<load::Document, Diagnostics> {
    for overlay in overlays {
        overlay::apply(&mut document, &load::load(overlay.name, overlay.text)?)?;
    }
    Ok(document)
}
