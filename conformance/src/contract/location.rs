//! A place in the description.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place in the description.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Location {
    /// the file, as it was named to the suite
    pub file: String,
    /// from 1
    pub line: usize,
    /// in code points, from 1
    pub column: usize,
}
