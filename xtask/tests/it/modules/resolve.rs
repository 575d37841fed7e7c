//! The definition that a path leads to.

use super::names::{Name, Names};
use super::tree::Module;

/// What a path leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    Module(usize),
    /// An item that this module defines.
    Item(usize),
}

/// What `path`, written in module `at`, leads to; None where it leaves the crate or is no path at all.
pub(super) fn resolve(modules: &[Module], at: usize, path: &[String]) -> Option<Found> {
    Search {
        modules,
        asked: Vec::new(),
    }
    .relative(at, path)
}

struct Search<'a> {
    modules: &'a [Module],
    /// The imports that are being followed: they may lead to each other in a circle.
    asked: Vec<(usize, &'a [String])>,
}

impl<'a> Search<'a> {
    fn relative(&mut self, mut at: usize, path: &[String]) -> Option<Found> {
        let (first, mut rest) = path.split_first()?;
        match first.as_str() {
            "crate" => return self.inside(0, rest),
            "self" | "super" => {}
            name => return self.named(at, name, rest),
        }
        let mut up = first;
        loop {
            if up == "super" {
                at = self.modules[at].parent?;
            }
            match rest.split_first() {
                Some((next, others)) if next == "super" => (up, rest) = (next, others),
                _ => return self.inside(at, rest),
            }
        }
    }

    /// A path that surely leads into the crate: an undeclared name is one that a macro makes there.
    fn inside(&mut self, at: usize, path: &[String]) -> Option<Found> {
        let Some((name, rest)) = path.split_first() else {
            return Some(Found::Module(at));
        };
        let declared = self.modules[at].names.known.contains_key(name);
        let found = self.named(at, name, rest);
        found.or_else(|| (!declared).then_some(Found::Item(at)))
    }

    /// What `name::rest` is in module `at`. A module and an item may share a name: the item is meant at the end of a
    /// path, the module before it.
    fn named(&mut self, at: usize, name: &str, rest: &[String]) -> Option<Found> {
        let names: &'a Names = &self.modules[at].names;
        let (mut item, mut module) = (None, None);
        for known in names.known.get(name).into_iter().flatten() {
            match self.meaning(at, known) {
                Some(Found::Module(found)) => module = Some(found),
                Some(found) => item = item.or(Some(found)),
                None => {}
            }
        }
        if item.is_none() && module.is_none() {
            item = names
                .globs
                .iter()
                .find_map(|path| self.follow(at, path, name));
        }
        match module {
            Some(module) if !rest.is_empty() => self.inside(module, rest),
            _ => item.or(module.map(Found::Module)),
        }
    }

    fn meaning(&mut self, at: usize, name: &'a Name) -> Option<Found> {
        match name {
            Name::Module(child) => Some(Found::Module(*child)),
            Name::Item => Some(Found::Item(at)),
            Name::Import(path) => self.once(at, path, |search| search.relative(at, path)),
        }
    }

    /// `name` in the module that a glob import leads to.
    fn follow(&mut self, at: usize, path: &'a [String], name: &str) -> Option<Found> {
        self.once(at, path, |search| match search.relative(at, path)? {
            Found::Module(module) => search.named(module, name, &[]),
            Found::Item(_) => None,
        })
    }

    fn once(
        &mut self,
        at: usize,
        path: &'a [String],
        ask: impl FnOnce(&mut Self) -> Option<Found>,
    ) -> Option<Found> {
        if self.asked.contains(&(at, path)) {
            return None;
        }
        self.asked.push((at, path));
        let found = ask(self);
        self.asked.pop();
        found
    }
}
