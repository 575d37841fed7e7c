//! Probes for faults about the same batch, sent again.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::site::{SERVICES, Site, long, percentage, read, services};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let deviates = match id {
        "large-replay-conflicts" => {
            let ten = services(0..10);
            site.put(SERVICES, &ten).await;
            site.statuses(SERVICES, &ten).await == [409; 10]
        }
        "lock-left-by-hanging-up" => {
            let mut locked = false;
            // On a busy machine a client may hang up before the server has heard of it.
            for key in 0..10 {
                let one = services([key]);
                let request = site.signed(Method::PUT, SERVICES, "alpha").json(&one);
                let patience = Duration::from_millis(5);
                let hung_up = request.timeout(patience).send().await.is_err();
                tokio::time::sleep(Duration::from_millis(50)).await;
                locked |= hung_up && site.statuses(SERVICES, &one).await == [409];
            }
            locked
        }
        "refused-replay-succeeds" => {
            let bad = json!([long(1)]);
            site.statuses(SERVICES, &bad).await == [422]
                && site.statuses(SERVICES, &bad).await == [200]
        }
        "replay-adds-percentage" => {
            for _ in 0..2 {
                site.put(SERVICES, &json!([percentage(1, 10)])).await;
            }
            read(site, 1).await["percentage"] == 20
        }
        "replay-alternates" => {
            site.put(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await != site.statuses(SERVICES, &two).await
        }
        "replay-conflict" => {
            site.statuses(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await.contains(&409)
        }
        "third-replay-differs" => {
            site.statuses(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await != site.statuses(SERVICES, &two).await
        }
        "update-fills-absent" => {
            site.put(SERVICES, &services([1])).await;
            let created = read(site, 1).await;
            site.put(SERVICES, &services([1])).await;
            created["percentage"].is_null() && read(site, 1).await["percentage"] == 100
        }
        _ => return None,
    };
    Some(deviates)
}
