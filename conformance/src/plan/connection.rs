//! Plans about the connection itself: requests one after another on one connection, line ends in values, an expectation.
//! Refused requests come with bodies, since it is the unread body that makes a careless server lose its step.

use super::listed::{Writer, items};
use super::{
    BodyDefect, Call, Credentials, Form, PathDefect, PathValue, Plan, Purpose, Request,
    RequestDefect, Step, Symbol, Tenant,
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
        self.on_one_connection(Purpose::Heads, requests)
    }

    /// What is refused in several ways, and a sound batch behind each.
    fn refusals_on_one_connection(&self) -> Plan {
        let mut defects = Vec::new();
        if !self.operation.schemes().is_empty() {
            defects.push(RequestDefect::Credentials(Credentials::None));
        }
        defects.push(RequestDefect::Body(BodyDefect::Truncated));
        defects.push(RequestDefect::MediaType("text/xml".to_owned()));
        if self.operation.tenant.is_some() {
            defects.push(RequestDefect::Tenant(Tenant::Missing));
        }
        if let Some(name) = self.integer_parameter() {
            defects.push(RequestDefect::Path(PathDefect {
                parameter: name.to_owned(),
                value: PathValue::Text("abc".to_owned()),
            }));
        }
        defects.push(RequestDefect::Method("PATCH".to_owned()));
        let mut requests = vec![Request::batch(items(2..3))];
        for defect in defects {
            requests.push(Request::batch(items(0..2)).with(defect));
            requests.push(Request::batch(items(2..3)));
        }
        self.on_one_connection(Purpose::RefusalsOnOneConnection, requests)
    }

    /// A client that waits for a word before it sends the body.
    fn expecting(&self) -> Plan {
        let batch = |form| Request {
            form,
            ..Request::batch(items(0..2))
        };
        self.on_one_connection(
            Purpose::Expectation,
            vec![batch(Form::Expect), batch(Form::Plain)],
        )
    }

    /// Line ends, encoded, in each path parameter.
    fn line_ends(&self) -> Vec<Plan> {
        let parameters = self.operation.parameters.iter();
        let in_path = parameters.filter(|p| p.place == Place::Path);
        in_path
            .map(|parameter| {
                self.rejected(RequestDefect::Path(PathDefect {
                    parameter: parameter.name.clone(),
                    value: PathValue::LineEnds,
                }))
            })
            .collect()
    }

    fn on_one_connection(&self, purpose: Purpose, requests: Vec<Request>) -> Plan {
        self.steps(purpose, vec![Step::Connection(requests)])
    }
}
