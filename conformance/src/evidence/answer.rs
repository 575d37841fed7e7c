//! A response as the oracles look at it: parsed whatever its media type says, with the results found by their roles.

use serde_json::Value;

use crate::contract::{Batch, ResultRoles};
use crate::transcript::WireResponse;

/// A parsed response.
#[derive(Debug)]
pub struct Answer<'a> {
    /// the response as it came
    pub response: &'a WireResponse,
    /// the body as JSON, or why it is none
    pub json: Result<Value, String>,
    /// the results of a 207, where there are any
    pub results: Option<Vec<Entry>>,
}

/// One result of a 207.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// names and values of the identity; a name is none where the result gives a bare value
    pub id: Vec<(Option<String>, Value)>,
    /// the HTTP status of the item
    pub status: Option<i64>,
    /// the text for people
    pub message: Option<String>,
    /// the whole result
    pub raw: Value,
}

impl<'a> Answer<'a> {
    /// Parses `response`, which holds results when it answers a request of `batch`.
    pub(super) fn parse(response: &'a WireResponse, batch: Option<&Batch>) -> Self {
        let json = parse(&response.body.0);
        let results = batch.and_then(|batch| {
            let entries = json.as_ref().ok()?.pointer(&batch.results)?.as_array()?;
            let entries = entries.iter();
            Some(entries.map(|raw| Entry::read(raw, &batch.result)).collect())
        });
        Self {
            response,
            json,
            results,
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.response.status
    }

    /// The body is a JSON object, or holds results without one.
    pub fn has_envelope(&self) -> bool {
        self.results.is_some() || self.json.as_ref().is_ok_and(Value::is_object)
    }

    /// 200 to 299
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status())
    }

    /// 400 to 499
    pub fn is_client_error(&self) -> bool {
        (400..500).contains(&self.status())
    }
}

/// JSON with or without a byte order mark; the error gives no excerpt of the body.
fn parse(bytes: &[u8]) -> Result<Value, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("the body is empty".to_owned());
    }
    serde_json::from_slice(bytes).map_err(|cause| cause.to_string())
}

impl Entry {
    fn read(raw: &Value, roles: &ResultRoles) -> Self {
        let at = |pointer: &str| raw.pointer(pointer);
        let status = at(&roles.status);
        Self {
            id: (roles.id.as_deref())
                .and_then(at)
                .map(|id| identity(id, roles))
                .unwrap_or_default(),
            status: status.and_then(|s| {
                s.as_i64()
                    .or_else(|| s.as_f64().filter(|f| f.fract() == 0.0).map(|f| f as i64))
            }),
            message: roles
                .message
                .as_deref()
                .and_then(at)
                .and_then(Value::as_str)
                .map(str::to_owned),
            raw: raw.clone(),
        }
    }

    /// The item was created or updated.
    pub fn is_success(&self) -> bool {
        self.status.is_some_and(|s| (200..300).contains(&s))
    }

    /// The item says that it was not carried out, on its own account: 424 blames another item of the batch.
    pub fn is_refused(&self) -> bool {
        self.status
            .is_some_and(|s| !(200..300).contains(&s) && s != 424)
    }

    /// The item says 201.
    pub fn is_created(&self) -> bool {
        self.status == Some(201)
    }

    /// The item says 200, or 204 as some services do.
    pub fn is_updated(&self) -> bool {
        matches!(self.status, Some(200 | 204))
    }

    /// `201 "Created"`
    pub fn show(&self) -> String {
        let status = self
            .status
            .map_or_else(|| "no status".to_owned(), |s| s.to_string());
        match &self.message {
            Some(message) => {
                let short: String = message.chars().take(60).collect();
                format!("{status} {short:?}")
            }
            None => status,
        }
    }

    /// The value of the id part called `property`; case and underscores do not matter.
    pub fn id_value(&self, property: &str) -> Option<&Value> {
        let named = self
            .id
            .iter()
            .find(|(name, _)| name.as_deref().is_some_and(|n| same_name(n, property)));
        named.map(|(_, value)| value)
    }
}

fn identity(id: &Value, roles: &ResultRoles) -> Vec<(Option<String>, Value)> {
    match id {
        Value::Array(parts) => {
            let (name, value) = (roles.id_name.as_deref(), roles.id_value.as_deref());
            parts
                .iter()
                .map(|part| match (name, value, part.is_object()) {
                    (Some(name), Some(value), true) => {
                        (part[name].as_str().map(str::to_owned), part[value].clone())
                    }
                    _ => (None, part.clone()),
                })
                .collect()
        }
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (Some(name.clone()), value.clone()))
            .collect(),
        Value::Null => Vec::new(),
        scalar => vec![(None, scalar.clone())],
    }
}

/// Two names are the same without case, underscores and the like.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    a == b || letters(a).eq(letters(b))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

/// A name without case, underscores and the like.
pub fn normal(name: &str) -> String {
    letters(name).collect()
}

/// Two key values are the same when their texts are: `7` and `"7"` (the description types them differently).
pub fn same_key(a: &Value, b: &Value) -> bool {
    let text = |v: &Value| match v {
        Value::String(s) => s.clone(),
        Value::Number(n) => n
            .as_f64()
            .filter(|f| f.fract() == 0.0 && f.abs() < 9e15)
            .map_or_else(|| n.to_string(), |f| format!("{f:.0}")),
        other => other.to_string(),
    };
    text(a) == text(b) || text(a).eq_ignore_ascii_case(&text(b))
}
