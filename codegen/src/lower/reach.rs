//! Which enumerations answers may hold: those must take values that are not described yet. Refuses nothing.

use std::collections::BTreeSet;

use crate::ir::{Api, Check, Kind, Rest, Schema, Type};

/// Opens every enumeration that can be reached from an answer.
pub(super) fn open_enumerations(api: &mut Api) {
    let mut todo: Vec<usize> = Vec::new();
    for response in api
        .operations
        .iter()
        .flat_map(|operation| &operation.responses)
    {
        response
            .contents
            .iter()
            .for_each(|content| inside(&content.schema, &mut todo));
        response
            .headers
            .iter()
            .for_each(|header| inside(&header.schema, &mut todo));
    }
    let tags = tags(api);
    let mut seen = vec![false; api.types.len()];
    while let Some(index) = todo.pop() {
        if std::mem::replace(&mut seen[index], true) {
            continue;
        }
        match &mut api.types[index].kind {
            Kind::Enumeration { open, .. } => *open = !tags.contains(&index),
            Kind::Object {
                members,
                rest,
                checks,
                ..
            } => {
                members
                    .iter()
                    .for_each(|member| inside(&member.schema, &mut todo));
                conditions(checks, &mut todo);
                if let Rest::Kept(schema) = rest {
                    inside(schema, &mut todo);
                }
            }
            Kind::Union { variants, .. } => {
                variants
                    .iter()
                    .for_each(|variant| inside(&variant.schema, &mut todo));
            }
            Kind::Alias(schema) => inside(schema, &mut todo),
        }
    }
}

/// The enumerations of one value in the branches of choices that nothing else tells apart: a branch whose member has
/// another value is not meant.
fn tags(api: &Api) -> BTreeSet<usize> {
    let mut tags = BTreeSet::new();
    for named in &api.types {
        let Kind::Union {
            variants,
            discriminator: None,
            ..
        } = &named.kind
        else {
            continue;
        };
        let mut todo: Vec<usize> = Vec::new();
        let mut seen = BTreeSet::new();
        variants
            .iter()
            .for_each(|one| inside(&one.schema, &mut todo));
        while let Some(index) = todo.pop() {
            if !seen.insert(index) {
                continue;
            }
            match &api.types[index].kind {
                Kind::Object { members, .. } => {
                    tags.extend(members.iter().filter_map(|one| constant(api, &one.schema)));
                }
                Kind::Union { variants, .. } => {
                    variants
                        .iter()
                        .for_each(|one| inside(&one.schema, &mut todo));
                }
                Kind::Alias(schema) => inside(schema, &mut todo),
                Kind::Enumeration { .. } => {}
            }
        }
    }
    tags
}

/// The enumeration that `schema` is, if it has one value.
fn constant(api: &Api, schema: &Schema) -> Option<usize> {
    let Type::Named(id) = schema.ty else {
        return None;
    };
    match &api.types[id.0].kind {
        Kind::Enumeration { texts, .. } if texts.len() == 1 => Some(id.0),
        _ => None,
    }
}

/// The types that limits refer to.
fn conditions(checks: &[Check], todo: &mut Vec<usize>) {
    let mut visit = |check: &Check| {
        if let Check::Fits(schema) = check
            && let Type::Named(id) = schema.ty
        {
            todo.push(id.0);
        }
    };
    checks.iter().for_each(|check| check.each(&mut visit));
}

fn inside(schema: &Schema, todo: &mut Vec<usize>) {
    conditions(&schema.checks, todo);
    match &schema.ty {
        Type::Array(inner) | Type::Map(inner) => inside(inner, todo),
        Type::Named(id) => todo.push(id.0),
        _ => {}
    }
}
