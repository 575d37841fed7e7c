//! On one connection each answer belongs to its own request, also after a refusal. A server may close the connection
//! instead; that is no violation, the next request then goes over a new one.

use super::violation::{AnswerKind, Sent, ViolationKind};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::Step;

pub(super) static ORACLE: Oracle = Oracle {
    id: "connection-stays-in-step",
    level: Level::Must,
    claim: "A sound batch is answered for itself on a connection that carried other requests, refused ones among them.",
    why: "RFC 9112, 9.3: answers come in the order of the requests, and a server reads the whole of a request, or closes the connection after its answer.",
    limits: "A server may close the connection at any time; the next request then goes over a new one.",
    needs: &[Need::Parent, Need::PlainHttp],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (at, view) in evidence.views.iter().enumerate() {
        let behind = at > 0 && evidence.views[at - 1].step == view.step;
        if !behind || !matches!(evidence.plan.steps[view.step], Step::Connection(_)) {
            continue;
        }
        if !view.exchange.reused {
            if view.answer.is_some() {
                case.holds(1); // the server closed the connection, and nothing can get out of step
            }
            continue;
        }
        let before = &evidence.views[at.saturating_sub(1)];
        let asked_head = before.request.method.as_deref() == Some("HEAD");
        if let Some(stray) = before.exchange.stray.as_ref().filter(|_| !asked_head) {
            case.decide(false, [before.site(), view.site()], || {
                AnswerKind::StrayBytes(stray.text().into_owned())
            });
            continue;
        }
        let plain = view.request.is_sound() && view.is_all_valid() && !view.items.is_empty();
        let answered = |status: u16| status == 207 && view.trusted;
        match &view.answer {
            Some(answer) if plain && view.items.iter().all(|item| !item.repeated) => {
                let at = [before.site(), view.site()];
                case.decide(answered(answer.status()), at, || ViolationKind::Answered {
                    request: Sent::UsedConnection,
                    status: answer.status(),
                });
            }
            _ => case.arm(),
        }
    }
}
