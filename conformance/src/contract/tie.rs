//! Ties operations to what they are about.

use std::collections::HashMap;
use std::sync::Arc;

use super::{
    Contract, Entity, Key, Link, Operation, OperationId, Parameter, Place, Property, Resource,
    ResourceId, Role,
};

impl Contract {
    /// The resource at `path` that no batch writes: it is known by the last parameter of the path, or by the path alone.
    fn alone(&self, path: &str, parameters: &[Parameter]) -> Resource {
        let known = |name: &str| {
            let mut all = self
                .batches()
                .flat_map(|one| one.operation.parameters_in(Place::Path));
            all.any(|p| p.name == name)
        };
        let place = |p: &Parameter| path.find(&format!("{{{}}}", p.name));
        let in_path = parameters.iter().filter(|p| p.place == Place::Path);
        let last = in_path.filter(|p| !known(&p.name)).max_by_key(|p| place(p));
        let Some(last) = last else {
            let entity = Entity {
                path: path.to_owned(),
                keys: Vec::new(),
            };
            return Resource {
                entity: Some(entity),
                ..Resource::default()
            };
        };
        let after = place(last).unwrap_or(0);
        let end = path[after..]
            .find('/')
            .map_or(path.len(), |end| after + end);
        Resource {
            key: Arc::new(key_of(last)),
            entity: Some(Entity {
                path: path[..end].to_owned(),
                keys: vec![(last.name.clone(), last.name.clone())],
            }),
            ..Resource::default()
        }
    }

    /// Ties resources and operations together: links get the numbers of their operations, and resources that no batch
    /// writes get links to what is done with one entity.
    pub(super) fn tie(&mut self) {
        for (id, operation) in (0..).map(OperationId).zip(&self.operations) {
            let resource = &mut self.resources[operation.resource.0];
            let role = match operation.method.as_str() {
                "GET" => Role::Get,
                "PUT" | "PATCH" => Role::Update,
                "DELETE" => Role::Delete,
                _ => continue,
            };
            let of_one = |e: &Entity| e.path == operation.path && !e.keys.is_empty();
            if resource.batch.is_none() && resource.entity.as_ref().is_some_and(of_one) {
                resource.links.push(Link {
                    role,
                    id: operation.id.clone(),
                    method: operation.method.clone(),
                    path: operation.path.clone(),
                    operation: Some(id),
                });
            }
        }
        let number = |link: &Link| {
            let same = |one: &Operation| one.method == link.method && one.path == link.path;
            self.operations.iter().position(same).map(OperationId)
        };
        let links = self.resources.iter_mut().flat_map(|r| &mut r.links);
        for link in links.filter(|link| link.operation.is_none()) {
            link.operation = number(link);
        }
    }
}

/// Finds what operations are about that are no batches.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// the resources that no batch writes, by their paths
    alone: HashMap<String, Vec<ResourceId>>,
}

impl Finder {
    /// The resource of the operation `endpoint` at `path`: that of the batch whose entities stand in the path or in the
    /// collection, else one that no batch writes.
    pub(super) fn find(
        &mut self,
        contract: &mut Contract,
        endpoint: &str,
        path: &str,
        parameters: &[Parameter],
    ) -> ResourceId {
        let about = |resource: &Resource| {
            let holds = resource.entity.as_ref().is_some_and(|e| e.holds(path));
            holds
                || resource
                    .links
                    .iter()
                    .any(|link| link.endpoint() == endpoint)
        };
        let written = (contract.batches())
            .find(|batch| about(batch.resource))
            .map(|batch| batch.operation.resource);
        if let Some(found) = written {
            return found;
        }
        let resource = contract.alone(path, parameters);
        let at = resource.entity.as_ref().map(|entity| entity.path.clone());
        let here = self.alone.entry(at.unwrap_or_default()).or_default();
        let mut known = here.iter();
        if let Some(same) = known.find(|id| contract.resources[id.0].key == resource.key) {
            return *same;
        }
        let new = ResourceId(contract.resources.len());
        here.push(new);
        contract.resources.push(resource);
        new
    }
}

/// The key that is known by a path parameter only.
fn key_of(parameter: &Parameter) -> Key {
    let property = Property {
        name: parameter.name.clone(),
        required: true,
        nullable: false,
        kind: parameter.scalar.kind.clone(),
        read_only: false,
        shown: true,
    };
    Key {
        names: vec![parameter.name.clone()],
        properties: vec![property],
        ..Key::default()
    }
}
