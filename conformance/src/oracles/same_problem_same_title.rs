//! Problems of one type and status have one title.

use std::collections::HashMap;

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::{Evidence, Site};

pub(super) static ORACLE: Oracle = Oracle {
    id: "same-problem-same-title",
    level: Level::Should,
    claim: "The title of a problem is the same for the same type and status.",
    why: "RFC 9457, 3.1.3.",
    limits: "Titles are compared within one run, for one type and status.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let mut titles: HashMap<(String, u16), (usize, String)> = HashMap::new();
    for (view, answer, error) in evidence.problems() {
        let Some(title) = error["title"].as_str() else {
            continue;
        };
        let kind = error["type"].as_str().unwrap_or("about:blank").to_owned();
        let (index, first) = titles
            .entry((kind, answer.status()))
            .or_insert((view.index, title.to_owned()));
        let at = [Site::Exchange(*index), view.site()];
        case.decide(first == title, at, || AnswerKind::ProblemTitles);
    }
}
