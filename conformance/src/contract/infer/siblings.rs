//! The operations beside a batch operation: list, create, get, update, delete. Found by the path of the collection, which
//! is that of the batch without its suffix, else by the schema of the item. Refuses paths that are about other entities.

use std::collections::BTreeMap;

use description::model::Operation;
use description::{Description, SchemaId, Schemas};
use indexmap::IndexMap;

use super::super::shape::{Folded, component, fold};
use super::words::normal;

/// The operations of a description, by path and method.
pub(in crate::contract) struct Paths<'a> {
    schemas: &'a Schemas,
    by_path: IndexMap<&'a str, BTreeMap<&'a str, &'a Operation>>,
}

impl<'a> Paths<'a> {
    pub(in crate::contract) fn of(description: &'a Description) -> Self {
        let mut by_path: IndexMap<&str, BTreeMap<&str, &Operation>> = IndexMap::new();
        for operation in &description.operations {
            let methods = by_path.entry(&operation.path).or_default();
            methods.insert(&operation.method, operation);
        }
        Self {
            schemas: &description.schemas,
            by_path,
        }
    }

    /// The operation with this method at a path.
    pub(super) fn operation(&self, path: &str, method: &str) -> Option<&'a Operation> {
        self.by_path.get(path)?.get(method).copied()
    }

    fn all(&self) -> impl Iterator<Item = &'a str> {
        self.by_path.keys().copied()
    }

    /// How many of these methods a path has.
    fn count(&self, path: &str, methods: &[&str]) -> usize {
        let there = |method: &&&str| self.operation(path, method).is_some();
        methods.iter().filter(there).count()
    }
}

