//! A request body in chunks is a body like any other, where the server does not insist on a length.

use super::json_writing_changes_nothing::same_in_form;
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::Form;

pub(super) static ORACLE: Oracle = Oracle {
    id: "chunked-is-accepted",
    level: Level::Must,
    claim: "A request with `Transfer-Encoding: chunked` gets the same results, or 411.",
    why: "RFC 9112, 7.1: a recipient must be able to decode chunks; 6.3: it may ask for a length with 411.",
    limits: "Only sound batches of sound items; 411 is right.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    same_in_form(evidence, case, |form| form == Form::Chunked);
}
