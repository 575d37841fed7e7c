//! The operations of one description and what they are about, by their numbers.

use super::{Batch, Operation, OperationId, Place, Resource, Role};

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

impl<'a> BatchRef<'a> {
    /// The path template of the list beside it, where the parameters of this operation fill it.
    pub fn list_path(&self) -> Option<&'a str> {
        let path = self.resource.link(Role::List)?.path.as_str();
        let known = |name: &str| {
            let mut parameters = self.operation.parameters_in(Place::Path);
            parameters.any(|p| p.name == name)
        };
        let mut open = path.split('{').skip(1);
        open.all(|rest| rest.split_once('}').is_some_and(|(name, _)| known(name)))
            .then_some(path)
    }
}
