//! Finds the members through which an object contains itself: they must be stored behind a pointer.

use std::collections::BTreeSet;

use crate::ir::{Kind, Named, Schema, Type, TypeId};

/// Sets `indirect` where it is needed.
pub(super) fn mark(types: &mut [Named]) {
    let contains: Vec<Vec<TypeId>> = types.iter().map(|named| contained(&named.kind)).collect();
    for (index, named) in types.iter_mut().enumerate() {
        if let Kind::Object { members, .. } = &mut named.kind {
            for member in members {
                member.indirect =
                    direct(&member.schema).is_some_and(|id| reaches(&contains, id, TypeId(index)));
            }
        }
    }
}

fn contained(kind: &Kind) -> Vec<TypeId> {
    match kind {
        Kind::Object { members, .. } => members
            .iter()
            .filter_map(|member| direct(&member.schema))
            .collect(),
        _ => Vec::new(),
    }
}

/// The type that is stored in place; arrays and maps are pointers already.
fn direct(schema: &Schema) -> Option<TypeId> {
    match schema.ty {
        Type::Named(id) => Some(id),
        _ => None,
    }
}

fn reaches(contains: &[Vec<TypeId>], from: TypeId, to: TypeId) -> bool {
    let (mut todo, mut seen) = (vec![from], BTreeSet::new());
    while let Some(next) = todo.pop() {
        if next == to {
            return true;
        }
        if seen.insert(next) {
            todo.extend(contains.get(next.0).into_iter().flatten());
        }
    }
    false
}
