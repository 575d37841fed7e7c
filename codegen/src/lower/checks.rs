//! The limits of a schema. Refuses limits that no value of the type can be compared with, and patterns that need
//! look-around.

use description::Schema as Written;
use description::schema::Bound;
use serde_json::Number;

use super::Lowering;
use crate::ir::{Check, Limit, Schema, Type};
use crate::pointer;

impl Lowering<'_> {
    /// The limits that mean something for `ty`; JSON Schema ignores the others.
    pub(super) fn checks(&mut self, schema: &Written, ty: &Type) -> Vec<Check> {
        let mut checks = self.simple(schema, ty);
        if !matches!(ty, Type::Named(_)) {
            self.composed(schema, ty, &mut checks);
        }
        checks
    }

    /// Those that are not made of other schemas.
    fn simple(&mut self, schema: &Written, ty: &Type) -> Vec<Check> {
        // At least nothing is no limit.
        let least = |count: Option<u64>| count.filter(|count| *count > 0);
        let mut checks = Vec::new();
        match ty {
            Type::Text => {
                let text = &schema.text;
                checks.extend(least(text.min_length).map(Check::MinLength));
                checks.extend(text.max_length.map(Check::MaxLength));
                checks.extend(self.pattern(schema).map(Check::Pattern));
            }
            Type::Int32 | Type::Int64 | Type::Number => self.bounds(schema, ty, &mut checks),
            Type::Array(_) => {
                let array = &schema.array;
                checks.extend(least(array.min_items).map(Check::MinItems));
                checks.extend(array.max_items.map(Check::MaxItems));
                checks.extend(array.unique.then_some(Check::UniqueItems));
            }
            Type::Map(_) => {
                let object = &schema.object;
                checks.extend(least(object.min_properties).map(Check::MinProperties));
                checks.extend(object.max_properties.map(Check::MaxProperties));
                if !object.required.is_empty() {
                    checks.push(Check::Required(object.required.clone()));
                }
            }
            Type::Any => self.untyped(schema, &mut checks),
            _ => {}
        }
        checks
    }

    /// Without a type, each limit holds for the values that it can be compared with.
    fn untyped(&mut self, schema: &Written, checks: &mut Vec<Check>) {
        let list = Type::Array(Box::new(Self::any()));
        for ty in [Type::Text, Type::Number, list] {
            let own = self.simple(schema, &ty);
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
        checks.extend(self.simple(schema, &map));
    }

    fn bounds(&mut self, schema: &Written, ty: &Type, checks: &mut Vec<Check>) {
        let at = &schema.at;
        let number = &schema.number;
        if let Some(Bound { value, exclusive }) = &number.minimum {
            let limit = self.limit(value, "minimum", ty, at);
            checks.extend(limit.map(|limit| Check::Minimum(limit, *exclusive)));
        }
        if let Some(Bound { value, exclusive }) = &number.maximum {
            let limit = self.limit(value, "maximum", ty, at);
            checks.extend(limit.map(|limit| Check::Maximum(limit, *exclusive)));
        }
        let divisor = number.multiple_of.as_ref();
        let Some(divisor) = divisor.and_then(|value| self.limit(value, "multipleOf", ty, at))
        else {
            return;
        };
        let positive = match divisor {
            Limit::Integer(divisor) => divisor > 0,
            Limit::Number(divisor) => divisor > 0.0,
        };
        if positive {
            checks.push(Check::MultipleOf(divisor));
        } else {
            let at = pointer::join(at, "multipleOf");
            let message = "`multipleOf` must be greater than zero";
            self.error("not-a-schema", &at, message, "write a positive number");
        }
    }

    fn limit(&mut self, number: &Number, key: &str, ty: &Type, at: &str) -> Option<Limit> {
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
            let hint = "leave it out, or write the nearest integer";
            self.unsupported(&pointer::join(at, key), what, hint);
        }
        None
    }

    fn pattern(&mut self, schema: &Written) -> Option<String> {
        let pattern = schema.text.pattern.as_ref()?;
        let at = pointer::join(&schema.at, "pattern");
        self.is_expression(pattern, &at).then(|| pattern.clone())
    }

    /// Whether a regular expression is one; reports one that needs more than Rust's.
    pub(super) fn is_expression(&mut self, pattern: &str, at: &str) -> bool {
        // Descriptions repeat their expressions, and compiling a large one takes long.
        let known = self.expressions.get(pattern).cloned();
        let cause = known.unwrap_or_else(|| {
            let cause = regex::Regex::new(pattern)
                .err()
                .map(|error| error.to_string());
            self.expressions.insert(pattern.to_owned(), cause.clone());
            cause
        });
        let Some(cause) = cause else {
            return true;
        };
        let cause = cause.lines().last().unwrap_or_default();
        let cause = cause.trim_start_matches("error: ");
        let what = format!("this regular expression: {cause}");
        let hint = "write it without look-around or back-references";
        self.unsupported(at, what, hint);
        false
    }
}
