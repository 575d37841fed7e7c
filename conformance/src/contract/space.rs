//! How many different keys an operation can be sent. Counts only values that the suite draws, not all that the schema
//! allows.

use super::{BatchOperation, Kind, Property};

/// So many values are as good as any number of them.
pub const SPACIOUS: u64 = 1_000_000;

/// With fewer keys than this, they are used again and again.
pub const TINY: u64 = 64;

/// Days that dates are drawn from.
const DAYS: u64 = 20_000;

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

impl BatchOperation {
    /// The free part of the key with most values, the first of several; none when nothing is free or the server assigns it.
    pub fn leading_key(&self) -> Option<&Property> {
        let mut free: Vec<&Property> = self.free_keys().collect();
        free.sort_by_key(|property| std::cmp::Reverse(property.kind.values()));
        let first = free.first().copied();
        first.filter(|property| self.roles.assigned.as_ref() != Some(&property.name))
    }

    /// How many different keys can be drawn under one path: 1 when the path fixes all parts.
    pub fn key_space(&self) -> u64 {
        if self.roles.assigned.is_some() {
            return u64::MAX;
        }
        self.free_keys()
            .map(|property| property.kind.values().max(1))
            .fold(1, u64::saturating_mul)
    }
}
