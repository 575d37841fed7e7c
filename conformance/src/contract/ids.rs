//! The numbers by which a contract names its operations and resources.

use serde::{Deserialize, Serialize};

/// The number of an operation of one contract.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct OperationId(pub usize);

/// The number of a resource of one contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub usize);
