//! One symbolic request as it goes over the wire: method, target, header fields, body. Spoils what the plan says is to be
//! spoilt, and nothing else.

use std::fmt::Write as _;

use serde_json::json;

use super::other;
use super::{Binding, plain, typed};
use crate::contract::{BatchOperation, Carrier, Place, Subject};
use crate::plan::{
    BodyDefect, Call, Credentials, Form, Item, PathValue, Request, Symbol, Tenant, sample,
};
use crate::transcript::{Bytes, Slot, SlotPlace, SlotValue, WireRequest};

/// A tenant that no target has.
const UNKNOWN_TENANT: &str = "conformance-no-such-tenant";

/// A scheme of HTTP authentication that nobody knows (RFC 9110, 11.1).
const UNKNOWN_SCHEME: &str = "Conformance";

/// `request` of a plan as it goes over the wire.
pub fn render<'a>(
    subject: impl Into<Subject<'a>>,
    request: &Request,
    binding: &Binding,
) -> WireRequest {
    let Subject { batch, other } = subject.into();
    let mut about = Subject::from(batch);
    let (method, template, body) = match &request.call {
        Call::Other { key, .. } => {
            about.other = other;
            let template = other.map_or("", |other| &other.path);
            let body = other.and_then(|other| other::body(batch, other, request, *key, binding));
            (about.method(), template, body)
        }
        Call::Batch { items, defect } => (
            batch.method.as_str(),
            batch.path.as_str(),
            body(batch, items, defect.as_ref(), binding, request.form),
        ),
        Call::List => ("GET", batch.list_path().unwrap_or_default(), None),
        Call::Get(_) => (
            "GET",
            batch.siblings.get.as_ref().map_or("", |s| s.path.as_str()),
            None,
        ),
    };
    let mut wire = WireRequest {
        method: request.method.clone().unwrap_or_else(|| method.to_owned()),
        target: target(about, template, request, binding),
        headers: Vec::new(),
        slots: Vec::new(),
        body: body.map(Bytes),
        chunked: request.form == Form::Chunked,
        title_case: request.form == Form::TitleCase,
        abandoned: request.abandoned,
    };
    let (blank, unknown) = (String::new(), UNKNOWN_TENANT.to_owned());
    let parameters = about.parameters().iter().filter(|p| p.is_sendable());
    for parameter in parameters.filter(|p| p.place == Place::Header) {
        if request.without() == Some(&parameter.name) {
            continue;
        }
        let value = if batch.roles.tenant.as_ref() == Some(&parameter.name) {
            match request.tenant {
                Tenant::First => binding.tenants.first(),
                Tenant::Second => binding.tenants.get(1),
                Tenant::Missing => None,
                Tenant::Blank => Some(&blank),
                Tenant::Unknown => Some(&unknown),
                Tenant::Closed => binding.closed_tenant.as_ref(),
            }
        } else {
            binding.parameters.get(&parameter.name)
        };
        let value = value.cloned().or_else(|| other::made(about, parameter));
        wire.headers
            .extend(value.map(|value| (parameter.name.clone(), value)));
    }
    let cookies = other::cookies(about, request, binding);
    wire.headers
        .extend(cookies.map(|cookies| ("cookie".to_owned(), cookies)));
    if wire.body.is_some() {
        let declared = match about.other {
            Some(other) => other
                .body
                .as_ref()
                .map_or("application/json", |body| &body.media_type),
            None => &batch.media_type,
        };
        let media_type = request.media_type.as_deref().unwrap_or(declared);
        wire.headers
            .push(("content-type".to_owned(), media_type.to_owned()));
    }
    wire.headers.extend(
        request
            .accept
            .iter()
            .map(|accept| ("accept".to_owned(), accept.clone())),
    );
    wire.headers.extend(
        request
            .encoding
            .iter()
            .map(|coding| ("content-encoding".to_owned(), coding.clone())),
    );
    if request.form == Form::Expect {
        let expect = ("expect".to_owned(), "100-continue".to_owned());
        wire.headers.push(expect);
    }
    for scheme in about.schemes() {
        let value = match &request.credentials {
            Credentials::None => continue,
            Credentials::Without(name) if *name == scheme.name => continue,
            Credentials::Wrong(name) if *name == scheme.name => SlotValue::Wrong,
            Credentials::Longer(name) if *name == scheme.name => SlotValue::Longer,
            Credentials::Empty(name) if *name == scheme.name => SlotValue::Empty,
            _ => SlotValue::Right,
        };
        let carrier = match (&request.credentials, &scheme.carrier) {
            (Credentials::Renamed(name), Carrier::Authorization(_)) if *name == scheme.name => {
                SlotPlace::Authorization(UNKNOWN_SCHEME.to_owned())
            }
            _ => scheme.carrier.clone().into(),
        };
        wire.slots.push(Slot {
            scheme: scheme.name.clone(),
            carrier,
            value,
        });
    }
    wire
}

