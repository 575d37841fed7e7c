//! An item that contradicts the path is refused, or the id says that the path won.

use super::{Case, Level, Oracle, Violation};
use crate::judge::{Evidence, same_key};
use crate::plan::{DefectClass};

pub(super) static ORACLE: Oracle = Oracle {
    id: "parent-mismatch-refused",
    level: Level::Should,
    claim: "An item whose parent is another than the path's is refused, or its id names the path's.",
    why: "RFC 9110, 9.3.4: a PUT that does not fit its target is to be refused or transformed, and said so.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(_, item, _)| !item.repeated) {
        let Some(defect) = item.item.defect.as_ref().filter(|d| d.class == DefectClass::OtherParent) else { continue };
        let path = evidence.batch.bound_to(&defect.property).and_then(|p| evidence.transcript.binding.parameters.get(p));
        let stated = entry.id_value(&defect.property).zip(path).is_some_and(|(id, path)| same_key(id, &path.as_str().into()));
        case.decide(!entry.is_success() || stated, || {
            let message = format!("{}: another `{}` than the path's is answered with {}", evidence.place(view, item), defect.property, entry.show());
            Violation::new(&defect.property, message, &[view.index])
        });
    }
}
