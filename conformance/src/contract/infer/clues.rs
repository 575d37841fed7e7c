//! What the description says about the entity of one operation: its names, the names in the id of its 207, and the prose.
//! Judges none of it.

use serde_json::Value;

use super::super::shape::{component, fold};
use super::candidate::multi_status;
use super::envelope::Envelope;
use super::whole::examples;
use super::words::{normal, singular};
use super::{Subject, siblings};
use crate::contract::Property;

impl Subject<'_> {
    /// Names of the entity: of its schema, with what is usually added cut off, and of the last segment of its collection.
    pub(super) fn entities(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        if let Some(name) = component(&self.description.schemas, self.item) {
            let mut name = normal(name);
            names.push(name.clone());
            for ending in [
                "dto", "model", "entity", "item", "input", "request", "upsert", "vba",
            ] {
                if let Some(stem) = name.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
                    name = stem.to_owned();
                    names.push(name.clone());
                }
            }
            names.extend(name.strip_prefix("vba").map(str::to_owned));
        }
        let collection = siblings::collection(&self.operation.path);
        let last = collection
            .split('/')
            .rfind(|s| !s.is_empty() && !s.starts_with('{'));
        names.extend(last.map(|segment| singular(&normal(segment))));
        names
    }

    /// Names of id parts in the schema and in the examples of the 207, as far as the item has them.
    pub(super) fn echoed(&self, envelope: &Envelope) -> Vec<String> {
        let known = |name: &String| {
            self.properties
                .iter()
                .any(|p| normal(&p.name) == normal(name))
        };
        let named: Vec<String> = envelope
            .id_names
            .iter()
            .filter(|name| known(name))
            .cloned()
            .collect();
        if !named.is_empty() {
            return named;
        }
        let mut names = Vec::new();
        for example in examples(&self.description.schemas, self.operation, self.answer) {
            let results = example.pointer(&envelope.results).and_then(Value::as_array);
            for result in results.into_iter().flatten() {
                let id = envelope.id.as_deref().and_then(|at| result.pointer(at));
                for part in id.and_then(Value::as_array).into_iter().flatten() {
                    let name = envelope
                        .id_name
                        .as_deref()
                        .and_then(|name| part[name].as_str());
                    names.extend(
                        name.map(str::to_owned)
                            .filter(|name| known(name) && !names.contains(name)),
                    );
                }
            }
        }
        names
    }

    pub(super) fn texts(&self, envelope: &Envelope) -> Vec<String> {
        let folded = fold(&self.description.schemas, self.item);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (summary, description) = (&self.operation.summary, &self.operation.description);
        let operation = format!("{}. {}", text(summary), text(description));
        let answer = multi_status(self.operation).map(|(_, response)| response.description.clone());
        vec![
            envelope.id_text.clone(),
            operation,
            folded.description().to_owned(),
            answer.unwrap_or_default(),
        ]
    }

    pub(super) fn descriptions(&self) -> Vec<String> {
        let schemas = &self.description.schemas;
        let item = fold(schemas, self.item);
        let text = |p: &Property| {
            let member = item.property(&p.name).map(|id| fold(schemas, id));
            member.unwrap_or_default().description().to_owned()
        };
        self.properties.iter().map(text).collect()
    }
}
