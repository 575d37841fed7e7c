//! A value of a type that some services convert is converted or refused, but always the same.

use std::collections::HashMap;

use super::applies::{NotApplicable, batch, require};
use super::violation::{Change, differs};
use super::{Case, Level, Oracle};
use crate::contract::{Kind, Operation, Property};
use crate::evidence::{Entry, Evidence, Site};
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
    let mut first: HashMap<&str, (usize, &Entry)> = HashMap::new();
    for (view, item, entry) in evidence
        .results()
        .filter(|(view, item, _)| !view.concurrent && !item.repeated)
    {
        let Some(defect) = item.item.defect.as_ref().filter(|d| d.class == class) else {
            continue;
        };
        if entry.status.is_none_or(|status| status == 424) {
            continue;
        }
        let (index, before) = *first
            .entry(defect.text.as_deref().unwrap_or_default())
            .or_insert((view.index, entry));
        let at = [Site::Exchange(index), view.item_site(item)];
        case.decide(before.is_success() == entry.is_success(), at, || {
            differs(Change::BadItem(defect.into()), before, entry)
        });
    }
}
