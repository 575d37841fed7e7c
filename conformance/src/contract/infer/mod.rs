//! Which operations are batch operations, and which parts their fields play, from the description alone. Every inference
//! has a reason in words. Refuses nothing: what cannot be inferred is left out, and what is unsure is said.

mod bindings;
mod candidate;
mod clues;
mod envelope;
mod key;
mod siblings;
mod tenant;
mod usable;
mod whole;
mod words;

use description::model::Operation;
use description::{Description, SchemaId};

use super::roles::Roles;
use super::shape::component;
use super::{Parameter, Property, ResultRoles};
pub(super) use candidate::{candidate, is_batch};
use envelope::Envelope;
use siblings::Wanted;
pub(in crate::contract) use siblings::{Around, Paths};

/// One operation as inference sees it.
pub(super) struct Subject<'a> {
    pub(super) paths: &'a Paths<'a>,
    pub(super) description: &'a Description,
    pub(super) operation: &'a Operation,
    pub(super) parameters: &'a [Parameter],
    pub(super) properties: &'a [Property],
    /// the schema of the item
    pub(super) item: SchemaId,
    /// the schema of the 207 body
    pub(super) answer: SchemaId,
}

/// What was inferred, each part with its reason.
pub(super) struct Inferred {
    /// the paths beside the operation
    pub(super) around: Around,
    /// the roles; an empty key where none was found
    pub(super) roles: Roles,
    pub(super) reasons: Vec<String>,
    /// a sentence where several keys are possible
    pub(super) ambiguous: Option<String>,
}

impl Subject<'_> {
    /// Infers everything.
    pub(super) fn infer(&self) -> Inferred {
        let names: Vec<&str> = self.properties.iter().map(|p| p.name.as_str()).collect();
        let found = envelope::envelope(&self.description.schemas, self.answer, &names);
        let mut reasons = vec![format!(
            "{} {} is a batch operation: its body is an array and it answers 207",
            self.operation.method, self.operation.path
        )];
        let envelope = found.unwrap_or_default();
        reasons.extend(told(&envelope));
        let (bindings, mut why) = self.bindings();
        reasons.append(&mut why);
        let around = self.around();
        let bound: Vec<String> = bindings
            .iter()
            .map(|(_, property)| property.clone())
            .collect();
        let found = self.key(&envelope, &around, &bound);
        reasons.push(found.reason.clone());
        let elsewhere = |name: &str| whole::required_on(self.description, name);
        let tenant = tenant::tenant(self.parameters, elsewhere).map(|(name, reason)| {
            reasons.push(reason);
            name
        });
        reasons.extend(around.reasons.clone());
        let ambiguous = (!found.candidates.is_empty() || found.key.is_empty())
            .then(|| ambiguity(&found.candidates, &names));
        let assigned = found
            .key
            .iter()
            .filter(|name| !bound.contains(name))
            .filter_map(|name| self.properties.iter().find(|p| p.name == **name));
        let assigned = assigned
            .into_iter()
            .find(|p| p.nullable)
            .map(|p| p.name.clone());
        if let Some(name) = &assigned {
            reasons.push(format!(
                "assigned {name}: a part of the key that may be null, so the server assigns it"
            ));
        }
        let roles = Roles {
            key: found.key,
            assigned,
            bindings,
            tenant,
            results: envelope.results,
            error: envelope.error,
            call_id: envelope.call_id,
            result: ResultRoles {
                id: envelope.id,
                id_name: envelope.id_name,
                id_value: envelope.id_value,
                status: envelope.status,
                message: envelope.message,
            },
        };
        Inferred {
            around,
            roles,
            reasons,
            ambiguous,
        }
    }

    /// The members that make up the key; `bound` are those that repeat a parameter of the path.
    fn key(&self, envelope: &Envelope, around: &Around, bound: &[String]) -> key::Found {
        let entity = around.entity.as_deref();
        let parameters = entity.map(|entity| self.standing_for(entity));
        let own: Vec<String> = parameters
            .unwrap_or_default()
            .into_iter()
            .filter_map(|(_, property)| property)
            .filter(|p| !bound.contains(p))
            .collect();
        key::key(&key::Clues {
            properties: self.properties,
            entities: &self.entities(),
            echoed: &self.echoed(envelope),
            texts: &self.texts(envelope),
            bound,
            own: &own,
            keys_first: whole::keys_first(&self.description.schemas),
            descriptions: &self.descriptions(),
        })
    }

    fn bindings(&self) -> (Vec<(String, String)>, Vec<String>) {
        let (mut bindings, mut reasons) = (Vec::new(), Vec::new());
        for (parameter, segment) in bindings::parameters(&self.operation.path) {
            match bindings::property(self.properties, &parameter, &segment) {
                Some((property, same)) => {
                    let how = if same {
                        "the same name but for case and underscores"
                    } else {
                        "the only property with such a name"
                    };
                    reasons.push(format!("binding {parameter} = {}: {how}", property.name));
                    bindings.push((parameter, property.name.clone()));
                }
                None => reasons.push(format!(
                    "no binding for {parameter}: the item has no property of that name"
                )),
            }
        }
        (bindings, reasons)
    }

    /// The parameters of a path, each with the property that it stands for.
    fn standing_for(&self, template: &str) -> Vec<(String, Option<String>)> {
        let named = |(parameter, segment): (String, String)| {
            let property = bindings::property(self.properties, &parameter, &segment)
                .map(|(p, _)| p.name.clone());
            (parameter, property)
        };
        bindings::parameters(template)
            .into_iter()
            .map(named)
            .collect()
    }

    fn wanted(&self) -> Wanted<'_> {
        Wanted {
            component: component(&self.description.schemas, self.item),
            properties: self.properties.iter().map(|p| p.name.as_str()).collect(),
        }
    }

    fn around(&self) -> Around {
        siblings::around(self.paths, &self.operation.path, &self.wanted())
    }
}

/// Why the parts of the 207 are taken for what they are.
fn told(envelope: &Envelope) -> Vec<String> {
    let place = |pointer: &str| {
        if pointer.is_empty() {
            "the body itself".to_owned()
        } else {
            pointer.to_owned()
        }
    };
    let mut reasons = vec![format!(
        "results {}: an array of objects in the 207 with an integer {}",
        place(&envelope.results),
        envelope.status
    )];
    match &envelope.id {
        Some(id) if id.is_empty() => {
            reasons.push("id: the key properties stand in the result itself".to_owned())
        }
        Some(id) => reasons.push(format!("id {id}: by its name or its form")),
        None => reasons
            .push("no id in a result: results are taken in the order of the items".to_owned()),
    }
    let more = [
        ("message", &envelope.message),
        ("error", &envelope.error),
        ("callId", &envelope.call_id),
    ];
    reasons.extend(
        more.iter()
            .filter_map(|(role, at)| Some(format!("{role} {}: by its name", at.as_ref()?))),
    );
    reasons
}

fn ambiguity(candidates: &[String], names: &[&str]) -> String {
    let (what, listed) = if candidates.is_empty() {
        (
            "no property looks like a key; the item has",
            names.join(", "),
        )
    } else {
        (
            "nothing tells for sure which properties make up the key; it could be made of",
            candidates.join(", "),
        )
    };
    format!(
        "{what} {listed}. Declare it with `x-batch-upsert: {{ key: [...] }}` in the description, in an --overlay, or in the profile under [operations]"
    )
}
