//! Reads a description with its overlays, and the files that it refers to, as a contract. Refuses files outside the folder
//! of the description, symbolic links included; nothing is fetched.

use std::path::{Path, PathBuf};

use std::sync::Arc;

use conformance::contract::{self, Contract};
use conformance::profile::Profile;
use description::Input;
use description::diagnostic::{Diagnostics, Severity};

use super::Failure;
use super::input::read;

/// So many parts that could not be read are shown; the others are counted.
const MOST_WARNINGS: usize = 10;

/// The contract of a description with its overlays.
pub(super) fn contract(
    description: &Path,
    overlays: &[PathBuf],
    profile: &Profile,
) -> Result<Contract, Failure> {
    let broken = |diagnostics: Diagnostics| {
        Failure::usage(format!("the description cannot be used\n{diagnostics}"))
    };
    let folder = match description.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let named = |path: &Path| Ok((path.display().to_string(), read(path)?));
    let whole: (String, String) = named(description)?;
    let overlays = overlays.iter().map(|path| named(path));
    let overlays: Vec<(String, String)> = overlays.collect::<Result<_, Failure>>()?;
    let overlays: Vec<Input<'_>> = overlays.iter().map(input).collect();
    let opened = description::open(input(&whole), &overlays, &mut |path| beside(folder, path));
    let (opened, found) = opened.map_err(broken)?;
    let malformed = found.iter().filter(|one| one.severity == Severity::Error);
    let malformed: Diagnostics = malformed.cloned().collect();
    match contract::read_with(&Arc::new(opened), &profile.operations) {
        Ok(contract) => {
            warn(malformed.into_warnings());
            Ok(contract)
        }
        Err(wrong) => {
            let mut all = malformed;
            all.append(wrong);
            Err(broken(all))
        }
    }
}

/// Says what of a description could not be read; the rest of it is judged.
fn warn(found: Diagnostics) {
    let more = found.len().saturating_sub(MOST_WARNINGS);
    let first: Diagnostics = found.iter().take(MOST_WARNINGS).cloned().collect();
    if !first.is_empty() {
        anstream::eprintln!("{}\n", first.render_styled());
    }
    if more > 0 {
        anstream::eprintln!("{more} more parts of the description could not be read\n");
    }
}

fn input((name, text): &(String, String)) -> Input<'_> {
    Input { name, text }
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
