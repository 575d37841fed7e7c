//! Probes for faults about how many results a batch has, in which order, and which item each of them names.

use reqwest::Method;
use serde_json::json;

use crate::site::{LICENSES, SERVICES, Site, license, long, percentage, read, service, services};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let deviates = match id {
        "batch-capped-at-100" => site.statuses(SERVICES, &services(0..101)).await.len() != 101,
        "chunk-of-64-loses-last" => site.statuses(SERVICES, &services(0..64)).await.len() == 63,
        "composite-key-incomplete" => {
            let results = site.put(SERVICES, &two).await.results();
            results[0]["id"] == results[1]["id"]
        }
        "drops-last-result" => site.statuses(SERVICES, &two).await.len() != 2,
        "duplicates-are-500" => site.put(SERVICES, &services([1, 1])).await.status == 500,
        "duplicates-collapsed" => site.statuses(SERVICES, &services([1, 1])).await.len() != 2,
        "duplicates-crash" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha");
            request.json(&services([1, 1])).send().await.is_err()
        }
        "duplicates-joined" => site.statuses(SERVICES, &services([1, 1])).await.len() == 4,
        "echo-cut-to-16-bits" => {
            site.put(SERVICES, &services([70_000])).await.results()[0]["id"][1]["value"] == 4464
        }
        "echoes-wrong-id" => site.put(SERVICES, &two).await.results()[1]["id"][1]["value"] != 2,
        "exactly-hundred-refused" => {
            let refused = site.put(SERVICES, &services(0..100)).await.status == 413;
            refused && site.put(SERVICES, &services(0..101)).await.status == 207
        }
        "ids-named-id" => {
            site.put(SERVICES, &two).await.results()[0]["id"][1]["key"] != "credService_Key"
        }
        "ids-shifted-at-64" => {
            let results = site.put(SERVICES, &services(0..64)).await.results();
            results[63]["id"] == results[0]["id"]
        }
        "item-137-dropped" => site.statuses(SERVICES, &services(0..140)).await.len() == 139,
        "later-duplicate-dropped" => {
            let batch = json!([percentage(1, 1), percentage(1, 2)]);
            site.put(SERVICES, &batch).await;
            read(site, 1).await["percentage"] == 1
        }
        "license-ids-empty" => {
            site.put(LICENSES, &json!([license(1)])).await.results()[0]["id"] == json!([])
        }
        "message-contradicts-status" => {
            site.put(SERVICES, &two).await.results()[0]["body"] != "Created"
        }
        "negative-key-echoed-positive" => {
            site.put(SERVICES, &services([-5])).await.results()[0]["id"][1]["value"] == 5
        }
        "over-thousand-is-500" => site.put(SERVICES, &services(0..1001)).await.status == 500,
        "refusal-says-updated" => {
            site.put(SERVICES, &json!([long(1)])).await.results()[0]["body"] == "Updated"
        }
        "refusals-listed-last" => {
            site.statuses(SERVICES, &json!([long(1), service(2)])).await == [201, 422]
        }
        "results-reversed" => site.put(SERVICES, &two).await.results()[0]["id"][1]["value"] == 2,
        "second-half-not-applied" => {
            site.put(SERVICES, &services(0..100)).await;
            site.statuses(SERVICES, &services([49, 50])).await == [200, 201]
        }
        "third-occurrence-created" => {
            site.statuses(SERVICES, &services([1, 1, 1])).await == [201, 200, 201]
        }
        "thousand-and-no-more" => site.statuses(SERVICES, &services(0..1001)).await.len() == 1000,
        _ => return None,
    };
    Some(deviates)
}
