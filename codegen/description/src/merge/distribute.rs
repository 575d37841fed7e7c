//! A choice beside other keywords as a choice between schemas that have them all.

use super::{MAX_DEPTH, Merger, also, has_conditions, has_shape, says_something};
use crate::schema::{Choice, Composition, Notes, Schema, SchemaId, Schemas, Type};

impl Merger<'_> {
    /// The same schema with its choice multiplied out, into no more than `room` branches; `None` when it is fine as it stands.
    pub(super) fn distribute(
        &mut self,
        whole: &Schema,
        depth: usize,
        room: usize,
    ) -> Option<Schema> {
        let (choice, branches) = whole.choice()?;
        if depth > MAX_DEPTH {
            return None;
        }
        let branches = branches.to_vec();
        let mut base = whole.clone();
        *list(&mut base, choice) = None;
        let conditions = has_conditions(&base);
        if !conditions && !says_something(&base) {
            return None;
        }
        let mut parts = Vec::new();
        for branch in branches.iter().take(room) {
            parts.push(self.flat(*branch)?);
        }
        let shapes = conditions || has_shape(&base);
        if !shapes && parts.iter().all(|part| implies(part, &base)) {
            return parts.iter().any(|part| contradicts(part, &base)).then(|| {
                let mut marked = whole.clone();
                marked.composition.conflict = Some("type");
                marked
            });
        }
        if !parts.iter().any(is_shaped) {
            // Only combinations of required members: the object stays one type.
            let empty = |part: &Schema| !has_conditions(part) && part.object.required.is_empty();
            if parts.iter().any(empty) {
                base.composition.conflict = Some(choice.keyword());
            } else {
                let mut other = Schema {
                    at: whole.at.clone(),
                    ..Schema::default()
                };
                *list(&mut other, choice) = Some(branches);
                also(self, &mut base, other);
            }
            return Some(base);
        }
        Some(multiplied(
            self,
            base,
            choice,
            branches.len(),
            parts,
            depth,
            room,
        ))
    }
}

/// The choice between what each of `parts` is together with `base`.
fn multiplied(
    merger: &mut Merger<'_>,
    mut base: Schema,
    choice: Choice,
    count: usize,
    parts: Vec<Schema>,
    depth: usize,
    room: usize,
) -> Schema {
    let mut choices = Vec::new();
    for (number, part) in parts.into_iter().enumerate() {
        let mut one = base.clone();
        one.at = format!("{}/{}/{number}", base.at, choice.keyword()).into();
        one.nullable = false;
        one.notes = Notes {
            deprecated: one.notes.deprecated,
            read_only: one.notes.read_only,
            write_only: one.notes.write_only,
            extensions: one.notes.extensions,
            ..Notes::default()
        };
        one.composition.discriminator = None;
        merger.combine(&mut one, part, depth + 1);
        let possible = !is_impossible(merger.schemas, &one);
        if let Some(inner) = merger.distribute(&one, depth + 1, room / count.max(1)) {
            one = inner;
        }
        choices.push((possible, one));
    }
    if choices.iter().any(|(possible, _)| *possible) {
        choices.retain(|(possible, _)| *possible);
    }
    base = Schema {
        at: base.at,
        nullable: base.nullable,
        notes: Notes {
            deprecated: false,
            examples: Vec::new(),
            extensions: serde_json::Map::new(),
            ..base.notes
        },
        composition: Composition {
            discriminator: base.composition.discriminator,
            ..Composition::default()
        },
        ..Schema::default()
    };
    if choices.len() == 1 && count > 1 {
        let (_, mut only) = choices.remove(0);
        super::overlay(&mut only, &base);
        only.at = base.at;
        return only;
    }
    let choices = choices.into_iter().map(|(_, one)| merger.add(one));
    *list(&mut base, choice) = Some(choices.collect());
    if count > room {
        base.composition.conflict = Some(choice.keyword());
    }
    base
}

fn list(schema: &mut Schema, choice: Choice) -> &mut Option<Vec<SchemaId>> {
    match choice {
        Choice::OneOf => &mut schema.composition.one_of,
        Choice::AnyOf => &mut schema.composition.any_of,
    }
}

/// Whether a branch says more than which members there are.
fn is_shaped(part: &Schema) -> bool {
    let mut rest = part.clone();
    rest.object.required.clear();
    says_something(&rest)
}

/// Whether a branch says already what stands beside the choice.
fn implies(part: &Schema, base: &Schema) -> bool {
    // Who names another type beside a choice means the choice.
    let typed = base.types.is_absent()
        || !part.types.is_absent()
        || part.object.properties.is_some()
        || part.array.items.is_some()
        || part.choice().is_some()
        || part.values.is_some();
    let same = |own: bool, equal: bool| !own || equal;
    let (text, array, object) = (&base.text, &base.array, &base.object);
    typed
        && same(base.format.is_some(), part.format == base.format)
        && same(base.values.is_some(), part.values == base.values)
        && same(text.pattern.is_some(), part.text.pattern == text.pattern)
        && same(
            text.min_length.is_some(),
            part.text.min_length == text.min_length,
        )
        && same(
            text.max_length.is_some(),
            part.text.max_length == text.max_length,
        )
        && same(
            base.number.minimum.is_some(),
            part.number.minimum == base.number.minimum,
        )
        && same(
            base.number.maximum.is_some(),
            part.number.maximum == base.number.maximum,
        )
        && same(
            base.number.multiple_of.is_some(),
            part.number.multiple_of == base.number.multiple_of,
        )
        && same(
            array.min_items.is_some(),
            part.array.min_items == array.min_items,
        )
        && same(
            array.max_items.is_some(),
            part.array.max_items == array.max_items,
        )
        && same(array.unique, part.array.unique)
        && same(
            object.min_properties.is_some(),
            part.object.min_properties == object.min_properties,
        )
        && same(
            object.max_properties.is_some(),
            part.object.max_properties == object.max_properties,
        )
        && same(
            base.composition.one_of.is_some(),
            part.composition.one_of == base.composition.one_of,
        )
        && same(
            base.composition.any_of.is_some(),
            part.composition.any_of == base.composition.any_of,
        )
}

/// Whether a branch has another type than what stands beside the choice.
fn contradicts(part: &Schema, base: &Schema) -> bool {
    if part.types.is_absent() || base.types.is_absent() {
        return false;
    }
    let numbers = |schema: &Schema| schema.types.single().is_some_and(Type::is_number);
    part.types != base.types && !(numbers(part) && numbers(base))
}

/// Whether no object can be valid: a member that is required would have to be two different things.
fn is_impossible(schemas: &Schemas, schema: &Schema) -> bool {
    let torn = |id: SchemaId| schemas[id].composition.conflict == Some("enum");
    let mut required = schema.object.required.iter();
    required.any(|name| schema.property(name).is_some_and(torn))
}
