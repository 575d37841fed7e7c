//! Quotes, SQL, markup, backslashes and decomposed letters come back as they were sent.

use serde_json::Value;

use super::read_back::compare;
use super::{Case, Level, Need, Oracle};
use crate::judge::{Evidence};
use crate::plan::{Call};

pub(super) static ORACLE: Oracle = Oracle {
    id: "strings-read-back-exactly",
    level: Level::Should,
    claim: "Text with characters that careless code spoils reads back unchanged.",
    why: "RFC 8259, 7: a string is a sequence of code points; CWE-89, CWE-116.",
    limits: "A refusal of the text is right; blanks at the ends are not tried.",
    needs: &[Need::Read],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in evidence.views.iter().filter(|view| view.request.method.is_none()) {
        let (Call::Get(_), Some(answer)) = (&view.request.call, &view.answer) else { continue };
        let (Some(values), false) = (&view.past.values, view.past.obscure || view.past.refused) else { continue };
        let special: Vec<(String, Value)> = values.iter().filter(|(_, v)| v.as_str().is_some_and(is_special)).cloned().collect();
        if !special.is_empty() {
            compare(evidence, view, answer, &special, case, "special text in");
        }
    }
}

/// Text that careless code spoils, takes for another type, or normalises.
fn is_special(text: &str) -> bool {
    let looks_like_a_value = matches!(text, "007" | "00" | "1E2" | "NULL");
    looks_like_a_value || text.contains(['\'', '<', '&', '\\', '\u{301}', '\u{200d}', '\u{202e}'])
}