/// The methods that are about one entity.
const OF_ONE: [&str; 4] = ["GET", "PUT", "PATCH", "DELETE"];

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
pub(super) fn around(paths: &Paths<'_>, path: &str, wanted: &Wanted) -> Around {
    let base = collection(path);
    let mut found = Around::default();
    entity(paths, path, &base, wanted, &mut found);
    let same = |template: &&str| shape(template) == shape(&base);
    let beside = |template: &&str| paths.serves(path, template);
    found.collection = paths.all().filter(same).find(beside).map(str::to_owned);
    if found.collection.is_none() {
        let mut above = found.entity.as_deref().and_then(without_key);
        while let Some(template) = above {
            if paths.serves(path, template) {
                found.collection = Some(template.to_owned());
                break;
            }
            above = without_key(template).filter(|_| template.ends_with('}'));
        }
    }
    if found.collection.is_none() {
        let many = |template: &&str| !template.ends_with('}') && beside(template);
        let mut many = paths.all().filter(many);
        let holding = many.find(|template| paths.holds_many(template, wanted));
        found.collection = holding.map(str::to_owned);
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

/// Finds the path of one entity: below the collection, else by the schema of the item.
fn entity(paths: &Paths<'_>, path: &str, base: &str, wanted: &Wanted, found: &mut Around) {
    let below = |template: &str| deeper(base, template).filter(|more| (1..=7).contains(more));
    let mut entities: Vec<(bool, usize, usize, &str)> = paths
        .all()
        .filter(|template| *template != path)
        .filter_map(|template| {
            let more = below(template)?;
            let missing = OF_ONE.len() - paths.count(template, &OF_ONE);
            let holds = paths.holds_one(template, wanted);
            Some((!holds, missing, more, template))
        })
        .filter(|(_, missing, ..)| *missing < OF_ONE.len())
        .collect();
    entities.sort_unstable();
    if let Some((.., template)) = entities.first() {
        let reason = format!("siblings: {template} is below the collection {base}");
        found.reasons.push(reason);
        found.entity = Some((*template).to_owned());
        return;
    }
    let of_one = |template: &&str| *template != path && template.ends_with('}');
    let by_schema = paths
        .all()
        .filter(of_one)
        .filter(|template| paths.holds_one(template, wanted))
        .max_by_key(|template| paths.count(template, &OF_ONE));
    if let Some(template) = by_schema {
        let reason = format!("siblings: {template} speaks of one {}", named(wanted));
        found.reasons.push(reason);
        found.entity = Some(template.to_owned());
    }
}

/// The template without its last parameter.
fn without_key(template: &str) -> Option<&str> {
    let split = template.trim_end_matches('/').rsplit_once("/{");
    split.map(|(left, _)| left)
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

impl Paths<'_> {
    /// The path has something else than the batch operation itself.
    fn serves(&self, batch: &str, template: &str) -> bool {
        let has = |method| self.operation(template, method).is_some();
        has("GET") || has("POST") && (template != batch || has("PUT"))
    }

    /// One of the operations takes or gives one entity of the item's schema.
    fn holds_one(&self, template: &str, wanted: &Wanted) -> bool {
        let methods = ["PUT", "PATCH", "GET"].into_iter();
        let mut bodies = methods.flat_map(|method| self.payloads(template, method));
        bodies.any(|schema| entity_at(self.schemas, schema, wanted).is_some())
    }

    /// One of the operations takes one entity, or gives several.
    fn holds_many(&self, template: &str, wanted: &Wanted) -> bool {
        let schemas = self.schemas;
        let mut posted = self.payloads(template, "POST").into_iter();
        let mut listed = self.payloads(template, "GET").into_iter();
        let several = |part: &Folded<'_>| {
            let items = part.items().filter(|_| part.is_array());
            items.is_some_and(|items| is_item(schemas, items, wanted))
        };
        posted.any(|schema| is_item(schemas, schema, wanted))
            || listed.any(|schema| {
                let root = fold(schemas, schema);
                let members = root.properties().into_values();
                several(&root)
                    || members
                        .into_iter()
                        .any(|member| several(&fold(schemas, member)))
            })
    }

    fn payloads(&self, template: &str, method: &str) -> Vec<SchemaId> {
        self.operation(template, method)
            .map(payloads)
            .unwrap_or_default()
    }
}

/// The schemas of the request body and of the successful responses.
fn payloads(operation: &Operation) -> Vec<SchemaId> {
    let sent = operation.body.iter().map(|body| &body.content);
    let success = operation
        .responses
        .iter()
        .filter(|(status, _)| status.to_string().starts_with('2'));
    let answered = success.map(|(_, response)| &response.content);
    let contents = sent.chain(answered);
    let schemas = contents.filter_map(|content| content.iter().find_map(|one| one.schema));
    schemas.collect()
}

/// JSON pointer to the entity in a body of `schema`: the body itself or one of its members.
pub(super) fn entity_at(schemas: &Schemas, schema: SchemaId, wanted: &Wanted) -> Option<String> {
    if is_item(schemas, schema, wanted) {
        return Some(String::new());
    }
    let members = fold(schemas, schema).properties();
    let mut members = members.into_iter();
    let found = members.find(|(_, member)| is_item(schemas, *member, wanted));
    found.map(|(name, _)| description::pointer::join("", name))
}

/// JSON pointer to the entity in what an operation answers.
pub(super) fn answered_at(
    schemas: &Schemas,
    operation: &Operation,
    wanted: &Wanted,
) -> Option<String> {
    let mut payloads = payloads(operation).into_iter();
    payloads.find_map(|schema| entity_at(schemas, schema, wanted))
}

/// The members of the entity at `pointer` in what an operation answers, by its schemas.
pub(super) fn answered_members(
    schemas: &Schemas,
    operation: &Operation,
    pointer: &str,
) -> Vec<String> {
    let mut members = Vec::new();
    for schema in payloads(operation) {
        let mut at = fold(schemas, schema);
        for name in description::pointer::tokens(pointer) {
            let member = at.property(&name);
            at = member.map(|id| fold(schemas, id)).unwrap_or_default();
        }
        members.extend(at.properties().into_keys().map(str::to_owned));
    }
    members
}

fn is_item(schemas: &Schemas, schema: SchemaId, wanted: &Wanted) -> bool {
    let named = component(schemas, schema);
    if named.is_some() && named == wanted.component {
        return true;
    }
    let folded = fold(schemas, schema);
    if !folded.is_object() || folded.is_array() {
        return false;
    }
    let properties = folded.properties();
    let shared = wanted
        .properties
        .iter()
        .filter(|name| properties.contains_key(**name))
        .count();
    // a create may leave out what the server assigns, an answer may add a little
    shared > 1 && shared * 10 >= wanted.properties.len() * 8 && shared * 10 >= properties.len() * 6
}
