//! Where a batch is too large, a larger one is too.

use super::violation::CountKind;
use super::{Case, Level, Oracle};
use crate::evidence::{Evidence, Site};

pub(super) static ORACLE: Oracle = Oracle {
    id: "size-limit-is-monotone",
    level: Level::Should,
    claim: "The sizes that are accepted are those up to a limit.",
    why: "RFC 9110, 15.5.14: a limit is a limit.",
    limits: "Any limit is right, and 400, 413 and 422 are ways to tell it.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let mut refused: Option<(usize, usize)> = None;
    let mut plain: Vec<_> = evidence
        .batches()
        .filter(|(view, _)| view.request.is_sound() && !view.items.is_empty())
        .filter(|(view, _)| {
            view.items
                .iter()
                .all(|i| i.is_valid() && i.item.values.is_empty() && !i.repeated)
        })
        .collect();
    plain.sort_by_key(|(view, _)| view.items.len());
    for (view, answer) in plain {
        let size = view.items.len();
        match refused {
            Some((refused, index)) if refused < size => {
                let at = [Site::Exchange(index), view.site()];
                case.decide(answer.is_client_error(), at, || CountKind::Size {
                    refused,
                    accepted: size,
                });
            }
            None if matches!(answer.status(), 400 | 413 | 422) => {
                refused = Some((size, view.index))
            }
            _ => {}
        }
    }
    if refused.is_none() && evidence.plan.steps.len() > 3 {
        case.holds(1);
    }
}
