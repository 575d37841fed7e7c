//! Probes for faults that need requests at the same moment.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::site::{SERVICES, Site, read, service, services, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    // A race is no race every time.
    for round in 0..10 {
        let key = 10 * round;
        let deviates = match id {
            "deadlock-is-500" => burst(site, vec![services([key]); 8]).await.contains(&500),
            "table-locked" => {
                let disjoint = (0..8).map(|n| services([key + n])).collect();
                burst(site, disjoint).await.contains(&409)
            }
            "opposite-order-hangs" => {
                let batches = [services([key, key + 1]), services([key + 1, key])];
                let answers = join_all(batches.iter().map(|batch| {
                    let request = site.signed(Method::PUT, SERVICES, "alpha").json(batch);
                    request.timeout(Duration::from_secs(2)).send()
                }));
                let hangs = |error: &reqwest::Error| error.is_timeout();
                answers
                    .await
                    .iter()
                    .any(|answer| answer.as_ref().err().is_some_and(hangs))
            }
            "created-told-late" | "four-writers-lost" | "race-undone" => {
                burst(site, vec![services([key]); 8]).await;
                site.statuses(SERVICES, &services([key])).await == [201]
            }
            "duplicate-created-under-race" => {
                let statuses = burst(site, vec![services([key]); 8]).await;
                statuses.iter().filter(|status| **status == 201).count() > 1
            }
            "batch-race-created-twice" => {
                let statuses = burst(site, vec![services([key, key + 1]); 8]).await;
                statuses.iter().filter(|status| **status == 201).count() > 2
            }
            "values-mixed" => {
                let writer = |n: i32| {
                    json!([with(
                        service(key),
                        json!({ "entry_User": n.to_string(), "percentage": n })
                    )])
                };
                burst(site, (0..8).map(writer).collect()).await;
                let read = read(site, key).await;
                read["entry_User"] != json!(read["percentage"].to_string())
            }
            "tenants-cross-under-load" => {
                let put = |n: i32| {
                    let tenant = if n % 2 == 0 { "alpha" } else { "beta" };
                    let request = site.signed(Method::PUT, SERVICES, tenant);
                    request.json(&services([key + n])).send()
                };
                join_all((0..8).map(put)).await;
                let own: Value = services((0..8).step_by(2).map(|n| key + n));
                site.statuses(SERVICES, &own).await.contains(&201)
            }
            _ => return None,
        };
        if deviates {
            return Some(true);
        }
    }
    Some(false)
}

/// Sends all batches at once; the statuses of all their items.
async fn burst(site: &Site, batches: Vec<Value>) -> Vec<i64> {
    let requests = batches.iter().map(|batch| site.statuses(SERVICES, batch));
    join_all(requests).await.concat()
}
