//! One kind of entity: what tells its entities apart, and the operations on it.

use std::collections::HashMap;
use std::sync::Arc;

use super::{BatchRef, Contract, Key, Operation, OperationId, Parameter, Place, ResourceId};

/// What operations are about: a kind of entity, or no more than a place that is called.
#[derive(Clone, Debug, Default)]
pub struct Resource {
    /// what tells its entities apart; nothing where none is known
    pub key: Arc<Key>,
    /// the batch operation that writes its entities; none where nothing is known to create them
    pub batch: Option<OperationId>,
    /// the operations on it beside the batch, by what they do
    pub links: Vec<Link>,
    /// the path of one entity; none when a part of it cannot be filled
    pub entity: Option<Entity>,
    /// how an entity is read; none when it cannot be
    pub read: Option<Read>,
}

/// What an operation does with a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// gives the entities
    List,
    /// makes one
    Create,
    /// reads one
    Get,
    /// changes one
    Update,
    /// removes one
    Delete,
}

/// An operation on a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// what it does
    pub role: Role,
    /// its `operationId`, or method and path
    pub id: String,
    /// an HTTP method in capitals
    pub method: String,
    /// the path template
    pub path: String,
    /// its number; none when it is left out of the contract
    pub operation: Option<OperationId>,
}

/// The path of one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// the template
    pub path: String,
    /// its parameters, and the members of the entity whose values stand there
    pub keys: Vec<(String, String)>,
}

/// What the answer to a read looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// JSON pointer to the entity
    pub at: String,
    /// the members that the entity has by the description; none when it does not say
    pub members: Vec<String>,
}

impl Role {
    /// `list`, `create`, `get`, `update`, `delete`
    pub fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Create => "create",
            Self::Get => "get",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

impl Link {
    /// `GET /things/{id}`
    pub fn endpoint(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

impl Entity {
    /// `path` is that of the entity, or of something that belongs to it.
    fn holds(&self, path: &str) -> bool {
        let below = path.strip_prefix(self.path.as_str());
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl Resource {
    /// The operation that does this with it.
    pub fn link(&self, role: Role) -> Option<&Link> {
        self.links.iter().find(|link| link.role == role)
    }

    /// Parameters of `path`, and the members of the key whose values stand there: none where the path is about no single
    /// entity.
    pub fn keys_in(&self, path: &str) -> &[(String, String)] {
        let entity = self.entity.as_ref().filter(|entity| entity.holds(path));
        entity.map_or(&[], |entity| &entity.keys)
    }

    pub(super) fn renumber(&mut self, number: impl Fn(OperationId) -> Option<OperationId>) {
        self.batch = self.batch.and_then(&number);
        for link in &mut self.links {
            link.operation = link.operation.and_then(&number);
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
            key: Arc::new(Key::of_parameter(last)),
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
