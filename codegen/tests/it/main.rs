//! The generator through its public seams: texts in, diagnostics or files out.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod agreement;
mod cli;
mod compiled;
mod decoding;
mod freshness;
mod fuzzed;
mod hostile;
mod invariants;
mod known;
mod miniature;
mod negative;
mod properties;
mod serving;
mod several_files;
mod strategies;
mod swagger;
mod writing;

/// Leaves alone what is already as it should be, so that cargo has nothing to do again.
fn write(path: &std::path::Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
