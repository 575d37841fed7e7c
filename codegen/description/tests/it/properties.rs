//! What holds for any input: reading never panics, places are always inside the text.

use description::{load, read};
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
                if let Ok((_, found)) = read(document) {
                    prop_assert!(found.is_empty() || !found.render_plain().is_empty());
                }
            }
            Err(found) => prop_assert!(!found.render_plain().is_empty()),
        }
    }
}
