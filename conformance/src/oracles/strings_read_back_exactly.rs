//! Quotes, SQL, markup, backslashes and decomposed letters come back as they were sent; a text with U+0000 that was taken
//! does not end there.

use serde_json::Value;

use super::read_back::compare;
use super::read_back::entity;
use super::violation::{Changed, MemberKind};
use super::{Case, Level, Need, Oracle};
use crate::evidence::{Evidence, View};
use crate::plan::{Call, DefectClass, Symbol};

pub(super) static ORACLE: Oracle = Oracle {
    id: "strings-read-back-exactly",
    level: Level::Should,
    claim: "Text with characters that careless code spoils reads back unchanged.",
    why: "RFC 8259, 7: a string is a sequence of code points; CWE-89, CWE-116.",
    limits: "A refusal of the text is right; blanks at the ends are not tried; of U+0000 only that nothing behind it is lost.",
    needs: &[Need::Read],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in evidence
        .views
        .iter()
        .filter(|view| view.request.method.is_none())
    {
        let (Call::Get(_), Some(answer)) = (&view.request.call, &view.answer) else {
            continue;
        };
        if let Some((property, sent, before)) = with_nul(evidence, view)
            && let Some(read) =
                entity(evidence, answer).and_then(|found| found.get(&property)?.as_str())
        {
            case.decide(read != before, [view.site()], || {
                MemberKind::CutAtNul(Changed::new(&property, &sent.into(), &read.into()))
            });
        }
        let (Some(values), false) = (&view.past.values, view.past.obscure || view.past.refused)
        else {
            continue;
        };
        let special: Vec<(String, Value)> = values
            .iter()
            .filter(|(_, v)| v.as_str().is_some_and(is_special))
            .cloned()
            .collect();
        if !special.is_empty() {
            compare(
                evidence,
                view,
                answer,
                &special,
                case,
                MemberKind::SpecialText,
            );
        }
    }
}

/// Text that careless code spoils, takes for another type, or normalises.
fn is_special(text: &str) -> bool {
    let looks_like_a_value = matches!(text, "007" | "00" | "1E2" | "NULL");
    looks_like_a_value || text.contains(['\'', '<', '&', '\\', '\u{301}', '\u{200d}', '\u{202e}'])
}

/// The property of the entity in which U+0000 was taken by the last request before `view`, the text as it was sent, and what
/// stands before U+0000; none when there was another request in between that may have changed it.
fn with_nul(evidence: &Evidence, view: &View) -> Option<(String, String, String)> {
    let Call::Get(key) = view.request.call else {
        return None;
    };
    let of_key = |symbol: Symbol| symbol == key;
    let mut earlier = evidence.views[..view.index].iter().rev();
    let last = earlier.find(|v| v.request.items().iter().any(|item| of_key(item.key)))?;
    let item = last
        .items
        .iter()
        .find(|item| of_key(item.item.key) && !item.repeated)?;
    let defect = item
        .item
        .defect
        .as_ref()
        .filter(|d| d.class == DefectClass::Nul)?;
    let results = last.answer.as_ref()?.results.as_ref()?;
    let taken =
        results.get(item.entry?)?.is_success() && !last.concurrent && last.request.is_sound();
    let text: String = serde_json::from_str(defect.text.as_ref()?).ok()?;
    let before = text
        .split('\0')
        .next()
        .filter(|before| taken && before.len() < text.len())?;
    Some((defect.property.clone(), text.clone(), before.to_owned()))
}
