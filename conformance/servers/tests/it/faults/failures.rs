//! Probes for faults about refused items, and refused batches, beside good ones.

use reqwest::Method;
use serde_json::json;

use crate::site::{Answer, SERVICES, Site, long, service, services, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let broken = format!("[{},{}", service(1), &service(2).to_string()[..9]);
    let deviates = match id {
        "all-bad-is-500" => site.put(SERVICES, &json!([long(1)])).await.status == 500,
        "all-bad-is-empty" => site.statuses(SERVICES, &json!([long(1)])).await.is_empty(),
        "applied-on-400" => {
            let answer = site.put_text(SERVICES, broken).await;
            answer.refused(400);
            site.statuses(SERVICES, &two).await == [200, 201]
        }
        "applied-on-415" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha");
            let request = request.header("content-type", "text/xml");
            let answer = Answer::of(request.body(two.to_string())).await;
            answer.status == 415 && site.statuses(SERVICES, &two).await == [200, 200]
        }
        "atomic-when-large" => {
            let mut large = services(0..6);
            large[0] = long(0);
            let small = json!([long(7), service(8)]);
            site.statuses(SERVICES, &large).await.contains(&424)
                && site.statuses(SERVICES, &small).await == [422, 201]
        }
        "bad-item-fails-siblings-silently" => {
            let statuses = site.statuses(SERVICES, &json!([service(1), long(2)])).await;
            assert_eq!(statuses, [201, 422]);
            site.statuses(SERVICES, &two).await == [201, 201]
        }
        "bad-item-refuses-batch" => {
            let refused =
                site.statuses(SERVICES, &json!([service(1), long(2)])).await == [422, 422];
            refused && site.statuses(SERVICES, &two).await == [201, 201]
        }
        "first-bad-refuses-all" => {
            let first = json!([long(1), service(2)]);
            let last = json!([service(3), long(4)]);
            site.statuses(SERVICES, &first).await == [422, 422]
                && site.statuses(SERVICES, &last).await == [201, 422]
        }
        "item-137-not-applied" => {
            let reported = site.statuses(SERVICES, &services(0..140)).await == [201; 140];
            reported && site.statuses(SERVICES, &services([136])).await == [201]
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
        "stops-at-first-refusal" => {
            let batch = json!([service(1), long(2), service(3)]);
            site.statuses(SERVICES, &batch).await == [201, 422]
        }
        _ => return None,
    };
    Some(deviates)
}
