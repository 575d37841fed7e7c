//! What two schemas demand together: tighter bounds, common types, members of both. Marks what contradicts itself.

use indexmap::IndexMap;

use super::normal::is_never;
use super::{Merger, also};
use crate::schema::{
    ALWAYS, Bound, Choice, Composition, NEVER, Notes, ObjectLimits, Schema, SchemaId, Type,
};

impl Merger<'_> {
    /// Adds what `part` demands to `whole`.
    pub(super) fn combine(&mut self, whole: &mut Schema, part: Schema, depth: usize) {
        let mut part = part;
        narrow(self, whole, &part, depth);
        narrow(self, &mut part, whole, depth);
        undescribed(self, whole, &part);
        conditions(self, whole, &mut part);
        inherit(&mut whole.notes, part.notes);
        let mut conflict = whole.composition.conflict.or(part.composition.conflict);
        let mut differ = |keyword| conflict = Some(keyword);
        if part.types.listed.is_empty() && !part.types.null {
        } else if whole.types.is_absent() {
            whole.types = part.types;
        } else if whole.types != part.types {
            match (whole.types.single(), part.types.single()) {
                (Some(Type::Number), Some(Type::Integer)) => whole.types = part.types,
                (Some(Type::Integer), Some(Type::Number)) => {}
                _ => differ("type"),
            }
        }
        agree(&mut whole.format, part.format, || differ("format"));
        agree(&mut whole.text.pattern, part.text.pattern.take(), || {
            differ("pattern")
        });
        let multiple = &mut whole.number.multiple_of;
        agree(multiple, part.number.multiple_of.take(), || {
            differ("multipleOf")
        });
        let (own, other) = (&mut whole.composition, part.composition);
        agree(&mut own.one_of, other.one_of, || differ("oneOf"));
        agree(&mut own.any_of, other.any_of, || differ("anyOf"));
        match (&mut whole.values, part.values) {
            (own @ None, values) => *own = values,
            (Some(own), Some(values)) if *own != values => {
                let common = own.iter().filter(|one| values.contains(one)).cloned();
                let common: Vec<_> = common.collect();
                if common.is_empty() {
                    differ("enum");
                } else {
                    *own = common;
                }
            }
            _ => {}
        }
        whole.composition.conflict = conflict;
        tighter(&mut whole.number.minimum, part.number.minimum, 1.0);
        tighter(&mut whole.number.maximum, part.number.maximum, -1.0);
        lengths(whole, &part.text, &part.array, &part.object);
        let text = &mut whole.text;
        text.content_encoding = text.content_encoding.take().or(part.text.content_encoding);
        let media_type = text.content_media_type.take();
        text.content_media_type = media_type.or(part.text.content_media_type);
        text.content_schema = text.content_schema.or(part.text.content_schema);
        whole.array.unique |= part.array.unique;
        let dynamic = whole.composition.dynamic.take();
        whole.composition.dynamic = dynamic.or(other.dynamic);
        whole.array.unevaluated = whole.array.unevaluated.or(part.array.unevaluated);
        items(self, whole, part.array.items, depth);
        object(self, whole, part.object, depth);
    }
}

/// Takes `other` where there is nothing, and calls `differ` where there is something else.
fn agree<T: PartialEq>(own: &mut Option<T>, other: Option<T>, differ: impl FnOnce()) {
    match (&own, other) {
        (None, other) => *own = other,
        (Some(one), Some(other)) if *one != other => differ(),
        _ => {}
    }
}

/// What a part notes counts where the whole notes nothing; its title is its own.
fn inherit(own: &mut Notes, part: Notes) {
    own.description = own.description.take().or(part.description);
    own.default = own.default.take().or(part.default);
    if own.examples.is_empty() {
        own.examples = part.examples;
    }
    own.deprecated |= part.deprecated;
    own.read_only |= part.read_only;
    own.write_only |= part.write_only;
    for (name, value) in part.extensions {
        own.extensions.entry(name).or_insert(value);
    }
}

