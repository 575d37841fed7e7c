//! A resolved description to the intermediate representation. The only place that may say "unsupported": whatever
//! gets past it can be written as code.

mod bodies;
mod checks;
mod operations;
mod parameters;
mod recursion;
mod schema;
mod security;

use std::collections::{BTreeMap, VecDeque};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir;
use crate::pointer;
use crate::resolve::Resolved;

/// Lowers a whole description.
///
/// # Errors
/// Everything in it that no code can be written for.
pub fn lower(resolved: &Resolved) -> Result<(ir::Api, Diagnostics), Diagnostics> {
    let mut lowering = Lowering {
        resolved,
        found: Diagnostics::default(),
        types: Vec::new(),
        by_pointer: BTreeMap::new(),
        aliases: Vec::new(),
        pending: VecDeque::new(),
    };
    lowering.components();
    let (schemes, credentials, secured) = lowering.security();
    let operations = lowering.operations(&secured);
    lowering.settle();
    recursion::mark(&mut lowering.types);
    let info = &resolved.api.info;
    let api = ir::Api {
        source: resolved.document.name.clone(),
        title: info.title.clone(),
        version: info.version.clone(),
        types: lowering.types,
        schemes,
        credentials,
        operations,
    };
    lowering.found.unless_errors(api)
}

/// What is shared while lowering.
struct Lowering<'a> {
    resolved: &'a Resolved,
    found: Diagnostics,
    types: Vec<ir::Named>,
    /// Objects and enumerations by where they stand, so that each becomes one type however often it is referred to.
    by_pointer: BTreeMap<String, ir::TypeId>,
    /// Aliases being expanded, to notice one that contains itself.
    aliases: Vec<String>,
    /// Objects whose members were not looked at yet: where they stand and what they are called.
    pending: VecDeque<(ir::TypeId, String, String)>,
}

impl Lowering<'_> {
    fn error(&mut self, code: &'static str, at: &str, message: impl Into<String>, hint: &str) {
        let diagnostic = self.resolved.document.error(code, at, message);
        self.found.push(diagnostic.hint(hint));
    }

    /// What the description asks for is legal, but no code is written for it.
    fn unsupported(&mut self, at: &str, what: impl std::fmt::Display, hint: &str) {
        self.error("unsupported", at, format!("unsupported: {what}"), hint);
    }

    /// Notes what went wrong and goes on.
    fn note<T>(&mut self, outcome: Result<T, Diagnostic>) -> Option<T> {
        outcome
            .map_err(|diagnostic| self.found.push(diagnostic))
            .ok()
    }

    fn components(&mut self) {
        let schemas = self
            .resolved
            .lookup("/components/schemas")
            .and_then(serde_json::Value::as_object);
        for name in schemas.into_iter().flatten().map(|(name, _)| name) {
            self.component(name, &pointer::join("/components/schemas", name));
            self.settle();
        }
    }
}
