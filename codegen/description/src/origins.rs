//! Where the parts of a converted document stood before: JSON pointers of the new document to those of the text.
//! Holds an entry for each part that moved, not for each value in it, so that nothing is written for what did not move.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::pointer;

/// The way back from the pointers of a converted document. Without entries each pointer leads to itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    entries: HashMap<Box<str>, Origin>,
}

#[derive(Clone, Debug)]
struct Origin {
    old: Box<str>,
    /// Whether the part is the one that stood there, not one that was made because of it.
    moved: bool,
}

impl Origins {
    /// Whether every pointer leads to itself.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The part at `new`, with all that is in it, is the one that stood at `old`.
    pub(crate) fn moved(&mut self, new: &str, old: &str) {
        self.insert(new, old, true);
    }

    /// The part at `new` was made because of what stands at `old`.
    pub(crate) fn made(&mut self, new: &str, old: &str) {
        self.insert(new, old, false);
    }

    fn insert(&mut self, new: &str, old: &str, moved: bool) {
        let old = old.into();
        self.entries.insert(new.into(), Origin { old, moved });
    }

    /// Where in the text the part at `new` has its origin.
    pub(crate) fn origin<'p>(&self, new: &'p str) -> Cow<'p, str> {
        translate(new, |prefix| Some(&*self.entries.get(prefix)?.old))
    }

    /// The way from pointers of the text to those of the new document.
    pub(crate) fn inverse(&self) -> Inverse<'_> {
        let moved = self.entries.iter().filter(|(_, origin)| origin.moved);
        Inverse(moved.map(|(new, origin)| (&*origin.old, &**new)).collect())
    }
}

/// The way from pointers of the text to those of the new document.
pub(crate) struct Inverse<'o>(HashMap<&'o str, &'o str>);

impl Inverse<'_> {
    /// Where the part that stood at `old` stands now.
    pub(crate) fn current<'p>(&self, old: &'p str) -> Cow<'p, str> {
        translate(old, |prefix| self.0.get(prefix).copied())
    }
}

/// `pointer` with its longest prefix that `known` translates replaced.
fn translate<'p, 'o>(pointer: &'p str, known: impl Fn(&str) -> Option<&'o str>) -> Cow<'p, str> {
    let mut prefix = pointer;
    loop {
        if let Some(other) = known(prefix) {
            return Cow::Owned(format!("{other}{}", &pointer[prefix.len()..]));
        }
        match pointer::parent(prefix) {
            Some(parent) => prefix = parent,
            None => return Cow::Borrowed(pointer),
        }
    }
}

/// A part in both documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// The pointer in the converted document.
    pub(crate) new: String,
    /// The pointer in the text.
    pub(crate) old: String,
}

impl Place {
    pub(crate) fn new(new: impl Into<String>, old: impl Into<String>) -> Self {
        let (new, old) = (new.into(), old.into());
        Self { new, old }
    }

    /// The member `token` of it, which has the same name in both.
    pub(crate) fn member(&self, token: &str) -> Self {
        Self::new(
            pointer::join(&self.new, token),
            pointer::join(&self.old, token),
        )
    }

    /// Becomes its member `token`, until [`Place::leave`].
    pub(crate) fn enter(&mut self, token: &str) -> (usize, usize) {
        let mark = (self.new.len(), self.old.len());
        pointer::push(&mut self.new, token);
        pointer::push(&mut self.old, token);
        mark
    }

    pub(crate) fn leave(&mut self, mark: (usize, usize)) {
        self.new.truncate(mark.0);
        self.old.truncate(mark.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_known_prefix_leads_back() {
        let mut origins = Origins::default();
        origins.moved("/components/schemas", "/definitions");
        origins.made(
            "/components/schemas/A/discriminator/propertyName",
            "/definitions/A/discriminator",
        );
        assert_eq!(
            origins.origin("/components/schemas/A~1b/items"),
            "/definitions/A~1b/items"
        );
        assert_eq!(
            origins.origin("/components/schemas/A/discriminator/propertyName"),
            "/definitions/A/discriminator"
        );
        assert_eq!(
            origins.origin("/components/schemasX"),
            "/components/schemasX"
        );
        assert_eq!(origins.origin(""), "");
    }

    #[test]
    fn only_what_moved_leads_forward() {
        let mut origins = Origins::default();
        assert!(origins.is_empty());
        origins.moved("/paths/~1a/get/parameters/0", "/paths/~1a/get/parameters/1");
        origins.made(
            "/paths/~1a/get/parameters/0/schema",
            "/paths/~1a/get/parameters/1",
        );
        let inverse = origins.inverse();
        assert_eq!(
            inverse.current("/paths/~1a/get/parameters/1/name"),
            "/paths/~1a/get/parameters/0/name"
        );
        assert_eq!(
            inverse.current("/paths/~1a/get/parameters/10"),
            "/paths/~1a/get/parameters/10"
        );
    }

    #[test]
    fn a_place_is_left_as_it_was_entered() {
        let mut place = Place::new("/components/schemas", "/definitions");
        let mark = place.enter("a/b");
        assert_eq!(
            (place.new.as_str(), place.old.as_str()),
            ("/components/schemas/a~1b", "/definitions/a~1b")
        );
        place.leave(mark);
        assert_eq!(place.member("c").old, "/definitions/c");
    }
}
