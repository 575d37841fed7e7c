//! Which item properties make up the identity of an entity. Evidence in this order: what the 207 and the prose say, the
//! parameters of the path of one entity, the order of the properties (keys first, the rest by name), required ones, names.
//! Refuses to be sure where only names are left: then it says which properties could be meant.

use super::words::{is_key_like, is_named_after, is_surely_key_like, normal};
use crate::contract::{Kind, Property, is_audit};

/// What is known when a key is looked for.
pub(super) struct Clues<'a> {
    pub(super) properties: &'a [Property],
    /// normalised names of the entity: of its schema and of its collection
    pub(super) entities: &'a [String],
    /// names that the schema or an example of the 207 gives to the parts of an id
    pub(super) echoed: &'a [String],
    /// descriptions that may name the key: of the id, the operation, the item
    pub(super) texts: &'a [String],
    /// properties that path parameters of the batch repeat
    pub(super) bound: &'a [String],
    /// properties that further path parameters of one entity stand for
    pub(super) own: &'a [String],
    /// other schemas of the description have their keys first and the rest in order of the names
    pub(super) keys_first: bool,
    /// descriptions of the properties, in their order
    pub(super) descriptions: &'a [String],
}

/// The key, in the order of the properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) key: Vec<String>,
    pub(super) reason: String,
    /// the properties that could be meant as well, where little speaks for one choice
    pub(super) candidates: Vec<String>,
}

/// Most parts a key has.
const PARTS: usize = 7;

/// Looks for the key.
pub(super) fn key(clues: &Clues) -> Found {
    let found = clues
        .echoed()
        .or_else(|| clues.entity())
        .or_else(|| clues.told());
    let mut found = found
        .or_else(|| clues.ordered())
        .unwrap_or_else(|| clues.guessed());
    let place = |name: &String| clues.properties.iter().position(|p| p.name == *name);
    found.key.sort_by_key(place);
    found.key.dedup();
    found
}

