//! The ways in which generated code differs from JSON Schema on purpose, each with its reason.

use serde_json::Value;

/// An instance about which the two do not agree.
pub(crate) struct Difference<'a> {
    pub(crate) schema: &'a Value,
    pub(crate) components: &'a Value,
    pub(crate) instance: &'a Value,
    /// Whether the two agree about another instance.
    pub(crate) agree: &'a dyn Fn(&Value) -> bool,
    /// Whether the two agree when the parts of `allOf` are one schema.
    pub(crate) merged: bool,
    /// What generated code refuses: pointers and keywords.
    pub(crate) ours: Vec<(String, &'static str)>,
    /// What the other validator refuses.
    pub(crate) theirs: Vec<(String, String)>,
}

impl Difference<'_> {
    /// The schema inside the wrapper, and how it is written there.
    fn inner(&self) -> (&Value, String) {
        let wrapped = self.schema["properties"]["v"].to_string();
        let name = wrapped
            .split("schemas/")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let inner = name.map_or(&Value::Null, |name| &self.components["schemas"][name]);
        (inner, wrapped)
    }

    pub(crate) fn shown(&self) -> String {
        let (inner, wrapped) = self.inner();
        format!(
            "{} of {wrapped} = {inner}; ours {:?}, theirs {:?}",
            self.instance, self.ours, self.theirs
        )
    }
}

/// The kind of a difference that is there on purpose, with its reason.
pub(crate) fn known(difference: &Difference<'_>) -> Option<&'static str> {
    let (inner, _) = difference.inner();
    let mut narrow = difference.instance.clone();
    if narrowed(&mut narrow) && (difference.agree)(&narrow) {
        return Some("an integer beyond 64 bits is refused: the Rust type holds no more");
    }
    let mut doubles = difference.instance.clone();
    if rounded(&mut doubles) && (difference.agree)(&doubles) {
        return Some(
            "integers beyond 2^53 are read as doubles where any number is allowed: the Rust type is f64",
        );
    }
    let only_multiples = difference
        .theirs
        .iter()
        .all(|(_, keyword)| keyword == "multipleOf");
    if difference.ours.is_empty()
        && only_multiples
        && inner.to_string().contains("\"multipleOf\":0.")
    {
        return Some(
            "`multipleOf` a binary fraction allows for its last digits: 0.3 is three times 0.1",
        );
    }
    let about_types = difference.ours.iter().all(|(_, code)| *code == "type");
    let shaped = ["properties", "items"]
        .iter()
        .any(|key| inner.get(key).is_some());
    if !difference.ours.is_empty() && about_types && shaped && inner.get("type").is_none() {
        return Some(
            "`properties` or `items` without `type` describe an object or an array: no author means the other types",
        );
    }
    difference.merged.then_some(
        "`additionalProperties: false` in or beside `allOf` is about members that no part describes: the parts become one struct",
    )
}

/// The components with `additionalProperties` in and beside `allOf` moved to where they see the members of all parts.
pub(crate) fn merged(components: &Value) -> Value {
    let mut components = components.clone();
    lift(&mut components);
    components
}

fn lift(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(lift),
        Value::Object(members) => {
            members.values_mut().for_each(lift);
            let mut others: Vec<Value> = Vec::new();
            let Some(Value::Array(parts)) = members.get_mut("allOf") else {
                return;
            };
            for part in parts.iter_mut().filter_map(Value::as_object_mut) {
                others.extend(part.shift_remove("additionalProperties"));
                others.extend(part.shift_remove("unevaluatedProperties"));
            }
            others.extend(members.shift_remove("additionalProperties"));
            others.retain(|other| *other != true);
            if !others.is_empty() {
                let all = serde_json::json!({ "allOf": others });
                members.insert("unevaluatedProperties".to_owned(), all);
            }
        }
        _ => {}
    }
}

/// Replaces integers that no double holds by the nearest double; false when there are none.
fn rounded(value: &mut Value) -> bool {
    match value {
        Value::Array(items) => items
            .iter_mut()
            .fold(false, |any, item| rounded(item) | any),
        Value::Object(members) => members
            .values_mut()
            .fold(false, |any, member| rounded(member) | any),
        Value::Number(number) if !number.is_f64() => {
            let double = number.as_f64().unwrap_or_default();
            let beyond = double.abs() > 9_007_199_254_740_992.0 - 2.0;
            if beyond {
                *value = serde_json::json!(double);
            }
            beyond
        }
        _ => false,
    }
}

/// Replaces integers beyond 64 bits by the nearest ones within; false when there are none.
fn narrowed(value: &mut Value) -> bool {
    match value {
        Value::Array(items) => items
            .iter_mut()
            .fold(false, |any, item| narrowed(item) | any),
        Value::Object(members) => members
            .values_mut()
            .fold(false, |any, member| narrowed(member) | any),
        Value::Number(number) if number.as_i64().is_none() => {
            let beyond = number
                .as_f64()
                .is_some_and(|number| number.abs() >= 9_223_372_036_854_775_808.0);
            if beyond {
                *value = i64::MAX.into();
            }
            beyond
        }
        _ => false,
    }
}

/// Base64 as RFC 4648 writes it, and also without padding or with the alphabet for URLs.
pub(crate) fn is_base64(text: &str) -> bool {
    let plain = text.trim_end_matches('=');
    let padding = text.len() - plain.len();
    let alphabet = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    let whole = padding == 0 || (padding < 3 && text.len().is_multiple_of(4));
    plain.bytes().all(alphabet) && plain.len() % 4 != 1 && whole
}
