//! Single objects of a description as the types of `openapiv3`, without the objects and schemas that stand in them: those
//! are read one by one, so that each error is found at its own place.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::Reader;
use crate::diagnostic::Diagnostic;
use crate::grammar::{Kind, Use};
use crate::load::Document;
use crate::pointer;

impl Reader<'_> {
    /// `value`, an object of the kind `kind` at `at`, as a `T`; `instead` stands in for parts that the model requires.
    pub(super) fn typed<T: DeserializeOwned>(
        &mut self,
        value: &Value,
        kind: Kind,
        at: &str,
        what: &str,
        instead: &[(&str, Value)],
    ) -> Option<T> {
        let shallow = match value {
            Value::Object(members) => Value::Object(shallow(members, kind, instead)),
            other => other.clone(),
        };
        let typed = typed(self.document, &shallow, at, what);
        self.note(typed)
    }

    /// The members of a part that has to be a mapping.
    pub(super) fn mapping<'v>(
        &mut self,
        value: &'v Value,
        at: &str,
        what: &str,
    ) -> Option<&'v Map<String, Value>> {
        if let Value::Object(members) = value {
            return Some(members);
        }
        let error = typed::<Map<String, Value>>(self.document, value, at, what);
        self.note(error.map(|_| ()));
        None
    }
}

/// A copy of the members that hold nothing but data.
fn shallow(
    members: &Map<String, Value>,
    kind: Kind,
    instead: &[(&str, Value)],
) -> Map<String, Value> {
    let data = |key: &str| {
        let known = kind.member(key);
        let long = matches!(key, "example" | "examples" | "value");
        !long
            && matches!(
                known,
                Some((Kind::Data, Use::Read | Use::Ignored | Use::Since32))
            )
    };
    let mut copy: Map<String, Value> = members
        .iter()
        .filter(|(key, _)| data(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    for (key, value) in instead {
        copy.entry((*key).to_owned())
            .or_insert_with(|| value.clone());
    }
    copy
}

/// What stands in for a schema.
pub(super) fn any_schema() -> Value {
    json!({})
}

/// `value`, which stands at `at`, as a `T`.
fn typed<T: DeserializeOwned>(
    document: &Document,
    value: &Value,
    at: &str,
    what: &str,
) -> Result<T, Diagnostic> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        use serde_path_to_error::Segment;
        let mut place = at.to_owned();
        for segment in error.path() {
            match segment {
                Segment::Seq { index } => place = format!("{place}/{index}"),
                Segment::Map { key } => place = pointer::join(&place, key),
                Segment::Enum { .. } | Segment::Unknown => {}
            }
        }
        let cause = error.inner().to_string();
        let cause = match cause.split_once("expected ") {
            Some((before, "a map")) => format!("{before}expected a mapping"),
            Some((before, after)) if after.starts_with("struct ") => {
                format!("{before}expected a mapping")
            }
            _ => cause,
        };
        let diagnostic = document.error(
            "structure",
            &place,
            format!("{what} is not well-formed: {cause}"),
        );
        match cause.strip_prefix("missing field ") {
            Some(field) => diagnostic.hint(format!("add {field}; OpenAPI requires it here")),
            None => diagnostic,
        }
    })
}
