//! A refused item leaves what a read gives as it was.

use super::read_back::{compare, entity};
use super::{Case, Level, Need, Oracle, Violation};
use crate::evidence::Evidence;
use crate::plan::Call;

pub(super) static ORACLE: Oracle = Oracle {
    id: "refusal-reads-back-unchanged",
    level: Level::Must,
    claim: "After a refused item a read gives what was there before, or 404 where nothing was.",
    why: "RFC 9110, 15.5: the request was not carried out.",
    limits: "Races and lost answers are left out.",
    needs: &[Need::Read, Need::Fresh, Need::Sole],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    case.holds(evidence.refused_as_a_whole());
    for view in evidence
        .views
        .iter()
        .filter(|view| view.request.method.is_none())
    {
        let (Call::Get(_), Some(answer)) = (&view.request.call, &view.answer) else {
            continue;
        };
        let past = &view.past;
        if !past.refused || past.obscure || past.raced {
            continue;
        }
        if !past.written {
            case.decide(entity(evidence, answer).is_none(), || {
                Violation::new(
                    "refused item",
                    "the only write of this key was refused, and a read finds it",
                    &[view.index],
                )
            });
        } else if let Some(values) = &past.values {
            compare(evidence, view, answer, values, case, "refused update of");
        }
    }
}
