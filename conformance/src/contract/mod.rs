//! What the description obliges a server to do, resolved and ready to be judged against. Reads nothing of the generated
//! types: a mistake of the generator must not hide itself here.

mod infer;
mod key;
mod operation;
mod read;
mod resource;
mod responses;
mod roles;
mod schema;
mod shape;
mod values;

pub(crate) use infer::is_json;
pub use key::{Key, SPACIOUS, TINY};
pub use operation::{Batch, Body, Carrier, Envelope, Operation, Parameter, Place, Scheme};
pub use read::{Overrides, read, read_with};
pub use resource::{Entity, Link, Read, Resource, Role};
pub use responses::{Checked, Declared, Responses};
pub use roles::{DeclaredResult, DeclaredRoles, ResultRoles};
pub use schema::{ItemModel, Kind, Property, is_audit};
pub use values::{Scalar, plain};
pub(crate) use values::{is_drawn, sample, valid};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything the suite knows about one description.
#[derive(Debug, Default)]
pub struct Contract {
    /// `info.title` of the description
    pub title: String,
    /// the batch operations, then the others, both in the order of the description
    pub operations: Vec<Operation>,
    /// what the operations are about
    pub resources: Vec<Resource>,
    /// operations that are left alone, as `GET /things`, each with the reason
    pub left_out: Vec<(String, String)>,
}

/// The number of an operation of one contract.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct OperationId(pub usize);

/// The number of a resource of one contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub usize);

/// A batch operation with its parts.
#[derive(Clone, Copy, Debug)]
pub struct BatchRef<'a> {
    /// its number
    pub id: OperationId,
    /// the operation
    pub operation: &'a Operation,
    /// what makes it a batch
    pub batch: &'a Batch,
    /// what it writes
    pub resource: &'a Resource,
}

/// A place in the description.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Location {
    /// the file, as it was named to the suite
    pub file: String,
    /// from 1
    pub line: usize,
    /// in code points, from 1
    pub column: usize,
}

impl Contract {
    /// The operation of this number.
    ///
    /// # Panics
    /// There is no such operation.
    pub fn operation(&self, id: OperationId) -> &Operation {
        &self.operations[id.0]
    }

    /// What operation `id` is about.
    ///
    /// # Panics
    /// There is no such operation.
    pub fn resource(&self, id: OperationId) -> &Resource {
        &self.resources[self.operation(id).resource.0]
    }

    /// Every operation with its number.
    pub fn numbered(&self) -> impl Iterator<Item = (OperationId, &Operation)> {
        (0..).map(OperationId).zip(&self.operations)
    }

    /// The batch operations, which come first.
    pub fn batches(&self) -> impl Iterator<Item = BatchRef<'_>> {
        (0..).map_while(|number| self.batch(OperationId(number)))
    }

    /// Operation `id` as a batch; none when it is none.
    pub fn batch(&self, id: OperationId) -> Option<BatchRef<'_>> {
        let operation = self.operations.get(id.0)?;
        Some(BatchRef {
            id,
            operation,
            batch: operation.batch.as_ref()?,
            resource: self.resources.get(operation.resource.0)?,
        })
    }

    /// The operations that are no batches.
    pub fn singles(&self) -> impl Iterator<Item = (OperationId, &Operation)> {
        self.numbered().filter(|(_, one)| one.batch.is_none())
    }

    /// At least one operation is a batch.
    pub fn has_batches(&self) -> bool {
        self.batches().next().is_some()
    }

    /// The number of the operation with this `operationId`.
    pub fn find(&self, id: &str) -> Option<OperationId> {
        let mut numbered = self.numbered();
        numbered.find(|(_, one)| one.id == id).map(|(id, _)| id)
    }

    /// Takes out the operations that `keep` refuses, and numbers the others anew.
    pub fn retain(&mut self, mut keep: impl FnMut(&Operation) -> bool) {
        let mut next = 0..;
        let kept = self
            .operations
            .iter()
            .map(|one| keep(one).then(|| next.next()).flatten());
        let numbers: Vec<Option<OperationId>> = kept.map(|n| n.map(OperationId)).collect();
        let mut taken = numbers.iter();
        self.operations
            .retain(|_| taken.next().is_some_and(Option::is_some));
        for resource in &mut self.resources {
            resource.renumber(|id| numbers.get(id.0).copied().flatten());
        }
    }
}
