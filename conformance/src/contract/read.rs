//! A resolved description becomes a [`Contract`]. Says with file, line and column what it cannot use; refuses a
//! description without a batch operation whose roles are known.

use codegen::diagnostic::{Diagnostic, Diagnostics};
use codegen::pointer::join;
use codegen::resolve::Resolved;
use serde_json::Value;

use super::roles::Written;
use super::{
    BatchOperation, Carrier, Contract, Declared, ItemModel, Location, Parameter, Place, Property,
    Responses, Roles, Scheme, Sibling, Siblings, responses::validator,
};

/// The contract of every batch operation of `resolved`.
///
/// # Errors
/// Diagnostics with their places: roles that name what is not there, schemas that cannot be followed, no batch
/// operation at all.
pub fn read(resolved: &Resolved) -> Result<Contract, Diagnostics> {
    let root = &resolved.document.value;
    let mut batches = Vec::new();
    let mut wrong = Vec::new();
    for (path, item) in object(&root["paths"]) {
        for method in ["put", "post"] {
            let pointer = join(&join("/paths", path), method);
            let operation = &item[method];
            if operation["x-batch-upsert"].is_object() {
                match (Reader {
                    resolved,
                    path,
                    method,
                    pointer: &pointer,
                    item,
                    operation,
                })
                .batch()
                {
                    Ok(batch) => batches.push(batch),
                    Err(diagnostic) => wrong.push(diagnostic),
                }
            }
        }
    }
    if batches.is_empty() && wrong.is_empty() {
        wrong.push(
            resolved
                .document
                .error("no-batch-operation", "/paths", "no operation of this description is marked as a batch upsert")
                .hint("add `x-batch-upsert` to an operation that takes an array and answers 207, in the description or by --overlay"),
        );
    }
    if !wrong.is_empty() {
        return Err(wrong.into_iter().collect());
    }
    let title = root["info"]["title"]
        .as_str()
        .unwrap_or("untitled")
        .to_owned();
    Ok(Contract { title, batches })
}

struct Reader<'a> {
    resolved: &'a Resolved,
    path: &'a str,
    method: &'a str,
    pointer: &'a str,
    item: &'a Value,
    operation: &'a Value,
}

impl Reader<'_> {
    fn batch(&self) -> Result<BatchOperation, Diagnostic> {
        let roles = self.roles()?;
        let (media_type, item) = self.item()?;
        let parameters = self.parameters()?;
        let batch = BatchOperation {
            id: operation_id(self.operation, self.method, self.path),
            method: self.method.to_uppercase(),
            path: self.path.to_owned(),
            at: self.location(),
            security: self.security()?,
            responses: self.responses()?,
            siblings: self.siblings(&roles, &item),
            parameters,
            media_type,
            item,
            roles,
        };
        self.check(&batch)?;
        Ok(batch)
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

    fn roles(&self) -> Result<Roles, Diagnostic> {
        Written::read(&self.operation["x-batch-upsert"]).map(Roles::from).map_err(|cause| {
            self.error("/x-batch-upsert", format!("failed to read the batch roles: {cause}"))
                .hint("it takes key, bindings, tenant, results, error, callId, result { id, idName, idValue, status, message }")
        })
    }

    fn item(&self) -> Result<(String, ItemModel), Diagnostic> {
        let body = self.follow(&self.operation["requestBody"])?;
        let content = object(&body["content"]).find(|(name, _)| name.ends_with("json"));
        let Some((media_type, content)) = content else {
            return Err(self.error(
                "/requestBody",
                "a batch operation needs a JSON request body".to_owned(),
            ));
        };
        let schema = self.follow(&content["schema"])?;
        if schema["type"] != "array" {
            return Err(self.error(
                "/requestBody",
                "the request body of a batch operation has to be an array".to_owned(),
            ));
        }
        let item = self.follow(&schema["items"])?;
        let required: Vec<&str> = item["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut properties = Vec::new();
        for (name, member) in object(&item["properties"]) {
            properties.push(Property::read(
                name,
                required.contains(&name),
                self.follow(member)?,
            ));
        }
        Ok((media_type.to_owned(), ItemModel { properties }))
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
                    let schema = self.resolved.json_schema(&schema_at);
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

    /// `…/services/{credServiceKey}` beside `…/services-batch`: the path of the collection, one parameter more, and that
    /// parameter named like a free key property once case and underscores are gone.
    fn siblings(&self, roles: &Roles, item: &ItemModel) -> Siblings {
        let mut siblings = Siblings::default();
        let collection = self
            .path
            .trim_end_matches("-batch")
            .trim_end_matches("/batch");
        for (path, methods) in object(&self.resolved.document.value["paths"]) {
            let Some(key_parameter) = path
                .strip_prefix(collection)
                .and_then(|rest| rest.strip_prefix("/{"))
                .and_then(|rest| rest.strip_suffix('}'))
                .filter(|name| !name.contains('/'))
            else {
                continue;
            };
            let Some(property) = item
                .properties
                .iter()
                .find(|p| normal(&p.name) == normal(key_parameter))
            else {
                continue;
            };
            if !roles.key.contains(&property.name) {
                continue;
            }
            let sibling = |method: &str| {
                methods[method].is_object().then(|| Sibling {
                    id: operation_id(&methods[method], method, path),
                    path: path.to_owned(),
                    key_parameter: key_parameter.to_owned(),
                    key_property: property.name.clone(),
                    entity: roles.results.clone(),
                })
            };
            siblings = Siblings {
                get: sibling("get"),
                delete: sibling("delete"),
            };
        }
        siblings
    }

    fn check(&self, batch: &BatchOperation) -> Result<(), Diagnostic> {
        for key in batch
            .roles
            .key
            .iter()
            .chain(batch.roles.bindings.iter().map(|(_, property)| property))
        {
            if batch.item.get(key).is_none() {
                let known: Vec<&str> = batch
                    .item
                    .properties
                    .iter()
                    .map(|p| p.name.as_str())
                    .collect();
                return Err(self
                    .error(
                        "/x-batch-upsert",
                        format!("the item has no property `{key}`"),
                    )
                    .hint(format!("it has {}", known.join(", "))));
            }
        }
        if batch.free_keys().next().is_none() {
            return Err(self
                .error("/x-batch-upsert", "every key property is bound to a path parameter, so no new entity can be named".to_owned())
                .hint("add the property that tells the entities of one path apart to `key`"));
        }
        if !batch.responses.by_status.contains_key("207") {
            return Err(self.error(
                "/responses",
                "a batch operation has to declare a 207 response".to_owned(),
            ));
        }
        Ok(())
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

fn normal(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
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
