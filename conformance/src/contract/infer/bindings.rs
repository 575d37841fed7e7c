//! Which item property repeats which path parameter: by the same name, else by the one property that ends like it.
//! Refuses to guess where two properties would do.

use super::words::{normal, singular};
use crate::contract::Property;

/// The property that stands for the path parameter `parameter`; `segment` is the fixed path segment before it.
pub(super) fn property<'a>(
    properties: &'a [Property],
    parameter: &str,
    segment: &str,
) -> Option<(&'a Property, bool)> {
    let wanted = normal(parameter);
    if let Some(same) = properties.iter().find(|p| normal(&p.name) == wanted) {
        return Some((same, true));
    }
    let entity = singular(&normal(segment));
    // `/plans/{id}` and `plan_ID`
    if matches!(wanted.as_str(), "id" | "key" | "code" | "number") {
        let spelt = format!("{entity}{wanted}");
        return properties
            .iter()
            .find(|p| normal(&p.name) == spelt)
            .map(|p| (p, false));
    }
    // `{date}` and `effective_Date`, `{planID}` and `plan_Key`
    let stem = |name: &str| {
        let name = normal(name);
        let cut = ["key", "id", "code", "number", "nbr", "no"]
            .iter()
            .find_map(|e| name.strip_suffix(e).map(str::to_owned));
        cut.filter(|stem| stem.len() > 2)
    };
    // `{noteID}` and `memberNote_Key`
    let same_stem = |p: &Property| match (stem(parameter), stem(&p.name)) {
        (Some(asked), Some(known)) => known.ends_with(&asked) || asked.ends_with(&known),
        _ => false,
    };
    let close = |p: &&Property| {
        let name = normal(&p.name);
        name.ends_with(&wanted) && wanted.len() > 3
            || wanted.ends_with(&name) && name.len() > 3
            || same_stem(p)
    };
    // the first property may be a key that the server assigns
    let first = properties.iter().take(1).filter(|p| !p.required);
    let mut likely = first
        .chain(properties.iter().filter(|p| p.required))
        .filter(close);
    match (likely.next(), likely.next()) {
        (Some(only), None) => Some((only, false)),
        _ => None,
    }
}

/// The names of the path parameters of a template, each with the fixed segment before it.
pub(super) fn parameters(template: &str) -> Vec<(String, String)> {
    let (mut found, mut before) = (Vec::new(), String::new());
    for segment in template.split('/').filter(|s| !s.is_empty()) {
        match segment.split_once('{') {
            Some((_, rest)) => {
                for name in rest.split('{').filter_map(|part| part.split('}').next()) {
                    found.push((name.to_owned(), before.clone()));
                }
            }
            None => segment.clone_into(&mut before),
        }
    }
    found
}
