//! The media type of a 207, and of a success of another operation, is one that the description declares, or another name of JSON.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::contract::is_json;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "documented-media-type",
    level: Level::Must,
    claim: "A 207, or a success of an operation that is no batch, is labelled with a declared media type, or with one of JSON's.",
    why: "Response Object of the description; RFC 9110, 8.3.",
    limits: "Any name of JSON is right, and so is no Content-Type.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer, declared) in evidence
        .promises()
        .filter(|(_, _, declared)| evidence.batch.is_some() || !declared.media_types.is_empty())
    {
        let Some(media_type) = answer.response.media_type() else {
            case.arm(); // that it is missing is told by another oracle
            continue;
        };
        let declared = declared
            .media_types
            .iter()
            .any(|range| is_within(&media_type, range));
        let json = is_json(&media_type);
        case.decide(declared || json, [view.site()], || AnswerKind::MediaType {
            name: media_type,
            status: answer.status(),
        });
    }
}

/// Whether a declared media type, or range such as `image/*`, covers `media_type`.
fn is_within(media_type: &str, range: &str) -> bool {
    let kind = range.strip_suffix('*').filter(|kind| kind.ends_with('/'));
    range == media_type || range == "*/*" || kind.is_some_and(|kind| media_type.starts_with(kind))
}
