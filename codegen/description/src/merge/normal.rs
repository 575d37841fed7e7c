//! A schema in one dialect: a list of types is a choice, what stands beside a reference is a part, boolean schemas are
//! ordinary ones, null is a flag. Refuses nothing: what is strange stays as it is.

use crate::schema::{
    Composition, NEVER, Reference, Schema, SchemaId, Schemas, TextLimits, Type, Types,
};

/// More types than this are any type at all.
const MANY_TYPES: usize = 6;

/// The schema `id` in the one dialect; `None` when it is so already.
pub(super) fn normal(schemas: &Schemas, id: SchemaId) -> Option<Schema> {
    let written = &schemas[id];
    match written.boolean {
        Some(true) => {
            return Some(Schema {
                at: written.at.clone(),
                ..Schema::default()
            });
        }
        Some(false) => {
            let mut never = Schema {
                at: written.at.clone(),
                ..Schema::default()
            };
            never.composition.not = Some(crate::schema::ALWAYS);
            return Some(never);
        }
        None => {}
    }
    if written.reference.is_some() && has_siblings(written) {
        return Some(beside_reference(schemas, written));
    }
    let choices = [&written.composition.one_of, &written.composition.any_of];
    let null_branch = |list: &Option<Vec<SchemaId>>| {
        let mut branches = list.iter().flatten();
        branches.any(|branch| is_null(&schemas[*branch]))
    };
    let fine = written.types.listed.len() < 2
        && (written.format.is_some() || encoded(&written.text).is_none())
        && !choices.into_iter().any(null_branch);
    if fine {
        return None;
    }
    let mut schema = written.clone();
    if schema.format.is_none() {
        schema.format = encoded(&schema.text).map(str::to_owned);
    }
    if schema.types.listed.len() > 1 {
        one_type_each(schemas, &mut schema);
    }
    null_branches(schemas, &mut schema);
    Some(schema)
}

/// What a schema refers to, when it says nothing else that counts.
pub(super) fn reference_only(schemas: &Schemas, id: SchemaId) -> Option<Reference> {
    let written = &schemas[id];
    let reference = written.reference.as_ref()?;
    (!has_siblings(written)).then(|| reference.clone())
}

fn has_siblings(schema: &Schema) -> bool {
    let mut rest = schema.clone();
    rest.reference = None;
    rest.composition.definitions.clear();
    rest.nullable || !rest.is_unlimited()
}

/// A reference with keywords beside it, as a schema of two parts.
fn beside_reference(schemas: &Schemas, written: &Schema) -> Schema {
    let part = |number: usize| format!("{}/allOf/{number}", written.at).into();
    let reference = Schema {
        at: part(0),
        reference: written.reference.clone(),
        ..Schema::default()
    };
    let mut own = written.clone();
    own.at = part(1);
    own.reference = None;
    let notes = std::mem::take(&mut own.notes);
    Schema {
        at: written.at.clone(),
        composition: Composition {
            all_of: Some(vec![schemas.add(reference), schemas.add(own)]),
            ..Composition::default()
        },
        notes,
        ..Schema::default()
    }
}

/// The format that an encoding stands for.
fn encoded(text: &TextLimits) -> Option<&'static str> {
    if text.content_encoding.as_deref() == Some("base64") {
        Some("byte")
    } else if text.content_media_type.as_deref() == Some("application/octet-stream") {
        Some("binary")
    } else {
        None
    }
}

/// Several types become a choice between schemas of one type each, which have the keywords that are about it.
fn one_type_each(schemas: &Schemas, schema: &mut Schema) {
    let types = std::mem::take(&mut schema.types);
    if schema.values.is_some() || types.listed.len() >= MANY_TYPES {
        return;
    }
    let branch = |(number, kind): (usize, &Type)| {
        let mut branch = about(schema, *kind);
        branch.at = format!("{}/anyOf/{number}", schema.at).into();
        schemas.add(branch)
    };
    let branches: Vec<SchemaId> = types.listed.iter().enumerate().map(branch).collect();
    let composition = &schema.composition;
    let mut whole = Schema {
        at: schema.at.clone(),
        nullable: schema.nullable,
        composition: Composition {
            all_of: composition.all_of.clone(),
            any_of: composition.any_of.clone(),
            one_of: composition.one_of.clone(),
            definitions: composition.definitions.clone(),
            ..Composition::default()
        },
        notes: schema.notes.clone(),
        ..Schema::default()
    };
    let choice = Composition {
        any_of: Some(branches),
        ..Composition::default()
    };
    if whole.composition.any_of.is_none() {
        whole.composition.any_of = choice.any_of;
    } else {
        let part = Schema {
            at: format!("{}/allOf/0", schema.at).into(),
            composition: choice,
            ..Schema::default()
        };
        let parts = whole.composition.all_of.get_or_insert_default();
        parts.insert(0, schemas.add(part));
    }
    *schema = whole;
}

/// The keywords of `schema` that are about values of the type `kind`, those for every type included.
fn about(schema: &Schema, kind: Type) -> Schema {
    let composition = Composition {
        not: schema.composition.not,
        condition: schema.composition.condition,
        then: schema.composition.then,
        otherwise: schema.composition.otherwise,
        dynamic: schema.composition.dynamic.clone(),
        discriminator: schema.composition.discriminator.clone(),
        ..Composition::default()
    };
    let mut own = Schema {
        types: Types::only(kind),
        format: schema.format.clone(),
        composition,
        ..Schema::default()
    };
    match kind {
        Type::String => own.text = schema.text.clone(),
        Type::Array => own.array = schema.array.clone(),
        Type::Object => own.object = schema.object.clone(),
        Type::Integer | Type::Number => own.number = schema.number.clone(),
        Type::Boolean | Type::File => {}
    }
    own.notes.deprecated = schema.notes.deprecated;
    own
}

/// Whether a schema allows nothing but null.
fn is_null(schema: &Schema) -> bool {
    let only_null =
        |values: &Vec<serde_json::Value>| matches!(values.as_slice(), [only] if only.is_null());
    schema.types.is_only_null() || schema.values.as_ref().is_some_and(only_null)
}

/// A branch that allows nothing but null is a flag.
fn null_branches(schemas: &Schemas, schema: &mut Schema) {
    let composition = &mut schema.composition;
    for branches in [&mut composition.one_of, &mut composition.any_of] {
        let Some(list) = branches else {
            continue;
        };
        let before = list.len();
        list.retain(|branch| !is_null(&schemas[*branch]));
        if list.len() < before {
            schema.nullable = true;
            if list.is_empty() {
                *branches = None;
                schema.types = Types {
                    listed: Vec::new(),
                    null: true,
                };
            }
        }
    }
}

/// Whether nothing is valid.
pub(super) fn is_never(schemas: &Schemas, id: SchemaId) -> bool {
    id == NEVER || schemas[id].boolean == Some(false)
}
