//! `x-batch-upsert`: which parts the fields of a batch operation play. Refuses unknown members, so that a misspelt role
//! is not a silent one.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The roles of one batch operation. Pointers are JSON pointers (RFC 6901) into the 207 body, or into one result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    /// the item properties that make up the identity of an entity
    pub key: Vec<String>,
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
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ResultRoles {
    /// the identity: an array of name and value, an object, or one value
    pub id: String,
    /// the member of an id part that holds the name of the key property
    pub id_name: Option<String>,
    /// the member of an id part that holds its value
    pub id_value: Option<String>,
    /// the HTTP status of the item
    pub status: String,
    /// the text for people
    pub message: Option<String>,
}

/// `x-batch-upsert` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Written {
    key: Vec<String>,
    #[serde(default)]
    bindings: BTreeMap<String, String>,
    tenant: Option<String>,
    results: String,
    error: Option<String>,
    call_id: Option<String>,
    result: ResultRoles,
}

impl Written {
    pub(super) fn read(value: &serde_json::Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(value)
    }
}

impl From<Written> for Roles {
    fn from(w: Written) -> Self {
        Self {
            key: w.key,
            bindings: w.bindings.into_iter().collect(),
            tenant: w.tenant,
            results: w.results,
            error: w.error,
            call_id: w.call_id,
            result: w.result,
        }
    }
}
