//! The id of a call is no credential, no key and nothing that was sent.

use super::applies::{NotApplicable, require, to_batches};
use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::contract::Operation;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "call-id-no-secret",
    level: Level::Must,
    claim: "The id of a call is neither a credential nor a key nor a value of the request.",
    why: "CWE-200: it is quoted in tickets and logs.",
    limits: "Short values are left out: they are found by chance.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    to_batches(operation)?;
    require(
        operation.envelope.call_id.is_some(),
        NotApplicable::NoCallId,
    )
}

fn check(evidence: &Evidence, case: &mut Case) {
    let Some(pointer) = &evidence.operation.envelope.call_id else {
        return;
    };
    for view in &evidence.views {
        let Some(answer) = &view.answer else { continue };
        let id = answer
            .json
            .as_ref()
            .ok()
            .and_then(|body| body.pointer(pointer)?.as_str());
        let Some(id) = id.filter(|id| !id.is_empty()) else {
            case.holds(1); // no id gives nothing away
            continue;
        };
        let credential = answer
            .response
            .echoed
            .iter()
            .any(|scheme| id.contains(scheme.as_str()));
        let keys = view.items.iter().flat_map(|item| item.key.values());
        let sent = view
            .items
            .iter()
            .flat_map(|item| item.item.values.iter().map(|(_, value)| value));
        let tenant = evidence
            .transcript
            .binding
            .tenants
            .iter()
            .any(|tenant| tenant == id);
        let known = keys
            .chain(sent)
            .any(|value| crate::contract::plain(value) == id && id.len() > 3);
        let at = [view.body_site(pointer)];
        case.decide(!credential && !known && !tenant, at, || {
            AnswerKind::CallIdRepeats
        });
    }
}
