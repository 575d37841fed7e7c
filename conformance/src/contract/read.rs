//! A description becomes a [`Contract`]. Says with file, line and column what it cannot use; refuses a description without
//! any operation that it can, and declared roles that name what is not there. What of a single operation cannot be read or
//! sent leaves out that operation, with the reason.

mod others;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use description::Description;
use description::diagnostic::{Diagnostic, Diagnostics};
use description::model::{self, Location as Where, SchemeKind, Shape};
use description::schema::Direction;
use serde::Deserialize;
use serde_json::Value;

use super::infer::{self, Paths, Subject};
use super::responses::Pool;
use super::roles::Roles;
use super::shape::fold;
use super::{
    Batch, Body, Carrier, Contract, Declared, DeclaredRoles, Envelope, ItemModel, Key, Location,
    Operation, OperationId, Parameter, Place, Property, Read, Resource, ResourceId, Responses,
    Scalar, Scheme,
};

/// The extension that declares the roles of a batch.
const DECLARED: &str = "x-batch-upsert";
/// The methods that a batch may have.
const BATCH_METHODS: [&str; 3] = ["PUT", "POST", "PATCH"];

/// Roles that stand outside the description, by `operationId` or `PUT /path`. They win over the description's.
pub type Overrides = BTreeMap<String, DeclaredRoles>;

/// The contract of every operation of `description`.
///
/// # Errors
/// Diagnostics with their places: roles that name what is not there, schemas of batch operations that cannot be followed,
/// no usable operation at all.
pub fn read(description: &Arc<Description>) -> Result<Contract, Diagnostics> {
    read_with(description, &Overrides::new())
}

/// The same, with roles from elsewhere.
///
/// # Errors
/// Those of [`read`]; an override that names no batch operation.
pub fn read_with(
    description: &Arc<Description>,
    overrides: &Overrides,
) -> Result<Contract, Diagnostics> {
    let reading = Reading {
        description,
        pool: Pool::new(description),
        paths: Paths::of(description),
        overrides,
    };
    let mut contract = Contract::default();
    let mut wrong = Vec::new();
    for operation in by_method(description, &BATCH_METHODS) {
        let declared = operation
            .extensions
            .get(DECLARED)
            .is_some_and(Value::is_object);
        let inferred = || {
            let candidate = infer::candidate(description, operation);
            let candidate = candidate.filter(|_| operation.method != "PATCH");
            candidate.is_some_and(|found| infer::is_batch(&description.schemas, &found))
        };
        if !(declared || inferred()) {
            continue;
        }
        match reading.of(operation).batch(contract.operations.len()) {
            Ok((operation, resource)) => {
                contract.operations.push(operation);
                contract.resources.push(resource);
            }
            Err(diagnostic) => wrong.push(diagnostic),
        }
    }
    let batches = &contract.operations;
    let known = |name: &str| batches.iter().any(|b| b.id == name || b.endpoint() == name);
    let unknown = overrides.keys().filter(|name| !known(name));
    let unknown: Vec<&String> = unknown.filter(|_| wrong.is_empty()).collect();
    for name in unknown {
        let all: Vec<String> = batches.iter().map(Operation::endpoint).collect();
        let message = format!(
            "roles are given for `{name}`, which is no batch operation of this description"
        );
        let found = (description.document).error("no-such-operation", "/paths", message);
        wrong.push(found.hint(format!("the batch operations are {}", all.join(", "))));
    }
    if wrong.is_empty() {
        reading.add_others(&mut contract);
    }
    if contract.operations.is_empty() && wrong.is_empty() {
        let message = "no operation of this description is a batch operation: PUT or POST with an array of objects as its body, and a 207 whose schema holds an array of results with an integer status";
        let hint = "mark one with `x-batch-upsert`, in the description or by --overlay, if it is one all the same";
        let found = (description.document).error("no-batch-operation", "/paths", message);
        wrong.push(found.hint(hint));
    }
    if !wrong.is_empty() {
        return Err(wrong.into_iter().collect());
    }
    contract.title.clone_from(&description.info.title);
    contract.tie();
    Ok(contract)
}

/// The operations with one of these methods: path by path, in the order of the methods.
fn by_method<'a>(
    description: &'a Description,
    methods: &'a [&str],
) -> impl Iterator<Item = &'a model::Operation> {
    let paths = description
        .operations
        .chunk_by(|one, other| one.path_at == other.path_at);
    paths.flat_map(move |operations| {
        let of = |method: &'a &str| operations.iter().filter(move |one| one.method == *method);
        methods.iter().flat_map(of)
    })
}

