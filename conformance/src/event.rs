//! What a campaign says while it runs. The runner prints nothing; reporters consume these events.

use crate::outcome::{Finding, Report};
use crate::transcript::Transcript;

/// Something happened.
#[derive(Debug)]
pub enum Event<'a> {
    /// the campaign begins
    Started {
        /// title of the description
        title: &'a str,
        /// base URL of the target
        target: &'a str,
        /// decides every plan and every key
        seed: u64,
    },
    /// the preflight of one operation ended
    Probed {
        /// the operation
        operation: &'a str,
        /// what was found out, one sentence each
        notes: &'a [String],
        /// what was sent and answered
        transcripts: &'a [Transcript],
    },
    /// the search begins
    Scheduled {
        /// how many requests it may take
        requests: usize,
    },
    /// one plan was run and judged
    Judged {
        /// the whole run, in the order of the schedule whatever the lanes
        transcript: &'a Transcript,
        /// how many kinds of violations the campaign has found so far
        violations: usize,
    },
    /// a violation is being reproduced and made smaller
    Shrinking {
        /// the oracle
        oracle: &'a str,
        /// which finding, from 1
        number: usize,
        /// of how many
        of: usize,
    },
    /// a finding is as small as it gets
    Found(&'a Finding),
    /// what the campaign created is being removed
    CleaningUp {
        /// how much of it
        entities: usize,
    },
    /// the campaign ended
    Finished(&'a Report),
}
