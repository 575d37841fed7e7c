//! A refusal that has a body says in JSON what is wrong: a page for people is of no use to a program.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "error-is-json",
    level: Level::May,
    claim: "The body of a 4xx or 5xx is no HTML page.",
    why: "RFC 9457, 3: problems are application/problem+json. Advice only: the description is silent.",
    limits: "Only pages for people are wrong; an empty body and any other text are left alone.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let Some(answer) = view.answer.as_ref().filter(|a| a.status() >= 400) else {
            continue;
        };
        let Some(media_type) = answer
            .response
            .media_type()
            .filter(|_| !answer.response.body.0.is_empty())
        else {
            continue;
        };
        case.decide(media_type != "text/html", [view.site()], || {
            AnswerKind::HtmlPage(answer.status())
        });
    }
}