impl Clues<'_> {
    fn known(&self, name: &str) -> Option<String> {
        let mut same = self
            .properties
            .iter()
            .filter(|p| normal(&p.name) == normal(name));
        same.next().map(|p| p.name.clone())
    }

    /// The 207 names the parts itself.
    fn echoed(&self) -> Option<Found> {
        let key: Vec<String> = self
            .echoed
            .iter()
            .map(|name| self.known(name))
            .collect::<Option<_>>()?;
        (!key.is_empty()).then(|| Found {
            reason: format!("key {}: the id in the 207 names it", key.join(", ")),
            key,
            candidates: Vec::new(),
        })
    }

    /// The path of one entity has parameters that the path of the batch has not.
    fn entity(&self) -> Option<Found> {
        if self.own.is_empty() {
            return None;
        }
        let mut key = self.own.to_vec();
        let mut reason = format!(
            "key {}: the path of one entity has a parameter for it",
            key.join(", ")
        );
        for parent in self
            .bound
            .iter()
            .filter(|parent| !self.own.contains(parent))
        {
            let (is_part, why) = self.parent(parent);
            reason.push_str(&format!(
                "; {parent}, which the path of the batch fixes, is {}part of it: {why}",
                if is_part { "" } else { "not " }
            ));
            if is_part {
                key.push(parent.clone());
            }
        }
        Some(Found {
            key,
            reason,
            candidates: Vec::new(),
        })
    }

    /// Whether a property that repeats a path parameter is a part of the key beside the entity's own.
    fn parent(&self, name: &str) -> (bool, &'static str) {
        let Some(at) = self.properties.iter().position(|p| p.name == name) else {
            return (false, "the item has no such property");
        };
        match told_of(&self.descriptions[at]) {
            Some(true) => return (true, "its description says so"),
            Some(false) => return (false, "its description says so"),
            None => {}
        }
        let stands = |name: &String| self.properties.iter().position(|p| p.name == *name);
        let own: Vec<usize> = self.own.iter().filter_map(stands).collect();
        let last = own.iter().copied().max().unwrap_or(0);
        let surrogate = self.own.len() == 1 && self.is_surrogate(&self.own[0]);
        if self.properties[at].nullable
            || (!self.properties[at].required && own.iter().all(|n| self.properties[*n].required))
        {
            return (false, "it may be left out");
        }
        match self.head() {
            Some(head) if at < head => (
                true,
                "it stands before the properties that are in order of their names",
            ),
            _ if surrogate => (
                false,
                "the other part is named after the entity and identifies it alone",
            ),
            head if at > last + 1 && (head.is_some() || self.keys_first) => (
                false,
                "it stands among the properties that are in order of their names",
            ),
            _ => (true, "the other part alone need not be unique"),
        }
    }

    /// A description says of properties that they are, or are not, the key.
    fn told(&self) -> Option<Found> {
        let mut key: Vec<String> = (self.properties.iter().zip(self.descriptions))
            .filter(|(_, text)| told_of(text) == Some(true))
            .map(|(p, _)| p.name.clone())
            .collect();
        let mut who = "its description says so";
        if key.is_empty() {
            key = self
                .texts
                .iter()
                .find_map(|text| self.named_in(text))
                .unwrap_or_default();
            who = "a description names it";
        }
        (!key.is_empty() && key.len() <= PARTS).then(|| Found {
            reason: format!("key {}: {who}", key.join(", ")),
            key,
            candidates: Vec::new(),
        })
    }

    /// The properties that a sentence about identity or keys names.
    fn named_in(&self, text: &str) -> Option<Vec<String>> {
        text.split_inclusive(['.', ';', '\n']).find_map(|sentence| {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            let words: Vec<&str> = sentence
                .split(|c| !word(c))
                .filter(|w| !w.is_empty())
                .collect();
            let about = words.iter().any(|w| {
                matches!(
                    w.to_ascii_lowercase().as_str(),
                    "identified" | "identifies" | "identity" | "unique" | "uniquely" | "primary"
                )
            });
            let names: Vec<String> = words
                .iter()
                .filter(|w| self.properties.iter().any(|p| p.name == **w))
                .map(|w| (*w).to_owned())
                .collect();
            let denied = words
                .iter()
                .any(|w| matches!(w.to_ascii_lowercase().as_str(), "foreign" | "not" | "no"));
            // what only repeats the path tells no two entities of it apart
            let own = names.iter().any(|name| !self.bound.contains(name));
            (about && !denied && own).then_some(names)
        })
    }

    /// Keys stand first and the rest is in order of the names: the leading properties that break that order.
    fn ordered(&self) -> Option<Found> {
        let head = self.head().filter(|head| (1..=PARTS).contains(head))?;
        // what breaks the order is a key, unless it may be left out and is not of a kind that a server assigns
        let leading = self.properties.iter().take(head);
        let mut end = leading
            .take_while(|p| p.required || self.may_be_assigned(p))
            .count();
        if end == 0 {
            return None;
        }
        let alone = self.properties[..end]
            .iter()
            .any(|p| is_named_after(&p.name, self.entities) && !self.bound.contains(&p.name));
        // the last part may happen to be in order with the rest; where a part of its own is known, only a name that hardly
        // means anything else is taken for one more
        while end >= head && !alone && end < PARTS {
            let lacking = (self.properties[..end].iter()).all(|p| self.bound.contains(&p.name));
            let next = self.properties.get(end).filter(|p| self.is_part(p));
            match next.filter(|p| lacking || is_surely_key_like(&p.name)) {
                Some(_) => end += 1,
                None => break,
            }
        }
        let key: Vec<String> = self.properties[..end]
            .iter()
            .map(|p| p.name.clone())
            .collect();
        let candidates = if end > head + 1 {
            key.clone()
        } else {
            Vec::new()
        };
        Some(Found {
            reason: format!(
                "key {}: it stands first, before the properties that are in order of their names",
                key.join(", ")
            ),
            key,
            candidates,
        })
    }

    /// Only names and `required` are left.
    fn guessed(&self) -> Found {
        let parts: Vec<&Property> = self.properties.iter().filter(|p| self.is_part(p)).collect();
        let names = |of: &[&Property]| of.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
        let free: Vec<&Property> = parts
            .iter()
            .copied()
            .filter(|p| !self.bound.contains(&p.name))
            .collect();
        let assigned = self
            .properties
            .iter()
            .filter(|p| self.is_surrogate(&p.name) && self.may_be_assigned(p));
        let surrogate = free
            .iter()
            .copied()
            .find(|p| self.is_surrogate(&p.name))
            .or(assigned.into_iter().next());
        let leading = self
            .properties
            .iter()
            .take_while(|p| self.is_part(p))
            .count();
        let first = self
            .properties
            .first()
            .filter(|p| self.is_part(p) && is_named_after(&p.name, self.entities));
        let surrogate = surrogate.or(first.filter(|p| !self.bound.contains(&p.name)));
        if let Some(only) = surrogate {
            let key = vec![only.name.clone()];
            return Found {
                reason: format!("key {}: it is named after the entity", only.name),
                key,
                candidates: Vec::new(),
            };
        }
        let run = &parts[..leading.min(parts.len())];
        let convention =
            self.keys_first && tail_from(&names(&self.properties.iter().collect::<Vec<_>>())) == 0;
        if !run.is_empty() && (run.len() == parts.len() || convention) {
            let key = names(run);
            let reason = format!(
                "key {}: the required properties, named like keys, that stand first{}",
                key.join(", "),
                if convention {
                    ", where the other schemas have their keys"
                } else {
                    ""
                }
            );
            return Found {
                reason,
                key,
                candidates: Vec::new(),
            };
        }
        let key = if run.is_empty() {
            names(&parts)
        } else {
            names(run)
        };
        let candidates: Vec<String> = if parts.is_empty() {
            self.properties
                .iter()
                .filter(|p| is_key_like(&p.name) && !is_audit(&p.name))
                .map(|p| p.name.clone())
                .collect()
        } else {
            names(&parts)
        };
        Found {
            reason: format!(
                "key {}: required and named like a key; nothing else tells",
                key.join(", ")
            ),
            key,
            candidates,
        }
    }

    fn is_part(&self, property: &Property) -> bool {
        let kind = !matches!(property.kind, Kind::Boolean | Kind::Number | Kind::Other);
        let named = is_key_like(&property.name) || self.bound.contains(&property.name);
        property.required && !property.nullable && kind && named && !is_audit(&property.name)
    }

    fn is_surrogate(&self, name: &str) -> bool {
        let property = self.properties.iter().find(|p| p.name == name);
        let whole = property.is_some_and(|p| matches!(p.kind, Kind::Integer { .. } | Kind::Uuid));
        is_named_after(name, self.entities) && (whole || normal(name) == "id")
    }

    /// A whole number or a UUID that an item may leave to the server.
    fn may_be_assigned(&self, property: &Property) -> bool {
        let kind = matches!(property.kind, Kind::Integer { .. } | Kind::Uuid);
        kind && (property.nullable || !property.required) && is_key_like(&property.name)
    }

    /// How many properties stand before those in order of their names; none when the order tells nothing.
    fn head(&self) -> Option<usize> {
        let names: Vec<String> = self.properties.iter().map(|p| p.name.clone()).collect();
        head_of(&names)
    }
}

