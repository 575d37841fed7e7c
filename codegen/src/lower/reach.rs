//! Which enumerations answers may hold: those must take values that are not described yet. Refuses nothing.

use crate::ir::{Api, Kind, Rest, Schema, Type};

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
    let mut seen = vec![false; api.types.len()];
    while let Some(index) = todo.pop() {
        if std::mem::replace(&mut seen[index], true) {
            continue;
        }
        match &mut api.types[index].kind {
            Kind::Enumeration { open, .. } => *open = true,
            Kind::Object { members, rest, .. } => {
                members
                    .iter()
                    .for_each(|member| inside(&member.schema, &mut todo));
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

fn inside(schema: &Schema, todo: &mut Vec<usize>) {
    match &schema.ty {
        Type::Array(inner) | Type::Map(inner) => inside(inner, todo),
        Type::Named(id) => todo.push(id.0),
        _ => {}
    }
}
