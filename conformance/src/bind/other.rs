//! The parts of a call of an operation that is no batch: values that nobody gave, and its body. Makes up only what is
//! required.

use serde_json::Value;

use super::Binding;
use super::render::fixed_members;
use crate::contract::{BatchOperation, Host, Other, Parameter, Place, Subject};
use crate::plan::{BodyDefect, Request, Symbol};

/// A value for a required parameter that nobody gave one for.
pub(super) fn made(about: Subject, parameter: &Parameter) -> Option<String> {
    about.other?;
    let needed = parameter.required || parameter.place == Place::Path;
    needed.then(|| parameter.sample())
}

/// A read of what nobody creates: a value that somebody gave, or that the description shows, may be the key of something.
pub(super) fn is_told(about: Subject, name: &str, binding: &Binding) -> bool {
    let nobody = |other: &&Other| other.is_safe() && matches!(other.host, Host::Nobody(_));
    let parameters = about
        .other
        .filter(nobody)
        .map(|other| other.parameters.iter());
    let mut here = parameters.into_iter().flatten().filter(|p| p.name == name);
    here.any(|p| binding.parameters.contains_key(name) || p.has_example())
}

/// The required cookies.
pub(super) fn cookies(about: Subject, request: &Request, binding: &Binding) -> Option<String> {
    let cookies = about
        .parameters()
        .iter()
        .filter(|p| p.place == Place::Cookie);
    let cookies = cookies.filter(|p| request.without() != Some(&p.name));
    let pairs = cookies.filter_map(|p| {
        let given = binding.parameters.get(&p.name).cloned();
        let value = about.other.and(given).or_else(|| made(about, p))?;
        Some(format!("{}={value}", p.name))
    });
    let pairs: Vec<String> = pairs.collect();
    (!pairs.is_empty()).then(|| pairs.join("; "))
}

/// The body: a sample in which the key of the entity stands where the sample has one, spoilt as the plan says.
pub(super) fn body(
    host: &BatchOperation,
    other: &Other,
    request: &Request,
    key: Symbol,
    binding: &Binding,
) -> Option<Vec<u8>> {
    let body = other.body.as_ref()?;
    let mut sample = match (&body.sample, body.is_json()) {
        (Some(sample), _) => sample.clone(),
        (None, true) => Value::Object(serde_json::Map::new()),
        (None, false) => return None,
    };
    for (name, text) in fixed_members(host, key, binding) {
        if let (Some(member), Ok(value)) = (sample.get_mut(&name), serde_json::from_str(&text)) {
            *member = value;
        }
    }
    let mut text = sample.to_string();
    match request.body_defect() {
        None => {}
        Some(BodyDefect::Absent) => return None,
        Some(BodyDefect::Text(spoilt)) => text.clone_from(spoilt),
        Some(_) => {
            text.pop();
        }
    }
    Some(text.into_bytes())
}
