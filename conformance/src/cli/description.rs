//! Reads a description with its overlays, and the files that it refers to, as a contract. Refuses files outside the folder
//! of the description, symbolic links included; nothing is fetched.

use std::path::{Path, PathBuf};

use codegen::diagnostic::Diagnostics;
use codegen::load::{self, Document};
use conformance::contract::{self, Contract};
use conformance::profile::Profile;

use super::Failure;
use super::input::read;

/// The contract of a description with its overlays.
pub(super) fn contract(
    description: &Path,
    overlays: &[PathBuf],
    profile: &Profile,
) -> Result<Contract, Failure> {
    let broken = |diagnostics: Diagnostics| {
        Failure::usage(format!("the description cannot be used\n{diagnostics}"))
    };
    let document = |path: &Path| -> Result<Document, Failure> {
        load::load(&path.display().to_string(), &read(path)?).map_err(broken)
    };
    let mut whole = document(description)?;
    let folder = match description.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut found = codegen::join::join(&mut whole, &mut |path| beside(folder, path));
    codegen::join::inline_paths(&mut whole);
    for overlay in overlays {
        codegen::overlay::apply(&mut whole, &document(overlay)?).map_err(broken)?;
    }
    match codegen::resolve::resolve(whole) {
        Ok(resolved) if !found.has_errors() => {
            contract::read_with(&resolved, &profile.operations).map_err(broken)
        }
        outcome => {
            found.append(outcome.err().unwrap_or_default());
            Err(broken(found))
        }
    }
}

/// The text of a file that a description in `folder` refers to.
fn beside(folder: &Path, path: &str) -> Result<String, String> {
    let find = |path: &Path| std::fs::canonicalize(path).map_err(|cause| cause.to_string());
    let whole = find(&folder.join(path))?;
    if !whole.starts_with(find(folder)?) {
        return Err("it stands outside the folder of the description".to_owned());
    }
    if !whole.is_file() {
        return Err("it is no file".to_owned());
    }
    let size = std::fs::metadata(&whole).map_err(|cause| cause.to_string())?;
    if size.len() > super::input::MOST_BYTES {
        return Err(format!("it has {} bytes, which is too many", size.len()));
    }
    std::fs::read_to_string(&whole).map_err(|cause| cause.to_string())
}
