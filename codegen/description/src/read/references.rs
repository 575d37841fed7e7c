//! References of a document: what each leads to. Refuses those that lead nowhere, to a file that was not joined, to
//! something of another kind, or round in a circle.

use std::borrow::Cow;

use serde_json::Value;

use super::Reader;
use crate::diagnostic::Diagnostic;
use crate::grammar::Kind;
use crate::identities::Target;
use crate::pointer;
use crate::schema::MAX_CHAIN;

impl<'a> Reader<'a> {
    /// What `value`, found at `at`, is or refers to, and where that stands; `None` when that is nothing of the kind, which
    /// is reported.
    pub(super) fn follow<'v>(
        &mut self,
        value: &'v Value,
        at: &'v str,
        kind: Kind,
    ) -> Option<(&'v Value, Cow<'v, str>)>
    where
        'a: 'v,
    {
        let (mut value, mut at): (&'v Value, Cow<'v, str>) = (value, Cow::Borrowed(at));
        let mut seen: Vec<String> = Vec::new();
        loop {
            let Some(members) = value.as_object() else {
                return Some((value, at));
            };
            let Some(reference) = members.get("$ref") else {
                return Some((value, at));
            };
            self.beside_reference(members, &at);
            let place = pointer::join(&at, "$ref");
            let next = self.target(reference, &at, kind);
            let next = self.note_once(next, &place)?;
            seen.push(at.into_owned());
            if seen.contains(&next) || seen.len() > MAX_CHAIN {
                self.circle(&seen, &place);
                return None;
            }
            value = pointer::find(self.root, &next)?;
            at = Cow::Owned(next);
        }
    }

    /// Where a reference leads, which stands in the object at `at`.
    pub(super) fn target(
        &mut self,
        reference: &Value,
        at: &str,
        kind: Kind,
    ) -> Result<String, Diagnostic> {
        let place = pointer::join(at, "$ref");
        let Some(text) = reference.as_str() else {
            let message = "a `$ref` must be text";
            return Err(self.document.error("bad-reference", &place, message));
        };
        match self.identities.resolve(self.root, text, at) {
            Target::Here(target) => match self.of_another_kind(&target, kind) {
                false => Ok(target),
                true => {
                    let message =
                        "a reference leads to this schema from where something else is needed";
                    let hint = "refer to a parameter, a response or whatever is needed there";
                    let found = self.document.error("wrong-reference", &target, message);
                    Err(found.hint(hint))
                }
            },
            Target::Nowhere => Err(self.nowhere(text, &place)),
            Target::Elsewhere => Err(self.elsewhere(text, &place)),
        }
    }

    pub(super) fn nowhere(&self, text: &str, place: &str) -> Diagnostic {
        let shown = self.document.reference(text);
        let message = format!("the reference `{shown}` leads nowhere");
        let found = self.document.error("reference-to-nowhere", place, message);
        found.hint(self.nearest(text))
    }

    pub(super) fn elsewhere(&self, text: &str, place: &str) -> Diagnostic {
        let message = format!("the reference `{text}` leads to another file");
        let hint = "copy what it refers to into `components` of this description, or bundle the files first";
        self.document
            .error("external-reference", place, message)
            .hint(hint)
    }

    /// Whether what stands at `target` is a schema and something else is needed.
    fn of_another_kind(&self, target: &str, kind: Kind) -> bool {
        kind != Kind::Schema && self.schemas.at(target).is_some()
    }

    /// Notes a reference that leads nowhere, unless that was said where files were joined.
    fn note_once(&mut self, outcome: Result<String, Diagnostic>, place: &str) -> Option<String> {
        match outcome {
            Ok(target) => Some(target),
            Err(diagnostic) => {
                let joined = self.document.joined && diagnostic.code == "external-reference";
                if !joined && self.circles.insert(place.to_owned()) {
                    self.found.push(diagnostic);
                }
                None
            }
        }
    }

    pub(super) fn refuse(&mut self, diagnostic: Diagnostic, place: &str) {
        self.note_once(Err(diagnostic), place);
    }

    /// Says of a circle, or of a chain that is too long, once for all of its members.
    pub(super) fn circle(&mut self, seen: &[String], place: &str) {
        let known = seen.iter().any(|member| self.circles.contains(member));
        self.circles.extend(seen.iter().cloned());
        if known {
            return;
        }
        if seen.len() > MAX_CHAIN {
            let message = format!("more than {MAX_CHAIN} references lead to one another");
            self.error(
                "reference-cycle",
                place,
                message,
                "refer to what is meant directly",
            );
        } else {
            let message = "these references lead round in a circle, so nothing is described";
            self.error(
                "reference-cycle",
                place,
                message,
                "one of them must be a schema",
            );
        }
    }

    /// What may have been meant: the names that stand beside the missing one.
    fn nearest(&self, reference: &str) -> String {
        let document = self.document;
        let fragment = reference
            .split_once('#')
            .map_or("", |(_, fragment)| fragment);
        let target = pointer::from_fragment(fragment).unwrap_or_default();
        let mut folder = pointer::parent(&target);
        while let Some(at) = folder {
            if ["", "/components"].contains(&at) && document.is_converted() {
                break; // The text has nothing of what stands there.
            }
            if let Some(Value::Object(members)) = pointer::find(self.root, at) {
                let wanted = pointer::last(&target).unwrap_or_default().to_lowercase();
                let similar = members.keys().find(|key| key.to_lowercase() == wanted);
                if let Some(similar) = similar {
                    let similar = format!("#{}", pointer::join(at, similar));
                    return format!("did you mean `{}`?", document.reference(&similar));
                }
                let names: Vec<&str> = members.keys().take(8).map(String::as_str).collect();
                let at = format!("#{at}");
                return format!("`{}` has: {}", document.reference(&at), names.join(", "));
            }
            folder = pointer::parent(at);
        }
        let example = document.reference("#/components/schemas/Name");
        format!("write `{example}`, or add what it refers to")
    }
}
