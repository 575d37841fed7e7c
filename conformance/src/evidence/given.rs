//! What is taken for true about a target before it is judged.

/// Preconditions that were probed or declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Given {
    /// keys of the range do not exist before the plan writes them
    pub fresh: bool,
    /// a valid item was accepted under this path
    pub parent: bool,
    /// there is a second tenant
    pub two_tenants: bool,
    /// there is a tenant that the credentials do not open
    pub closed_tenant: bool,
    /// one entity can be read back
    pub read: bool,
    /// a fresh key was answered with 201
    pub tells_created: bool,
    /// nobody else writes these keys
    pub sole: bool,
    /// several requests at once are welcome
    pub burst: bool,
    /// the list says how many entities there are
    pub counted: bool,
    /// connections are plain ones, whose bytes can be looked at
    pub plain_http: bool,
}
