//! How much a generated crate says: operations, types and lines.

use std::fs;
use std::path::Path;

/// What a generated crate contains.
#[derive(Default)]
pub(super) struct Counts {
    /// Operations that server and client have.
    pub(super) operations: usize,
    /// Operations that only the client has.
    pub(super) client_only: usize,
    /// Operations that neither has.
    pub(super) left_out: usize,
    /// All lines.
    pub(super) lines: usize,
    /// Lines that stand for operations.
    pub(super) operation_lines: usize,
    /// Lines that stand for schemas.
    pub(super) schema_lines: usize,
    /// Types made from schemas.
    pub(super) types: usize,
}

impl Counts {
    /// Those of the crate in `folder`; `said` is what the generator said about it.
    pub(super) fn of(folder: &Path, said: &str) -> Self {
        let warnings = |code: &str| said.lines().filter(|line| line.contains(code)).count();
        let source = folder.join("src");
        let per_operation = ["operations", "client", "server"].map(|part| lines(&source, part).0);
        let operation_lines = per_operation.iter().sum();
        let (schema_lines, types) = lines(&source, "types");
        let others = ["lib", "security", "support"].map(|part| lines(&source, part).0);
        let server = fs::read_to_string(source.join("server.rs")).unwrap_or_default();
        let listed = server.split("serve::operations! {").nth(1);
        Self {
            operations: listed
                .and_then(|rest| rest.split("\n}").next())
                .map_or(0, |list| list.matches(';').count()),
            client_only: warnings("warning[ambiguous-operation]")
                + warnings("warning[no-credentials]"),
            left_out: warnings("warning[left-out]"),
            lines: operation_lines + schema_lines + others.iter().sum::<usize>(),
            operation_lines,
            schema_lines,
            types,
        }
    }
}

/// The lines of a module, split into files or not, and the types that it declares.
fn lines(source: &Path, part: &str) -> (usize, usize) {
    let mut texts = Vec::new();
    texts.extend(fs::read_to_string(source.join(format!("{part}.rs"))));
    for entry in fs::read_dir(source.join(part))
        .into_iter()
        .flatten()
        .flatten()
    {
        texts.extend(fs::read_to_string(entry.path()));
    }
    let is_type = |line: &&str| {
        let line = line.trim_start();
        ["pub struct ", "pub enum ", "pub open enum ", "pub type "]
            .iter()
            .any(|start| line.starts_with(start))
    };
    texts.iter().fold((0, 0), |(lines, types), text| {
        (
            lines + text.lines().count(),
            types + text.lines().filter(is_type).count(),
        )
    })
}
