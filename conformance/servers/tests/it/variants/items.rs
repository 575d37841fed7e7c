//! Probes for variants that treat items in another way.

use serde_json::json;

use crate::site::{SERVICES, Site, long, percentage, read, service, services, user, with};

/// Whether the server differs; `None` for variants of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let mixed = json!([service(1), long(2)]);
    let differs = match id {
        "item-failures-are-400" => site.statuses(SERVICES, &mixed).await == [201, 400],
        "item-failures-are-409" => site.statuses(SERVICES, &mixed).await == [201, 409],
        "item-failures-are-500" => {
            let results = site.put(SERVICES, &mixed).await.results();
            results[1]["status"] == 500
                && results[1]["body"].as_str().unwrap().contains("entry_User")
        }
        "atomic-424" => {
            let failed = site.statuses(SERVICES, &mixed).await == [424, 422];
            failed && site.statuses(SERVICES, &services([1, 2])).await == [201, 201]
        }
        "duplicates-are-409-items" => {
            let batch = json!([percentage(1, 1), percentage(1, 2), service(2)]);
            site.statuses(SERVICES, &batch).await == [201, 409, 201]
                && read(site, 1).await["percentage"] == 1
        }
        "unknown-members-refused" => {
            let extra = |key| with(service(key), json!({ "extra": 1 }));
            site.statuses(SERVICES, &json!([extra(1)])).await == [422]
                && site
                    .statuses(SERVICES, &json!([extra(1), service(2)]))
                    .await
                    == [422, 201]
        }
        "keys-assigned-for-zero" => {
            let results = site.put(SERVICES, &services([0, 0, 5])).await.results();
            let keys: Vec<_> = results
                .iter()
                .map(|r| r["id"][1]["value"].as_i64())
                .collect();
            keys == [Some(2_000_000_000), Some(2_000_000_001), Some(5)]
        }
        "absent-members-kept" => {
            site.put(SERVICES, &json!([percentage(1, 5), percentage(2, 5)]))
                .await;
            let empty = with(service(2), json!({ "percentage": null }));
            site.put(SERVICES, &json!([service(1), empty])).await;
            read(site, 1).await["percentage"] == 5 && read(site, 2).await["percentage"].is_null()
        }
        "audit-by-server" => {
            site.put(SERVICES, &json!([user(1, "someone")])).await;
            let entered = read(site, 1).await;
            site.put(SERVICES, &json!([user(1, "someone else")])).await;
            let updated = read(site, 1).await;
            entered["entry_User"] == "api"
                && entered["update_User"].is_null()
                && updated["entry_Date"] == entered["entry_Date"]
                && updated["update_User"] == "api"
        }
        _ => return None,
    };
    Some(differs)
}
