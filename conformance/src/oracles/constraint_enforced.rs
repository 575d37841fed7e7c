//! Lengths, ranges and formats are enforced for each item.

use super::{Case, Level, Oracle, Violation};
use crate::evidence::Evidence;
use crate::plan::DefectClass;

pub(super) static ORACLE: Oracle = Oracle {
    id: "constraint-enforced",
    level: Level::Should,
    claim: "An item that breaks a length, a range or a format is not answered with success.",
    why: "The description: `maxLength` and `format` of the item schema.",
    limits: "Only what the description declares: lengths, ranges, formats. Whether a value was refused, not with which status.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(_, item, _)| !item.repeated) {
        let Some(defect) = &item.item.defect else {
            continue;
        };
        if !matches!(
            defect.class,
            DefectClass::TooLong | DefectClass::OutOfRange | DefectClass::BadFormat
        ) {
            continue;
        }
        case.decide(!entry.is_success(), || {
            let message = format!(
                "{}: {} is answered with {}",
                evidence.place(view, item),
                defect.describe(),
                entry.show()
            );
            Violation::new(defect.describe(), message, &[view.index])
        });
    }
}
