//! Text of exactly maxLength code points is accepted, whatever its length in bytes or UTF-16 units.

use super::{Case, Level, Need, Oracle, Violation};
use crate::contract::Kind;
use crate::judge::{Evidence};

pub(super) static ORACLE: Oracle = Oracle {
    id: "length-in-code-points",
    level: Level::Must,
    claim: "Text as long as `maxLength` allows, counted in code points, is accepted.",
    why: "JSON Schema Validation, 6.3.1; RFC 8259: a string is a sequence of Unicode characters.",
    needs: &[Need::Parent],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results() {
        let [(property, value)] = item.item.values.as_slice() else { continue };
        let max = match evidence.batch.item.get(property).map(|p| &p.kind) {
            Some(Kind::Text { max: Some(max), .. }) => *max,
            _ => continue,
        };
        let Some(text) = value.as_str().filter(|text| text.chars().count() == max) else { continue };
        if item.is_plain_write(view) {
            case.decide(!entry.is_refused(), || {
                let message = format!(
                    "{}: {max} code points ({} bytes) in `{property}` are answered with {}",
                    evidence.place(view, item), text.len(), entry.show()
                );
                Violation::new(property, message, &[view.index])
            });
        }
    }
}
