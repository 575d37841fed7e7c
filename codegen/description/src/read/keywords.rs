//! Values of keywords: flags, numbers, counts, texts and lists of names. Refuses values of another type.

use indexmap::IndexMap;
use serde_json::{Map, Number, Value};

use super::{Reader, flag};
use crate::pointer;
use crate::schema::Bound;

type Members = Map<String, Value>;

impl Reader<'_> {
    /// A keyword that is true or false.
    pub(super) fn flag(&mut self, members: &Members, key: &str, at: &str) -> bool {
        match members.get(key) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                let message = format!("`{key}` must be true or false");
                let at = pointer::join(at, key);
                self.error("not-a-schema", &at, message, "write it without quotes");
                false
            }
        }
    }

    /// A limit: in OpenAPI 3.0 a flag says that it is excluded, since 3.1 an excluded limit has a keyword of its own.
    pub(super) fn bound(
        &mut self,
        members: &Members,
        key: &str,
        exclusive: &str,
        sign: f64,
        at: &str,
    ) -> Option<Bound> {
        let limit = self.number(members, key, at);
        let limit = limit.map(|value| Bound {
            value,
            exclusive: flag(members, exclusive),
        });
        match members.get(exclusive) {
            None | Some(Value::Bool(_)) => limit,
            Some(Value::Number(excluded)) => {
                let number = |number: &Number| number.as_f64().map(|number| number * sign);
                let other = limit.as_ref().and_then(|limit| number(&limit.value));
                let tighter =
                    other.is_none_or(|other| number(excluded).is_some_and(|one| one >= other));
                let excluded = Bound {
                    value: excluded.clone(),
                    exclusive: true,
                };
                if tighter { Some(excluded) } else { limit }
            }
            Some(_) => {
                let at = pointer::join(at, exclusive);
                let message = format!("`{exclusive}` must be true or false");
                let hint = "in OpenAPI 3.0 write the limit as `minimum` or `maximum` and the exclusion as `true`";
                self.error("not-a-schema", &at, message, hint);
                limit
            }
        }
    }

    pub(super) fn number(&mut self, members: &Members, key: &str, at: &str) -> Option<Number> {
        match members.get(key)? {
            Value::Number(number) => Some(number.clone()),
            _ => {
                let message = format!("`{key}` must be a number");
                let at = pointer::join(at, key);
                self.error("not-a-schema", &at, message, "write it without quotes");
                None
            }
        }
    }

    pub(super) fn count(&mut self, members: &Members, key: &str, at: &str) -> Option<u64> {
        let value = members.get(key)?;
        let whole = value
            .as_f64()
            .filter(|number| number.fract() == 0.0 && (0.0..9e15).contains(number));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let count = value.as_u64().or(whole.map(|number| number as u64));
        if count.is_none() {
            let message = format!("`{key}` must be an integer that is not negative");
            let at = pointer::join(at, key);
            self.error("not-a-schema", &at, message, "write it without quotes");
        }
        count
    }

    /// A keyword whose value is a text.
    pub(super) fn word(&mut self, members: &Members, key: &str, at: &str) -> Option<String> {
        match members.get(key)? {
            Value::String(word) => Some(word.clone()),
            _ => {
                let message = format!("`{key}` must be text");
                self.error(
                    "not-a-schema",
                    &pointer::join(at, key),
                    message,
                    "put it in quotes",
                );
                None
            }
        }
    }

    pub(super) fn dependent_required(
        &mut self,
        members: &Members,
        at: &str,
    ) -> IndexMap<String, Vec<String>> {
        let names = |needed: &Value| {
            let needed = needed.as_array().into_iter().flatten();
            let needed = needed.filter_map(Value::as_str);
            needed.map(str::to_owned).collect()
        };
        match members.get("dependentRequired") {
            None => IndexMap::new(),
            Some(Value::Object(each)) => each
                .iter()
                .map(|(name, needed)| (name.clone(), names(needed)))
                .collect(),
            Some(_) => {
                let at = pointer::join(at, "dependentRequired");
                let message = "`dependentRequired` must be a mapping from names to lists of names";
                self.error("not-a-schema", &at, message, "write `a: [b]`, for example");
                IndexMap::new()
            }
        }
    }

    /// The names in `required`, each once.
    pub(super) fn required(&mut self, members: &Members, at: &str) -> Vec<String> {
        let mut required = indexmap::IndexSet::new();
        match members.get("required") {
            // Before JSON Schema, members said it of themselves; some descriptions still do.
            None => {}
            Some(Value::Array(list)) => {
                for (index, value) in list.iter().enumerate() {
                    match value.as_str() {
                        Some(member) => drop(required.insert(member.to_owned())),
                        None => {
                            let at = format!("{at}/required/{index}");
                            let message = "`required` must list names";
                            self.error("not-a-schema", &at, message, "put the name in quotes");
                        }
                    }
                }
            }
            Some(_) => {
                let at = pointer::join(at, "required");
                let hint = "list the names of the required members in the schema of the object";
                self.error("not-a-schema", &at, "`required` must be a list", hint);
            }
        }
        required.into_iter().collect()
    }
}
