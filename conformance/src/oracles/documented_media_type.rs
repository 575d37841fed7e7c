//! The media type of a 207 is one that the description declares, or another name of JSON.

use super::{Case, Level, Oracle, Violation};
use crate::judge::{Evidence};

pub(super) static ORACLE: Oracle = Oracle {
    id: "documented-media-type",
    level: Level::Must,
    claim: "A 207 is labelled with a declared media type, or with one of JSON's.",
    why: "Response Object of the description; RFC 9110, 8.3.",
    limits: "Any name of JSON is right, and so is no Content-Type.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches().filter(|(_, answer)| answer.status() == 207) {
        let Some(media_type) = answer.response.media_type() else {
            case.arm(); // that it is missing is told by another oracle
            continue;
        };
        let declared = evidence.batch.responses.declared(207).is_some_and(|d| d.media_types.contains(&media_type));
        let json = matches!(media_type.as_str(), "application/json" | "text/json") || media_type.ends_with("+json");
        case.decide(declared || json, || {
            let message = format!("the 207 is labelled `{media_type}`, which the description does not declare");
            Violation::new(media_type, message, &[view.index])
        });
    }
}
