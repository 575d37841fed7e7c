//! A server for any contract, in memory: it does what a description promises of its batch operations, whatever the shape of
//! their keys and envelopes, and can make four mistakes. Knows the contract, and nothing of plans and oracles.

mod items;
mod wire;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use conformance::contract::{BatchRef, Contract, Kind, OperationId, plain};
use serde_json::{Map, Value, json};

use items::problem_of;
use wire::{answer, put, refuse};

/// A mistake of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// the echoed id is that of another entity
    EchoesWrongKey,
    /// an update says 201 too
    AlwaysCreated,
    /// what is refused is stored all the same
    StoresRefused,
    /// of a key of several parts it leaves out the date
    ForgetsDate,
}

type Entities = HashMap<(OperationId, String, String), Map<String, Value>>;

struct State {
    contract: Contract,
    mistake: Option<Mistake>,
    entities: Mutex<Entities>,
    next: std::sync::atomic::AtomicI64,
}

/// Starts it on a free port of this machine; it lives as long as the runtime.
pub(crate) async fn start(contract: Contract, mistake: Option<Mistake>) -> String {
    let state = Arc::new(State {
        contract,
        mistake,
        entities: Mutex::default(),
        next: 1.into(),
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let service = axum::Router::new().fallback(move |request: Request<Body>| {
        let state = Arc::clone(&state);
        async move { state.serve(request).await }
    });
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    url
}

impl State {
    async fn serve(&self, request: Request<Body>) -> Response<Body> {
        let (head, body) = request.into_parts();
        let path = head.uri.path().to_owned();
        let mut allowed = Vec::new();
        for batch in self.contract.batches() {
            let operation = batch.operation;
            if let Some(parameters) = wire::matched(&operation.path, &path) {
                allowed.push(operation.method.clone());
                if head.method.as_str() == operation.method {
                    let header = |name: &str| {
                        head.headers
                            .get(name)
                            .and_then(|v| v.to_str().ok())
                            .map(str::to_owned)
                    };
                    let tenant = match self.admit(batch, &header) {
                        Ok(tenant) => tenant,
                        Err(response) => return *response,
                    };
                    let bytes = axum::body::to_bytes(body, usize::MAX)
                        .await
                        .unwrap_or_default();
                    return self.batch(batch, &tenant, &parameters, &header, &bytes);
                }
            }
        }
        for batch in self.contract.batches() {
            let (Some(_), Some(entity)) = (&batch.resource.read, &batch.resource.entity) else {
                continue;
            };
            if let Some(parameters) =
                wire::matched(&entity.path, &path).filter(|_| head.method == "GET")
            {
                let header = |name: &str| {
                    head.headers
                        .get(name)
                        .and_then(|v| v.to_str().ok())
                        .map(str::to_owned)
                };
                return match self.admit(batch, &header) {
                    Ok(tenant) => self.read(batch, &tenant, &parameters),
                    Err(response) => *response,
                };
            }
        }
        if allowed.is_empty() {
            return refuse(None, StatusCode::NOT_FOUND, "nothing is here");
        }
        let mut response = refuse(None, StatusCode::METHOD_NOT_ALLOWED, "not with this method");
        response
            .headers_mut()
            .insert("allow", allowed.join(", ").parse().unwrap());
        response
    }

    /// The tenant, once credentials and tenant are in order.
    fn admit(
        &self,
        of: BatchRef,
        header: &dyn Fn(&str) -> Option<String>,
    ) -> Result<String, Box<Response<Body>>> {
        let sound = header("x-api-key").as_deref() == Some("reference-key")
            && header("authorization").as_deref() == Some("Bearer reference-token");
        if !of.operation.schemes().is_empty() && !sound {
            let mut response = refuse(None, StatusCode::UNAUTHORIZED, "no valid credentials");
            *response.body_mut() = Body::empty();
            response.headers_mut().remove("content-type");
            response
                .headers_mut()
                .insert("www-authenticate", "Bearer".parse().unwrap());
            return Err(Box::new(response));
        }
        let Some(name) = &of.operation.tenant else {
            return Ok(String::new());
        };
        match header(name) {
            Some(tenant) if matches!(tenant.as_str(), "alpha" | "beta") => Ok(tenant),
            _ => Err(Box::new(refuse(
                Some(of),
                StatusCode::BAD_REQUEST,
                "no such tenant",
            ))),
        }
    }

    fn batch(
        &self,
        of: BatchRef,
        tenant: &str,
        parameters: &BTreeMap<String, String>,
        header: &dyn Fn(&str) -> Option<String>,
        bytes: &[u8],
    ) -> Response<Body> {
        let media_type = header("content-type").unwrap_or_default();
        if !media_type
            .split(';')
            .next()
            .unwrap_or("")
            .trim()
            .ends_with("json")
            || header("content-encoding").is_some()
        {
            return refuse(
                Some(of),
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "JSON is expected",
            );
        }
        for parameter in of
            .operation
            .parameters
            .iter()
            .filter(|p| p.is_integer_in_path())
        {
            if parameters[&parameter.name].parse::<i32>().is_err() {
                return refuse(
                    Some(of),
                    StatusCode::BAD_REQUEST,
                    "a part of the path is no number",
                );
            }
        }
        let Ok(Value::Array(items)) = serde_json::from_slice(bytes) else {
            return refuse(
                Some(of),
                StatusCode::BAD_REQUEST,
                "the body is no JSON array",
            );
        };
        let scope = format!("{tenant} {parameters:?}");
        let mut entities = self.entities.lock().unwrap();
        let results: Vec<Value> = items
            .into_iter()
            .map(|item| self.one(of, &scope, parameters, item, &mut entities))
            .collect();
        let mut body = if of.batch.results.is_empty() {
            json!([])
        } else {
            json!({})
        };
        put(&mut body, &of.batch.results, Value::Array(results));
        for (pointer, value) in [
            (&of.operation.envelope.error, Value::Null),
            (&of.operation.envelope.call_id, json!("call-1")),
        ] {
            if let Some(pointer) = pointer {
                put(&mut body, pointer, value);
            }
        }
        answer(StatusCode::MULTI_STATUS, &body)
    }

    /// One item: stored or refused, and what its result says.
    fn one(
        &self,
        of: BatchRef,
        scope: &str,
        parameters: &BTreeMap<String, String>,
        item: Value,
        entities: &mut Entities,
    ) -> Value {
        let problem = problem_of(of.batch, parameters, &item);
        let mut members = item.as_object().cloned().unwrap_or_default();
        if let Some(assigned) = of
            .batch
            .key
            .assigned
            .as_ref()
            .filter(|name| members.get(*name).is_none_or(Value::is_null))
        {
            let next = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            members.insert(assigned.clone(), json!(next));
        }
        let key: Map<String, Value> = of
            .batch
            .key
            .names
            .iter()
            .map(|name| (name.clone(), members.get(name).cloned().unwrap_or_default()))
            .collect();
        let mut stored = key.clone();
        if self.mistake == Some(Mistake::ForgetsDate) {
            stored.retain(|name, _| {
                !matches!(
                    of.batch.item.get(name).map(|p| &p.kind),
                    Some(Kind::Date | Kind::DateTime)
                )
            });
        }
        let at = (of.id, scope.to_owned(), json!(stored).to_string());
        let (status, message) = match &problem {
            Some(problem) => (400, problem.clone()),
            None if entities.contains_key(&at) && self.mistake != Some(Mistake::AlwaysCreated) => {
                (200, "Updated".to_owned())
            }
            None => (201, "Created".to_owned()),
        };
        if problem.is_none() || self.mistake == Some(Mistake::StoresRefused) {
            members.retain(|name, _| of.batch.item.get(name).is_some());
            entities.entry(at).or_default().extend(members);
        }
        let mut result = json!({});
        put(&mut result, &of.batch.result.status, json!(status));
        if let Some(pointer) = &of.batch.result.message {
            put(&mut result, pointer, json!(message));
        }
        let mut echoed = key;
        echoed.retain(|name, value| {
            problem.is_none()
                || of
                    .batch
                    .item
                    .get(name)
                    .is_some_and(|p| items::fits(p, value) && !value.is_null())
        });
        if self.mistake == Some(Mistake::EchoesWrongKey) && problem.is_none() {
            for (_, value) in &mut echoed {
                *value = match &*value {
                    Value::Number(n) => json!(n.as_i64().unwrap_or(0) + 1),
                    other => json!(format!("{}X", other.as_str().unwrap_or_default())),
                };
            }
        }
        wire::identify(&mut result, &of.batch.result, echoed);
        result
    }

    fn read(
        &self,
        of: BatchRef,
        tenant: &str,
        parameters: &BTreeMap<String, String>,
    ) -> Response<Body> {
        let (read, keys) = (
            of.resource.read.as_ref().unwrap(),
            &of.resource.entity.as_ref().unwrap().keys,
        );
        let wanted = |entity: &Map<String, Value>| {
            keys.iter()
                .all(|(parameter, property)| plain(&entity[property]) == parameters[parameter])
        };
        // what counts up by itself does so more often than is good for anybody who compares it
        let reads = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let entities = self.entities.lock().unwrap();
        let mut found = entities.iter().filter(|((operation, scope, _), _)| {
            *operation == of.id && scope.starts_with(&format!("{tenant} "))
        });
        match found.find(|(_, entity)| {
            keys.iter()
                .all(|(_, property)| entity.contains_key(property))
                && wanted(entity)
        }) {
            Some((_, entity)) => {
                let mut entity = entity.clone();
                entity.retain(|name, _| of.batch.item.get(name).is_none_or(|p| p.shown));
                if entity.contains_key("row_Version") {
                    entity.insert("row_Version".to_owned(), json!(reads));
                }
                let mut body = json!({});
                put(&mut body, &read.at, json!(entity));
                answer(StatusCode::OK, &body)
            }
            None => refuse(Some(of), StatusCode::NOT_FOUND, "no such entity"),
        }
    }
}
