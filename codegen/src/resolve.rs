//! A document to one whose every reference leads somewhere and whose structure is typed. Refuses references to
//! nowhere, in circles, and to files that were not joined; schemas stay raw, because the model would lose parts of them.

pub(crate) mod compose;
mod dialect;
mod normal;
mod references;
mod skeleton;

use openapiv3::{OpenAPI, ReferenceOr};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Document;
use crate::{pointer, swagger};

/// How many references may lead to one another.
const MAX_CHAIN: usize = 64;

/// A description that can be walked without surprises.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The description as written: the source of truth, and of places.
    pub document: Document,
    /// Its structure, typed. Every schema in it is a reference into `document` (to its own place when it was
    /// written inline), because schemas are read from the document itself.
    pub api: OpenAPI,
    skeleton: Value,
    schemas: Value,
}

/// Checks every reference and the structure of the description.
///
/// # Errors
/// Everything that was found wrong, each at its place.
pub fn resolve(mut document: Document) -> Result<Resolved, Diagnostics> {
    check_kind(&document)?;
    let mut found = swagger::convert(&mut document);
    found.append(references::check(&document));
    let mut skeleton = skeleton::lift(&document.value);
    skeleton::complete(&mut skeleton);
    skeleton::check(&document, &skeleton, &mut found);
    let ((), warnings) = found.unless_errors(())?;
    document.warnings.append(warnings);
    finish(document, skeleton)
}

/// The same, but what is malformed is left out and reported as a warning, as far as anything is left without it.
///
/// # Errors
/// What nothing can be made of.
pub fn resolve_in_part(mut document: Document) -> Result<(Resolved, Diagnostics), Diagnostics> {
    check_kind(&document)?;
    let mut found = swagger::convert(&mut document);
    let mut skeleton = skeleton::lift(&document.value);
    skeleton::complete(&mut skeleton);
    skeleton::soften(&mut skeleton, false);
    skeleton::introduce(&document, &mut skeleton, &mut found);
    for _ in 0..MAX_ROUNDS {
        if serde_json::from_value::<OpenAPI>(skeleton.clone()).is_ok() {
            break;
        }
        let broken = skeleton::check(&document, &skeleton, &mut found);
        if broken.is_empty() {
            break;
        }
        skeleton::prune(&mut skeleton, &broken);
        skeleton::complete(&mut skeleton);
    }
    Ok((finish(document, skeleton)?, found))
}

/// How often the structure is looked at again after malformed parts were taken out.
const MAX_ROUNDS: usize = 5;

fn check_kind(document: &Document) -> Result<(), Diagnostics> {
    if document.value.get("openapi").is_some() || document.value.get("swagger").is_some() {
        return Ok(());
    }
    let message = "the key `openapi` is missing, so this is no OpenAPI description";
    let hint = "an overlay is given with `--overlay`, beside the description that it changes";
    Err(document.error("no-version", "", message).hint(hint).into())
}

fn finish(document: Document, skeleton: Value) -> Result<Resolved, Diagnostics> {
    let api = skeleton::typed::<OpenAPI>(&document, &skeleton, "", "the description")?;
    let (mut schemas, composed) = normal::normal(&document.value);
    compose::compose(&mut schemas, &composed);
    Ok(Resolved {
        document,
        api,
        skeleton,
        schemas,
    })
}

impl Resolved {
    /// The value at a JSON pointer of the description.
    #[must_use]
    pub fn lookup(&self, pointer: &str) -> Option<&Value> {
        crate::pointer::find(&self.document.value, pointer)
    }

    /// Follows `value` when it is a reference, to what is not one, and says where that stands. The pointer is
    /// empty when `value` is no reference: then it stands where the caller found it.
    ///
    /// # Errors
    /// When a reference leads nowhere or in a circle; neither happens to references that stand in the description.
    pub fn follow<'a>(&'a self, value: &'a Value) -> Result<(&'a Value, String), Diagnostic> {
        chain(&self.document, &self.document.value, value, "")
    }

    /// The value at `pointer`, followed like [`Resolved::follow`]; the pointer returned is never that of a reference.
    ///
    /// # Errors
    /// When `pointer` or a reference leads nowhere, or references lead in a circle.
    pub fn follow_at(&self, pointer: &str) -> Result<(&Value, String), Diagnostic> {
        let value = self.lookup(pointer).ok_or_else(|| {
            self.document.error(
                "reference-to-nowhere",
                pointer,
                format!("there is nothing at `{pointer}`"),
            )
        })?;
        chain(&self.document, &self.document.value, value, pointer)
    }

    /// The schema at `pointer` with everything rewritten that OpenAPI 3.0 has no words for, and the references on
    /// the way to it. `None` when there is nothing.
    #[must_use]
    pub(crate) fn schema_at(&self, pointer: &str) -> Option<&Value> {
        crate::pointer::find(&self.schemas, pointer)
    }

    /// Where a reference within the description leads.
    #[must_use]
    pub(crate) fn target(reference: &str) -> Option<String> {
        references::target(reference)
    }

    /// A standalone JSON Schema 2020-12 document for the schema at `pointer`: the dialect of OpenAPI 3.0 is
    /// converted and everything it refers to is included, so that any validator can use it.
    #[must_use]
    pub fn json_schema(&self, pointer: &str) -> Value {
        dialect::standalone(&self.document.value, pointer)
    }

    /// What `item`, found at `at`, is or refers to, and where that stands.
    ///
    /// # Errors
    /// When the reference leads nowhere, or to something of another kind.
    pub fn item<T: DeserializeOwned + Clone>(
        &self,
        item: &ReferenceOr<T>,
        at: &str,
    ) -> Result<(T, String), Diagnostic> {
        match item {
            ReferenceOr::Item(item) => Ok((item.clone(), at.to_owned())),
            ReferenceOr::Reference { reference } => {
                let start = serde_json::json!({ "$ref": reference });
                let (value, pointer) = chain(&self.document, &self.skeleton, &start, at)?;
                let item =
                    skeleton::typed(&self.document, value, &pointer, "what is referred to here")?;
                Ok((item, pointer))
            }
        }
    }
}

/// Follows references in `root`, beginning with `value` found at `at`.
fn chain<'a>(
    document: &Document,
    root: &'a Value,
    value: &'a Value,
    at: &str,
) -> Result<(&'a Value, String), Diagnostic> {
    let (mut value, mut at) = (value, at.to_owned());
    for _ in 0..MAX_CHAIN {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            return Ok((value, at));
        };
        let target = references::target(reference)
            .and_then(|target| Some((crate::pointer::find(root, &target)?, target)));
        let Some((next, target)) = target else {
            let place = pointer::join(&at, "$ref");
            let message = format!("the reference `{reference}` leads nowhere");
            return Err(document.error("reference-to-nowhere", &place, message));
        };
        if at == target {
            // In the skeleton, that is what a schema looks like.
            let message = "a reference leads to this schema from where something else is needed";
            let hint = "refer to a parameter, a response or whatever is needed there";
            return Err(document.error("wrong-reference", &at, message).hint(hint));
        }
        (value, at) = (next, target);
    }
    let message = format!("more than {MAX_CHAIN} references lead to one another, or in a circle");
    Err(document.error("reference-cycle", &at, message))
}
