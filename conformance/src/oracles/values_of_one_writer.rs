//! After several writers an entity has the values of one of them, not a mixture.

use super::read_back::reads_as;
use super::violation::EntityKind;
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::Call;

pub(super) static ORACLE: Oracle = Oracle {
    id: "values-of-one-writer",
    level: Level::Should,
    claim: "After parallel writes a read gives the values of one writer.",
    why: "RFC 9110, 9.3.4: each PUT replaces the state as a whole.",
    limits: "Audit members are left out; times are compared as instants.",
    needs: &[Need::Read, Need::Burst],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in evidence
        .views
        .iter()
        .filter(|view| view.request.method.is_none())
    {
        let (Call::Get(key), Some(answer)) = (&view.request.call, &view.answer) else {
            continue;
        };
        let writers: Vec<_> = evidence.views[..view.index]
            .iter()
            .filter(|v| v.concurrent && v.request.tenant == view.request.tenant)
            .flat_map(|v| v.items.iter().map(move |item| (v, item)))
            .filter(|(_, item)| item.item.key == *key && item.is_valid())
            .collect();
        let alone = evidence.views[..view.index]
            .iter()
            .filter(|v| !v.concurrent)
            .flat_map(|v| &v.items)
            .any(|i| i.item.key == *key);
        if writers.len() < 2 || alone || !answer.is_success() || view.past.obscure {
            continue;
        }
        let one = writers
            .iter()
            .any(|(_, item)| reads_as(evidence, answer, &item.item.values));
        let at = writers.iter().map(|(v, _)| v.site()).chain([view.site()]);
        case.decide(one, at, || EntityKind::Mixture(*key));
    }
}
