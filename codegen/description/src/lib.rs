//! OpenAPI descriptions as one typed value. From named texts to operations, bodies, answers, security and schemas, with
//! the place of everything. Does no IO: what other files say is asked of the caller.
//!
//! ```text
//! description ─ load ─ join ─┐
//! overlays ──── load ────────┴→ overlay ─→ swagger ─→ read ─→ Description { operations, schemas, … }
//!               text            document   2.0 → 3.0   typed       └ merged view of a schema, on demand
//! ```
//!
//! Schemas stand in one arena ([`Schemas`]) and refer to one another by [`SchemaId`], so recursion is ordinary. Whatever
//! is wrong is said by [`diagnostic`], several findings a run, each at its place.

pub mod diagnostic;
mod grammar;
mod identities;
pub mod join;
pub mod load;
mod merge;
pub mod model;
mod origins;
pub mod overlay;
pub mod pointer;
mod read;
pub mod schema;
mod swagger;

pub use read::{Description, read};
pub use schema::{Schema, SchemaId, Schemas};

use diagnostic::Diagnostics;

/// A text and the name that people know it by.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Usually the path as given on the command line.
    pub name: &'a str,
    /// The whole text.
    pub text: &'a str,
}

/// The whole way from texts to a description: `loader` answers with the other files that it refers to.
///
/// # Errors
/// Everything that is wrong with the texts or an overlay, and what nothing can be made of.
pub fn open(
    description: Input<'_>,
    overlays: &[Input<'_>],
    loader: &mut join::Loader<'_>,
) -> Result<(Description, Diagnostics), Diagnostics> {
    let mut document = load::load(description.name, description.text)?;
    let joined = join::join(&mut document, loader);
    for overlay in overlays {
        overlay::apply(&mut document, &load::load(overlay.name, overlay.text)?)?;
    }
    let mut found = std::mem::take(&mut document.warnings);
    found.append(joined);
    let (description, read) = read(document)?;
    found.append(read);
    Ok((description, found))
}

/// A loader for a description that is one file.
///
/// # Errors
/// Always: no other file is read.
pub fn alone(_: &str) -> Result<String, String> {
    Err("no other file is read here".to_owned())
}
