//! Operations that share method and route: what a request must have to be for one of them and not for another. An
//! operation that no request could tell from another one is kept for the client and left out of the server.

use std::collections::BTreeMap;

use super::Lowering;
use crate::ir::{self, Condition, Kind, Operation, Place, Type};
use crate::pointer;

impl Lowering<'_> {
    /// Gives the operations of a shared method and route their conditions.
    pub(super) fn tell_apart(&mut self, operations: &mut [Operation]) {
        let mut groups: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
        for (index, operation) in operations.iter().enumerate().filter(|(_, one)| one.served) {
            let group = (operation.method, shape(&operation.route));
            groups.entry(group).or_default().push(index);
        }
        let groups: Vec<Vec<usize>> = groups.into_values().filter(|one| one.len() > 1).collect();
        for group in groups {
            let mut conditions: Vec<Vec<Condition>> = group
                .iter()
                .map(|index| self.conditions(&operations[*index]))
                .collect();
            // What all of them ask for tells none of them apart.
            let first = conditions[0].clone();
            for common in first {
                if conditions.iter().all(|one| one.contains(&common)) {
                    for one in &mut conditions {
                        one.retain(|other| *other != common);
                    }
                }
            }
            for (place, index) in group.iter().enumerate() {
                let twin = conditions[..place]
                    .iter()
                    .position(|one| *one == conditions[place]);
                if let Some(twin) = twin {
                    operations[*index].served = false;
                    let twin = operations[group[twin]].id.clone();
                    let operation = &operations[*index];
                    let at = pointer::join("/paths", &operation.path);
                    let at = pointer::join(&at, &operation.method.to_lowercase());
                    let message = format!(
                        "no request tells the operation `{}` from `{twin}`; only the client has it",
                        operation.id
                    );
                    let hint = "give one of them a required parameter with a value of its own";
                    self.error("ambiguous-operation", &at, message, hint);
                }
            }
            for (index, conditions) in group.into_iter().zip(conditions) {
                operations[index].conditions = conditions;
            }
        }
    }

    /// Everything that a request for `operation` must have and that can be seen without reading its body.
    fn conditions(&self, operation: &Operation) -> Vec<Condition> {
        let mut conditions = Vec::new();
        let segments = operation.route.split('/').skip(1).enumerate();
        for (number, segment) in segments.filter(|(_, segment)| segment.contains('{')) {
            let (literals, names) = ir::segment(segment).unwrap_or_default();
            let whole = literals.iter().all(String::is_empty);
            let integer = |one: &ir::Parameter| {
                one.place == Place::Path
                    && Some(&one.wire) == names.first()
                    && matches!(one.schema.ty, Type::Int32 | Type::Int64)
            };
            if !whole {
                conditions.push(Condition::Literals(number, literals));
            } else if operation.parameters.iter().any(integer) {
                conditions.push(Condition::Integer(number));
            }
        }
        let fixed = operation.fixed_query.iter();
        conditions
            .extend(fixed.map(|(name, value)| Condition::Query(name.clone(), Some(value.clone()))));
        for parameter in operation.parameters.iter().filter(|one| one.required) {
            let name = parameter.wire.clone();
            match parameter.place {
                Place::Query => {
                    conditions.push(Condition::Query(name, self.only_value(parameter)));
                }
                Place::Header => {
                    let name = name.to_lowercase();
                    conditions.push(Condition::Header(name, self.only_value(parameter)));
                }
                Place::Path | Place::Cookie => {}
            }
        }
        if let Some(body) = &operation.body {
            let types = body.contents.iter().flat_map(|one| &one.types);
            conditions.push(Condition::MediaType(types.cloned().collect()));
        }
        conditions
    }

    /// The value of a parameter that can have only one.
    fn only_value(&self, parameter: &ir::Parameter) -> Option<String> {
        let Type::Named(id) = &parameter.schema.ty else {
            return None;
        };
        match &self.types[id.0].kind {
            Kind::Enumeration { texts, .. } => match texts.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The route without the names of its parameters and what stands around them in their segments.
fn shape(route: &str) -> String {
    let segments = route
        .split('/')
        .map(|segment| if segment.contains('{') { "{}" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}
