//! Plans about the connection itself: requests one after another on one connection, line ends in values, an expectation.
//! Refused requests come with bodies, since it is the unread body that makes a careless server lose its step.

use super::listed::{Writer, items};
use super::{
    BodyDefect, Call, Credentials, Form, INJECTED_FIELD, KeyChoice, Plan, Request, Step, Symbol,
    Tenant,
};
use crate::contract::Place;

impl Writer<'_> {
    pub(super) fn connections(&self) -> Vec<Plan> {
        let mut plans = vec![
            self.heads(),
            self.refusals_on_one_connection(),
            self.expecting(),
        ];
        plans.extend(self.line_ends());
        plans
    }

    /// HEAD, and a sound batch behind it.
    fn heads(&self) -> Plan {
        let mut head = match self.resource.read {
            Some(_) => Request::get(Symbol(0)),
            None => Request::call(Call::Batch {
                items: Vec::new(),
                defect: Some(BodyDefect::Absent),
            }),
        };
        head.method = Some("HEAD".to_owned());
        let batch = || Request::batch(items(0..1));
        let requests = vec![batch(), head.clone(), batch(), head];
        self.on_one_connection("HEAD on a connection", requests)
    }

    /// What is refused in several ways, and a sound batch behind each.
    fn refusals_on_one_connection(&self) -> Plan {
        let mut refused = Vec::new();
        if !self.operation.schemes().is_empty() {
            refused.push(Request {
                credentials: Credentials::None,
                ..Request::batch(items(0..2))
            });
        }
        refused.push(Request::call(Call::Batch {
            items: items(0..2),
            defect: Some(BodyDefect::Truncated),
        }));
        refused.push(Request {
            media_type: Some("text/xml".to_owned()),
            ..Request::batch(items(0..2))
        });
        if self.operation.tenant.is_some() {
            refused.push(Request {
                tenant: Tenant::Missing,
                ..Request::batch(items(0..2))
            });
        }
        if let Some(name) = self.integer_parameter() {
            refused.push(Request {
                path: Some((name.to_owned(), "abc".to_owned())),
                ..Request::batch(items(0..2))
            });
        }
        refused.push(Request {
            method: Some("PATCH".to_owned()),
            ..Request::batch(items(0..2))
        });
        let mut requests = vec![Request::batch(items(2..3))];
        for request in refused {
            requests.push(request);
            requests.push(Request::batch(items(2..3)));
        }
        self.on_one_connection(
            "sound batches behind refused ones on one connection",
            requests,
        )
    }

    /// A client that waits for a word before it sends the body.
    fn expecting(&self) -> Plan {
        let batch = |form| Request {
            form,
            ..Request::batch(items(0..2))
        };
        self.on_one_connection(
            "Expect: 100-continue",
            vec![batch(Form::Expect), batch(Form::Plain)],
        )
    }

    /// Line ends, encoded, in each path parameter.
    fn line_ends(&self) -> Vec<Plan> {
        let parameters = self.operation.parameters.iter();
        let in_path = parameters.filter(|p| p.place == Place::Path);
        in_path
            .map(|parameter| {
                let text = format!("7%0D%0A{INJECTED_FIELD}:%201");
                self.rejected(format!("line ends in {}", parameter.name), |request| {
                    request.path = Some((parameter.name.clone(), text));
                })
            })
            .collect()
    }

    fn on_one_connection(&self, name: &str, requests: Vec<Request>) -> Plan {
        Plan {
            name: name.to_owned(),
            operation: self.id,
            keys: KeyChoice::default(),
            steps: vec![Step::Connection(requests)],
        }
    }
}
