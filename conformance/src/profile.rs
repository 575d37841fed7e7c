//! What is known of a target before a run: parameters, tenants, keys, and which preconditions hold. A TOML file whose
//! schema is `conformance/profile.schema.json`; flags win over it. Refuses names that it does not know.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::contract::DeclaredRoles;
use crate::explain::near;
use crate::oracles::find;

/// A profile file. Everything may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Profile {
    /// Values of path, header and query parameters by their names.
    pub parameters: BTreeMap<String, String>,
    /// One or two values of the tenant header. With two of them isolation is judged.
    #[schemars(length(max = 2))]
    pub tenants: Vec<String>,
    /// A value of the tenant header that exists and that the credentials do not open. With it this is judged.
    pub closed_tenant: Option<String>,
    /// Which keys may be written.
    pub keys: Option<Keys>,
    /// What the target is like.
    pub preconditions: Preconditions,
    /// Items in the largest batch that is sent. None: as many as the plans want.
    #[schemars(range(min = 1))]
    pub largest_batch: Option<usize>,
    /// Roles of batch operations by `operationId` or method and path, as in `x-batch-upsert`. They win over the description.
    pub operations: BTreeMap<String, DeclaredRoles>,
    /// Oracles that are left out, by their ids. The report says so.
    pub omit: Vec<String>,
}

/// A range of keys.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// The first key.
    pub from: i64,
    /// The last key.
    pub to: i64,
}

/// What the target is like. `probe` means that the run finds out and says what it found.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Preconditions {
    /// The keys of the range are not in use.
    pub fresh: Assumption,
    /// One entity can be read back by a sibling operation.
    pub read: Assumption,
    /// Nobody else writes these keys while the run lasts.
    pub sole: bool,
    /// Several requests may be under way at the same time on the same keys.
    pub burst: bool,
}

/// Whether something is taken for granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Assumption {
    /// The run finds out.
    #[default]
    Probe,
    /// It holds.
    Yes,
    /// It does not hold: what needs it is not evaluated.
    No,
}

impl Default for Preconditions {
    /// Probes what can be probed; alone, and with requests in parallel.
    fn default() -> Self {
        Self {
            fresh: Assumption::Probe,
            read: Assumption::Probe,
            sole: true,
            burst: true,
        }
    }
}

/// Reads a profile.
///
/// # Errors
/// A sentence with line and column: no TOML, an unknown name, a value of another type, an oracle that there is not.
pub fn read(text: &str) -> Result<Profile, String> {
    let profile: Profile = toml::from_str(text).map_err(|cause| cause.to_string())?;
    if let Some(keys) = profile
        .keys
        .as_ref()
        .filter(|keys| keys.from > keys.to || keys.to.checked_sub(keys.from).is_none())
    {
        return Err(format!("keys: {} to {} is no range", keys.from, keys.to));
    }
    if profile.tenants.len() > 2 {
        return Err("tenants: one or two can be named".to_owned());
    }
    if let Some(unknown) = profile.omit.iter().find(|id| find(id).is_none()) {
        return Err(format!(
            "omit: there is no oracle `{unknown}`; near it are {}",
            near(unknown).join(", ")
        ));
    }
    Ok(profile)
}

/// The JSON Schema of profiles, as indented JSON.
///
/// # Errors
/// None in practice: the schema is plain data.
pub fn schema() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&schemars::schema_for!(Profile)).map(|text| text + "\n")
}
