//! The arrows between the files of a crate: every path in its code, and the file that it leads to.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Spacing, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, Item, ItemMod, ItemUse, Macro, Meta, Path, Visibility};

use super::names::{imports, name_of};
use super::resolve::{Found, resolve};
use super::tree::{Module, is_for_tests};

/// From a file to a file, with the names that the first takes from the second.
pub(super) type Arrows = BTreeMap<(usize, usize), BTreeSet<String>>;

/// What the macros of `quote` hold is code of another crate.
const QUOTES: [&str; 4] = ["quote", "quote_spanned", "parse_quote", "format_ident"];

/// All arrows of the crate.
pub(super) fn arrows(modules: &[Module]) -> Arrows {
    let mut arrows = Arrows::new();
    for at in 0..modules.len() {
        let mut reader = Reader {
            modules,
            at,
            tables: tables(&modules[at].items),
            arrows: &mut arrows,
        };
        for item in &modules[at].items {
            reader.visit_item(item);
        }
    }
    arrows
}

/// The macros of this module that use the modules whose names they take, as `$module::NAME`.
fn tables(items: &[Item]) -> Vec<String> {
    let macros = items.iter().filter_map(|item| match item {
        Item::Macro(item) => Some((item.ident.as_ref()?, item.mac.tokens.clone())),
        _ => None,
    });
    let tables = macros.filter(|(_, tokens)| uses_a_variable_as_module(tokens.clone()));
    tables.map(|(name, _)| name_of(name)).collect()
}

fn uses_a_variable_as_module(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    (0..tokens.len()).any(|at| match &tokens[at] {
        TokenTree::Group(group) => uses_a_variable_as_module(group.stream()),
        TokenTree::Ident(name) => {
            let is_variable = name != "crate" && punct(&tokens, at.checked_sub(1)) == Some('$');
            is_variable && is_double_colon(&tokens, at + 1)
        }
        _ => false,
    })
}

struct Reader<'a> {
    modules: &'a [Module],
    at: usize,
    tables: Vec<String>,
    arrows: &'a mut Arrows,
}

impl Reader<'_> {
    fn file(&self, found: Found) -> usize {
        let (Found::Module(module) | Found::Item(module)) = found;
        self.modules[module].file
    }

    fn arrow(&mut self, found: Found, path: &[String]) {
        let ends = (self.modules[self.at].file, self.file(found));
        // what follows a type is a member of it
        let is_type = |name: &&String| name.starts_with(char::is_uppercase);
        let name = path.iter().find(is_type).or(path.last());
        if let (true, Some(name)) = (ends.0 != ends.1, name) {
            self.arrows.entry(ends).or_default().insert(name.clone());
        }
    }

    /// A path in code. One that ends at a module is none: the name of a variable, or part of another path.
    fn path(&mut self, path: &[String]) {
        if let Some(found @ Found::Item(_)) = resolve(self.modules, self.at, path) {
            self.arrow(found, path);
        }
    }

    /// Whether the file `other` belongs to a module below this one.
    fn is_below(&self, other: usize) -> bool {
        let own = &self.modules[self.modules[self.at].file];
        self.modules[other].path.starts_with(&own.path)
    }

    /// Tokens that may be code: of a macro, or of an attribute.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut next = 0;
        while next < tokens.len() {
            let start = next;
            next += 1;
            match &tokens[start] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(_) => {
                    let (path, end) = path_at(&tokens, start);
                    next = end;
                    if !is_a_member(&tokens, start) && (path.len() > 1 || !is_a_label(&tokens, end))
                    {
                        self.path(&path);
                    }
                }
                TokenTree::Literal(literal) => self.text(&literal.to_string()),
                TokenTree::Punct(_) => {}
            }
        }
    }

    /// A path that may end at a module.
    fn named(&mut self, path: &[String]) {
        if let Some(found) = resolve(self.modules, self.at, path) {
            self.arrow(found, path);
        }
    }

    /// The modules that a table names are used by it.
    fn table(&mut self, tokens: TokenStream) {
        for token in tokens {
            let TokenTree::Ident(ident) = token else {
                continue;
            };
            self.named(&[name_of(&ident)]);
        }
    }

    /// The path of a function or module that an attribute holds as text.
    fn text(&mut self, literal: &str) {
        let text = literal.trim_matches('"');
        let path: Vec<String> = text.split("::").map(str::to_owned).collect();
        let is_name = |name: &String| syn::parse_str::<syn::PathSegment>(name).is_ok();
        if path.len() > 1 && path.iter().all(is_name) {
            self.named(&path);
        }
    }
}

/// The path that begins at `start`, and where it ends.
fn path_at(tokens: &[TokenTree], start: usize) -> (Vec<String>, usize) {
    let (mut path, mut next) = (Vec::new(), start);
    while let Some(TokenTree::Ident(ident)) = tokens.get(next) {
        path.push(name_of(ident));
        if !is_double_colon(tokens, next + 1) {
            return (path, next + 1);
        }
        next += 3;
    }
    // `name::<T>` or `name::{…}`
    (path, next)
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |token: Option<&TokenTree>, spacing| match token {
        Some(TokenTree::Punct(punct)) if punct.as_char() == ':' => {
            spacing == Spacing::Alone || punct.spacing() == spacing
        }
        _ => false,
    };
    colon(tokens.get(at), Spacing::Joint) && colon(tokens.get(at + 1), Spacing::Alone)
}

fn punct(tokens: &[TokenTree], at: Option<usize>) -> Option<char> {
    match tokens.get(at?) {
        Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
        _ => None,
    }
}

/// `value.name`, `'name`, `$name`, or the end of a longer path; `$crate` and the end of a range are not.
fn is_a_member(tokens: &[TokenTree], at: usize) -> bool {
    let before = punct(tokens, at.checked_sub(1));
    let further = punct(tokens, at.checked_sub(2));
    match before {
        Some('.') => further != Some('.'),
        Some(':') => further == Some(':'),
        Some('$') => !matches!(&tokens[at], TokenTree::Ident(name) if name == "crate"),
        Some('\'') => true,
        _ => false,
    }
}

/// `name: value`.
fn is_a_label(tokens: &[TokenTree], end: usize) -> bool {
    punct(tokens, Some(end)) == Some(':')
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_private = matches!(item.vis, Visibility::Inherited);
        for import in imports(item) {
            let Some(found @ Found::Item(_)) = resolve(self.modules, self.at, &import.path) else {
                continue;
            };
            // a parent may hand on what its children define
            if is_private || !self.is_below(self.file(found)) {
                self.arrow(found, &import.path);
            }
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let names: Vec<String> = path.segments.iter().map(|s| name_of(&s.ident)).collect();
        if path.leading_colon.is_none() {
            self.path(&names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.visit_path(&mac.path);
        let name = mac
            .path
            .segments
            .last()
            .map(|segment| name_of(&segment.ident));
        let name = name.unwrap_or_default();
        if self.tables.contains(&name) {
            self.table(mac.tokens.clone());
        } else if !QUOTES.contains(&name.as_str()) {
            self.tokens(mac.tokens.clone());
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        match &attribute.meta {
            Meta::List(list) => self.tokens(list.tokens.clone()),
            Meta::NameValue(pair) if !pair.path.is_ident("doc") => self.visit_expr(&pair.value),
            _ => {}
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if !function.attrs.iter().any(is_for_tests) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    /// Modules in braces are read on their own.
    fn visit_item_mod(&mut self, _: &'ast ItemMod) {}

    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}
