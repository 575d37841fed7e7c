//! Which operations and types stand together in a file of their own: in a large description those of one tag, or of one
//! part of the path where there are no tags. Small descriptions stay in one file each.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::{field_name, token};
use crate::ir::{Api, Kind, Operation, Rest, Schema, Type};

/// How many operations make a description large.
const LARGE: usize = 100;
/// What has fewer operations stands together with others like it.
const FEW: usize = 4;

/// The groups of a large description; the vectors run parallel to those of [`Api`].
pub(super) struct Groups {
    /// The names of the modules.
    pub(super) names: Vec<Ident>,
    /// Whether the server has an operation of each group.
    served: Vec<bool>,
    operations: Vec<usize>,
    /// `None` for a type that several groups use, or none.
    types: Vec<Option<usize>>,
}

/// What a file holds.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    /// Everything.
    Whole,
    /// What all groups share, and what none of them has.
    Root(&'a Groups),
    /// One group.
    Group(&'a Groups, usize),
}

impl Scope<'_> {
    /// Whether it stands beside others that belong to the same module.
    pub(super) fn is_group(&self) -> bool {
        matches!(self, Self::Group(..))
    }

    /// Whether it is what all groups share.
    pub(super) fn is_root(&self) -> bool {
        matches!(self, Self::Root(_))
    }

    /// Whether the operation with this index stands here.
    pub(super) fn has_operation(&self, index: usize) -> bool {
        match self {
            Self::Whole => true,
            Self::Root(_) => false,
            Self::Group(groups, group) => groups.operations[index] == *group,
        }
    }

    /// Whether the type with this index stands here.
    pub(super) fn has_type(&self, index: usize) -> bool {
        match self {
            Self::Whole => true,
            Self::Root(groups) => groups.types[index].is_none(),
            Self::Group(groups, group) => groups.types[index] == Some(*group),
        }
    }

    /// The declarations of the groups that have something of this kind, each followed by `more` about it.
    pub(super) fn modules(
        &self,
        kind: impl Fn(&Groups, usize) -> bool,
        more: impl Fn(&Ident) -> TokenStream,
    ) -> TokenStream {
        let Self::Root(groups) = self else {
            return TokenStream::new();
        };
        let each = groups.names.iter().enumerate();
        let names = each.filter(|(index, _)| kind(groups, *index));
        let names: Vec<&Ident> = names.map(|(_, name)| name).collect();
        let more = names.iter().map(|name| more(name));
        quote!(#(mod #names;)* #(#more)*)
    }
}

impl Groups {
    /// `None` for a description that is not large, or all of one kind.
    pub(super) fn of(api: &Api) -> Option<Self> {
        if api.operations.len() < LARGE {
            return None;
        }
        let depth = common_depth(&api.operations);
        let labels: Vec<String> = api
            .operations
            .iter()
            .map(|operation| label(operation, depth))
            .collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for label in &labels {
            *counts.entry(label).or_default() += 1;
        }
        let label = |label: &str| match counts.get(label) {
            Some(count) if *count >= FEW => label.to_owned(),
            _ => "others".to_owned(),
        };
        let labels: Vec<String> = labels.iter().map(|one| label(one)).collect();
        let names: BTreeSet<&String> = labels.iter().collect();
        if names.len() < 2 {
            return None;
        }
        let place: BTreeMap<&String, usize> = names.iter().copied().zip(0..).collect();
        let operations: Vec<usize> = labels.iter().map(|label| place[label]).collect();
        let served = (0..names.len()).map(|group| {
            let mut own = api.operations.iter().zip(&operations);
            own.any(|(operation, own)| operation.served && *own == group)
        });
        Some(Self {
            served: served.collect(),
            types: owners(api, &operations),
            names: names
                .iter()
                .map(|name| token(&format!("of_{name}")))
                .collect(),
            operations,
        })
    }

    /// Each has operations.
    pub(super) fn called(&self, _: usize) -> bool {
        true
    }

    /// Whether the server has an operation of the group.
    pub(super) fn served(&self, group: usize) -> bool {
        self.served[group]
    }

    /// Whether a type is only the group's.
    pub(super) fn typed(&self, group: usize) -> bool {
        self.types.contains(&Some(group))
    }
}

fn label(operation: &Operation, depth: usize) -> String {
    let segment = || {
        let mut literals = literals(operation).skip(depth);
        literals.next().unwrap_or("root").to_owned()
    };
    let label = operation.tag.clone().unwrap_or_else(segment);
    field_name(&label).trim_start_matches("r#").to_owned()
}

fn literals(operation: &Operation) -> impl Iterator<Item = &str> {
    let segments = operation.route.split('/');
    segments.filter(|segment| !segment.is_empty() && !segment.contains('{'))
}

/// How many literal segments all paths begin with.
fn common_depth(operations: &[Operation]) -> usize {
    let mut common: Option<Vec<&str>> = None;
    for operation in operations {
        let own: Vec<&str> = literals(operation).collect();
        common = Some(match common {
            None => own,
            Some(known) => {
                let same = known
                    .iter()
                    .zip(&own)
                    .take_while(|(one, other)| one == other);
                let same = same.count();
                known.into_iter().take(same).collect()
            }
        });
    }
    common.map_or(0, |common| common.len())
}

/// The one group whose operations lead to each type.
fn owners(api: &Api, operations: &[usize]) -> Vec<Option<usize>> {
    let mut owners: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); api.types.len()];
    let mut todo: Vec<(usize, usize)> = Vec::new();
    for (operation, group) in api.operations.iter().zip(operations) {
        let mut visit = |schema: &Schema| {
            todo.extend(named(schema).map(|index| (index, *group)));
        };
        operation
            .parameters
            .iter()
            .for_each(|one| visit(&one.schema));
        let sent = operation.body.iter().flat_map(|body| &body.contents);
        let answered = operation.responses.iter().flat_map(|one| &one.contents);
        sent.chain(answered).for_each(|one| visit(&one.schema));
        let headers = operation.responses.iter().flat_map(|one| &one.headers);
        headers.for_each(|one| visit(&one.schema));
    }
    while let Some((index, group)) = todo.pop() {
        // Two owners say as much as many.
        if owners[index].len() > 1 || !owners[index].insert(group) {
            continue;
        }
        let mut visit = |schema: &Schema| todo.extend(named(schema).map(|index| (index, group)));
        match &api.types[index].kind {
            Kind::Object { members, rest, .. } => {
                members.iter().for_each(|member| visit(&member.schema));
                if let Rest::Kept(schema) = rest {
                    visit(schema);
                }
            }
            Kind::Union { variants, .. } => variants.iter().for_each(|one| visit(&one.schema)),
            Kind::Alias(schema) => visit(schema),
            Kind::Enumeration { .. } => {}
        }
    }
    let only = |owners: BTreeSet<usize>| match owners.len() {
        1 => owners.first().copied(),
        _ => None,
    };
    owners.into_iter().map(only).collect()
}

/// The type with a name that a schema is made of.
fn named(schema: &Schema) -> Option<usize> {
    match &schema.ty {
        Type::Array(inner) | Type::Map(inner) => named(inner),
        Type::Named(id) => Some(id.0),
        _ => None,
    }
}
