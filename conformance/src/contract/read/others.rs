//! The operations that are no batches, read as far as they can be. What of them cannot be read, or cannot be sent, is left
//! out with the reason: it makes no description unusable.

use std::sync::OnceLock;

use description::diagnostic::Diagnostic;
use description::model::MediaType;
use description::schema::Direction;

use super::super::media_type::is_json;
use super::super::tie::Finder;
use super::super::{Body, Contract, Operation};
use super::{Reader, Reading, by_method, operation_id};

/// The methods that are called, in the order in which operations of one path are listed.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

impl Reading<'_> {
    /// Adds all of them to `contract`, which holds the batches, and those that are left out with the reason.
    pub(super) fn add_others(&self, contract: &mut Contract) {
        let mut finder = Finder::default();
        let methods = |method: &str| METHODS.contains(&method);
        for operation in &self.description.operations {
            if !methods(&operation.method) {
                let reason = "the suite sends no requests with this method".to_owned();
                contract
                    .left_out
                    .push((self.of(operation).endpoint(), reason));
            }
        }
        for operation in by_method(self.description, &METHODS) {
            let is_batch = (contract.batches())
                .map(|batch| batch.operation)
                .any(|b| b.path == operation.path && b.method == operation.method);
            if is_batch {
                continue;
            }
            let reader = self.of(operation);
            match reader.other(&mut finder, contract) {
                Ok(other) => contract.operations.push(other),
                Err(diagnostic) => {
                    let reason = (reader.endpoint(), diagnostic.message);
                    contract.left_out.push(reason);
                }
            }
        }
    }
}

impl Reader<'_> {
    fn other(&self, finder: &mut Finder, contract: &mut Contract) -> Result<Operation, Diagnostic> {
        self.is_read()?;
        let (parameters, security) = (self.parameters(), self.security()?);
        let path = &self.operation.path;
        let resource = finder.find(contract, &self.endpoint(), path, &parameters);
        // an answer looks like that of the batch beside it, or like any other
        let writer = contract.resources[resource.0].batch;
        let like = writer.map(|batch| contract.operation(batch));
        let like = like.or(contract.batches().next().map(|first| first.operation));
        Ok(Operation {
            id: operation_id(self.operation),
            method: self.operation.method.clone(),
            path: path.clone(),
            at: self.location(),
            parameters,
            security,
            body: self.body(),
            responses: self.responses(),
            tenant: like.and_then(|like| like.tenant.clone()),
            envelope: like.map(|like| like.envelope.clone()).unwrap_or_default(),
            resource,
            batch: None,
        })
    }

    /// What is sent: JSON, where that is one of the forms.
    fn body(&self) -> Option<Body> {
        let body = self.operation.body.as_ref()?;
        let json = |content: &&MediaType| is_json(&content.name);
        let content = body.content.iter().find(json).or(body.content.first())?;
        if !is_json(&content.name) && !body.required {
            return None; // only JSON is written
        }
        let pool = &self.shared.pool;
        Some(Body {
            media_type: content.name.clone(),
            schema: content
                .schema
                .map(|id| pool.checked(id, Direction::Request)),
            example: content
                .examples
                .iter()
                .find(|example| !example.is_null())
                .cloned(),
            sample: OnceLock::new(),
        })
    }
}
