//! What holds for any input: names are always legal and told apart.

use codegen::emit::rust::ident;
use proptest::prelude::*;

proptest! {
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
