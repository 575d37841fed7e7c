//! A request body in chunks is a body like any other, where the server does not insist on a length.

use super::{Case, Level, Need, Oracle, Violation};
use crate::judge::{Evidence, same_items};
use crate::plan::Form;

pub(super) static ORACLE: Oracle = Oracle {
    id: "chunked-is-accepted",
    level: Level::Must,
    claim: "A request with `Transfer-Encoding: chunked` gets the same results, or 411.",
    why: "RFC 9112, 7.1: a recipient must be able to decode chunks; 6.3: it may ask for a length with 411.",
    limits: "Only sound batches of sound items; 411 is right.",
    needs: &[Need::Parent],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(view, _)| matches!(view.request.form, Form::Chunked))
    {
        if !view.request.is_sound() || !view.is_all_valid() || view.items.is_empty() {
            continue;
        }
        let status = answer.status();
        if status == 411 {
            case.arm(); // a server may ask for a length instead
            continue;
        }
        let form = format!("{:?}", view.request.form).to_lowercase();
        case.decide(status == 207, || {
            Violation::new(
                &form,
                format!(
                    "a sound batch written as `{form}` is answered with {status}, expected 207"
                ),
                &[view.index],
            )
        });
    }
    for ((first, _, was), (again, item, is)) in same_items(evidence) {
        if matches!(again.request.form, Form::Chunked) && item.is_valid() {
            let form = format!("{:?}", again.request.form).to_lowercase();
            case.decide(was.status == is.status, || {
                let message = format!(
                    "{}: {} before, and {} when written as `{form}`",
                    evidence.place(again, item),
                    was.show(),
                    is.show()
                );
                Violation::new(&form, message, &[first.index, again.index])
            });
        }
    }
}
