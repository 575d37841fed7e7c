//! What an update leaves out is emptied or kept, for all members alike.

use serde_json::Value;

use super::read_back::{entity, same};
use super::violation::MemberKind;
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::Call;

pub(super) static ORACLE: Oracle = Oracle {
    id: "absent-members-handled-alike",
    level: Level::Must,
    claim: "Members that an update leaves out are all kept or all emptied.",
    why: "RFC 9110, 9.3.4 (replace) or the word updated (merge): one of the two.",
    limits: "Audit members, versions, what a read is not declared to show, nulls, and entities that were raced or refused in between are left out; whether members are kept or emptied is the server's choice.",
    needs: &[Need::Read],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let mut first: Option<(bool, String)> = None;
    for view in evidence
        .views
        .iter()
        .filter(|view| view.request.method.is_none())
    {
        let (Call::Get(key), Some(answer)) = (&view.request.call, &view.answer) else {
            continue;
        };
        let Some(entity) = entity(evidence, answer) else {
            continue;
        };
        let writes: Vec<_> = evidence.views[..view.index]
            .iter()
            .filter(|v| v.request.tenant == view.request.tenant)
            .flat_map(|v| &v.items)
            .filter(|item| item.item.key == *key)
            .collect();
        let [before, last] = writes.as_slice() else {
            continue;
        };
        if view.past.obscure
            || view.past.raced
            || view.past.refused
            || view.past.rejected
            || !before.is_valid()
            || !last.is_valid()
        {
            continue;
        }
        for (name, value) in before
            .item
            .values
            .iter()
            .filter(|(name, value)| !value.is_null() && evidence.gives_back(name))
        {
            if last.item.values.iter().any(|(n, _)| n == name) {
                continue;
            }
            let kept = match &entity[name] {
                Value::Null => false,
                now if same(value, now) => true,
                _ => continue,
            };
            let (mode, example) = first.get_or_insert((kept, name.clone()));
            case.decide(*mode == kept, [view.site()], || MemberKind::LeftOut {
                member: name.clone(),
                kept,
                other: example.clone(),
            });
        }
    }
}