fn target(about: Subject, template: &str, request: &Request, binding: &Binding) -> String {
    let batch = about.batch;
    let mut target = template.to_owned();
    let defect = |name: &str| request.path.as_ref().filter(|path| path.parameter == name);
    let held = match (&request.call, &batch.siblings.get, about.other) {
        (Call::Get(key), Some(get), _) => Some((key, &get.keys)),
        (Call::Other { key, .. }, _, Some(other)) => Some((key, &other.keys)),
        _ => None,
    };
    // the key first: a parameter of another operation may have the same name
    if let Some((key, keys)) = held {
        let open = |name: &str| defect(name).is_none() && !other::is_told(about, name, binding);
        for (parameter, property) in keys.iter().filter(|(name, _)| open(name)) {
            let of_key = binding.keys.get(key.0).and_then(|k| k.get(property));
            let text = match (of_key, batch.bound_to(property)) {
                (Some(value), _) => plain(value),
                (None, Some(bound)) => binding.parameters.get(bound).cloned().unwrap_or_default(),
                (None, None) => String::new(),
            };
            target = target.replace(&format!("{{{parameter}}}"), &percent_encode(&text));
        }
    }
    for (name, value) in &binding.parameters {
        let text = match defect(name) {
            Some(path) => instead(&path.value, value),
            None => percent_encode(value),
        };
        target = target.replace(&format!("{{{name}}}"), &text);
    }
    for parameter in about.parameters().iter().filter(|p| p.place == Place::Path) {
        let made = match defect(&parameter.name) {
            Some(path) => Some(instead(&path.value, "")),
            None => other::made(about, parameter).map(|text| percent_encode(&text)),
        };
        let place = format!("{{{}}}", parameter.name);
        target = made.map_or(target.clone(), |text| target.replace(&place, &text));
    }
    let query: Vec<String> = about
        .parameters()
        .iter()
        .filter(|p| p.place == Place::Query && request.without() != Some(&p.name))
        .filter_map(|p| {
            let given = binding.parameters.get(&p.name).cloned();
            let value = given.or_else(|| other::made(about, p))?;
            Some(format!(
                "{}={}",
                percent_encode(&p.name),
                percent_encode(&value)
            ))
        })
        .collect();
    if !query.is_empty() && matches!(request.call, Call::Batch { .. } | Call::Other { .. }) {
        let _ = write!(target, "?{}", query.join("&"));
    }
    target
}

/// What stands in the place of a parameter whose own value is `own`.
fn instead(value: &PathValue, own: &str) -> String {
    value.text().unwrap_or_else(|| {
        let own: i128 = own.parse::<i64>().map_or(0, i128::from);
        (own + value.surplus().unwrap_or(0)).to_string()
    })
}

/// Percent-encodes all but the unreserved characters (RFC 3986, 2.3).
pub(super) fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn body(
    batch: &BatchOperation,
    items: &[Item],
    defect: Option<&BodyDefect>,
    binding: &Binding,
    form: Form,
) -> Option<Vec<u8>> {
    let needed = needed(batch);
    let written: Vec<String> = items
        .iter()
        .map(|item| write_item(batch, item, binding, form, &needed))
        .collect();
    let array = match form {
        Form::Spaced => format!(" [\r\n\t{}\n] \n", written.join(" ,\n\t")),
        Form::Bom => format!("\u{feff}[{}]", written.join(",")),
        _ => format!("[{}]", written.join(",")),
    };
    let bytes = match defect {
        None => array.into_bytes(),
        Some(BodyDefect::Absent) => return None,
        Some(BodyDefect::Unclosed) => array.as_bytes()[..array.len() - 1].to_vec(),
        Some(BodyDefect::Truncated) => {
            let last = written.last().map_or(1, String::len);
            array.as_bytes()[..array.len().saturating_sub(1 + last / 2)].to_vec()
        }
        Some(BodyDefect::Wrapped) => format!("{{\"items\":{array}}}").into_bytes(),
        Some(BodyDefect::Bare) => written
            .into_iter()
            .next()
            .unwrap_or_else(|| "{}".to_owned())
            .into_bytes(),
        Some(BodyDefect::Text(text)) => text.clone().into_bytes(),
        Some(BodyDefect::Followed(text)) => format!("{array}{text}").into_bytes(),
        Some(BodyDefect::InvalidUtf8) => {
            let mut bytes = array.into_bytes();
            let at = bytes.len().saturating_sub(2);
            bytes.splice(at..at, b",\"x\":\"\xff\xfe\"".iter().copied());
            bytes
        }
    };
    Some(bytes)
}

