//! The tree of modules of one crate, from the declarations in its files.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Expr, Item, ItemMod, Lit, Meta};

use super::names::{Names, name_of};
use crate::workspace::Sources;

/// A module: a file, or a part of one in braces.
pub(super) struct Module {
    /// The names that lead to it from the root.
    pub(super) path: Vec<String>,
    pub(super) parent: Option<usize>,
    /// The innermost module around it that is a file; often itself.
    pub(super) file: usize,
    pub(super) source: PathBuf,
    pub(super) items: Vec<Item>,
    pub(super) names: Names,
}

/// All modules of the crate that begins with `root`; the root comes first.
pub(super) fn read(root: &Path, sources: &Sources) -> Vec<Module> {
    let modules = Vec::new();
    let mut tree = Tree { sources, modules };
    tree.file(root, root.parent().unwrap(), Vec::new(), None);
    tree.modules
}

struct Tree<'a> {
    sources: &'a Sources,
    modules: Vec<Module>,
}

impl Tree<'_> {
    /// `folder` holds the files of the children.
    fn file(&mut self, source: &Path, folder: &Path, path: Vec<String>, parent: Option<usize>) {
        let text = self.sources.get(source);
        let text = text.unwrap_or_else(|| panic!("there is no file {}", source.display()));
        let parsed = syn::parse_file(text).unwrap_or_else(|e| panic!("{}: {e}", source.display()));
        let module = Module {
            path,
            parent,
            file: self.modules.len(),
            source: source.to_owned(),
            items: parsed.items,
            names: Names::default(),
        };
        self.module(module, folder);
    }

    fn module(&mut self, mut module: Module, folder: &Path) {
        let mut items = std::mem::take(&mut module.items);
        items.retain(|item| !attributes(item).iter().any(is_for_tests));
        module.names = Names::declared_by(&items);
        let own = self.modules.len();
        self.modules.push(module);
        for item in &mut items {
            match item {
                Item::Mod(item) => self.declared(own, folder, item),
                // A table that a macro makes declares a module for each of its names that has a file.
                Item::Macro(table) if table.ident.is_none() => {
                    for name in identifiers(table.mac.tokens.clone()) {
                        let file = folder.join(format!("{name}.rs"));
                        if self.sources.contains_key(&file) && file != self.modules[own].source {
                            let path = self.child(own, &name);
                            self.file(&file, &folder_of(&file), path, Some(own));
                        }
                    }
                }
                _ => {}
            }
        }
        self.modules[own].items = items;
    }

    fn declared(&mut self, own: usize, folder: &Path, item: &mut ItemMod) {
        let name = name_of(&item.ident);
        let path = self.child(own, &name);
        let source = self.modules[own].source.clone();
        if let Some((_, items)) = item.content.take() {
            let module = Module {
                path,
                parent: Some(own),
                file: self.modules[own].file,
                source,
                items,
                names: Names::default(),
            };
            return self.module(module, &folder.join(&name));
        }
        let file = match path_attribute(&item.attrs) {
            Some(path) => normal(&source.parent().unwrap().join(path)),
            None => self.file_of(folder, &name),
        };
        self.file(&file, &folder_of(&file), path, Some(own));
    }

    /// The path of the module that is read next, a child of `own`.
    fn child(&mut self, own: usize, name: &str) -> Vec<String> {
        let next = self.modules.len();
        let parent = &mut self.modules[own];
        parent.names.module(name, next);
        let names = parent.path.iter().map(String::as_str).chain([name]);
        names.map(str::to_owned).collect()
    }

    fn file_of(&self, folder: &Path, name: &str) -> PathBuf {
        let nested = folder.join(name).join("mod.rs");
        if self.sources.contains_key(&nested) {
            nested
        } else {
            folder.join(format!("{name}.rs"))
        }
    }
}

/// Where the children of a module lie.
fn folder_of(source: &Path) -> PathBuf {
    if source.ends_with("mod.rs") {
        source.parent().unwrap().to_owned()
    } else {
        source.with_extension("")
    }
}

/// The path without `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path {
        if part == ".." {
            normal.pop();
        } else {
            normal.push(part);
        }
    }
    normal
}

fn identifiers(tokens: TokenStream) -> Vec<String> {
    let names = tokens.into_iter().flat_map(|token| match token {
        TokenTree::Ident(ident) => vec![name_of(&ident)],
        TokenTree::Group(group) => identifiers(group.stream()),
        _ => Vec::new(),
    });
    names.collect()
}

/// Whether it is `#[cfg(test)]`.
pub(super) fn is_for_tests(attribute: &Attribute) -> bool {
    matches!(&attribute.meta, Meta::List(list)
        if list.path.is_ident("cfg") && list.tokens.to_string() == "test")
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else {
            return None;
        };
        match &pair.value {
            Expr::Lit(value) if pair.path.is_ident("path") => match &value.lit {
                Lit::Str(path) => Some(path.value()),
                _ => None,
            },
            _ => None,
        }
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
