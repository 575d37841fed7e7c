//! A tree of generated files as texts, and how another tree differs from it. Knows no folders: reading and writing
//! is the caller's.

use std::collections::BTreeMap;
use std::fmt;

/// Texts by path below the output folder, with slashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), text.into());
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Every file, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How a file differs from what the generator returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriftKind {
    /// The generator returns it, and it is not there.
    Missing,
    /// It is there with another text.
    Stale,
    /// It is there, and the generator does not return it.
    Orphan,
}

/// One file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The path below the output folder.
    pub path: String,
    /// How it differs.
    pub kind: DriftKind,
    /// A few words for people.
    pub description: String,
}

impl fmt::Display for Drift {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            DriftKind::Missing => "missing",
            DriftKind::Stale => "stale",
            DriftKind::Orphan => "orphan",
        };
        write!(formatter, "{kind}: {}: {}", self.path, self.description)
    }
}

/// Every file of `actual` that is not what `expected` says, by path.
#[must_use]
pub fn drift(expected: &Files, actual: &Files) -> Vec<Drift> {
    let mut drifts = Vec::new();
    for (path, text) in expected.iter() {
        let (kind, description) = match actual.get(path) {
            None => (DriftKind::Missing, "it is not there".to_owned()),
            Some(there) if there != text => (DriftKind::Stale, first_difference(text, there)),
            Some(_) => continue,
        };
        drifts.push(Drift {
            path: path.to_owned(),
            kind,
            description,
        });
    }
    let orphans = actual
        .iter()
        .filter(|(path, _)| expected.get(path).is_none());
    drifts.extend(orphans.map(|(path, _)| Drift {
        path: path.to_owned(),
        kind: DriftKind::Orphan,
        description: "the generator does not write it".to_owned(),
    }));
    drifts.sort_by(|one, other| one.path.cmp(&other.path));
    drifts
}

fn first_difference(expected: &str, actual: &str) -> String {
    let same = expected
        .lines()
        .zip(actual.lines())
        .take_while(|(one, other)| one == other)
        .count();
    match (expected.lines().nth(same), actual.lines().nth(same)) {
        (None, None) => "only the line ends differ".to_owned(),
        _ => format!("it differs from line {}", same + 1),
    }
}
