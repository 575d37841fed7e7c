//! What tells the entities of one resource apart, and how many different keys there are. Counts only values that the suite
//! draws, not all that the schema allows.

use super::{ItemModel, Kind, Property};

/// So many values are as good as any number of them.
pub const SPACIOUS: u64 = 1_000_000;

/// With fewer keys than this, they are used again and again.
pub const TINY: u64 = 64;

/// Days that dates are drawn from.
const DAYS: u64 = 20_000;

/// The members that make up the identity of an entity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Key {
    /// their names, in the order in which they are declared
    pub names: Vec<String>,
    /// the part that the server assigns when an item has null there
    pub assigned: Option<String>,
    /// path parameter, and the member that must say the same
    pub bindings: Vec<(String, String)>,
    /// these members, and those that repeat a path parameter, in the order of the item's schema
    pub properties: Vec<Property>,
}

impl Key {
    /// The key that is made up of these members of `item`.
    pub(super) fn new(
        names: Vec<String>,
        assigned: Option<String>,
        bindings: Vec<(String, String)>,
        item: &ItemModel,
    ) -> Self {
        let mut key = Self {
            names,
            assigned,
            bindings,
            properties: Vec::new(),
        };
        let properties = item.properties.iter().filter(|p| key.fixes(&p.name));
        key.properties = properties.cloned().collect();
        key
    }

    /// The member of this name.
    pub fn get(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|p| p.name == name)
    }

    /// The parts that no path parameter fixes, in the order of the description.
    pub fn free(&self) -> impl Iterator<Item = &Property> {
        let free = |p: &&Property| self.names.contains(&p.name) && self.bound_to(&p.name).is_none();
        self.properties.iter().filter(free)
    }

    /// The free parts, the one with most values first.
    pub(crate) fn by_space(&self) -> Vec<&Property> {
        let mut free: Vec<&Property> = self.free().collect();
        free.sort_by_key(|property| std::cmp::Reverse(property.kind.values()));
        free
    }

    /// The free part with most values, the first of several; none when nothing is free or the server assigns it.
    pub fn leading(&self) -> Option<&Property> {
        let first = self.by_space().first().copied();
        first.filter(|property| self.assigned.as_ref() != Some(&property.name))
    }

    /// The path parameter whose value `member` of each item has to repeat.
    pub fn bound_to(&self, member: &str) -> Option<&str> {
        let mut bindings = self.bindings.iter();
        let found = bindings.find(|(_, bound)| bound == member);
        found.map(|(parameter, _)| parameter.as_str())
    }

    /// `member` is a part of it, or repeats a path parameter.
    pub fn fixes(&self, member: &str) -> bool {
        self.names.iter().any(|name| name == member) || self.bound_to(member).is_some()
    }

    /// How many different keys can be drawn under one path: 1 when the path fixes all parts.
    pub fn space(&self) -> u64 {
        if self.assigned.is_some() {
            return u64::MAX;
        }
        self.free()
            .map(|property| property.kind.values().max(1))
            .fold(1, u64::saturating_mul)
    }

    /// How many parts can be varied beside the one that follows the number of a key: none where keys are too few, or where
    /// the server assigns them.
    pub(crate) fn varied_parts(&self) -> usize {
        if self.assigned.is_some() || self.space() < TINY {
            return 0;
        }
        let others = self.by_space().into_iter().skip(1);
        others.take_while(|part| part.kind.values() > 1).count()
    }
}

impl Kind {
    /// How many values a part of a key of this kind takes.
    pub fn values(&self) -> u64 {
        match self {
            Self::Integer { max, .. } => max.abs_diff(self.lowest()).saturating_add(1),
            Self::Number | Self::Uuid | Self::Pattern { .. } | Self::Other => u64::MAX,
            Self::Boolean => 2,
            Self::Text { max, .. } => {
                let digits = max.unwrap_or(12).min(12);
                36u64.saturating_pow(u32::try_from(digits).unwrap_or(12))
            }
            Self::DateTime | Self::Date => DAYS,
            Self::Enumeration(values) => values.len() as u64,
        }
    }

    /// The smallest integer that keys are drawn from: 1, because some services assign a key for 0.
    pub fn lowest(&self) -> i64 {
        match self {
            Self::Integer { min, max, .. } => (*min).max(1).min(*max),
            _ => 0,
        }
    }
}
