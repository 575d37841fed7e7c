//! The operations beside a batch operation: list, create, get, update, delete. Found by the path of the collection, which
//! is that of the batch without its suffix, else by the schema of the item. Refuses paths that are about other entities.

use codegen::resolve::Resolved;
use serde_json::Value;

use super::super::shape::{component, fold, is_array, is_object};
use super::words::normal;

/// Paths beside a batch operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::contract) struct Around {
    /// the template of the collection
    pub(super) collection: Option<String>,
    /// the template of one entity
    pub(super) entity: Option<String>,
    /// how they were found
    pub(super) reasons: Vec<String>,
}

/// The item as siblings are compared with it.
pub(super) struct Wanted<'a> {
    pub(super) component: Option<&'a str>,
    pub(super) properties: Vec<&'a str>,
}

/// The collection and the entity that the batch operation at `path` writes.
pub(super) fn around(resolved: &Resolved, path: &str, wanted: &Wanted) -> Around {
    let paths = &resolved.document.value["paths"];
    let all = || paths.as_object().into_iter().flatten();
    let base = collection(path);
    let mut found = Around::default();
    let entity = |template: &str| deeper(&base, template).filter(|more| (1..=7).contains(more));
    let about = |item: &Value| {
        ["get", "put", "patch", "delete"]
            .iter()
            .filter(|m| item[**m].is_object())
            .count()
    };
    let mut entities: Vec<(bool, usize, usize, &String)> = all()
        .filter(|(template, _)| *template != path)
        .filter_map(|(template, item)| {
            Some((
                !holds_one(resolved, item, wanted),
                9 - about(item),
                entity(template)?,
                template,
            ))
        })
        .filter(|(_, missing, ..)| *missing < 9)
        .collect();
    entities.sort();
    if let Some((.., template)) = entities.first() {
        found.reasons.push(format!(
            "siblings: {template} is below the collection {base}"
        ));
        found.entity = Some((*template).clone());
    } else {
        let by_schema = all()
            .filter(|(template, item)| {
                template.as_str() != path
                    && template.ends_with('}')
                    && holds_one(resolved, item, wanted)
            })
            .max_by_key(|(_, item)| about(item));
        if let Some((template, _)) = by_schema {
            found.reasons.push(format!(
                "siblings: {template} speaks of one {}",
                named(wanted)
            ));
            found.entity = Some(template.clone());
        }
    }
    let same = |template: &str| shape(template) == shape(&base);
    let without_keys = |template: &str| {
        template
            .trim_end_matches('/')
            .rsplit_once("/{")
            .map(|(left, _)| left.to_owned())
    };
    found.collection = all()
        .map(|(template, _)| template)
        .find(|template| same(template) && serves(&paths[*template], path, template))
        .cloned();
    if found.collection.is_none() {
        let mut above = found.entity.as_deref().and_then(without_keys);
        while let Some(template) = above {
            if paths[&template].is_object() && serves(&paths[&template], path, &template) {
                found.collection = Some(template);
                break;
            }
            above = without_keys(&template).filter(|_| template.ends_with('}'));
        }
    }
    if found.collection.is_none() {
        let many = all()
            .filter(|(template, item)| !template.ends_with('}') && serves(item, path, template));
        found.collection = many
            .filter(|(_, item)| holds_many(resolved, item, wanted))
            .map(|(t, _)| t.clone())
            .next();
    }
    if let Some(collection) = found
        .collection
        .as_ref()
        .filter(|c| **c != base && c.as_str() != path)
    {
        found
            .reasons
            .push(format!("siblings: {collection} holds {}", named(wanted)));
    }
    found
}

fn named(wanted: &Wanted) -> String {
    wanted.component.map_or_else(
        || "entities with the properties of the item".to_owned(),
        |name| format!("the schema {name}"),
    )
}

/// The path of the collection: `/a/{b}/c-batch`, `/a/{b}/c/batch` and `/a/{b}/batch-c` are all about `/a/{b}/c`.
pub(super) fn collection(path: &str) -> String {
    let kept: Vec<String> = path
        .split('/')
        .filter_map(|segment| {
            if segment.starts_with('{') || segment.is_empty() {
                return Some(segment.to_owned());
            }
            let words: Vec<&str> = segment.split(['-', '_', ':', '.']).collect();
            let plain: Vec<&str> = words
                .iter()
                .copied()
                .filter(|word| !is_batch_word(word))
                .collect();
            if plain.len() == words.len() {
                return Some(segment.to_owned());
            }
            let separator = segment
                .chars()
                .find(|c| "-_:.".contains(*c))
                .map(String::from)
                .unwrap_or_default();
            (!plain.is_empty()).then(|| plain.join(&separator))
        })
        .collect();
    kept.join("/")
}

fn is_batch_word(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "batch" | "bulk" | "upsert" | "batchupsert" | "bulkupsert" | "multiple" | "many"
    )
}

