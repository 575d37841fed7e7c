//! Probes for faults that show in the results of a batch, or in what a batch left behind.

use futures_util::future::join_all;
use serde_json::json;

use crate::site::{SERVICES, Site, service, services, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let long = |key| with(service(key), json!({ "entry_User": "x".repeat(21) }));
    let deviates = match id {
        "always-created" => {
            site.statuses(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await.contains(&201)
        }
        "always-updated" => site.statuses(SERVICES, &two).await.contains(&200),
        "bad-item-fails-siblings-silently" => {
            let statuses = site.statuses(SERVICES, &json!([service(1), long(2)])).await;
            assert_eq!(statuses, [201, 422]);
            site.statuses(SERVICES, &two).await == [201, 201]
        }
        "bad-item-is-500" => {
            site.statuses(SERVICES, &json!([service(1), long(2)])).await == [201, 500]
        }
        "bad-item-refuses-batch" => {
            let refused =
                site.statuses(SERVICES, &json!([service(1), long(2)])).await == [422, 422];
            refused && site.statuses(SERVICES, &two).await == [201, 201]
        }
        "batch-capped-at-100" => site.statuses(SERVICES, &services(0..101)).await.len() != 101,
        "composite-key-incomplete" => {
            let results = site.put(SERVICES, &two).await.results();
            results[0]["id"] == results[1]["id"]
        }
        "drops-last-result" => site.statuses(SERVICES, &two).await.len() != 2,
        "duplicate-created-under-race" => {
            let mut twice = false;
            for key in 0..10 {
                let created = raced(site, key).await;
                twice |= created > 1;
            }
            twice
        }
        "duplicate-in-batch-created-twice" => {
            site.statuses(SERVICES, &services([1, 1])).await == [201, 201]
        }
        "duplicates-collapsed" => site.statuses(SERVICES, &services([1, 1])).await.len() != 2,
        "echoes-wrong-id" => site.put(SERVICES, &two).await.results()[1]["id"][1]["value"] != 2,
        "empty-batch-one-result" => !site.put(SERVICES, &json!([])).await.results().is_empty(),
        "empty-update-refused" => {
            let created = site.statuses(SERVICES, &two).await == [201, 201];
            created && site.statuses(SERVICES, &two).await == [422, 422]
        }
        "envelope-data-missing-status" => site
            .put(SERVICES, &two)
            .await
            .results()
            .iter()
            .any(|result| result.get("status").is_none()),
        "ids-named-id" => {
            site.put(SERVICES, &two).await.results()[0]["id"][1]["key"] != "credService_Key"
        }
        "internals-leaked" => site
            .put(SERVICES, &json!([long(1)]))
            .await
            .text
            .contains("Store.cs"),
        "message-contradicts-status" => {
            site.put(SERVICES, &two).await.results()[0]["body"] != "Created"
        }
        "race-undone" => {
            let mut gone = false;
            for key in 0..5 {
                raced(site, key).await;
                gone |= site.statuses(SERVICES, &services([key])).await == [201];
            }
            gone
        }
        "refusal-status-zero" => {
            site.statuses(SERVICES, &json!([service(1), long(2)])).await == [201, 0]
        }
        "refusal-is-redirection" => {
            site.statuses(SERVICES, &json!([service(1), long(2)])).await == [201, 302]
        }
        "refused-item-applied" => {
            assert_eq!(
                site.statuses(SERVICES, &json!([service(1), long(2)])).await,
                [201, 422]
            );
            site.statuses(SERVICES, &two).await == [200, 200]
        }
        "refused-update-half-applied" => {
            site.statuses(SERVICES, &two).await;
            let refused = with(long(1), json!({ "percentage": 77 }));
            assert_eq!(site.statuses(SERVICES, &json!([refused])).await, [422]);
            let read = site
                .get("/provider-credentialing/7/services/1")
                .await
                .json();
            read["data"]["percentage"] == 77
        }
        "replay-conflict" => {
            site.statuses(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await.contains(&409)
        }
        "results-reversed" => site.put(SERVICES, &two).await.results()[0]["id"][1]["value"] == 2,
        "third-replay-differs" => {
            site.statuses(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await != site.statuses(SERVICES, &two).await
        }
        _ => return None,
    };
    Some(deviates)
}

/// Lets eight writers race for one new key; how many created it.
async fn raced(site: &Site, key: i32) -> usize {
    let batch = services([key]);
    let answers = join_all((0..8).map(|_| site.statuses(SERVICES, &batch))).await;
    answers
        .concat()
        .iter()
        .filter(|status| **status == 201)
        .count()
}