/// The tighter of two limits; `sign` is 1 for a lower one and -1 for an upper one.
fn tighter(own: &mut Option<Bound>, part: Option<Bound>, sign: f64) {
    let Some(part) = part else {
        return;
    };
    let number = |bound: &Bound| bound.value.as_f64().map(|number| number * sign);
    if let Some(known) = own {
        match (number(known), number(&part)) {
            (Some(known), Some(new)) if new < known => return,
            (Some(one), Some(new)) if new == one => {
                known.exclusive |= part.exclusive;
                return;
            }
            _ => {}
        }
    }
    *own = Some(part);
}

fn lengths(
    whole: &mut Schema,
    text: &crate::schema::TextLimits,
    array: &crate::schema::ArrayLimits,
    object: &ObjectLimits,
) {
    let least = |own: &mut Option<u64>, other: Option<u64>| *own = (*own).max(other);
    let most = |own: &mut Option<u64>, other: Option<u64>| {
        *own = match (*own, other) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    };
    least(&mut whole.text.min_length, text.min_length);
    most(&mut whole.text.max_length, text.max_length);
    least(&mut whole.array.min_items, array.min_items);
    most(&mut whole.array.max_items, array.max_items);
    least(&mut whole.object.min_properties, object.min_properties);
    most(&mut whole.object.max_properties, object.max_properties);
}

fn items(merger: &mut Merger<'_>, whole: &mut Schema, part: Option<SchemaId>, depth: usize) {
    whole.array.items = match (whole.array.items, part) {
        (Some(own), Some(other)) if own != other => {
            let at = format!("{}/items", whole.at);
            Some(merger.both(own, other, &at, depth))
        }
        (own, other) => own.or(other),
    };
}

fn object(merger: &mut Merger<'_>, whole: &mut Schema, part: ObjectLimits, depth: usize) {
    let at = whole.at.clone();
    let own = &mut whole.object;
    for name in part.required {
        if !own.required.contains(&name) {
            own.required.push(name);
        }
    }
    own.unevaluated = own.unevaluated.or(part.unevaluated);
    own.additional = match (own.additional, part.additional) {
        (Some(one), Some(other)) if one != other => {
            // A part that is closed means the whole: members that are never allowed need no description.
            if is_never(merger.schemas, one) || is_never(merger.schemas, other) {
                Some(NEVER)
            } else if merger.schemas[one].boolean.is_some() {
                Some(other)
            } else if merger.schemas[other].boolean.is_some() {
                Some(one)
            } else {
                let at = format!("{at}/additionalProperties");
                Some(merger.both(one, other, &at, depth))
            }
        }
        (one, other) => one.or(other),
    };
    match (&mut own.properties, part.properties) {
        (own @ None, other) => *own = other,
        (Some(own), Some(other)) => {
            for (name, id) in other {
                let combined = match own.get(&name) {
                    Some(known) if *known != id => {
                        let at = crate::pointer::join(&format!("{at}/properties"), &name);
                        merger.both(*known, id, &at, depth)
                    }
                    _ => id,
                };
                own.insert(name, combined);
            }
        }
        (Some(_), None) => {}
    }
}

/// What either says about members that it does not describe holds for those that the other one describes. Not so for
/// `false`: a part that is closed means the whole.
fn undescribed(merger: &Merger<'_>, whole: &mut Schema, part: &Schema) {
    let rule = |one: &Schema, other: &Schema| {
        let others = one.object.additional?;
        if merger.schemas[others].boolean.is_some() || !one.object.pattern_properties.is_empty() {
            return None;
        }
        let own = one.object.properties.as_ref();
        let mut described = other.object.properties.as_ref()?.keys();
        let concerned = described.any(|name| own.is_none_or(|own| !own.contains_key(name)));
        let mut rule = Schema {
            at: one.at.clone(),
            ..Schema::default()
        };
        rule.object.properties = Some(any_members(one));
        rule.object.additional = Some(others);
        concerned.then_some(rule)
    };
    for found in [rule(whole, part), rule(part, whole)].into_iter().flatten() {
        also(merger, whole, found);
    }
}

/// The members that `schema` describes, each of which may be anything.
fn any_members(schema: &Schema) -> IndexMap<String, SchemaId> {
    let names = schema.properties();
    names.map(|(name, _)| (name.clone(), ALWAYS)).collect()
}