/// Segments with the names of parameters blotted out: two templates of one shape are about one place.
fn shape(template: &str) -> Vec<String> {
    let blot = |segment: &str| {
        if segment.starts_with('{') {
            "{}".to_owned()
        } else {
            normal(segment)
        }
    };
    template
        .split('/')
        .filter(|s| !s.is_empty())
        .map(blot)
        .collect()
}

/// How many parameters, and nothing else, `template` has below `base`.
fn deeper(base: &str, template: &str) -> Option<usize> {
    let (base, template) = (shape(base), shape(template));
    let rest = template.strip_prefix(base.as_slice())?;
    rest.iter()
        .all(|segment| segment == "{}")
        .then_some(rest.len())
}

/// The path item has something else than the batch operation itself.
fn serves(item: &Value, batch: &str, template: &str) -> bool {
    let post = item["post"].is_object() && (template != batch || item["put"].is_object());
    item["get"].is_object() || post
}

/// One of the operations takes or gives one entity of the item's schema.
fn holds_one(resolved: &Resolved, item: &Value, wanted: &Wanted) -> bool {
    let bodies = ["put", "patch", "get"]
        .iter()
        .flat_map(|method| payloads(resolved, &item[*method]));
    bodies
        .into_iter()
        .any(|schema| entity_at(resolved, &schema, wanted).is_some())
}

/// One of the operations takes one entity, or gives several.
fn holds_many(resolved: &Resolved, item: &Value, wanted: &Wanted) -> bool {
    let posted = payloads(resolved, &item["post"])
        .iter()
        .any(|schema| is_item(resolved, schema, wanted));
    let listed = payloads(resolved, &item["get"]).iter().any(|schema| {
        let root = fold(resolved, schema);
        let mut parts: Vec<Value> = vec![root.clone()];
        parts.extend(
            root["properties"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(_, member)| fold(resolved, member)),
        );
        parts
            .iter()
            .any(|part| is_array(part) && is_item(resolved, &part["items"], wanted))
    });
    posted || listed
}

/// The schemas of the request body and of the successful responses.
fn payloads(resolved: &Resolved, operation: &Value) -> Vec<Value> {
    let mut schemas = Vec::new();
    let mut add = |holder: &Value| {
        if let Ok((holder, _)) = resolved.follow(holder) {
            let contents = holder["content"].as_object().into_iter().flatten();
            schemas.extend(
                contents
                    .map(|(_, content)| content["schema"].clone())
                    .filter(|s| !s.is_null())
                    .take(1),
            );
        }
    };
    add(&operation["requestBody"]);
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        if status.starts_with('2') {
            add(response);
        }
    }
    schemas
}

/// JSON pointer to the entity in a body of `schema`: the body itself or one of its members.
pub(super) fn entity_at(resolved: &Resolved, schema: &Value, wanted: &Wanted) -> Option<String> {
    if is_item(resolved, schema, wanted) {
        return Some(String::new());
    }
    let root = fold(resolved, schema);
    let mut members = root["properties"].as_object().into_iter().flatten();
    members
        .find(|(_, member)| is_item(resolved, member, wanted))
        .map(|(name, _)| codegen::pointer::join("", name))
}

/// JSON pointer to the entity in what an operation answers.
pub(super) fn answered_at(
    resolved: &Resolved,
    operation: &Value,
    wanted: &Wanted,
) -> Option<String> {
    payloads(resolved, operation)
        .iter()
        .find_map(|schema| entity_at(resolved, schema, wanted))
}

/// The members of the entity at `pointer` in what an operation answers, by its schemas.
pub(super) fn answered_members(
    resolved: &Resolved,
    operation: &Value,
    pointer: &str,
) -> Vec<String> {
    let mut members = Vec::new();
    for schema in payloads(resolved, operation) {
        let mut at = fold(resolved, &schema);
        for name in pointer.split('/').skip(1) {
            let name = name.replace("~1", "/").replace("~0", "~");
            at = fold(resolved, &at["properties"][&name]);
        }
        let named = at["properties"].as_object().into_iter().flatten();
        members.extend(named.map(|(name, _)| name.clone()));
    }
    members
}

fn is_item(resolved: &Resolved, schema: &Value, wanted: &Wanted) -> bool {
    if component(schema).is_some() && component(schema) == wanted.component {
        return true;
    }
    let folded = fold(resolved, schema);
    if !is_object(&folded) || is_array(&folded) {
        return false;
    }
    let Some(properties) = folded["properties"].as_object() else {
        return false;
    };
    let shared = wanted
        .properties
        .iter()
        .filter(|name| properties.contains_key(**name))
        .count();
    // a create may leave out what the server assigns, an answer may add a little
    shared > 1 && shared * 10 >= wanted.properties.len() * 8 && shared * 10 >= properties.len() * 6
}
