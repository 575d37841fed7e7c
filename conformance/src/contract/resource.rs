//! One kind of entity: what tells its entities apart, and the operations on it.

use std::sync::Arc;

use super::{Key, OperationId};

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
    pub(super) fn holds(&self, path: &str) -> bool {
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