/// One item as JSON text: key properties and bound ones in the order of the schema, then the
/// others as they were drawn, then those that are required and were not drawn.
fn write_item(
    batch: &BatchOperation,
    item: &Item,
    binding: &Binding,
    form: Form,
    needed: &[(String, String)],
) -> String {
    let defect = item.defect.as_ref();
    if let Some(whole) = defect
        .filter(|d| d.property.is_empty())
        .and_then(|d| d.text.as_ref())
    {
        return whole.clone();
    }
    let mut members: Vec<(String, String)> = fixed_members(batch, item.key, binding);
    members.extend(
        item.values
            .iter()
            .map(|(name, value)| (name.clone(), value.to_string())),
    );
    for (name, text) in needed {
        if !members.iter().any(|(known, _)| known == name) {
            members.push((name.clone(), text.clone()));
        }
    }
    if let Some(defect) = defect {
        let at = members
            .iter()
            .position(|(name, _)| *name == defect.property);
        match (&defect.text, at) {
            (Some(text), Some(at)) => members[at].1.clone_from(text),
            (Some(text), None) => members.push((defect.property.clone(), text.clone())),
            (None, Some(at)) => drop(members.remove(at)),
            (None, None) => {}
        }
    }
    if form == Form::Reordered {
        members.reverse();
    }
    let (colon, comma) = if form == Form::Spaced {
        (
            " : ", " ,
 ",
        )
    } else {
        (":", ",")
    };
    let write = |(name, text): &(String, String)| match form {
        Form::Escaped => format!("{}{colon}{}", escaped(name), reescaped(text)),
        _ => format!("{}{colon}{text}", json!(name)),
    };
    let members: Vec<String> = members.iter().map(write).collect();
    format!("{{{}}}", members.join(comma))
}

/// A value for each required property beside the key.
fn needed(batch: &BatchOperation) -> Vec<(String, String)> {
    let free = |name: &String| !batch.roles.key.contains(name) && batch.bound_to(name).is_none();
    (batch.item.properties.iter())
        .filter(|p| p.required && free(&p.name))
        .map(|p| (p.name.clone(), sample(&p.kind, 0)))
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name, value.to_string()))
        .collect()
}

/// The members that the binding decides: the key, and what repeats a path parameter.
pub(super) fn fixed_members(
    batch: &BatchOperation,
    key: Symbol,
    binding: &Binding,
) -> Vec<(String, String)> {
    let of_key = binding.keys.get(key.0);
    let mut members = Vec::new();
    for property in &batch.item.properties {
        let value = match of_key.and_then(|k| k.get(&property.name)) {
            Some(value) => Some(value.clone()),
            None => batch
                .bound_to(&property.name)
                .and_then(|parameter| binding.parameters.get(parameter))
                .map(|text| typed(&property.kind, text)),
        };
        members.extend(value.map(|v| (property.name.clone(), v.to_string())));
    }
    members
}

impl From<Carrier> for SlotPlace {
    fn from(carrier: Carrier) -> Self {
        match carrier {
            Carrier::Header(name) => Self::Header(name),
            Carrier::Query(name) => Self::Query(name),
            Carrier::Cookie(name) => Self::Cookie(name),
            Carrier::Authorization(scheme) => Self::Authorization(scheme),
        }
    }
}

/// `text` as a JSON string in which every letter and digit is an escape.
fn escaped(text: &str) -> String {
    let mut written = String::from("\"");
    for unit in text.encode_utf16() {
        let _ = write!(written, "\\u{unit:04x}");
    }
    written.push('"');
    written
}

/// The same JSON value; a string is written with escapes.
fn reescaped(json: &str) -> String {
    serde_json::from_str::<String>(json).map_or_else(|_| json.to_owned(), |text| escaped(&text))
}