/// What is shared while a description is read.
struct Reading<'a> {
    description: &'a Arc<Description>,
    pool: Pool,
    paths: Paths<'a>,
    overrides: &'a Overrides,
}

impl<'a> Reading<'a> {
    fn of(&'a self, operation: &'a model::Operation) -> Reader<'a> {
        Reader {
            shared: self,
            description: self.description,
            operation,
        }
    }
}

struct Reader<'a> {
    shared: &'a Reading<'a>,
    description: &'a Description,
    operation: &'a model::Operation,
}

impl Reader<'_> {
    /// The batch operation that is number `number` of the contract, and what it writes.
    fn batch(&self, number: usize) -> Result<(Operation, Resource), Diagnostic> {
        let Some(found) = infer::candidate(self.description, self.operation) else {
            let message = "a batch operation needs an array as its request body and a 207 response with a schema";
            let hint = "take `x-batch-upsert` away, or describe both";
            return Err(self.error("", message).hint(hint));
        };
        self.is_read()?;
        let mut item = self.item(found.items);
        let parameters = self.parameters();
        let subject = Subject {
            paths: &self.shared.paths,
            description: self.description,
            operation: self.operation,
            parameters: &parameters,
            properties: &item.properties,
            item: found.items,
            answer: found.answer,
        };
        let mut inferred = subject.infer();
        let (id, endpoint) = (operation_id(self.operation), self.endpoint());
        let overrides = self.shared.overrides;
        let elsewhere = overrides.get(&id).or(overrides.get(&endpoint)).cloned();
        for (declared, whence) in [(self.declared()?, DECLARED), (elsewhere, "the profile")] {
            let Some(declared) = declared else { continue };
            let reasons = declared.over(&mut inferred.roles, whence);
            inferred.reasons.extend(reasons);
            inferred.ambiguous = inferred.ambiguous.filter(|_| declared.key.is_none());
        }
        let roles = inferred.roles;
        let mut resource = subject.resource(&roles, &inferred.around);
        let security = self.security()?;
        self.check(&roles, &item)?;
        settle(&mut item, &roles, resource.read.as_ref());
        let key = Arc::new(Key::new(roles.key, roles.assigned, roles.bindings, &item));
        (resource.batch, resource.key) = (Some(OperationId(number)), Arc::clone(&key));
        let operation = Operation {
            id,
            method: self.operation.method.clone(),
            path: self.operation.path.clone(),
            at: self.location(),
            parameters,
            security,
            body: Some(Body {
                media_type: found.media_type.to_owned(),
                schema: None,
                example: None,
                sample: OnceLock::from(None),
            }),
            responses: self.responses(),
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

    fn endpoint(&self) -> String {
        format!("{} {}", self.operation.method, self.operation.path)
    }

    fn location(&self) -> Option<Location> {
        let span = self.description.document.span(&self.operation.at)?;
        Some(Location {
            file: span.source.name.clone(),
            line: span.line,
            column: span.column,
        })
    }

    fn error(&self, at: &str, message: impl Into<String>) -> Diagnostic {
        let at = format!("{}{at}", self.operation.at);
        self.description.document.error("batch-roles", &at, message)
    }

    /// Refuses an operation of which a part could not be read.
    fn is_read(&self) -> Result<(), Diagnostic> {
        let Some(part) = self.operation.unread.first() else {
            return Ok(());
        };
        let message = format!("a part of the operation could not be read: {part}");
        Err(self.description.document.error("unread", part, message))
    }

    fn declared(&self) -> Result<Option<DeclaredRoles>, Diagnostic> {
        let written = self.operation.extensions.get(DECLARED);
        let Some(written) = written.filter(|written| written.is_object()) else {
            return Ok(None);
        };
        DeclaredRoles::deserialize(written).map(Some).map_err(|cause| {
            let message = format!("failed to read the batch roles: {cause}");
            self.error("/x-batch-upsert", message)
                .hint("it takes key, assigned, bindings, tenant, results, error, callId, result { id, idName, idValue, status, message }; what is left out is inferred")
        })
    }

    fn item(&self, items: description::SchemaId) -> ItemModel {
        let schemas = &self.description.schemas;
        let item = fold(schemas, items);
        let required: Vec<&str> = item.required().collect();
        let property = |(name, member): (&str, description::SchemaId)| {
            Property::read(name, required.contains(&name), &fold(schemas, member))
        };
        ItemModel {
            properties: item.properties().into_iter().map(property).collect(),
        }
    }

    fn parameters(&self) -> Vec<Parameter> {
        let each = self.operation.parameters.iter();
        each.map(|written| self.parameter(written)).collect()
    }

    fn parameter(&self, written: &model::Parameter) -> Parameter {
        let schemas = &self.description.schemas;
        let id = match &written.shape {
            Shape::Schema(id) => Some(*id),
            Shape::Content(content) => content.first().and_then(|one| one.schema),
            Shape::Missing => None,
        };
        let whole = id.map(|id| fold(schemas, id)).unwrap_or_default();
        let element = whole.items().map(|id| fold(schemas, id));
        let mut scalar = Scalar::read(element.as_ref().unwrap_or(&whole));
        let example = written.examples.iter().find(|example| !example.is_null());
        if element.is_none() && example.is_some() {
            scalar.shown = example.cloned();
        }
        let shown = whole.example().is_some() || whole.values().is_some();
        let has_default = whole.default_value().is_some();
        Parameter {
            name: written.name.clone(),
            place: match written.location {
                Where::Path => Place::Path,
                Where::Header => Place::Header,
                Where::Cookie => Place::Cookie,
                Where::Query | Where::QueryString => Place::Query,
            },
            required: written.required,
            scalar,
            kind: whole.types().first().copied(),
            has_default,
            has_example: example.is_some() || shown || has_default,
        }
    }

    /// The alternatives that the suite can send; refuses an operation that has no other ones.
    fn security(&self) -> Result<Vec<Vec<Scheme>>, Diagnostic> {
        let mut alternatives = Vec::new();
        let mut unsendable = None;
        for alternative in &self.operation.security.alternatives {
            let scheme = |(name, _): &'_ (String, Vec<String>)| {
                let scheme = self.description.security_schemes.get(name);
                let carrier = scheme.and_then(|scheme| carrier(&scheme.kind));
                let scheme = carrier.map(|carrier| Scheme {
                    name: name.clone(),
                    carrier,
                });
                scheme.ok_or_else(|| name.clone())
            };
            match alternative
                .iter()
                .map(scheme)
                .collect::<Result<_, String>>()
            {
                Ok(together) => alternatives.push(together),
                Err(name) => unsendable = unsendable.or(Some(name)),
            }
        }
        match unsendable {
            Some(name) if alternatives.is_empty() => Err(self.error(
                "",
                format!("security scheme `{name}` is of a type that the suite cannot send"),
            )),
            _ => Ok(alternatives),
        }
    }

    fn responses(&self) -> Responses {
        let mut responses = Responses::default();
        for (status, response) in &self.operation.responses {
            let essence = |content: &model::MediaType| {
                let essence = content.name.split(';').next().unwrap_or(&content.name);
                essence.trim().to_ascii_lowercase()
            };
            let schema = response.content.iter().find_map(|content| content.schema);
            let declared = Declared {
                media_types: response.content.iter().map(essence).collect(),
                schema: schema.map(|id| self.shared.pool.checked(id, Direction::Response)),
            };
            responses.by_status.insert(status.to_string(), declared);
        }
        responses
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
                .error("/responses/207", "the schema of the 207 holds no array of results with an integer status")
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

fn operation_id(operation: &model::Operation) -> String {
    let endpoint = || format!("{} {}", operation.method, operation.path);
    operation.id.clone().unwrap_or_else(endpoint)
}

fn carrier(kind: &SchemeKind) -> Option<Carrier> {
    let authorization = |word: &str| Some(Carrier::Authorization(word.to_owned()));
    match kind {
        SchemeKind::ApiKey(Where::Header, name) => Some(Carrier::Header(name.clone())),
        SchemeKind::ApiKey(Where::Query, name) => Some(Carrier::Query(name.clone())),
        SchemeKind::ApiKey(Where::Cookie, name) => Some(Carrier::Cookie(name.clone())),
        SchemeKind::Http(word) if word.eq_ignore_ascii_case("bearer") => authorization("Bearer"),
        SchemeKind::Http(word) if word.eq_ignore_ascii_case("basic") => authorization("Basic"),
        // However the token was obtained, it travels as a bearer token (RFC 6750).
        SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => authorization("Bearer"),
        SchemeKind::ApiKey(..) | SchemeKind::Http(_) | SchemeKind::MutualTls => None,
    }
}
