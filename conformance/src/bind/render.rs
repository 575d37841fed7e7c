//! One symbolic request as it goes over the wire: method, target, header fields, body. Breaks what the plan says is to be
//! broken, and nothing else.

use std::fmt::Write as _;

use super::wire::{Bytes, Slot, SlotPlace, SlotValue, WireRequest};
use super::{Binding, body, single};
use crate::contract::{Carrier, Contract, Operation, OperationId, Place, Resource, plain};
use crate::plan::{Call, Credentials, Form, PathValue, Request, Tenant};

/// A tenant that no target has.
const UNKNOWN_TENANT: &str = "conformance-no-such-tenant";

/// A scheme of HTTP authentication that nobody knows (RFC 9110, 11.1).
const UNKNOWN_SCHEME: &str = "Conformance";

/// `request` of a plan about operation `id` as it goes over the wire.
pub fn render(
    contract: &Contract,
    id: OperationId,
    request: &Request,
    binding: &Binding,
) -> WireRequest {
    let resource = contract.resource(id);
    // what surrounds the calls of a plan is sent with the parameters and credentials of the batch
    let called = match &request.call {
        Call::Other { .. } => id,
        Call::Batch { .. } | Call::List | Call::Get(_) => resource.batch.unwrap_or(id),
    };
    let operation = contract.operation(called);
    let of_entity = || resource.read.as_ref().and(resource.entity.as_ref());
    let (method, template) = match &request.call {
        Call::Other { .. } | Call::Batch { .. } => {
            (operation.method.as_str(), operation.path.as_str())
        }
        Call::List => {
            let list = contract.batch(called).and_then(|batch| batch.list_path());
            ("GET", list.unwrap_or_default())
        }
        Call::Get(_) => ("GET", of_entity().map_or("", |entity| &entity.path)),
    };
    let body = match &request.call {
        Call::Other { key, .. } => single::body(operation, &resource.key, request, *key, binding),
        Call::Batch { items, defect } => (operation.batch.as_ref())
            .and_then(|batch| body::body(batch, items, defect.as_ref(), binding, request.form)),
        Call::List | Call::Get(_) => None,
    };
    WireRequest {
        method: request.method.clone().unwrap_or_else(|| method.to_owned()),
        target: target(operation, resource, template, request, binding),
        headers: headers(operation, request, binding, body.is_some()),
        slots: slots(operation, request),
        body: body.map(Bytes),
        chunked: request.form == Form::Chunked,
        title_case: request.form == Form::TitleCase,
        abandoned: request.abandoned,
    }
}

fn headers(
    operation: &Operation,
    request: &Request,
    binding: &Binding,
    has_body: bool,
) -> Vec<(String, String)> {
    let (blank, unknown) = (String::new(), UNKNOWN_TENANT.to_owned());
    let mut headers = Vec::new();
    let mut field = |name: &str, value: &str| headers.push((name.to_owned(), value.to_owned()));
    for parameter in operation.parameters_in(Place::Header) {
        if !parameter.is_sendable() || request.without() == Some(&parameter.name) {
            continue;
        }
        let value = if operation.tenant.as_ref() == Some(&parameter.name) {
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
        let value = value
            .cloned()
            .or_else(|| single::made(operation, parameter));
        if let Some(value) = value {
            field(&parameter.name, &value);
        }
    }
    if let Some(cookies) = single::cookies(operation, request, binding) {
        field("cookie", &cookies);
    }
    if has_body {
        let declared = operation.media_type();
        field(
            "content-type",
            request.media_type.as_deref().unwrap_or(declared),
        );
    }
    if let Some(accept) = &request.accept {
        field("accept", accept);
    }
    if let Some(coding) = &request.encoding {
        field("content-encoding", coding);
    }
    if request.form == Form::Expect {
        field("expect", "100-continue");
    }
    headers
}

/// The places of the credentials, and which value stands in each.
fn slots(operation: &Operation, request: &Request) -> Vec<Slot> {
    let mut slots = Vec::new();
    for scheme in operation.schemes() {
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
        slots.push(Slot {
            scheme: scheme.name.clone(),
            carrier,
            value,
        });
    }
    slots
}

fn target(
    operation: &Operation,
    resource: &Resource,
    template: &str,
    request: &Request,
    binding: &Binding,
) -> String {
    let mut target = template.to_owned();
    let replaced = |name: &str| request.path.as_ref().filter(|path| path.parameter == name);
    let key = match &request.call {
        Call::Get(key) | Call::Other { key, .. } => Some(key),
        Call::Batch { .. } | Call::List => None,
    };
    // the key first: a parameter of another operation may have the same name
    if let Some(key) = key {
        let open = |name: &str| {
            replaced(name).is_none() && !single::is_shown(operation, resource, name, binding)
        };
        let keys = resource.keys_in(template).iter();
        for (parameter, property) in keys.filter(|(name, _)| open(name)) {
            let of_key = binding.keys.get(key.0).and_then(|k| k.get(property));
            let text = match (of_key, resource.key.bound_to(property)) {
                (Some(value), _) => plain(value),
                (None, Some(bound)) => binding.parameters.get(bound).cloned().unwrap_or_default(),
                (None, None) => String::new(),
            };
            target = target.replace(&format!("{{{parameter}}}"), &percent_encode(&text));
        }
    }
    for (name, value) in &binding.parameters {
        let text = match replaced(name) {
            Some(path) => instead(&path.value, value),
            None => percent_encode(value),
        };
        target = target.replace(&format!("{{{name}}}"), &text);
    }
    for parameter in operation.parameters_in(Place::Path) {
        let made = match replaced(&parameter.name) {
            Some(path) => Some(instead(&path.value, "")),
            None => single::made(operation, parameter).map(|text| percent_encode(&text)),
        };
        let place = format!("{{{}}}", parameter.name);
        target = made.map_or(target.clone(), |text| target.replace(&place, &text));
    }
    if matches!(request.call, Call::Batch { .. } | Call::Other { .. }) {
        let query = query(operation, request, binding);
        target.extend((!query.is_empty()).then(|| format!("?{query}")));
    }
    target
}

fn query(operation: &Operation, request: &Request, binding: &Binding) -> String {
    let pairs = operation.parameters_in(Place::Query).filter_map(|p| {
        let declared = binding.parameters.get(&p.name).cloned();
        let value = declared.or_else(|| single::made(operation, p))?;
        let sent = request.without() != Some(&p.name);
        sent.then(|| format!("{}={}", percent_encode(&p.name), percent_encode(&value)))
    });
    pairs.collect::<Vec<_>>().join("&")
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
