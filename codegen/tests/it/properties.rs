//! What holds for any input: reading never panics, names are always legal, places are always inside the text.

use codegen::emit::rust::ident;
use codegen::{load, resolve};
use proptest::prelude::*;

proptest! {
    #[test]
    fn reading_never_panics(text in any::<String>()) {
        let _ = load::load("any.yaml", &text);
    }

    #[test]
    fn reading_what_looks_like_a_description_never_panics(tail in "[a-z0-9 :{}\\[\\]\n'\"&*$#/,-]{0,80}") {
        let text = format!("openapi: 3.0.3\ninfo: {{title: a, version: '1'}}\npaths:\n  /a:\n{tail}\n");
        match load::load("any.yaml", &text) {
            Ok(document) => {
                let whole = document.text().len();
                prop_assert!(document.spans.values().all(|span| span.offset + span.length <= whole));
                if let Err(found) = resolve::resolve(document) {
                    prop_assert!(!found.render_plain().is_empty());
                }
            }
            Err(found) => prop_assert!(!found.render_plain().is_empty()),
        }
    }

    #[test]
    fn names_are_always_legal(name in any::<String>()) {
        prop_assert!(syn::parse_str::<syn::Ident>(&ident::type_name(&name)).is_ok());
        let field = ident::field_name(&name);
        prop_assert!(syn::parse_str::<syn::Ident>(&field).is_ok(), "{field}");
    }

    #[test]
    fn names_are_told_apart(names in prop::collection::vec("[aA_1]{0,3}", 0..12)) {
        let fields = ident::unique(names.iter().map(|name| ident::field_name(name)), "_");
        let distinct: std::collections::BTreeSet<_> = fields.iter().collect();
        prop_assert_eq!(distinct.len(), fields.len());
    }
}

#[test]
fn keywords_are_legal_names() {
    for word in [
        "type", "self", "Self", "crate", "super", "gen", "async", "_", "", "1st", "Ü", "r#type",
        "yield", "dyn",
    ] {
        assert!(
            syn::parse_str::<syn::Ident>(&ident::field_name(word)).is_ok(),
            "{word}"
        );
        assert!(
            syn::parse_str::<syn::Ident>(&ident::type_name(word)).is_ok(),
            "{word}"
        );
    }
}
