//! The operations beside a batch as a campaign can use them: reads and removals whose path parameters the key fills.
//! Refuses those with a part in the path that nothing is known of.

use description::model::Operation;

use super::siblings;
use super::{Around, Subject};
use crate::contract::roles::Roles;
use crate::contract::{Entity, Link, Place, Read, Resource, Role};

impl Subject<'_> {
    /// What this operation writes, its key aside; it can be read only where every path parameter can be filled.
    pub(in crate::contract) fn resource(&self, roles: &Roles, around: &Around) -> Resource {
        let mut links: Vec<Link> = Vec::new();
        let mut link = |role: Role, path: &str, method: &str| {
            let Some(operation) = self.paths.operation(path, method) else {
                return;
            };
            let itself = operation.at == self.operation.at && operation.path == self.operation.path;
            if itself || links.iter().any(|link| link.role == role) {
                return;
            }
            let endpoint = || format!("{method} {path}");
            links.push(Link {
                role,
                id: operation.id.clone().unwrap_or_else(endpoint),
                method: method.to_owned(),
                path: path.to_owned(),
                operation: None,
            });
        };
        if let Some(collection) = &around.collection {
            link(Role::List, collection, "GET");
            link(Role::Create, collection, "POST");
        }
        let Some(path) = &around.entity else {
            return Resource {
                links,
                ..Resource::default()
            };
        };
        link(Role::Get, path, "GET");
        link(Role::Update, path, "PUT");
        link(Role::Update, path, "PATCH");
        link(Role::Delete, path, "DELETE");
        let keys = self.filled(path, roles);
        let get = self.paths.operation(path, "GET");
        let read = |get: &Operation| {
            let schemas = &self.description.schemas;
            let at = siblings::answered_at(schemas, get, &self.wanted());
            let members = (at.as_deref())
                .map(|at| siblings::answered_members(schemas, get, at))
                .unwrap_or_default();
            let at = at.unwrap_or_else(|| roles.results.clone());
            Read { at, members }
        };
        Resource {
            links,
            read: get.filter(|_| keys.is_some()).map(read),
            entity: keys.map(|keys| Entity {
                path: path.clone(),
                keys,
            }),
            ..Resource::default()
        }
    }

    /// The parameters of the path of one entity with the properties that fill them; none when one of them cannot be
    /// filled, or when a free part of the key is in none of them.
    fn filled(&self, entity: &str, roles: &Roles) -> Option<Vec<(String, String)>> {
        if roles.assigned.is_some() {
            return None; // the key of what was written is known to the server alone
        }
        let standing = self.standing_for(entity);
        let bound = |parameter: &str| {
            roles
                .bindings
                .iter()
                .find(|(p, _)| p == parameter)
                .map(|(_, property)| property.clone())
        };
        let in_batch = |parameter: &str| {
            self.parameters
                .iter()
                .any(|p| p.place == Place::Path && p.name == parameter)
        };
        let mut filled = Vec::new();
        for (parameter, property) in standing {
            match bound(&parameter).or(property) {
                Some(property)
                    if roles.key.contains(&property)
                        || roles.bindings.iter().any(|(_, b)| *b == property) =>
                {
                    filled.push((parameter, property))
                }
                _ if in_batch(&parameter) => {}
                _ => return None,
            }
        }
        let free = roles
            .key
            .iter()
            .filter(|name| !roles.bindings.iter().any(|(_, bound)| bound == *name));
        free.clone()
            .all(|name| filled.iter().any(|(_, property)| property == name))
            .then_some(filled)
    }
}
