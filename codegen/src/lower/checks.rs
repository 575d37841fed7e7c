//! The limits of a schema. Refuses limits that no value of the type can be compared with, and patterns that need
//! look-around.

use serde_json::{Map, Value};

use super::Lowering;
use crate::ir::{Check, Limit, Schema, Type};
use crate::pointer;

impl Lowering<'_> {
    /// The limits that mean something for `ty`; JSON Schema ignores the others.
    pub(super) fn checks(
        &mut self,
        schema: &Map<String, Value>,
        ty: &Type,
        at: &str,
    ) -> Vec<Check> {
        let mut checks = self.simple(schema, ty, at);
        if !matches!(ty, Type::Named(_)) {
            self.composed(schema, ty, at, &mut checks);
        }
        checks
    }

    /// Those that are not made of other schemas.
    fn simple(&mut self, schema: &Map<String, Value>, ty: &Type, at: &str) -> Vec<Check> {
        let mut checks = Vec::new();
        match ty {
            Type::Text => {
                checks.extend(self.count(schema, "minLength", at).map(Check::MinLength));
                checks.extend(self.count(schema, "maxLength", at).map(Check::MaxLength));
                checks.extend(self.pattern(schema, at).map(Check::Pattern));
            }
            Type::Int32 | Type::Int64 | Type::Number => self.bounds(schema, ty, at, &mut checks),
            Type::Array(_) => {
                checks.extend(self.count(schema, "minItems", at).map(Check::MinItems));
                checks.extend(self.count(schema, "maxItems", at).map(Check::MaxItems));
                if schema.get("uniqueItems") == Some(&Value::Bool(true)) {
                    checks.push(Check::UniqueItems);
                }
            }
            Type::Map(_) => {
                checks.extend(
                    self.count(schema, "minProperties", at)
                        .map(Check::MinProperties),
                );
                checks.extend(
                    self.count(schema, "maxProperties", at)
                        .map(Check::MaxProperties),
                );
                let required = self.required(schema, at);
                if !required.is_empty() {
                    checks.push(Check::Required(required));
                }
            }
            Type::Any => self.untyped(schema, at, &mut checks),
            _ => {}
        }
        checks
    }

    /// Without a type, each limit holds for the values that it can be compared with.
    fn untyped(&mut self, schema: &Map<String, Value>, at: &str, checks: &mut Vec<Check>) {
        let list = Type::Array(Box::new(Self::any()));
        for ty in [Type::Text, Type::Number, list] {
            let own = self.simple(schema, &ty, at);
            // This one looks at what was sent, whatever it is.
            let (all, own): (Vec<_>, Vec<_>) = own
                .into_iter()
                .partition(|check| *check == Check::UniqueItems);
            checks.extend(all);
            if !own.is_empty() {
                checks.push(Check::When(Box::new(Schema {
                    ty,
                    nullable: false,
                    checks: own,
                })));
            }
        }
        let map = Type::Map(Box::new(Self::any()));
        checks.extend(self.simple(schema, &map, at));
    }

    fn bounds(
        &mut self,
        schema: &Map<String, Value>,
        ty: &Type,
        at: &str,
        checks: &mut Vec<Check>,
    ) {
        let exclusive = |key: &str| schema.get(key) == Some(&Value::Bool(true));
        for key in ["exclusiveMinimum", "exclusiveMaximum"] {
            if schema.get(key).is_some_and(|value| !value.is_boolean()) {
                let hint = "in OpenAPI 3.0 write the limit as `minimum` or `maximum` and the exclusion as `true`";
                self.error(
                    "not-a-schema",
                    &pointer::join(at, key),
                    format!("`{key}` must be true or false"),
                    hint,
                );
            }
        }
        if let Some(limit) = self.limit(schema, "minimum", ty, at) {
            checks.push(Check::Minimum(limit, exclusive("exclusiveMinimum")));
        }
        if let Some(limit) = self.limit(schema, "maximum", ty, at) {
            checks.push(Check::Maximum(limit, exclusive("exclusiveMaximum")));
        }
        if let Some(divisor) = self.limit(schema, "multipleOf", ty, at) {
            let positive = match divisor {
                Limit::Integer(divisor) => divisor > 0,
                Limit::Number(divisor) => divisor > 0.0,
            };
            if positive {
                checks.push(Check::MultipleOf(divisor));
            } else {
                let at = pointer::join(at, "multipleOf");
                self.error(
                    "not-a-schema",
                    &at,
                    "`multipleOf` must be greater than zero",
                    "write a positive number",
                );
            }
        }
    }

    fn limit(
        &mut self,
        schema: &Map<String, Value>,
        key: &str,
        ty: &Type,
        at: &str,
    ) -> Option<Limit> {
        let value = schema.get(key)?;
        let at = pointer::join(at, key);
        let Value::Number(number) = value else {
            self.error(
                "not-a-schema",
                &at,
                format!("`{key}` must be a number"),
                "write it without quotes",
            );
            return None;
        };
        if *ty == Type::Number {
            return number.as_f64().map(Limit::Number);
        }
        // 10.0 is the integer 10.
        let whole = number
            .as_f64()
            .filter(|number| number.fract() == 0.0 && number.abs() < 9e15);
        #[expect(clippy::cast_possible_truncation)]
        let integer = number.as_i64().or(whole.map(|number| number as i64));
        let fits = integer.filter(|limit| *ty == Type::Int64 || i32::try_from(*limit).is_ok());
        if fits.is_some() {
            return fits.map(Limit::Integer);
        }
        let float = number.as_f64().unwrap_or_default();
        let beyond = match *ty {
            Type::Int32 => 2_147_483_648.0,
            _ => 9.2e18,
        };
        // What no value of the type reaches needs no check.
        let idle = (key == "maximum" && float >= beyond) || (key == "minimum" && float <= -beyond);
        if !idle {
            let what = format!("`{key}` of an integer that is no integer of its format");
            self.unsupported(&at, what, "leave it out, or write the nearest integer");
        }
        None
    }

    pub(super) fn count(
        &mut self,
        schema: &Map<String, Value>,
        key: &str,
        at: &str,
    ) -> Option<u64> {
        let value = schema.get(key)?;
        let whole = value
            .as_f64()
            .filter(|number| number.fract() == 0.0 && (0.0..9e15).contains(number));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let count = value.as_u64().or(whole.map(|number| number as u64));
        if count.is_none() {
            let message = format!("`{key}` must be an integer that is not negative");
            self.error(
                "not-a-schema",
                &pointer::join(at, key),
                message,
                "write it without quotes",
            );
        }
        count.filter(|count| !(key.starts_with("min") && *count == 0))
    }

    fn pattern(&mut self, schema: &Map<String, Value>, at: &str) -> Option<String> {
        let value = schema.get("pattern")?;
        let at = pointer::join(at, "pattern");
        let Some(pattern) = value.as_str() else {
            self.error(
                "not-a-schema",
                &at,
                "`pattern` must be text",
                "put it in quotes",
            );
            return None;
        };
        self.is_expression(pattern, &at).then(|| pattern.to_owned())
    }

    /// Whether a regular expression is one; reports one that needs more than Rust's.
    pub(super) fn is_expression(&mut self, pattern: &str, at: &str) -> bool {
        if let Err(error) = regex::Regex::new(pattern) {
            let cause = error.to_string();
            let cause = cause
                .lines()
                .last()
                .unwrap_or_default()
                .trim_start_matches("error: ")
                .to_owned();
            self.unsupported(
                at,
                format!("this regular expression: {cause}"),
                "write it without look-around or back-references",
            );
            return false;
        }
        true
    }
}
