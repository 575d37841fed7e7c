//! White space, escapes and the order of members change nothing.

use super::violation::{Change, Sent, ViolationKind::Status, differs};
use super::{Case, Level, Need, Oracle};
use crate::evidence::{Evidence, same_items};
use crate::plan::Form;

pub(super) static ORACLE: Oracle = Oracle {
    id: "json-writing-changes-nothing",
    level: Level::Must,
    claim: "The same JSON value gets the same results however it is written.",
    why: "RFC 8259, 2, 4 and 7.",
    limits: "Only sound batches of sound items.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    same_in_form(evidence, case, |form| {
        matches!(form, Form::Spaced | Form::Escaped | Form::Reordered)
    });
}

/// Sound batches written or sent in such a form are answered with 207, and their items as in the form before. Chunks may
/// be answered with 411 (RFC 9112, 6.3).
pub(super) fn same_in_form(evidence: &Evidence, case: &mut Case, such: impl Fn(Form) -> bool) {
    for (view, answer) in evidence.batches() {
        let request = view.request;
        let sound = request.is_sound() && view.is_all_valid() && !view.items.is_empty();
        if !such(request.form) || !sound {
            continue;
        }
        let status = answer.status();
        if request.form == Form::Chunked && status == 411 {
            case.arm();
            continue;
        }
        case.decide(status == 207, [view.site()], || Status {
            request: Sent::Form(request.form),
            status,
            expected: Some(207),
        });
    }
    for ((first, _, was), (again, item, is)) in same_items(evidence) {
        if such(again.request.form) && item.is_valid() {
            let at = [first.site(), again.item_site(item)];
            case.decide(was.status == is.status, at, || {
                differs(Change::Form(again.request.form), was, is)
            });
        }
    }
}
