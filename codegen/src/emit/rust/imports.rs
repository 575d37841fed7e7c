//! The imports that a generated file needs: those among the possible ones whose name occurs in it, so that no
//! generated file has to silence a warning about unused ones.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// Traits that are used through a method, without being named.
const METHODS: [(&str, &str); 3] = [
    ("FromJson", "from_json"),
    ("TextValue", "to_text"),
    ("RequestPartsExt", "extract"),
];

/// The names that a file uses, as far as it was looked at.
#[derive(Default)]
pub(crate) struct Used {
    /// Types, constants and traits that stand alone or begin a path, and modules that begin one.
    names: BTreeSet<String>,
    /// What follows `::` or a dot.
    members: BTreeSet<String>,
}

impl Used {
    /// `use` declarations for those of `possible` (each a whole path such as `crate::types`) that are used.
    pub(crate) fn imports(&self, possible: &[&str]) -> TokenStream {
        let paths = possible.iter().filter(|path| {
            let name = path.rsplit("::").next().unwrap_or(path);
            let method = METHODS.iter().find(|(own, _)| *own == name);
            self.names.contains(name)
                || method.is_some_and(|(_, method)| self.members.contains(*method))
        });
        let uses = paths.filter_map(|path| path.parse::<TokenStream>().ok());
        quote!(#(use #uses;)*)
    }

    /// Looks at more of the file.
    pub(crate) fn collect(&mut self, tokens: TokenStream) {
        let mut before = ' ';
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            let mut mark = ' ';
            match tree {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    let begins_path = matches!(trees.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
                    let module = name.starts_with(|first: char| first.is_ascii_lowercase());
                    if matches!(before, ':' | '.') {
                        // A type annotation also follows a colon, a single one: it counts as a name as well.
                        self.members.insert(name.clone());
                    }
                    if before != '.' && before != ':' && (begins_path || !module) {
                        self.names.insert(name);
                    }
                }
                TokenTree::Group(group) => self.collect(group.stream()),
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    // Only the second colon of `::` makes what follows a member.
                    let double = before == ';' || punct.spacing() == proc_macro2::Spacing::Joint;
                    mark = match (before, double) {
                        (';', _) => ':',
                        (_, true) => ';',
                        (_, false) => ' ',
                    };
                }
                TokenTree::Punct(punct) if punct.as_char() == '.' => mark = '.',
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            before = mark;
        }
    }
}
