//! The modules of one crate and what each imports from the others, read from the sources.
//!
//! ```text
//! sources ─ tree, names ─→ modules ─ paths, resolve ─→ arrows ─ cycles ─→ cycles
//! ```
//!
//! An arrow runs from the file that names something to the file that defines it: a re-export is followed to its end.
//! What stands under `#[cfg(test)]` is left out. Not seen are methods that are called on a value without naming their
//! type or trait.

mod cycles;
mod examples;
mod names;
mod paths;
mod resolve;
mod tree;

use std::path::{Path, PathBuf};

pub(crate) use cycles::Cycle;

use crate::workspace::Sources;

/// The import cycles of the crate whose first file is `root`.
pub(crate) fn cycles(root: &Path, sources: &Sources) -> Vec<Cycle> {
    let modules = tree::read(root, sources);
    let arrows = paths::arrows(&modules);
    cycles::find(&modules, &arrows)
}

/// The files of that crate.
pub(crate) fn files(root: &Path, sources: &Sources) -> Vec<PathBuf> {
    let modules = tree::read(root, sources);
    modules.into_iter().map(|module| module.source).collect()
}
