//! A resolved description to the intermediate representation. The only place that may say "unsupported": whatever
//! gets past it can be written as code.

mod accounts;
mod addresses;
mod bodies;
mod checks;
mod contents;
mod discriminators;
mod keywords;
mod objects;
mod operations;
mod overloads;
mod parameters;
mod reach;
mod recursion;
mod rules;
mod schema;
mod security;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir;
use crate::pointer;
use crate::resolve::Resolved;
use crate::resolve::compose::MERGED;

/// Lowers a whole description. Unless `strict`, what no code can be written for is left out and reported.
///
/// # Errors
/// Everything in it that no code can be written for, when `strict`.
pub fn lower(resolved: &Resolved, strict: bool) -> Result<(ir::Api, Diagnostics), Diagnostics> {
    let mut lowering = Lowering {
        resolved,
        found: Diagnostics::default(),
        told: BTreeSet::new(),
        lost: false,
        told_of_fragments: false,
        dropped: BTreeMap::new(),
        types: Vec::new(),
        by_pointer: BTreeMap::new(),
        aliases: Vec::new(),
        inlined: Vec::new(),
        pending: VecDeque::new(),
    };
    lowering.components();
    let (schemes, requirements, security) = lowering.security();
    let operations = lowering.operations(&security, strict);
    lowering.settle();
    lowering.tell_of_dropped();
    recursion::mark(&mut lowering.types);
    let info = &resolved.api.info;
    let mut api = ir::Api {
        source: resolved.document.name.clone(),
        title: info.title.clone(),
        version: info.version.clone(),
        types: lowering.types,
        schemes,
        requirements,
        operations,
    };
    reach::open_enumerations(&mut api);
    let mut found = lowering.found;
    found.append(accounts::accounts(&resolved.document));
    if strict {
        return found.unless_errors(api);
    }
    Ok((api, found.into_warnings()))
}

/// What is shared while lowering.
struct Lowering<'a> {
    resolved: &'a Resolved,
    found: Diagnostics,
    /// What was reported already: many places may refer to one that is wrong.
    told: BTreeSet<(&'static str, String)>,
    /// Whether something was found without which the operation at hand cannot be written.
    lost: bool,
    /// Whether it was said that fragments of paths are not sent.
    told_of_fragments: bool,
    /// Where media types stand that are left out, by media type.
    dropped: BTreeMap<String, BTreeSet<String>>,
    types: Vec<ir::Named>,
    /// Types by where they stand, so that each becomes one however often it is referred to.
    by_pointer: BTreeMap<String, ir::TypeId>,
    /// Aliases being expanded, to notice one that contains itself.
    aliases: Vec<String>,
    /// References in conditions being written out.
    inlined: Vec<String>,
    /// Types whose inside was not looked at yet.
    pending: VecDeque<objects::Pending>,
}

/// The pointer that people know: what was merged stands where its parts do.
fn shown(at: &str) -> String {
    at.replace(&format!("/{MERGED}"), "")
}

impl Lowering<'_> {
    fn error(&mut self, code: &'static str, at: &str, message: impl Into<String>, hint: &str) {
        let at = &shown(at);
        if self.told.insert((code, at.to_owned())) {
            let diagnostic = self.resolved.document.error(code, at, message);
            self.found.push(diagnostic.hint(hint));
        }
    }

    fn warn(&mut self, code: &'static str, at: &str, message: impl Into<String>, hint: &str) {
        let at = &shown(at);
        if self.told.insert((code, at.to_owned())) {
            let diagnostic = self.resolved.document.error(code, at, message);
            self.found.push(diagnostic.hint(hint).warning());
        }
    }

    /// The same about something without which the operation at hand cannot be written.
    fn fail(&mut self, code: &'static str, at: &str, message: impl Into<String>, hint: &str) {
        self.lost = true;
        self.error(code, at, message, hint);
    }

    /// What the description asks for is legal, but no code is written for it.
    fn unsupported(&mut self, at: &str, what: impl std::fmt::Display, hint: &str) {
        self.error("unsupported", at, format!("unsupported: {what}"), hint);
    }

    /// Notes what went wrong and goes on.
    fn note<T>(&mut self, outcome: Result<T, Diagnostic>) -> Option<T> {
        outcome
            .map_err(|diagnostic| {
                self.lost = true;
                let place = diagnostic.pointer.as_deref().unwrap_or_default().to_owned();
                if self.told.insert((diagnostic.code, place)) {
                    self.found.push(diagnostic);
                }
            })
            .ok()
    }

    fn components(&mut self) {
        let schemas = self
            .resolved
            .schema_at("/components/schemas")
            .and_then(serde_json::Value::as_object);
        for name in schemas.into_iter().flatten().map(|(name, _)| name) {
            self.component(name, &pointer::join("/components/schemas", name));
            self.settle();
        }
    }
}
