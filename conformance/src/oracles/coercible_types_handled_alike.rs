//! A value of a type that some services convert is converted or refused, but always the same.

use std::collections::HashMap;

use super::applies::{NotApplicable, batch, require};
use super::{Case, Level, Oracle, Violation};
use crate::contract::{Kind, Operation, Property};
use crate::evidence::Evidence;
use crate::plan::DefectClass;

pub(super) static ORACLE: Oracle = Oracle {
    id: "coercible-types-handled-alike",
    level: Level::Must,
    claim: "A value of another type that can be converted is treated the same way each time.",
    why: "RFC 9110, 9.2.2: identical requests have the same effect.",
    limits: "Taking and refusing are both right; 424 decides nothing.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    let batch = batch(operation)?;
    let text = |p: &Property| matches!(p.kind, Kind::Text { .. });
    let number = |p: &Property| matches!(p.kind, Kind::Integer { .. } | Kind::Number);
    let coercible = batch.item.properties.iter().any(text) || batch.free_members().any(number);
    require(coercible, NotApplicable::NoTextOrNumber)
}

fn check(evidence: &Evidence, case: &mut Case) {
    case.holds(evidence.refused_as_a_whole());
    alike(evidence, case, DefectClass::Coercible);
}

/// Items with this defect, which a server may take or refuse, get the same verdict each time.
pub(super) fn alike(evidence: &Evidence, case: &mut Case, class: DefectClass) {
    let mut first: HashMap<&str, (usize, bool)> = HashMap::new();
    for (view, item, entry) in evidence
        .results()
        .filter(|(view, item, _)| !view.concurrent && !item.repeated)
    {
        let Some(defect) = item.item.defect.as_ref().filter(|d| d.class == class) else {
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
