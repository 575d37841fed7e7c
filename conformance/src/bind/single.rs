//! The parts of a call of an operation that is no batch: values that nothing names, and its body. Makes up only what is
//! required.

use serde_json::Value;

use super::Binding;
use super::body::fixed_members;
use crate::contract::{Key, Operation, Parameter, Place, Resource};
use crate::plan::{BodyDefect, Request, Symbol};

/// A value for a required parameter of an operation that is no batch, where none is named.
pub(super) fn made(operation: &Operation, parameter: &Parameter) -> Option<String> {
    let needed = parameter.required || parameter.place == Place::Path;
    (operation.batch.is_none() && needed).then(|| parameter.sample())
}

/// A read of what nothing is known to create: a value of the parameter `name` that is named, or that the description
/// shows, may be the key of something.
pub(super) fn is_shown(
    operation: &Operation,
    resource: &Resource,
    name: &str,
    binding: &Binding,
) -> bool {
    let mut here = operation.parameters.iter().filter(|p| p.name == name);
    resource.batch.is_none()
        && operation.is_safe()
        && here.any(|p| binding.parameters.contains_key(name) || p.has_example)
}

/// The required cookies.
pub(super) fn cookies(
    operation: &Operation,
    request: &Request,
    binding: &Binding,
) -> Option<String> {
    if operation.batch.is_some() {
        return None;
    }
    let cookies = operation.parameters_in(Place::Cookie);
    let cookies = cookies.filter(|p| request.without() != Some(&p.name));
    let pairs = cookies.filter_map(|p| {
        let named = binding.parameters.get(&p.name).cloned();
        let value = named.or_else(|| made(operation, p))?;
        Some(format!("{}={value}", p.name))
    });
    let pairs: Vec<String> = pairs.collect();
    (!pairs.is_empty()).then(|| pairs.join("; "))
}

/// The body: a sample in which the key of the entity stands where the sample has one, broken as the plan says.
pub(super) fn body(
    operation: &Operation,
    key: &Key,
    request: &Request,
    symbol: Symbol,
    binding: &Binding,
) -> Option<Vec<u8>> {
    let body = operation.body.as_ref()?;
    let mut sample = match (body.sample(), body.is_json()) {
        (Some(sample), _) => sample.clone(),
        (None, true) => Value::Object(serde_json::Map::new()),
        (None, false) => return None,
    };
    for (name, text) in fixed_members(key, symbol, binding) {
        if let (Some(member), Ok(value)) = (sample.get_mut(&name), serde_json::from_str(&text)) {
            *member = value;
        }
    }
    let mut text = sample.to_string();
    match request.body_defect() {
        None => {}
        Some(BodyDefect::Absent) => return None,
        Some(BodyDefect::Text(other)) => text.clone_from(other),
        Some(_) => {
            text.pop();
        }
    }
    Some(text.into_bytes())
}
