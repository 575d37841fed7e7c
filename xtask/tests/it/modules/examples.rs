//! Made-up crates: a cycle is found however it is written, and what is none is accepted.

use std::path::Path;

use super::cycles;

/// The cycles of a crate of these files, the first of which is its root: the file around each, and its members.
fn cycles_of(files: &[(&str, &str)]) -> Vec<String> {
    let sources = files
        .iter()
        .map(|&(path, text)| (path.into(), text.to_owned()));
    let found = cycles(Path::new(files[0].0), &sources.collect());
    let described = found.iter().map(|cycle| {
        let members: Vec<&str> = cycle.members.iter().map(String::as_str).collect();
        format!("{}: {}", cycle.within.display(), members.join(" "))
    });
    described.collect()
}

/// The cycles of a crate whose module `b` imports from `a`, and whose module `a` holds this code.
fn with(code: &str) -> Vec<String> {
    let b = "use crate::a::A; pub struct B(A); pub fn f() {} pub mod deep { pub fn f() {} }";
    cycles_of(&[
        ("src/lib.rs", "mod a; mod b; mod other;"),
        ("src/a.rs", &format!("pub struct A; {code}")),
        ("src/b.rs", b),
        (
            "src/other.rs",
            "pub use super::b::B as Renamed; pub use crate::b::deep;",
        ),
    ])
}

#[test]
fn an_import_is_found_however_it_is_written() {
    for code in [
        "use crate::b::B;",
        "use super::b::{self as whole, B};",
        "use super::{b::{deep::f}, other};",
        "pub use crate::b::B;",
        "use super::b; fn a() { b::f(); }",
        "use super::b::deep; fn a() { deep::f(); }",
        "use super::b::*; fn a(_: B) {}",
        "use crate::other::Renamed;",
        "use crate::other; fn a() { other::deep::f() }",
        "fn a() { use super::b::f; f(); }",
        "fn a() { super::b::f(); }",
        "fn a(_: crate::b::B) {}",
        "fn a() -> Option<super::b::B> { None }",
        "struct C { b: crate::b::B }",
        "impl From<crate::b::B> for A { fn from(_: crate::b::B) -> A { A } }",
        "fn a() { println!(\"{}\", crate::b::f()); }",
        "fn a() { vec![0..crate::b::deep::f()]; }",
        "fn a() { if crate::b::f() == 1 {} }",
        "macro_rules! a { () => { $crate::b::f() } }",
        "#[derive(Serialize)] struct C { #[serde(with = \"crate::b::deep\")] b: u8 }",
        "mod inner { fn a() { super::super::b::f() } }",
        "mod inner { use crate::b::B; }",
    ] {
        assert_eq!(with(code), ["src/lib.rs: a b"], "{code}");
    }
}

#[test]
fn what_is_no_import_is_left_alone() {
    for code in [
        "use std::fmt; use b::B;",
        "pub(in crate::b) struct C;",
        "#[cfg(test)] mod tests { use crate::b::B; }",
        "impl A { #[cfg(test)] fn a(_: crate::b::B) {} }",
        "/// See [`crate::b::B`].\nfn a() {}",
        "fn a() -> String { \"crate::b::B\".to_owned() }",
        "fn a() { quote!(crate::b::B); }",
        "use super::b; fn a(value: C) { let b = value.b; println!(\"{}\", b); }",
        "mod b { pub fn f() {} } fn a() { b::f() }",
    ] {
        assert!(with(code).is_empty(), "{code}: {:?}", with(code));
    }
}

#[test]
fn a_tree_is_accepted() {
    let found = cycles_of(&[
        (
            "src/lib.rs",
            "mod low; mod high; pub use high::Top; pub fn run() { high::run() }",
        ),
        (
            "src/low/mod.rs",
            "mod one; mod two; pub use two::{One, Two};",
        ),
        ("src/low/one.rs", "pub struct One;"),
        (
            "src/low/two.rs",
            "pub use super::one::One; pub struct Two(One);",
        ),
        (
            "src/high.rs",
            "use crate::low::{One, Two}; pub struct Top(One, Two); pub fn run() {}",
        ),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_child_that_takes_a_sibling_from_its_parent_takes_it_from_the_sibling() {
    let found = cycles_of(&[
        (
            "src/lib.rs",
            "mod one; mod two; pub use one::One; pub use two::Two;",
        ),
        ("src/one.rs", "pub struct One;"),
        ("src/two.rs", "use crate::One; pub struct Two(One);"),
    ]);
    assert!(found.is_empty(), "{found:?}");
    let found = cycles_of(&[
        (
            "src/lib.rs",
            "mod one; mod two; pub use one::One; pub use two::Two;",
        ),
        ("src/one.rs", "pub struct One(super::Two);"),
        ("src/two.rs", "use crate::One; pub struct Two(Vec<One>);"),
    ]);
    assert_eq!(found, ["src/lib.rs: one two"]);
}

#[test]
fn a_parent_that_uses_a_child_that_uses_the_parent_is_a_cycle() {
    let found = cycles_of(&[
        ("src/main.rs", "mod parent;"),
        (
            "src/parent.rs",
            "mod child; pub use child::Child; pub struct Own; fn f(_: Child) {}",
        ),
        ("src/parent/child.rs", "pub struct Child(super::Own);"),
    ]);
    assert_eq!(found, ["src/parent.rs: child self"]);
}

#[test]
fn folders_are_modules_too() {
    let found = cycles_of(&[
        ("src/lib.rs", "mod a; mod b;"),
        ("src/a/mod.rs", "pub mod one; pub mod two;"),
        ("src/a/one.rs", "pub struct One;"),
        ("src/a/two.rs", "use crate::b::one::B;"),
        ("src/b/mod.rs", "pub mod one; pub mod two;"),
        ("src/b/one.rs", "pub struct B;"),
        ("src/b/two.rs", "use crate::a::one::One;"),
    ]);
    assert_eq!(found, ["src/lib.rs: a b"]);
}

#[test]
fn a_table_declares_modules_and_uses_them() {
    let table = "macro_rules! table { ($($module:ident,)*) => { $(mod $module;)* \
        static TABLE: &[Rule] = &[$($module::RULE,)*]; } } table! { one, two, }";
    let one = ("src/rules/one.rs", "pub const RULE: Rule = Rule;");
    let two = ("src/rules/two.rs", "pub const RULE: super::Rule = Rule;");
    let lib = ("src/lib.rs", "mod rules; pub struct Rule;");
    let own = format!("pub struct Rule; {table}");
    let found = cycles_of(&[lib, ("src/rules.rs", &own), one, two]);
    assert_eq!(found, ["src/rules.rs: self two"]);
    let imported = format!("mod rule; use rule::Rule; {table}");
    let rule = ("src/rules/rule.rs", "pub struct Rule;");
    let found = cycles_of(&[lib, ("src/rules.rs", &imported), one, two, rule]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_module_may_lie_elsewhere() {
    let found = cycles_of(&[
        (
            "tests/a/main.rs",
            "#[path = \"../b/shared.rs\"] mod shared; mod own;",
        ),
        ("tests/a/own.rs", "use crate::shared::f;"),
        ("tests/b/shared.rs", "pub fn f() { crate::own::g() }"),
    ]);
    assert_eq!(found, ["tests/a/main.rs: own shared"]);
}
