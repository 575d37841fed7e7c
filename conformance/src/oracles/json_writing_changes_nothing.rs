//! White space, escapes and the order of members change nothing.

use super::{Case, Level, Need, Oracle, Violation};
use crate::judge::{Evidence, same_items};
use crate::plan::Form;

pub(super) static ORACLE: Oracle = Oracle {
    id: "json-writing-changes-nothing",
    level: Level::Must,
    claim: "The same JSON value gets the same results however it is written.",
    why: "RFC 8259, 2, 4 and 7.",
    limits: "Only sound batches of sound items.",
    needs: &[Need::Parent],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches().filter(|(view, _)| {
        matches!(
            view.request.form,
            Form::Spaced | Form::Escaped | Form::Reordered
        )
    }) {
        if !view.request.is_sound() || !view.is_all_valid() || view.items.is_empty() {
            continue;
        }
        let status = answer.status();
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
        if matches!(
            again.request.form,
            Form::Spaced | Form::Escaped | Form::Reordered
        ) && item.is_valid()
        {
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
