//! `x-batch-upsert`: which parts the fields of a batch operation play. What is written wins over what is inferred, member
//! by member. Refuses unknown members, so that a misspelt role is not a silent one.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// The roles of one batch operation, as they are inferred and declared. Pointers are JSON pointers (RFC 6901) into the 207
/// body, or into one result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles {
    /// the item properties that make up the identity of an entity
    pub key: Vec<String>,
    /// the part of the key that the server assigns when an item has null there
    pub assigned: Option<String>,
    /// path parameter, and the item property that must say the same
    pub bindings: Vec<(String, String)>,
    /// the header that chooses the tenant
    pub tenant: Option<String>,
    /// the array with one result per item
    pub results: String,
    /// the problem of a request that failed as a whole
    pub error: Option<String>,
    /// the text that names one call
    pub call_id: Option<String>,
    /// where to look in one result
    pub result: ResultRoles,
}

/// Where the parts of one result stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultRoles {
    /// the identity: an array of name and value, an object, or one value; none when results have no identity
    pub id: Option<String>,
    /// the member of an id part that holds the name of the key property
    pub id_name: Option<String>,
    /// the member of an id part that holds its value
    pub id_value: Option<String>,
    /// the HTTP status of the item
    pub status: String,
    /// the text for people
    pub message: Option<String>,
}

/// Roles as they are written in `x-batch-upsert`, or in a profile; what is left out is inferred.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct DeclaredRoles {
    /// The item properties that make up the identity of an entity.
    pub key: Option<Vec<String>>,
    /// The part of the key that the server assigns when an item has null there; empty for none.
    pub assigned: Option<String>,
    /// Path parameter: the item property that must say the same.
    pub bindings: Option<BTreeMap<String, String>>,
    /// The header that chooses the tenant; empty for none.
    pub tenant: Option<String>,
    /// JSON pointer to the array of results in the 207 body.
    pub results: Option<String>,
    /// JSON pointer to the problem of a request that failed as a whole.
    pub error: Option<String>,
    /// JSON pointer to the text that names one call.
    pub call_id: Option<String>,
    /// Where the parts of one result stand.
    pub result: DeclaredResult,
}

/// Where the parts of one result stand, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct DeclaredResult {
    /// JSON pointer to the identity.
    pub id: Option<String>,
    /// The member of an id part that holds the name of the key property.
    pub id_name: Option<String>,
    /// The member of an id part that holds its value.
    pub id_value: Option<String>,
    /// JSON pointer to the HTTP status of the item.
    pub status: Option<String>,
    /// JSON pointer to the text for people.
    pub message: Option<String>,
}

impl DeclaredRoles {
    /// Puts what is written over `roles`, and says for each which it was.
    pub(super) fn over(&self, roles: &mut Roles, whence: &str) -> Vec<String> {
        let mut said = Vec::new();
        let mut say =
            |role: &str, value: &str| said.push(format!("{role} {value}: declared in {whence}"));
        if let Some(key) = &self.key {
            say("key", &key.join(", "));
            roles.key.clone_from(key);
            roles.assigned = roles.assigned.take().filter(|name| key.contains(name));
        }
        if let Some(bindings) = &self.bindings {
            roles.bindings = bindings.clone().into_iter().collect();
            for (parameter, property) in bindings {
                say("binding", &format!("{parameter} = {property}"));
            }
        }
        let mut optional = |role: &str,
                            written: &Option<String>,
                            slot: &mut Option<String>,
                            may_be_empty: bool| {
            if let Some(value) = written {
                say(role, value);
                *slot = Some(value.clone()).filter(|value| may_be_empty || !value.is_empty());
            }
        };
        optional("assigned", &self.assigned, &mut roles.assigned, false);
        optional("tenant", &self.tenant, &mut roles.tenant, false);
        optional("error", &self.error, &mut roles.error, true);
        optional("callId", &self.call_id, &mut roles.call_id, true);
        optional("id", &self.result.id, &mut roles.result.id, true);
        optional(
            "idName",
            &self.result.id_name,
            &mut roles.result.id_name,
            false,
        );
        optional(
            "idValue",
            &self.result.id_value,
            &mut roles.result.id_value,
            false,
        );
        optional(
            "message",
            &self.result.message,
            &mut roles.result.message,
            true,
        );
        let mut needed = |role: &str, written: &Option<String>, slot: &mut String| {
            if let Some(value) = written {
                say(role, value);
                slot.clone_from(value);
            }
        };
        needed("results", &self.results, &mut roles.results);
        needed("status", &self.result.status, &mut roles.result.status);
        said
    }
}
