//! A description to the intermediate representation. The only place that may say "unsupported": whatever gets past it can
//! be written as code.

mod addresses;
mod bodies;
mod checks;
mod contents;
mod discriminators;
mod found;
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

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use description::diagnostic::Diagnostics;
use description::{Description, SchemaId, Schemas};

use crate::ir;

/// Lowers a whole description. What no code can be written for is left out, and is an error among the diagnostics; unless
/// `strict`, these also say which operations are left out because of it.
#[must_use]
pub fn lower(description: &Description, strict: bool) -> (ir::Api, Diagnostics) {
    let mut lowering = Lowering {
        description,
        schemas: &description.schemas,
        found: Diagnostics::default(),
        told: BTreeSet::new(),
        lost: false,
        told_of_fragments: false,
        dropped: BTreeMap::new(),
        types: Vec::new(),
        by_schema: BTreeMap::new(),
        aliases: Vec::new(),
        inlined: Vec::new(),
        expressions: HashMap::new(),
        pending: VecDeque::new(),
    };
    lowering.components();
    let (schemes, requirements, security) = lowering.security();
    let operations = lowering.operations(&security, strict);
    lowering.settle();
    lowering.tell_of_dropped();
    recursion::mark(&mut lowering.types);
    let mut api = ir::Api {
        source: description.document.name.clone(),
        title: description.info.title.clone(),
        version: description.info.version.clone(),
        types: lowering.types,
        schemes,
        requirements,
        operations,
    };
    reach::open_enumerations(&mut api);
    (api, lowering.found)
}

/// What is shared while lowering.
struct Lowering<'a> {
    description: &'a Description,
    schemas: &'a Schemas,
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
    /// Types by the schema that they are made of, so that each becomes one however often it is referred to.
    by_schema: BTreeMap<SchemaId, ir::TypeId>,
    /// Aliases being expanded, to notice one that contains itself.
    aliases: Vec<SchemaId>,
    /// References in conditions being written out.
    inlined: Vec<SchemaId>,
    /// Regular expressions that were compiled, with what is wrong with each.
    expressions: HashMap<String, Option<String>>,
    /// Types whose inside was not looked at yet.
    pending: VecDeque<found::Pending>,
}

impl Lowering<'_> {
    fn error(&mut self, code: &'static str, at: &str, message: impl Into<String>, hint: &str) {
        if self.told.insert((code, at.to_owned())) {
            let diagnostic = self.description.document.error(code, at, message);
            self.found.push(diagnostic.hint(hint));
        }
    }

    fn warn(&mut self, code: &'static str, at: &str, message: impl Into<String>, hint: &str) {
        if self.told.insert((code, at.to_owned())) {
            let diagnostic = self.description.document.error(code, at, message);
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

    fn components(&mut self) {
        let schemas = self.schemas;
        for (name, id) in schemas.components() {
            self.component(name, id);
            self.settle();
        }
    }
}
