//! A schema that demands what two demand, for members and items that two parts describe.

use super::{MAX_BRANCHES, Merger};
use crate::schema::{Schema, SchemaId};

/// How deep members of members are combined.
const MAX_DEPTH: usize = 3;

impl Merger<'_> {
    /// A schema that demands what `own` and `other` demand; one of the two where that is enough. It stands at `at`.
    pub(super) fn both(
        &mut self,
        own: SchemaId,
        other: SchemaId,
        at: &str,
        depth: usize,
    ) -> SchemaId {
        if depth > MAX_DEPTH {
            return other;
        }
        let (Some(mut one), Some(two)) = (self.flat(own), self.flat(other)) else {
            return other;
        };
        // What merely repeats what the other says is no reason for a type of its own.
        if self.end(own) == self.end(other) || repeats(&two, &one) {
            return own;
        }
        if repeats(&one, &two) {
            return other;
        }
        // Null is allowed when both allow it, and who says nothing about types does.
        let free = |part: &Schema| {
            part.types.is_absent() && part.values.is_none() && part.choice().is_none()
        };
        let allows = |part: &Schema| part.nullable || free(part);
        let nullable = (one.nullable || two.nullable) && allows(&one) && allows(&two);
        one.at = at.into();
        self.combine(&mut one, two, depth + 1);
        one.nullable = nullable;
        let distributed = self.distribute(&one, depth + 1, MAX_BRANCHES);
        self.add(distributed.unwrap_or(one))
    }
}

/// Whether everything that `part` demands is said in `whole`, word for word.
fn repeats(part: &Schema, whole: &Schema) -> bool {
    fn said<T: PartialEq>(part: &Option<T>, whole: &Option<T>) -> bool {
        part.is_none() || part == whole
    }
    fn listed<T: PartialEq + Default>(part: &T, whole: &T) -> bool {
        *part == T::default() || part == whole
    }
    let flag = |part: bool, whole: bool| !part || whole;
    let numbers = (&part.number, &whole.number);
    let texts = (&part.text, &whole.text);
    let arrays = (&part.array, &whole.array);
    let objects = (&part.object, &whole.object);
    let compositions = (&part.composition, &whole.composition);
    listed(&part.types, &whole.types)
        && flag(part.nullable, whole.nullable)
        && said(&part.format, &whole.format)
        && said(&part.values, &whole.values)
        && said(&numbers.0.minimum, &numbers.1.minimum)
        && said(&numbers.0.maximum, &numbers.1.maximum)
        && said(&numbers.0.multiple_of, &numbers.1.multiple_of)
        && said(&texts.0.min_length, &texts.1.min_length)
        && said(&texts.0.max_length, &texts.1.max_length)
        && said(&texts.0.pattern, &texts.1.pattern)
        && said(&texts.0.content_encoding, &texts.1.content_encoding)
        && said(&texts.0.content_media_type, &texts.1.content_media_type)
        && said(&texts.0.content_schema, &texts.1.content_schema)
        && said(&arrays.0.items, &arrays.1.items)
        && listed(&arrays.0.prefix_items, &arrays.1.prefix_items)
        && said(&arrays.0.contains, &arrays.1.contains)
        && said(&arrays.0.min_contains, &arrays.1.min_contains)
        && said(&arrays.0.max_contains, &arrays.1.max_contains)
        && said(&arrays.0.min_items, &arrays.1.min_items)
        && said(&arrays.0.max_items, &arrays.1.max_items)
        && flag(arrays.0.unique, arrays.1.unique)
        && said(&arrays.0.unevaluated, &arrays.1.unevaluated)
        && said(&objects.0.properties, &objects.1.properties)
        && listed(&objects.0.pattern_properties, &objects.1.pattern_properties)
        && said(&objects.0.additional, &objects.1.additional)
        && said(&objects.0.names, &objects.1.names)
        && listed(&objects.0.required, &objects.1.required)
        && said(&objects.0.min_properties, &objects.1.min_properties)
        && said(&objects.0.max_properties, &objects.1.max_properties)
        && listed(&objects.0.dependent_required, &objects.1.dependent_required)
        && listed(&objects.0.dependent_schemas, &objects.1.dependent_schemas)
        && said(&objects.0.unevaluated, &objects.1.unevaluated)
        && said(&compositions.0.one_of, &compositions.1.one_of)
        && said(&compositions.0.any_of, &compositions.1.any_of)
        && said(&compositions.0.not, &compositions.1.not)
        && said(&compositions.0.condition, &compositions.1.condition)
        && said(&compositions.0.then, &compositions.1.then)
        && said(&compositions.0.otherwise, &compositions.1.otherwise)
        && said(&compositions.0.discriminator, &compositions.1.discriminator)
        && said(&compositions.0.dynamic, &compositions.1.dynamic)
        && said(&compositions.0.conflict, &compositions.1.conflict)
        && listed(&compositions.0.also, &compositions.1.also)
        && flag(part.notes.read_only, whole.notes.read_only)
        && flag(part.notes.write_only, whole.notes.write_only)
}
