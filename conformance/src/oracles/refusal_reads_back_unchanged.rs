//! A refused item leaves what a read gives as it was.

use super::read_back::{compare, entity};
use super::violation::{EntityKind, MemberKind};
use super::{Case, Level, Need, Oracle};
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
            let absent = entity(evidence, answer).is_none();
            case.decide(absent, [view.site()], || EntityKind::RefusedButThere);
        } else if let Some(values) = &past.values {
            compare(
                evidence,
                view,
                answer,
                values,
                case,
                MemberKind::RefusedUpdate,
            );
        }
    }
}
