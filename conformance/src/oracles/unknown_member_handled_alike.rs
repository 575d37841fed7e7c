//! A member that the schema does not know is taken or refused, but always the same.

use std::collections::HashMap;

use super::{Case, Level, Oracle, Violation};
use crate::judge::Evidence;
use crate::plan::DefectClass;

pub(super) static ORACLE: Oracle = Oracle {
    id: "unknown-member-handled-alike",
    level: Level::Should,
    claim: "An unknown member is treated the same way each time.",
    why: "JSON Schema leaves it open; a client has to be able to rely on one answer.",
    limits: "Taking and refusing are both right; 424 decides nothing.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let mut first: HashMap<&str, (usize, bool)> = HashMap::new();
    for (view, item, entry) in evidence
        .results()
        .filter(|(view, item, _)| !view.concurrent && !item.repeated)
    {
        let Some(defect) = item
            .item
            .defect
            .as_ref()
            .filter(|d| d.class == DefectClass::UnknownMember)
        else {
            continue;
        };
        let Some(accepted) = entry
            .status
            .filter(|s| *s != 424)
            .map(|_| entry.is_success())
        else {
            continue;
        };
        let (index, before) = *first
            .entry(defect.text.as_deref().unwrap_or_default())
            .or_insert((view.index, accepted));
        case.decide(before == accepted, || {
            let (was, is) = if accepted {
                ("refused", "accepted")
            } else {
                ("accepted", "refused")
            };
            let message = format!(
                "{}: {} is {is}, and was {was} before",
                evidence.place(view, item),
                defect.describe()
            );
            Violation::new(&defect.property, message, &[index, view.index])
        });
    }
}
