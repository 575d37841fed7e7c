//! Siblings as a campaign can use them: a read or a delete whose path parameters the key fills. Refuses those with a part
//! in the path that nothing is known of.

use super::siblings;
use super::{Around, Subject};
use crate::contract::{Place, Roles, Sibling, Siblings};

impl Subject<'_> {
    /// The operations beside this one; `get` and `delete` only where every path parameter can be filled.
    pub(in crate::contract) fn siblings(&self, roles: &Roles, around: &Around) -> Siblings {
        let paths = &self.resolved.document.value["paths"];
        let mut siblings = Siblings::default();
        let mut list = |role: &'static str, template: &str, method: &str| {
            let itself = template == self.path && method == self.method;
            let there = paths[template][method].is_object() && !itself;
            if there && !siblings.named.iter().any(|(known, _)| *known == role) {
                siblings
                    .named
                    .push((role, format!("{} {template}", method.to_uppercase())));
            }
        };
        if let Some(collection) = &around.collection {
            list("list", collection, "get");
            list("create", collection, "post");
        }
        if let Some(entity) = &around.entity {
            list("get", entity, "get");
            list("update", entity, "put");
            list("update", entity, "patch");
            list("delete", entity, "delete");
            let held = self.held(entity, roles);
            siblings.entity = held.clone().map(|held| (entity.clone(), held));
            let sibling = |method: &str| {
                let operation = &paths[entity][method];
                let held = held.clone().filter(|_| operation.is_object())?;
                let at = siblings::answered_at(self.resolved, operation, &self.wanted());
                let members = (at.as_deref())
                    .map(|at| siblings::answered_members(self.resolved, operation, at));
                Some(Sibling {
                    members: members.unwrap_or_default(),
                    id: operation["operationId"].as_str().map_or_else(
                        || format!("{} {entity}", method.to_uppercase()),
                        str::to_owned,
                    ),
                    path: entity.clone(),
                    keys: held,
                    entity: at.unwrap_or_else(|| roles.results.clone()),
                })
            };
            siblings.get = sibling("get");
            siblings.delete = sibling("delete");
        }
        siblings
    }

    /// The parameters of the path of one entity with the properties that fill them; none when one of them cannot be
    /// filled, or when a free part of the key is in none of them.
    fn held(&self, entity: &str, roles: &Roles) -> Option<Vec<(String, String)>> {
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
        let mut held = Vec::new();
        for (parameter, property) in standing {
            match bound(&parameter).or(property) {
                Some(property)
                    if roles.key.contains(&property)
                        || roles.bindings.iter().any(|(_, b)| *b == property) =>
                {
                    held.push((parameter, property))
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
            .all(|name| held.iter().any(|(_, property)| property == name))
            .then_some(held)
    }
}
