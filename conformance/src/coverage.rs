//! How much of the description the requests of a campaign touched: operations, parameters, constraints on both sides,
//! statuses. Reads what was really sent and answered, not what the plans meant to send; judges nothing.

mod demand;

pub use demand::Constraint;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::contract::{Batch, Operation, Place, Resource, Role};
use crate::evidence::{Evidence, View};
use crate::plan::{Call, Credentials, Request, Tenant};

/// A hostile server can invent any number of statuses; so many different ones are told apart.
const MOST_STATUSES: usize = 100;

/// What was touched of one operation.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// requests by the id of the operation that was called: itself, and beside a batch the sibling that reads
    pub calls: BTreeMap<String, usize>,
    /// parameters and credentials
    pub parameters: Vec<Parameter>,
    /// what the schema of an item demands, property by property
    pub constraints: Vec<Constraint>,
    /// statuses that are declared, and those that came
    pub statuses: Vec<Status>,
    /// results of items by their status
    pub item_statuses: BTreeMap<String, usize>,
}

/// One parameter, or the credential of one security scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parameter {
    /// as in the description
    pub name: String,
    /// `path`, `query`, `header`, `cookie` or `credential`
    pub place: Carrier,
    /// requests with a sound value
    pub sound: usize,
    /// requests with a value that is wrong on purpose
    pub wrong: usize,
    /// requests without it
    pub absent: usize,
}

/// Where a parameter or a credential goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "OpenAPI's words")]
pub enum Carrier {
    Path,
    Query,
    Header,
    Cookie,
    Credential,
}

/// One status of the operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Status {
    /// as in the description: `207`, `4XX`, `default`
    pub status: String,
    /// the description declares it
    pub declared: bool,
    /// answers with it
    pub seen: usize,
}

impl Coverage {
    /// Nothing of `operation`, which is about `resource`, was touched yet.
    pub fn new(operation: &Operation, resource: &Resource) -> Self {
        let batch = operation.batch.as_ref();
        let parameter = |name: &str, place| Parameter {
            name: name.to_owned(),
            place,
            sound: 0,
            wrong: 0,
            absent: 0,
        };
        let declared = operation
            .parameters
            .iter()
            .map(|p| parameter(&p.name, p.place.into()));
        let schemes = operation
            .schemes()
            .iter()
            .map(|s| parameter(&s.name, Carrier::Credential));
        let statuses = operation.responses.by_status.keys().map(|status| Status {
            status: status.clone(),
            declared: true,
            seen: 0,
        });
        let calls = [Some(&operation.id), batch.and(read_by(resource))];
        Self {
            calls: calls
                .into_iter()
                .flatten()
                .map(|id| (id.to_owned(), 0))
                .collect(),
            parameters: declared.chain(schemes).collect(),
            constraints: batch
                .iter()
                .flat_map(|batch| &batch.item.properties)
                .flat_map(|p| demand::of(p).map(|(_, c)| c))
                .collect(),
            statuses: statuses.collect(),
            item_statuses: BTreeMap::new(),
        }
    }

    /// Counts one judged run.
    pub fn add(&mut self, evidence: &Evidence) {
        for view in &evidence.views {
            let id = match &view.request.call {
                Call::Batch { .. } | Call::Other { .. } => Some(&evidence.operation.id),
                Call::Get(_) => read_by(evidence.resource),
                Call::List => None,
            };
            if let Some(calls) = id.and_then(|id| self.calls.get_mut(id)) {
                *calls += 1;
            }
            if matches!(view.request.call, Call::Batch { .. } | Call::Other { .. }) {
                self.add_parameters(evidence.operation, view.request);
                self.add_items(evidence.batch, view);
                self.add_answer(evidence.operation, view);
            }
        }
        for (_, _, entries) in evidence.judged() {
            for entry in entries {
                let status = entry
                    .status
                    .map_or_else(|| "none".to_owned(), |s| s.to_string());
                if self.item_statuses.len() < MOST_STATUSES
                    || self.item_statuses.contains_key(&status)
                {
                    *self.item_statuses.entry(status).or_default() += 1;
                }
            }
        }
    }

    fn add_parameters(&mut self, operation: &Operation, request: &Request) {
        for row in &mut self.parameters {
            let count = match row.place {
                Carrier::Credential => match &request.credentials {
                    Credentials::None => &mut row.absent,
                    Credentials::Without(name) if *name == row.name => &mut row.absent,
                    Credentials::Wrong(name)
                    | Credentials::Longer(name)
                    | Credentials::Empty(name)
                    | Credentials::Renamed(name)
                        if *name == row.name =>
                    {
                        &mut row.wrong
                    }
                    _ => &mut row.sound,
                },
                _ if request.without() == Some(&row.name) => &mut row.absent,
                _ if operation.tenant.as_ref() == Some(&row.name) => match request.tenant {
                    Tenant::First | Tenant::Second => &mut row.sound,
                    Tenant::Missing => &mut row.absent,
                    Tenant::Blank | Tenant::Unknown | Tenant::Closed => &mut row.wrong,
                },
                _ if request
                    .path
                    .as_ref()
                    .is_some_and(|path| path.parameter == row.name) =>
                {
                    &mut row.wrong
                }
                _ => &mut row.sound,
            };
            *count += 1;
        }
    }

    fn add_items(&mut self, batch: Option<&Batch>, view: &View) {
        let Some(batch) = batch else { return };
        let body = view.exchange.request.body.as_ref();
        let sent = body.and_then(|body| serde_json::from_slice::<Value>(&body.0).ok());
        let items = sent.as_ref().and_then(Value::as_array);
        for item in items.into_iter().flatten().filter(|item| item.is_object()) {
            let mut rows = self.constraints.iter_mut();
            for property in &batch.item.properties {
                for ((demand, _), row) in demand::of(property).zip(&mut rows) {
                    demand.count(item.get(&property.name), row);
                }
            }
        }
    }

    fn add_answer(&mut self, operation: &Operation, view: &View) {
        let Some(answer) = &view.answer else { return };
        let status = answer.status().to_string();
        let range = format!("{}XX", answer.status() / 100);
        let declared = [status.as_str(), &range, "default"]
            .into_iter()
            .find(|name| operation.responses.by_status.contains_key(*name));
        let name = declared.unwrap_or(&status);
        if let Some(row) = self.statuses.iter_mut().find(|row| row.status == name) {
            row.seen += 1;
        } else if self.statuses.len() < MOST_STATUSES {
            self.statuses.push(Status {
                status,
                declared: false,
                seen: 1,
            });
        }
    }
}

/// The operation that reads one entity, where it can be read.
fn read_by(resource: &Resource) -> Option<&String> {
    resource.read.as_ref()?;
    resource.link(Role::Get).map(|get| &get.id)
}

impl From<Place> for Carrier {
    fn from(place: Place) -> Self {
        match place {
            Place::Path => Self::Path,
            Place::Query => Self::Query,
            Place::Header => Self::Header,
            Place::Cookie => Self::Cookie,
        }
    }
}
