//! Breaks one keyword at one place of a value. What comes out is a proposal: whether it is refused for this reason only a
//! reader can say.

use serde_json::{Map, Value, json};

use super::make::{Maker, required};
use super::shape::{Bound, Limit, Member, Shape, Tell};

impl Maker<'_> {
    /// `value` so changed that it breaks `keyword` right here.
    pub(super) fn broken(&mut self, shape: &'static Shape, keyword: &str, value: Value) -> Value {
        if keyword == "type" || keyword.ends_with("Of") && matches!(shape, Shape::Choice(..)) {
            let others = [
                json!(null),
                json!(true),
                json!(1.5),
                json!("\u{7}"),
                json!([[[]]]),
                json!({ "\u{7}": [] }),
            ];
            return others[self.count(0, others.len() - 1)].clone();
        }
        let limits = match shape {
            Shape::Any(limits) => limits.iter().find_map(|limit| match limit {
                Limit::When(inner) if inner.keywords().contains(&keyword) => Some(inner.limits()),
                _ => None,
            }),
            _ => None,
        };
        let limit = limits
            .unwrap_or_else(|| shape.limits())
            .iter()
            .find(|limit| limit.keyword() == keyword);
        match (limit, value) {
            (Some(Limit::MinLength(limit)), _) => {
                json!("a".repeat(self.count(0, limit.saturating_sub(1))))
            }
            (Some(Limit::MaxLength(limit)), _) => {
                json!("a".repeat(self.count(limit + 1, limit + 9)))
            }
            (Some(Limit::Pattern(..)), value) => {
                let text = value.as_str().unwrap_or_default();
                let others = [
                    String::new(),
                    "\u{7}".to_owned(),
                    format!("{text}\u{7}"),
                    format!("\u{7}{text}"),
                ];
                json!(others[self.count(0, 3)])
            }
            (Some(Limit::Minimum(limit)), _) => self.beyond(shape, *limit, false, -1.0),
            (Some(Limit::ExclusiveMinimum(limit)), _) => self.beyond(shape, *limit, true, -1.0),
            (Some(Limit::Maximum(limit)), _) => self.beyond(shape, *limit, false, 1.0),
            (Some(Limit::ExclusiveMaximum(limit)), _) => self.beyond(shape, *limit, true, 1.0),
            (Some(Limit::MultipleOf(divisor)), value) => {
                let number = value.as_f64().unwrap_or_default();
                match shape {
                    Shape::Number(_) | Shape::Any(_) => json!(number + divisor.float() / 2.0),
                    _ => whole(number + 1.0),
                }
            }
            (
                Some(limit @ (Limit::MinItems(_) | Limit::MaxItems(_) | Limit::UniqueItems)),
                Value::Array(items),
            ) => self.broken_list(shape, limit, items),
            (
                Some(limit @ (Limit::MinProperties(_) | Limit::MaxProperties(_))),
                Value::Object(members),
            ) => self.broken_map(limit, members),
            (Some(Limit::Values(_) | Limit::OneOf(_) | Limit::Only(_)), _) => match self.below(3) {
                0 => json!(true),
                1 => json!(false),
                _ => json!(987_654_321),
            },
            (_, Value::Object(members)) => self.broken_object(shape, keyword, members),
            (_, value) => match (keyword, shape) {
                ("enum", _) => json!("\u{7}"),
                ("format", Shape::Int32(_)) => json!(1_i64 << 40),
                ("format", Shape::Int64(_)) => json!(u64::MAX),
                ("format", _) => json!("\u{7}"),
                _ => value,
            },
        }
    }

    /// A list that has too few items, too many, or two that are equal.
    fn broken_list(&mut self, shape: &Shape, limit: &Limit, mut items: Vec<Value>) -> Value {
        let first = items.first().cloned();
        match limit {
            Limit::MinItems(limit) => items.truncate(self.count(0, limit.saturating_sub(1))),
            Limit::MaxItems(limit) => {
                let first = first.unwrap_or_else(|| match shape {
                    Shape::List(inner, _) => self.value(inner),
                    _ => Value::Null,
                });
                items.resize(items.len().max(limit + 1), first);
            }
            _ => items.extend(first),
        }
        Value::Array(items)
    }

    /// An object that has too few members, or too many.
    fn broken_map(&mut self, limit: &Limit, mut members: Map<String, Value>) -> Value {
        match limit {
            Limit::MinProperties(limit) => {
                let kept = self.count(0, limit.saturating_sub(1));
                members = members.into_iter().take(kept).collect();
            }
            Limit::MaxProperties(limit) => {
                let extra = members.values().next().cloned().unwrap_or_default();
                for number in members.len()..=*limit {
                    members.insert(format!("k{number}"), extra.clone());
                }
            }
            _ => {}
        }
        Value::Object(members)
    }

    fn broken_object(
        &mut self,
        shape: &'static Shape,
        keyword: &str,
        mut members: Map<String, Value>,
    ) -> Value {
        let mut names: Vec<&str> = required(shape.limits()).collect();
        match (keyword, shape) {
            ("required", Shape::Object(described, ..)) => {
                let needed = described.iter().filter(|member| Member::is_sent(member));
                names.extend(needed.map(|member| member.wire));
            }
            ("required", Shape::Choice(_, Tell::Member(name, _))) => names.push(name),
            ("discriminator", Shape::Choice(_, Tell::Member(name, _))) => {
                members.insert((*name).to_owned(), "\u{7}".into());
            }
            ("additionalProperties", _) => {
                members.insert("\u{7}".to_owned(), json!(1));
            }
            _ => {}
        }
        if keyword == "required" && !names.is_empty() {
            members.shift_remove(names[self.count(0, names.len() - 1)]);
        }
        Value::Object(members)
    }

    fn beyond(&mut self, shape: &Shape, limit: Bound, excluded: bool, sign: f64) -> Value {
        let limit = limit.float();
        if excluded && self.below(2) == 0 {
            return if matches!(shape, Shape::Number(_)) {
                json!(limit)
            } else {
                whole(limit)
            };
        }
        #[expect(clippy::cast_precision_loss)]
        let away = 1.0 + self.below(100) as f64;
        match shape {
            Shape::Number(_) => json!(limit + sign * away / 4.0),
            _ => whole(limit + sign * away),
        }
    }
}

fn whole(number: f64) -> Value {
    #[expect(clippy::cast_possible_truncation)]
    let number = number as i64;
    json!(number)
}
