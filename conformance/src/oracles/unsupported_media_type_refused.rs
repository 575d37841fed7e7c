//! A body under a foreign media type is not taken for JSON.

use super::violation::{Sent, ViolationKind::Answered};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::RequestDefect;

pub(super) static ORACLE: Oracle = Oracle {
    id: "unsupported-media-type-refused",
    level: Level::Should,
    claim: "A body that is labelled as XML, CSV or a form is refused.",
    why: "RFC 9110, 15.5.16; the description declares JSON only.",
    limits: "Only media types that are no name of JSON.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches() {
        let Some(media_type) = view
            .request
            .media_type
            .as_ref()
            .filter(|m| !m.contains("json"))
        else {
            continue;
        };
        let request = Sent::Defect(RequestDefect::MediaType(media_type.clone()));
        let status = answer.status();
        case.decide(!answer.is_success(), [view.site()], || Answered {
            request,
            status,
        });
    }
}
