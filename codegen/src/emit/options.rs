//! What the user chooses about the crate that is written.

/// What the user chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The name of the package that is written.
    pub crate_name: String,
    /// Whether what is malformed or unsupported fails the run; otherwise it is left out and reported as a warning.
    pub strict: bool,
}
