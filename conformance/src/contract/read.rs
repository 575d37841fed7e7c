//! A resolved description becomes a [`Contract`]. Says with file, line and column what it cannot use; refuses a
//! description without any operation that it can, and declared roles that name what is not there.

mod others;

use std::collections::BTreeMap;
use std::sync::Arc;

use codegen::diagnostic::{Diagnostic, Diagnostics};
use codegen::pointer::join;
use codegen::resolve::Resolved;
use serde::Deserialize;
use serde_json::Value;

use super::infer::{self, Subject};
use super::responses::{validator, without};
use super::roles::Roles;
use super::shape::fold;
use super::{
    Batch, Body, Carrier, Contract, Declared, DeclaredRoles, Envelope, ItemModel, Key, Location,
    Operation, OperationId, Parameter, Place, Property, Read, Resource, ResourceId, Responses,
    Scheme,
};

/// Roles that stand outside the description, by `operationId` or `PUT /path`. They win over the description's.
pub type Overrides = BTreeMap<String, DeclaredRoles>;

/// The contract of every operation of `resolved`.
///
/// # Errors
/// Diagnostics with their places: roles that name what is not there, schemas of batch operations that cannot be followed,
/// no usable operation at all.
pub fn read(resolved: &Resolved) -> Result<Contract, Diagnostics> {
    read_with(resolved, &Overrides::new())
}

/// The same, with roles from elsewhere.
///
/// # Errors
/// Those of [`read`]; an override that names no batch operation.
pub fn read_with(resolved: &Resolved, overrides: &Overrides) -> Result<Contract, Diagnostics> {
    let root = &resolved.document.value;
    let mut contract = Contract::default();
    let mut wrong = Vec::new();
    for (path, item) in object(&root["paths"]) {
        for method in ["put", "post", "patch"] {
            let operation = &item[method];
            let declared = operation["x-batch-upsert"].is_object();
            let inferred = || {
                let candidate = infer::candidate(resolved, operation).filter(|_| method != "patch");
                candidate.is_some_and(|(_, body, answer)| infer::is_batch(resolved, body, answer))
            };
            if !operation.is_object() || !(declared || inferred()) {
                continue;
            }
            let pointer = join(&join("/paths", path), method);
            let reader = Reader {
                resolved,
                path,
                method,
                pointer: &pointer,
                item,
                operation,
                overrides,
            };
            match reader.batch(contract.operations.len()) {
                Ok((operation, resource)) => {
                    contract.operations.push(operation);
                    contract.resources.push(resource);
                }
                Err(diagnostic) => wrong.push(diagnostic),
            }
        }
    }
    let batches = &contract.operations;
    let known = |name: &str| batches.iter().any(|b| b.id == name || b.endpoint() == name);
    let unknown = overrides.keys().filter(|name| !known(name));
    let unknown: Vec<&String> = unknown.filter(|_| wrong.is_empty()).collect();
    for name in unknown {
        let all: Vec<String> = batches.iter().map(Operation::endpoint).collect();
        wrong.push(
            resolved
                .document
                .error("no-such-operation", "/paths", format!("roles are given for `{name}`, which is no batch operation of this description"))
                .hint(format!("the batch operations are {}", all.join(", "))),
        );
    }
    if wrong.is_empty() {
        others::add(resolved, overrides, &mut contract);
    }
    if contract.operations.is_empty() && wrong.is_empty() {
        wrong.push(
            resolved
                .document
                .error("no-batch-operation", "/paths", "no operation of this description is a batch operation: PUT or POST with an array of objects as its body, and a 207 whose schema holds an array of results with an integer status")
                .hint("mark one with `x-batch-upsert`, in the description or by --overlay, if it is one all the same"),
        );
    }
    if !wrong.is_empty() {
        return Err(wrong.into_iter().collect());
    }
    contract.title = root["info"]["title"]
        .as_str()
        .unwrap_or("untitled")
        .to_owned();
    contract.tie();
    Ok(contract)
}

struct Reader<'a> {
    resolved: &'a Resolved,
    path: &'a str,
    method: &'a str,
    pointer: &'a str,
    item: &'a Value,
    operation: &'a Value,
    overrides: &'a Overrides,
}