/// How many of `names` stand before those that are in order; none when the order tells nothing: all of them are in order,
/// or so many are not that there is no such block.
pub(super) fn head_of(names: &[String]) -> Option<usize> {
    let head = tail_from(names);
    let sorted = names.len() - head;
    (head > 0 && head <= PARTS && (sorted > 3 || sorted > head)).then_some(head)
}

/// Where the names begin to be in order up to the last one; with and without underscores, whichever fits better.
pub(super) fn tail_from(names: &[String]) -> usize {
    let spellings: [fn(&str) -> String; 2] = [normal, |name| name.to_lowercase()];
    let tails = spellings.iter().map(|spelt| {
        let names: Vec<String> = names.iter().map(|name| spelt(name)).collect();
        let sorted = names
            .windows(2)
            .rev()
            .take_while(|pair| pair[0] <= pair[1])
            .count()
            + 1;
        names.len().saturating_sub(sorted)
    });
    tails.min().unwrap_or(0)
}

/// Whether a property's description says that it is a part of the key.
fn told_of(text: &str) -> Option<bool> {
    let text = text.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    if says(&[
        "foreign key",
        "not part of the",
        "not a part of the",
        "no part of the",
        "not a key",
        "not the key",
    ]) {
        return Some(false);
    }
    says(&[
        "primary key",
        "part of the key",
        "part of the identity",
        "part of its identity",
        "part of its key",
        "key part",
        "part of the composite",
        "part of the unique",
        "the server assigns",
        "assigned by the server",
        "server-assigned",
        "unique within",
        "unique identifier of this",
    ])
    .then_some(true)
}
