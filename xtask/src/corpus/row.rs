//! One document of the corpus, read by both programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::counts::Counts;
use super::reading::Reading;
use crate::programs::Programs;

/// What the programs made of one document.
pub(super) struct Row {
    /// Its path, as the name of a crate.
    pub(super) name: String,
    /// `codegen generate`.
    pub(super) generator: Reading,
    /// `conform contract`.
    pub(super) suite: Reading,
    /// What the generator wrote.
    pub(super) counts: Counts,
    /// Whether the crate compiles, when that was tried.
    pub(super) check: Option<&'static str>,
}

impl Row {
    /// Reads the document at `path` of `base`; the crate goes into a folder of `out`.
    pub(super) fn read(
        programs: &Programs,
        base: &Path,
        path: &Path,
        out: &Path,
    ) -> Result<Self, String> {
        let about = fs::metadata(path)
            .map_err(|cause| format!("failed to read `{}`: {cause}", path.display()))?;
        let name = name(path.strip_prefix(base).unwrap_or(path));
        let folder: PathBuf = out.join(&name);
        let mut command = Command::new(&programs.codegen);
        command.arg("generate").arg(path).arg("--out").arg(&folder);
        let generator = Reading::take(&mut command, about.len(), out)?;
        let mut command = Command::new(&programs.conform);
        command.arg("contract").arg(path).arg("--json");
        let suite = Reading::take(&mut command, about.len(), out)?;
        let counts = match generator.finished() {
            true => Counts::of(&folder, &generator.said),
            false => Counts::default(),
        };
        Ok(Self {
            name,
            generator,
            suite,
            counts,
            check: None,
        })
    }

    /// Whether this makes the verb fail.
    pub(super) fn fails(&self) -> bool {
        self.generator.fails()
            || self.suite.fails()
            || self.check.is_some_and(|check| check != "compiles")
    }
}

/// A name that cargo takes.
fn name(path: &Path) -> String {
    let plain = |one: char| match one.is_ascii_alphanumeric() {
        true => one.to_ascii_lowercase(),
        false => '-',
    };
    let shown = path.with_extension("");
    format!(
        "d-{}",
        shown
            .to_string_lossy()
            .chars()
            .map(plain)
            .collect::<String>()
    )
}