impl Reader<'_> {
    /// The batch operation that is number `number` of the contract, and what it writes.
    fn batch(&self, number: usize) -> Result<(Operation, Resource), Diagnostic> {
        let Some((media_type, body, answer)) = infer::candidate(self.resolved, self.operation)
        else {
            return Err(self
                .error("", "a batch operation needs an array as its request body and a 207 response with a schema".to_owned())
                .hint("take `x-batch-upsert` away, or describe both"));
        };
        let items = fold(self.resolved, body)["items"].clone();
        let mut item = self.item(&items);
        let parameters = self.parameters()?;
        let subject = Subject {
            resolved: self.resolved,
            path: self.path,
            method: self.method,
            operation: self.operation,
            parameters: &parameters,
            properties: &item.properties,
            item: &items,
            answer,
        };
        let mut inferred = subject.infer();
        let (id, endpoint) = (
            operation_id(self.operation, self.method, self.path),
            format!("{} {}", self.method.to_uppercase(), self.path),
        );
        let elsewhere = self
            .overrides
            .get(&id)
            .or(self.overrides.get(&endpoint))
            .cloned();
        for (declared, whence) in [
            (self.declared()?, "x-batch-upsert"),
            (elsewhere, "the profile"),
        ] {
            let Some(declared) = declared else { continue };
            inferred
                .reasons
                .extend(declared.over(&mut inferred.roles, whence));
            inferred.ambiguous = inferred.ambiguous.filter(|_| declared.key.is_none());
        }
        let roles = inferred.roles;
        let mut resource = subject.resource(&roles, &inferred.around);
        let (security, responses) = (self.security()?, self.responses()?);
        self.check(&roles, &item)?;
        settle(&mut item, &roles, resource.read.as_ref());
        let key = Arc::new(Key::new(roles.key, roles.assigned, roles.bindings, &item));
        (resource.batch, resource.key) = (Some(OperationId(number)), Arc::clone(&key));
        let operation = Operation {
            id,
            method: self.method.to_uppercase(),
            path: self.path.to_owned(),
            at: self.location(),
            parameters,
            security,
            body: Some(Body {
                media_type: media_type.to_owned(),
                sample: None,
            }),
            responses,
            tenant: roles.tenant,
            envelope: Envelope {
                error: roles.error,
                call_id: roles.call_id,
            },
            resource: ResourceId(number),
            batch: Some(Batch {
                item,
                key,
                results: roles.results,
                result: roles.result,
                reasons: inferred.reasons,
                ambiguous: inferred.ambiguous,
            }),
        };
        Ok((operation, resource))
    }

    fn location(&self) -> Option<Location> {
        let span = self.resolved.document.span(self.pointer)?;
        Some(Location {
            file: span.source.name.clone(),
            line: span.line,
            column: span.column,
        })
    }

    fn error(&self, at: &str, message: String) -> Diagnostic {
        self.resolved
            .document
            .error("batch-roles", &format!("{}{at}", self.pointer), message)
    }

    fn follow<'v>(&'v self, value: &'v Value) -> Result<&'v Value, Diagnostic> {
        self.resolved.follow(value).map(|(target, _)| target)
    }

    fn declared(&self) -> Result<Option<DeclaredRoles>, Diagnostic> {
        let written = &self.operation["x-batch-upsert"];
        if !written.is_object() {
            return Ok(None);
        }
        DeclaredRoles::deserialize(written).map(Some).map_err(|cause| {
            self.error("/x-batch-upsert", format!("failed to read the batch roles: {cause}"))
                .hint("it takes key, assigned, bindings, tenant, results, error, callId, result { id, idName, idValue, status, message }; what is left out is inferred")
        })
    }

    fn item(&self, items: &Value) -> ItemModel {
        let item = fold(self.resolved, items);
        let required: Vec<&str> = item["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let property = |(name, member): (&str, &Value)| {
            Property::read(name, required.contains(&name), &fold(self.resolved, member))
        };
        ItemModel {
            properties: object(&item["properties"]).map(property).collect(),
        }
    }

    fn parameters(&self) -> Result<Vec<Parameter>, Diagnostic> {
        let mut found: Vec<Parameter> = Vec::new();
        for list in [&self.item["parameters"], &self.operation["parameters"]] {
            for written in list.as_array().into_iter().flatten() {
                let parameter = self.follow(written)?;
                let name = parameter["name"].as_str().unwrap_or_default().to_owned();
                let place = match parameter["in"].as_str() {
                    Some("path") => Place::Path,
                    Some("header") => Place::Header,
                    Some("cookie") => Place::Cookie,
                    _ => Place::Query,
                };
                found.retain(|p| (&p.name, p.place) != (&name, place));
                found.push(Parameter {
                    required: parameter["required"].as_bool().unwrap_or(false),
                    schema: self.follow(&parameter["schema"])?.clone(),
                    name,
                    place,
                });
            }
        }
        Ok(found)
    }

    fn security(&self) -> Result<Vec<Vec<Scheme>>, Diagnostic> {
        let root = &self.resolved.document.value;
        let own = &self.operation["security"];
        let written = if own.is_array() {
            own
        } else {
            &root["security"]
        };
        let mut alternatives = Vec::new();
        for alternative in written.as_array().into_iter().flatten() {
            let mut together = Vec::new();
            for (name, _) in object(alternative) {
                let scheme = self.follow(&root["components"]["securitySchemes"][name])?;
                let carrier = carrier(scheme).ok_or_else(|| {
                    self.error(
                        "",
                        format!("security scheme `{name}` is of a type that the suite cannot send"),
                    )
                })?;
                together.push(Scheme {
                    name: name.to_owned(),
                    carrier,
                });
            }
            alternatives.push(together);
        }
        Ok(alternatives)
    }

    fn responses(&self) -> Result<Responses, Diagnostic> {
        let mut responses = Responses::default();
        let base = join(self.pointer, "responses");
        for (status, written) in object(&self.operation["responses"]) {
            let (response, at) = match self.resolved.follow(written)? {
                (target, pointer) if written["$ref"].is_string() => (target, pointer),
                (target, _) => (target, join(&base, status)),
            };
            let mut declared = Declared::default();
            for (media_type, content) in object(&response["content"]) {
                let essence = media_type.split(';').next().unwrap_or(media_type).trim();
                declared.media_types.push(essence.to_ascii_lowercase());
                if declared.validator.is_none() && content["schema"].is_object() {
                    let schema_at = join(&join(&join(&at, "content"), media_type), "schema");
                    let schema = without(&self.resolved.json_schema(&schema_at), "writeOnly");
                    declared.validator = Some(validator(&schema).map_err(|cause| {
                        self.resolved.document.error(
                            "schema",
                            &schema_at,
                            format!("failed to compile the schema: {cause}"),
                        )
                    })?);
                }
            }
            responses.by_status.insert(status.to_owned(), declared);
        }
        Ok(responses)
    }

    fn check(&self, roles: &Roles, item: &ItemModel) -> Result<(), Diagnostic> {
        if let Some(key) = fixed(roles).find(|name| item.get(name).is_none()) {
            let known: Vec<&str> = item.properties.iter().map(|p| p.name.as_str()).collect();
            return Err(self
                .error(
                    "/x-batch-upsert",
                    format!("the item has no property `{key}`"),
                )
                .hint(format!("it has {}", known.join(", "))));
        }
        if roles.result.status.is_empty() {
            return Err(self
                .error("/responses/207", "the schema of the 207 holds no array of results with an integer status".to_owned())
                .hint("describe one, or declare `results` and `result: { status: ... }` in `x-batch-upsert`"));
        }
        Ok(())
    }
}

