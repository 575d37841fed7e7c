//! An item that contradicts the path is refused, or the id, or a read right after it, says that the path won.

use super::read_back::entity;
use super::violation::{ItemState, item_is};
use super::{Case, Level, Oracle};
use crate::evidence::{Evidence, ItemView, View, same_key};
use crate::plan::{Call, DefectClass};

pub(super) static ORACLE: Oracle = Oracle {
    id: "parent-mismatch-refused",
    level: Level::Should,
    claim: "An item whose parent is another than the path's is refused, or its id or a read names the path's.",
    why: "RFC 9110, 9.3.4: a PUT that does not fit its target is to be refused or transformed, and said so.",
    limits: "An id that names the parent of the path says that the path won, which is right.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(_, item, _)| !item.repeated) {
        let Some(defect) = item
            .item
            .defect
            .as_ref()
            .filter(|d| d.class == DefectClass::OtherParent)
        else {
            continue;
        };
        let path = evidence
            .resource
            .key
            .bound_to(&defect.property)
            .and_then(|p| evidence.transcript.binding.parameters.get(p));
        let is_path = |value: &serde_json::Value| {
            path.is_some_and(|path| same_key(value, &path.as_str().into()))
        };
        // an id that does not speak of the parent leaves the question to a read
        let stated = match entry.id_value(&defect.property) {
            Some(id) => Some(is_path(id)),
            None => read_after(evidence, view, item, &defect.property)
                .map(|read| read.is_some_and(is_path)),
        };
        if entry.is_success() && stated.is_none() {
            case.arm();
            continue;
        }
        let right = !entry.is_success() || stated == Some(true);
        case.decide(right, [view.item_site(item)], || {
            item_is(ItemState::OtherParent(defect.property.clone()), entry)
        });
    }
}

/// What the first request for the entity after `view` shows, when it is a read: its `property`, or that it is not there.
fn read_after<'a>(
    evidence: &'a Evidence,
    view: &View,
    item: &ItemView,
    property: &str,
) -> Option<Option<&'a serde_json::Value>> {
    if view.concurrent || !evidence.given.read {
        return None;
    }
    let next = evidence.views[view.index + 1..]
        .iter()
        .find(|later| match &later.request.call {
            Call::List | Call::Other { .. } => false,
            Call::Get(key) => *key == item.item.key,
            Call::Batch { items, .. } => items.iter().any(|other| other.key == item.item.key),
        })?;
    let answer = next
        .answer
        .as_ref()
        .filter(|answer| answer.is_success() || answer.status() == 404)?;
    let read =
        matches!(next.request.call, Call::Get(_)) && next.request.tenant == view.request.tenant;
    read.then(|| entity(evidence, answer).and_then(|entity| entity.get(property)))
}
