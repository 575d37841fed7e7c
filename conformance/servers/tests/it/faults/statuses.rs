//! Probes for faults about the status of one result.

use serde_json::json;

use crate::site::{SERVICES, Site, long, service, services};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let deviates = match id {
        "always-created" => {
            site.statuses(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await.contains(&201)
        }
        "always-updated" => site.statuses(SERVICES, &two).await.contains(&200),
        "bad-item-is-500" => {
            site.statuses(SERVICES, &json!([service(1), long(2)])).await == [201, 500]
        }
        "created-again-after-refusal" => {
            site.put(SERVICES, &two).await;
            site.put(SERVICES, &json!([long(1)])).await;
            site.statuses(SERVICES, &two).await == [201, 200]
        }
        "duplicate-in-batch-created-twice" => {
            site.statuses(SERVICES, &services([1, 1])).await == [201, 201]
        }
        "empty-update-refused" => {
            let created = site.statuses(SERVICES, &two).await == [201, 201];
            created && site.statuses(SERVICES, &two).await == [422, 422]
        }
        "first-request-is-500" => {
            let first = site.put(SERVICES, &two).await.status == 500;
            first && site.put(SERVICES, &two).await.status == 207
        }
        "index-of-16-bits" => {
            site.statuses(SERVICES, &services([65537, 2, 1])).await == [201, 201, 200]
        }
        "negative-key-is-500" => site.statuses(SERVICES, &services([-5])).await == [500],
        "null-user-always-created" => {
            site.put(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await == [201, 201]
        }
        _ => return None,
    };
    Some(deviates)
}
