//! The names that a module has: its children, what it defines and what it imports.

use std::collections::BTreeMap;

use proc_macro2::Ident;
use syn::visit::Visit;
use syn::{Item, ItemMod, ItemUse, UseTree, Visibility};

/// An identifier as it stands in paths.
pub(super) fn name_of(ident: &Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}

/// What one module can name.
#[derive(Default)]
pub(super) struct Names {
    pub(super) known: BTreeMap<String, Vec<Name>>,
    /// The modules whose names are all imported.
    pub(super) globs: Vec<Vec<String>>,
}

pub(super) enum Name {
    /// Another module.
    Module(usize),
    /// Something that this module defines.
    Item,
    /// Something that this module imports.
    Import(Vec<String>),
}

/// One name of a `use` declaration.
pub(super) struct Import {
    pub(super) path: Vec<String>,
    /// None: all names of the module.
    name: Option<String>,
}

impl Names {
    pub(super) fn declared_by(items: &[Item]) -> Self {
        let mut names = Self::default();
        for item in items {
            names.visit_item(item);
            if let Some(name) = defined(item) {
                names.name(&name, Name::Item);
            }
        }
        names
    }

    /// Notes a child.
    pub(super) fn module(&mut self, name: &str, child: usize) {
        self.name(name, Name::Module(child));
    }

    fn name(&mut self, name: &str, what: Name) {
        self.known.entry(name.to_owned()).or_default().push(what);
    }
}

/// Imports count wherever they stand, in functions too.
impl Visit<'_> for Names {
    fn visit_item_use(&mut self, item: &ItemUse) {
        for import in imports(item) {
            match import.name {
                Some(name) => self.name(&name, Name::Import(import.path)),
                None => self.globs.push(import.path),
            }
        }
    }

    fn visit_item_mod(&mut self, _: &ItemMod) {}

    fn visit_visibility(&mut self, _: &Visibility) {}
}

/// The names that a `use` declaration brings.
pub(super) fn imports(item: &ItemUse) -> Vec<Import> {
    let mut found = Vec::new();
    if item.leading_colon.is_none() {
        flatten(&item.tree, &[], &mut found);
    }
    found
}

fn flatten(tree: &UseTree, prefix: &[String], found: &mut Vec<Import>) {
    let mut import = |path: Vec<String>, name: Option<String>| found.push(Import { path, name });
    let with = |name: String| [prefix, &[name]].concat();
    match tree {
        UseTree::Path(path) => flatten(&path.tree, &with(name_of(&path.ident)), found),
        UseTree::Group(group) => {
            for tree in &group.items {
                flatten(tree, prefix, found);
            }
        }
        UseTree::Glob(_) => import(prefix.to_vec(), None),
        UseTree::Name(name) if name.ident == "self" => {
            import(prefix.to_vec(), prefix.last().cloned());
        }
        UseTree::Name(name) => {
            import(with(name_of(&name.ident)), Some(name_of(&name.ident)));
        }
        UseTree::Rename(rename) if rename.ident == "self" => {
            import(prefix.to_vec(), Some(name_of(&rename.rename)));
        }
        UseTree::Rename(rename) => {
            import(with(name_of(&rename.ident)), Some(name_of(&rename.rename)));
        }
    }
}

fn defined(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name_of(ident))
}
