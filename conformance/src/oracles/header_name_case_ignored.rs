//! The case of the names of header fields means nothing.

use super::json_writing_changes_nothing::same_in_form;
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::Form;

pub(super) static ORACLE: Oracle = Oracle {
    id: "header-name-case-ignored",
    level: Level::Must,
    claim: "Names of header fields in another case get the same results.",
    why: "RFC 9110, 5.1: field names are case-insensitive.",
    limits: "Only sound batches of sound items.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    same_in_form(evidence, case, |form| form == Form::TitleCase);
}
