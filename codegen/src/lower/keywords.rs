//! The keywords of a schema: reports those that are not enforced, and those that JSON Schema does not have.

use serde_json::{Map, Value};

use super::Lowering;
use crate::pointer;
use crate::resolve::compose::CONFLICT;

/// Keywords that change what a schema accepts and that no code is written for.
const NOT_ENFORCED: [&str; 3] = ["unevaluatedProperties", "unevaluatedItems", "$dynamicRef"];

/// Every keyword that is understood, or that changes nothing about what is accepted.
const KNOWN: [&str; 57] = [
    "title",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "required",
    "enum",
    "type",
    "items",
    "properties",
    "additionalProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "discriminator",
    "description",
    "format",
    "default",
    "nullable",
    "readOnly",
    "writeOnly",
    "example",
    "examples",
    "externalDocs",
    "deprecated",
    "xml",
    "$schema",
    "$id",
    "$anchor",
    "$defs",
    "definitions",
    "$comment",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "$dynamicAnchor",
    "contains",
    "minContains",
    "maxContains",
    "not",
    "if",
    "then",
    "else",
    "patternProperties",
    "propertyNames",
    "prefixItems",
    "dependentRequired",
    "dependentSchemas",
];

impl Lowering<'_> {
    /// Looks at every keyword of the schema at `at`.
    pub(super) fn keywords(&mut self, schema: &Map<String, Value>, at: &str) {
        for (key, value) in schema {
            let here = || pointer::join(at, key);
            if NOT_ENFORCED.contains(&key.as_str()) {
                let what = format!("the keyword `{key}` in a schema, which is not enforced");
                self.unsupported(
                    &here(),
                    what,
                    "say it with other keywords, or check it in the implementation",
                );
            } else if key == "properties" && !value.is_object() {
                let message = "`properties` must be a mapping from names to schemas";
                let hint = "write `name: { type: string }`, for example";
                self.error("not-a-schema", &here(), message, hint);
            } else if key == CONFLICT {
                let what = format!(
                    "parts of a schema that each have their own `{}`, of which only the first is enforced",
                    value.as_str().unwrap_or_default()
                );
                self.unsupported(at, what, "describe the combined schema as one");
            } else if !KNOWN.contains(&key.as_str()) && !key.starts_with("x-") {
                let message = format!("`{key}` is no keyword of an OpenAPI schema and is ignored");
                let hint = "check the spelling; extensions begin with `x-`";
                self.warn("unknown-keyword", &here(), message, hint);
            }
        }
    }
}
