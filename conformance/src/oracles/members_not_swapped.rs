//! What stood in one member does not come back in another. Audit members are left to the server by `read-back`; two of
//! them with each other's values are no audit, but a mistake.

use serde_json::Value;

use super::applies::{NotApplicable, batch, require};
use super::read_back::entity;
use super::violation::{Changed, MemberKind};
use super::{Case, Level, Need, Oracle};
use crate::contract::{Kind, Operation, is_audit};
use crate::evidence::Evidence;
use crate::plan::Call;

pub(super) static ORACLE: Oracle = Oracle {
    id: "members-not-swapped",
    level: Level::Must,
    claim: "A read does not give the values of two members under each other's names.",
    why: "RFC 9110, 9.3.4: a later GET gives a representation of what was put.",
    limits: "Texts of audit members, such as who created and who changed an entity; a server may set both to what it likes. \
             Other members are judged by read-back.",
    needs: &[Need::Read, Need::Sole],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    let members = batch(operation)?.free_members();
    let texts = members.filter(|p| p.shown && is_audit(&p.name));
    let texts = texts.filter(|p| matches!(p.kind, Kind::Text { .. }));
    require(texts.count() > 1, NotApplicable::NoAuditTexts)
}

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let (Call::Get(_), Some(answer)) = (&view.request.call, &view.answer) else {
            continue;
        };
        let (Some(values), false) = (&view.past.values, view.past.obscure || view.past.refused)
        else {
            continue;
        };
        let Some(entity) = entity(evidence, answer) else {
            continue;
        };
        let texts: Vec<(&String, &Value)> = values
            .iter()
            .filter(|(name, value)| is_audit(name) && value.is_string())
            .map(|(name, value)| (name, value))
            .collect();
        for (n, (one, sent)) in texts.iter().enumerate() {
            for (other, meant) in texts[n + 1..].iter().filter(|(_, meant)| meant != sent) {
                let swapped = entity[one.as_str()] == **meant && entity[other.as_str()] == **sent;
                case.decide(!swapped, [view.site()], || MemberKind::Swapped {
                    one: Changed::new(one, sent, meant),
                    other: Changed::new(other, meant, sent),
                });
            }
        }
    }
}
