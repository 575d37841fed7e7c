//! Answers are UTF-8 without a byte order mark.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "text-encoding-is-utf8",
    level: Level::Should,
    claim: "The body of an answer is UTF-8, without a byte order mark.",
    why: "RFC 8259, 8.1.",
    limits: "Bodies in a content coding and empty ones are left out.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let Some(answer) = view
            .answer
            .as_ref()
            .filter(|a| !a.response.body.0.is_empty() && !a.response.cut)
        else {
            continue;
        };
        let bytes = &answer.response.body.0;
        if answer.response.header("content-encoding").is_some() {
            continue;
        }
        let fine = std::str::from_utf8(bytes).is_ok() && !bytes.starts_with(b"\xef\xbb\xbf");
        case.decide(fine, [view.site()], || AnswerKind::NotUtf8);
    }
}
