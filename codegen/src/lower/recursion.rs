//! Finds the members through which an object contains itself: they must be stored behind a pointer. Linear in the
//! size of the description (Kosaraju's two passes, without recursion).

use crate::ir::{Kind, Named, Schema, Type};

/// Sets `indirect` where it is needed, and takes out of choices what leads back to them without an object between.
pub(super) fn mark(types: &mut [Named]) {
    break_choices(types);
    let groups = groups(
        &types
            .iter()
            .map(|named| contained(&named.kind))
            .collect::<Vec<_>>(),
    );
    for (index, named) in types.iter_mut().enumerate() {
        let inside =
            |schema: &Schema| direct(schema).is_some_and(|target| groups[target] == groups[index]);
        match &mut named.kind {
            Kind::Object { members, .. } => {
                for member in members {
                    member.indirect = inside(&member.schema);
                }
            }
            Kind::Union { variants, .. } => {
                for variant in variants {
                    variant.indirect = inside(&variant.schema);
                }
            }
            Kind::Enumeration { .. } | Kind::Alias(_) => {}
        }
    }
}

/// A choice between itself and others is a choice between the others; reading it would never end.
fn break_choices(types: &mut [Named]) {
    let edges = |named: &Named| match &named.kind {
        Kind::Union { variants, .. } => variants
            .iter()
            .filter_map(|one| direct(&one.schema))
            .collect(),
        _ => Vec::new(),
    };
    let between: Vec<Vec<usize>> = types.iter().map(edges).collect();
    let groups = groups(&between);
    for (index, named) in types.iter_mut().enumerate() {
        if let Kind::Union {
            variants,
            discriminator,
            ..
        } = &mut named.kind
        {
            for variant in variants.iter_mut() {
                if direct(&variant.schema).is_some_and(|target| groups[target] == groups[index]) {
                    variant.schema.ty = Type::Any;
                    *discriminator = None;
                }
            }
        }
    }
}

fn contained(kind: &Kind) -> Vec<usize> {
    match kind {
        Kind::Object { members, .. } => members
            .iter()
            .filter_map(|member| direct(&member.schema))
            .collect(),
        Kind::Union { variants, .. } => variants
            .iter()
            .filter_map(|variant| direct(&variant.schema))
            .collect(),
        _ => Vec::new(),
    }
}

/// The type that is stored in place; arrays and maps are pointers already.
fn direct(schema: &Schema) -> Option<usize> {
    match schema.ty {
        Type::Named(id) => Some(id.0),
        _ => None,
    }
}

/// A number for each type, the same for those that contain one another.
fn groups(contains: &[Vec<usize>]) -> Vec<usize> {
    let mut containers = vec![Vec::new(); contains.len()];
    for (from, targets) in contains.iter().enumerate() {
        targets.iter().for_each(|to| containers[*to].push(from));
    }
    let mut order = Vec::with_capacity(contains.len());
    let mut seen = vec![false; contains.len()];
    for start in 0..contains.len() {
        visit(start, contains, &mut seen, &mut order);
    }
    let mut groups = vec![0; contains.len()];
    let mut seen = vec![false; contains.len()];
    for (number, start) in order.into_iter().rev().enumerate() {
        let mut members = Vec::new();
        visit(start, &containers, &mut seen, &mut members);
        members
            .into_iter()
            .for_each(|member| groups[member] = number);
    }
    groups
}

/// Appends what is reached from `start` for the first time, innermost first.
fn visit(start: usize, edges: &[Vec<usize>], seen: &mut [bool], order: &mut Vec<usize>) {
    let mut stack = Vec::new();
    if !std::mem::replace(&mut seen[start], true) {
        stack.push((start, 0));
    }
    while let Some((node, next)) = stack.last_mut() {
        match edges[*node].get(*next) {
            Some(target) => {
                *next += 1;
                if !std::mem::replace(&mut seen[*target], true) {
                    stack.push((*target, 0));
                }
            }
            None => {
                order.push(*node);
                stack.pop();
            }
        }
    }
}
