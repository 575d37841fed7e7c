//! What the references of schemas lead to, when all schemas are known.

use super::{Pending, Reader, Slot};
use crate::identities::Target;
use crate::pointer;
use crate::schema::{MAX_CHAIN, SchemaId};

impl Reader<'_> {
    /// Finds what the references of schemas lead to, and reads what stands where no schema was expected.
    pub(super) fn resolve_schemas(&mut self) {
        let mut next = 0;
        let mut own = Vec::new();
        while next < self.pending.len() {
            let Pending { schema, slot } = self.pending[next];
            next += 1;
            let (text, at) = self.written(schema, slot);
            let target = self.schema_target(&text, &at, slot);
            self.schemas.lead(
                schema,
                |schema| match slot {
                    Slot::Own => schema.reference.as_mut(),
                    Slot::Mapping(index) => {
                        let discriminator = schema.composition.discriminator.as_mut()?;
                        discriminator
                            .mapping
                            .get_mut(index)
                            .map(|(_, reference)| reference)
                    }
                    Slot::DefaultMapping => {
                        schema.composition.discriminator.as_mut()?.default.as_mut()
                    }
                },
                target,
            );
            if matches!(slot, Slot::Own) {
                own.push(schema);
            }
        }
        for id in own {
            self.check_chain(id);
        }
    }

    /// The text of a reference, and where the object stands that holds it.
    fn written(&self, id: SchemaId, slot: Slot) -> (String, String) {
        let schema = &self.schemas[id];
        let at = schema.at.to_string();
        let discriminator = schema.composition.discriminator.as_ref();
        let mapped = |index: usize| {
            let (value, reference) = discriminator?.mapping.get(index)?;
            let at = pointer::join(&format!("{at}/discriminator/mapping"), value);
            Some((reference.text.clone(), at))
        };
        let found = match slot {
            Slot::Own => schema.reference.as_ref().map(|own| (own.text.clone(), at)),
            Slot::Mapping(index) => mapped(index),
            Slot::DefaultMapping => discriminator
                .and_then(|one| one.default.as_ref())
                .map(|own| {
                    (
                        own.text.clone(),
                        format!("{at}/discriminator/defaultMapping"),
                    )
                }),
        };
        found.unwrap_or_default()
    }

    fn schema_target(&mut self, text: &str, at: &str, slot: Slot) -> Option<SchemaId> {
        let mapping = !matches!(slot, Slot::Own);
        if mapping && !text.contains(['/', '#']) {
            // The value is the name of a schema; what is no such name is the finding of whoever needs it.
            return self.schemas.at(&pointer::join("/components/schemas", text));
        }
        let place = match mapping {
            true => at.to_owned(),
            false => pointer::join(at, "$ref"),
        };
        match self.identities.resolve(self.root, text, at) {
            Target::Here(target) => {
                let value = pointer::find(self.root, &target)?;
                Some(self.schema(value, &target))
            }
            Target::Nowhere if mapping => None,
            Target::Nowhere => {
                let found = self.nowhere(text, &place);
                self.refuse(found, &place);
                None
            }
            Target::Elsewhere => {
                let found = self.elsewhere(text, &place);
                self.refuse(found, &place);
                None
            }
        }
    }

    /// Reports references that lead round in a circle.
    fn check_chain(&mut self, id: SchemaId) {
        let mut seen: Vec<String> = Vec::new();
        let mut here = id;
        while let Some(reference) = &self.schemas[here].reference {
            let at = self.schemas[here].at.to_string();
            let circle = seen.contains(&at);
            if circle || seen.len() > MAX_CHAIN {
                let place = pointer::join(&self.schemas[id].at.clone(), "$ref");
                self.circle(&seen, &place);
                self.schemas
                    .lead(id, |schema| schema.reference.as_mut(), None);
                return;
            }
            seen.push(at);
            let Some(target) = reference.target else {
                return;
            };
            here = target;
        }
    }
}