/// The members that make up the key, and those that repeat a path parameter.
fn fixed(roles: &Roles) -> impl Iterator<Item = &String> {
    let bound = roles.bindings.iter().map(|(_, property)| property);
    roles.key.iter().chain(bound)
}

/// Takes out the members that a client does not send, and marks those that a read does not give back.
fn settle(item: &mut ItemModel, roles: &Roles, read: Option<&Read>) {
    let properties = &mut item.properties;
    properties.retain(|p| !p.read_only || fixed(roles).any(|name| *name == p.name));
    let shown = read.map(|read| &read.members).filter(|all| !all.is_empty());
    for property in properties.iter_mut() {
        property.shown &= shown.is_none_or(|members| members.contains(&property.name));
    }
}

fn object(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(k, v)| (k.as_str(), v))
}

fn operation_id(operation: &Value, method: &str, path: &str) -> String {
    operation["operationId"].as_str().map_or_else(
        || format!("{} {path}", method.to_uppercase()),
        str::to_owned,
    )
}

fn carrier(scheme: &Value) -> Option<Carrier> {
    let name = scheme["name"].as_str().unwrap_or_default().to_owned();
    match (scheme["type"].as_str()?, scheme["in"].as_str()) {
        ("apiKey", Some("header")) => Some(Carrier::Header(name)),
        ("apiKey", Some("query")) => Some(Carrier::Query(name)),
        ("apiKey", Some("cookie")) => Some(Carrier::Cookie(name)),
        ("http", _) => match scheme["scheme"].as_str()?.to_ascii_lowercase().as_str() {
            "bearer" => Some(Carrier::Authorization("Bearer".to_owned())),
            "basic" => Some(Carrier::Authorization("Basic".to_owned())),
            _ => None,
        },
        ("oauth2" | "openIdConnect", _) => Some(Carrier::Authorization("Bearer".to_owned())),
        _ => None,
    }
}
