//! The keywords of a schema: reports those that change what it accepts and that are not enforced.

use description::Schema;

use super::Lowering;
use crate::pointer;

impl Lowering<'_> {
    /// Reports the keywords of `schema` that no code is written for.
    pub(super) fn keywords(&mut self, schema: &Schema) {
        let composition = &schema.composition;
        let not_enforced = [
            ("unevaluatedProperties", schema.object.unevaluated.is_some()),
            ("unevaluatedItems", schema.array.unevaluated.is_some()),
            ("$dynamicRef", composition.dynamic.is_some()),
        ];
        for (key, _) in not_enforced.into_iter().filter(|(_, there)| *there) {
            let what = format!("the keyword `{key}` in a schema, which is not enforced");
            let hint = "say it with other keywords, or check it in the implementation";
            self.unsupported(&pointer::join(&schema.at, key), what, hint);
        }
        if let Some(key) = composition.conflict {
            let what = format!(
                "parts of a schema that each have their own `{key}`, of which only the first is enforced"
            );
            self.unsupported(&schema.at, what, "describe the combined schema as one");
        }
    }
}
