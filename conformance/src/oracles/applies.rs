//! Whether an oracle has anything to judge on an operation, and why not. Conditions that several oracles share stand here,
//! those of one in its own file. Says nothing about the target.

use crate::contract::{Batch, Operation};

/// Keys that the plans with large batches need.
const MANY: u64 = 10_000;

/// Why a campaign owes an oracle no case on an operation: what the oracle is about cannot occur with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotApplicable {
    /// it is no batch
    NoBatch,
    /// it is a batch
    OnlyBatches,
    /// it is a batch, or requires no parameter
    NoRequiredParameter,
    /// its path has no parameter
    NoPathParameter,
    /// its path has no parameter that is an integer
    NoIntegerInPath,
    /// anybody may call it
    NoCredentials,
    /// it asks for one credential
    OneCredential,
    /// no credential of it stands in the field `Authorization`
    NoAuthorization,
    /// no header chooses the tenant
    NoTenant,
    /// the server assigns the keys
    AssignedKeys,
    /// the path fixes all parts of the key
    NoFreeKey,
    /// its keys are few
    FewKeys,
    /// its results have no id
    NoResultId,
    /// its answers have no place for a problem
    NoProblem,
    /// its answers have no id of the call
    NoCallId,
    /// no member beside the key may be null
    NoNullable,
    /// no member beside the key may be left out
    NoOptional,
    /// no member is a text
    NoText,
    /// no text beside the key has a largest length
    NoBoundedText,
    /// no member is an integer with bounds
    NoBoundedInteger,
    /// no member is a text or a number
    NoTextOrNumber,
    /// fewer than two texts say who did something
    NoAuditTexts,
}

impl NotApplicable {
    /// What the oracle needs, in a few words.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoBatch => "needs a batch operation",
            Self::OnlyBatches => "needs an operation that is no batch",
            Self::NoRequiredParameter => {
                "needs an operation that is no batch and requires a parameter"
            }
            Self::NoPathParameter => "needs a parameter in the path",
            Self::NoIntegerInPath => "needs an integer in the path",
            Self::NoCredentials => "needs an operation that asks for credentials",
            Self::OneCredential => "needs an operation that asks for two credentials at once",
            Self::NoAuthorization => "needs a credential in the field Authorization",
            Self::NoTenant => "needs a header that chooses the tenant",
            Self::AssignedKeys => {
                "needs keys that the client chooses; here the server assigns them"
            }
            Self::NoFreeKey => "needs a key that the path does not fix",
            Self::FewKeys => "needs more different keys than there are",
            Self::NoResultId => "needs results with an id",
            Self::NoProblem => "needs an envelope with a place for the problem",
            Self::NoCallId => "needs an envelope with an id of the call",
            Self::NoNullable => "needs a member that may be null",
            Self::NoOptional => "needs a member that may be left out",
            Self::NoText => "needs a text",
            Self::NoBoundedText => "needs a text with a largest length beside the key",
            Self::NoBoundedInteger => "needs an integer with bounds",
            Self::NoTextOrNumber => "needs a text or a number",
            Self::NoAuditTexts => {
                "needs two texts about who did something, such as entry_User and update_User"
            }
        }
    }
}

/// `reason`, unless the condition holds.
pub(super) fn require(holds: bool, reason: NotApplicable) -> Result<(), NotApplicable> {
    holds.then_some(()).ok_or(reason)
}

/// What makes the operation a batch.
pub(super) fn batch(operation: &Operation) -> Result<&Batch, NotApplicable> {
    operation.batch.as_ref().ok_or(NotApplicable::NoBatch)
}

/// It is a batch: an oracle that judges other operations too is owed no case on them.
pub(super) fn to_batches(operation: &Operation) -> Result<(), NotApplicable> {
    batch(operation).map(drop)
}

/// It asks for credentials.
pub(super) fn with_credentials(operation: &Operation) -> Result<(), NotApplicable> {
    to_batches(operation)?;
    let asks = !operation.schemes().is_empty();
    require(asks, NotApplicable::NoCredentials)
}

/// A header chooses the tenant.
pub(super) fn with_tenant(operation: &Operation) -> Result<(), NotApplicable> {
    to_batches(operation)?;
    require(operation.tenant.is_some(), NotApplicable::NoTenant)
}

/// The client chooses the keys.
pub(super) fn with_chosen_keys(operation: &Operation) -> Result<(), NotApplicable> {
    let chosen = batch(operation)?.key.assigned.is_none();
    require(chosen, NotApplicable::AssignedKeys)
}

/// The path leaves a part of the key open.
pub(super) fn with_free_key(operation: &Operation) -> Result<(), NotApplicable> {
    let open = batch(operation)?.key.free().next().is_some();
    require(open, NotApplicable::NoFreeKey)
}

/// There are keys enough for large batches.
pub(super) fn with_many_keys(operation: &Operation) -> Result<(), NotApplicable> {
    let many = batch(operation)?.key.space() >= MANY;
    require(many, NotApplicable::FewKeys)
}

/// Its results have an id.
pub(super) fn with_result_ids(operation: &Operation) -> Result<(), NotApplicable> {
    let named = batch(operation)?.result.id.is_some();
    require(named, NotApplicable::NoResultId)
}
