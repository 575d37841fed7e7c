//! A path key beyond its integer format is not taken for the key with the same low bits. Judged only where the
//! description declares the format.

use super::violation::AnswerKind;
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "path-key-not-wrapped",
    level: Level::Should,
    claim: "A path key beyond its declared integer format is not answered with success.",
    why: "The description: the format of the parameter (OpenAPI, data types); RFC 9110, 15.5.1.",
    limits: "Only where the description declares the integer format of the parameter.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches() {
        let path = view.request.path.as_ref();
        let Some(path) = path.filter(|path| path.value.surplus().is_some()) else {
            continue;
        };
        let results = answer.results.as_deref().unwrap_or_default();
        let applied = answer.is_success() && results.iter().any(|entry| entry.is_success());
        case.decide(!applied, [view.site()], || {
            AnswerKind::PathBeyondFormat(path.parameter.clone())
        });
    }
}