/// Moves the conditions of `part` to those that hold beside `whole`. Each group of keywords only means something together.
fn conditions(merger: &Merger<'_>, whole: &mut Schema, part: &mut Schema) {
    whole.composition.also.append(&mut part.composition.also);
    let at = part.at.clone();
    let mut add = |fill: &mut dyn FnMut(&mut Schema)| {
        let mut own = Schema {
            at: at.clone(),
            ..Schema::default()
        };
        fill(&mut own);
        also(merger, whole, own);
    };
    let composition: &mut Composition = &mut part.composition;
    if composition.not.is_some() {
        add(&mut |own| own.composition.not = composition.not.take());
    }
    if composition.condition.is_some() {
        add(&mut |own| {
            own.composition.condition = composition.condition.take();
            own.composition.then = composition.then.take();
            own.composition.otherwise = composition.otherwise.take();
        });
    }
    let array = &mut part.array;
    if array.contains.is_some() {
        add(&mut |own| {
            own.array.contains = array.contains.take();
            own.array.min_contains = array.min_contains.take();
            own.array.max_contains = array.max_contains.take();
        });
    }
    let names = any_members_of(part.object.properties.as_ref());
    let object = &mut part.object;
    if object.names.is_some() {
        add(&mut |own| own.object.names = object.names.take());
    }
    if !object.dependent_required.is_empty() {
        add(&mut |own| {
            own.object.dependent_required = std::mem::take(&mut object.dependent_required);
        });
    }
    if !object.dependent_schemas.is_empty() {
        add(&mut |own| {
            own.object.dependent_schemas = std::mem::take(&mut object.dependent_schemas);
        });
    }
    if !object.pattern_properties.is_empty() {
        add(&mut |own| {
            own.object.pattern_properties = std::mem::take(&mut object.pattern_properties);
            own.object.additional = object.additional.take();
            if own.object.additional.is_some() {
                own.object.properties.clone_from(&names);
            }
        });
    }
    // `items` are about other items when one of the two says what the first ones are.
    let first = !whole.array.prefix_items.is_empty() && part.array.items.is_some();
    if first || !part.array.prefix_items.is_empty() {
        let mut own = Schema {
            at: part.at.clone(),
            ..Schema::default()
        };
        own.array.prefix_items = std::mem::take(&mut part.array.prefix_items);
        own.array.items = part.array.items.take();
        also(merger, whole, own);
    }
}

fn any_members_of(
    properties: Option<&IndexMap<String, SchemaId>>,
) -> Option<IndexMap<String, SchemaId>> {
    let names = properties?.keys();
    Some(names.map(|name| (name.clone(), ALWAYS)).collect())
}

/// Of a choice, leaves only the branches that can have the type that another part has; a branch that is left alone is no
/// choice any more. When none could have it, the choice stays: then the type was not meant.
fn narrow(merger: &mut Merger<'_>, choosing: &mut Schema, other: &Schema, depth: usize) {
    let Some((choice, branches)) = choosing.choice() else {
        return;
    };
    if other.types.is_absent() || !choosing.types.is_absent() || other.choice().is_some() {
        return;
    }
    let branches = branches.to_vec();
    let number = |schema: &Schema| schema.types.single().is_some_and(Type::is_number);
    let mut left = Vec::new();
    for branch in &branches {
        let fits = merger.flat(*branch).is_none_or(|part| {
            part.types.is_absent() || part.types == other.types || number(&part) && number(other)
        });
        if fits {
            left.push(*branch);
        }
    }
    if left.is_empty() || left.len() == branches.len() {
        return;
    }
    let slot = match choice {
        Choice::OneOf => &mut choosing.composition.one_of,
        Choice::AnyOf => &mut choosing.composition.any_of,
    };
    let only = match left.as_slice() {
        [only] => merger.flat(*only),
        _ => None,
    };
    match only {
        Some(only) => {
            *slot = None;
            choosing.composition.discriminator = None;
            merger.combine(choosing, only, depth + 1);
        }
        None => *slot = Some(left),
    }
}
