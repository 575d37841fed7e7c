//! Names of the description as identifiers of Rust. Refuses nothing: every name comes out legal, and names that
//! meet are told apart by a number. Wire names are kept elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

/// Keywords that may be written raw (`r#type`).
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Types that generated code refers to by these names.
const TAKEN: [&str; 45] = [
    "Bytes",
    "Choice",
    "Date",
    "LazyLock",
    "Serializer",
    "Shape",
    "Style",
    "ToString",
    "Uuid",
    "Self",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "BTreeMap",
    "Value",
    "DateTime",
    "Optional",
    "FromJson",
    "TextValue",
    "Serialize",
    "Members",
    "Pointer",
    "Violations",
    "Batch",
    "Clone",
    "Debug",
    "PartialEq",
    "Eq",
    "Copy",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "Fn",
    "Future",
    "Default",
    "Iterator",
    "From",
    "Into",
];

/// A type's name: `BatchResult`.
#[must_use]
pub fn type_name(name: &str) -> String {
    let name = legal(&ascii(name).to_upper_camel_case(), "N", "Unnamed");
    if TAKEN.contains(&name.as_str()) {
        format!("{name}Schema")
    } else {
        name
    }
}

/// A field's, function's or module's name: `provider_cred_key`, `r#type`.
#[must_use]
pub fn field_name(name: &str) -> String {
    let name = legal(&ascii(name).to_snake_case(), "n", "unnamed");
    match name.as_str() {
        "self" | "super" | "crate" => format!("{name}_"),
        keyword if KEYWORDS.contains(&keyword) => format!("r#{name}"),
        _ => name,
    }
}

/// The same names, each told apart from all before it by a number.
#[must_use]
pub fn unique(names: impl IntoIterator<Item = String>, separator: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    // The first number that may be free, for names that met before.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let told_apart = names.into_iter().map(|name| {
        let mut candidate = name.clone();
        let mut number = numbers.get(&name).copied().unwrap_or(2);
        while !seen.insert(candidate.clone()) {
            let name = name.trim_start_matches("r#");
            // Two separators in a row are no name that Rust likes.
            let separator = if name.ends_with('_') { "" } else { separator };
            candidate = format!("{name}{separator}{number}");
            number += 1;
        }
        if candidate != name {
            numbers.insert(name, number);
        }
        candidate
    });
    told_apart.collect()
}

/// A name made here as a token.
#[must_use]
pub fn token(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Letters of other scripts are legal in Rust, but warned about when they look alike; they separate words here.
fn ascii(name: &str) -> String {
    name.chars()
        .map(|one| {
            if one.is_ascii_alphanumeric() {
                one
            } else {
                '_'
            }
        })
        .collect()
}

fn legal(name: &str, before_digit: &str, empty: &str) -> String {
    match name.chars().next() {
        None => empty.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{before_digit}{name}"),
        Some(_) => name.to_owned(),
    }
}
