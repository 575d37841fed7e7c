//! Why a verb failed.

/// A sentence for people, and the exit code that goes with it.
pub(crate) struct Failure {
    pub(super) message: String,
    pub(super) code: u8,
}

impl Failure {
    /// Bad configuration: exit code 2.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: 2,
        }
    }

    /// The harness itself failed: exit code 3.
    pub(crate) fn harness(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: 3,
        }
    }
}
