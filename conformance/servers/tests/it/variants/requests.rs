//! Probes for variants that take or refuse requests as a whole in another way.

use reqwest::Method;
use serde_json::json;

use crate::site::{Answer, SERVICES, Site, long, service, services};

/// Whether the server differs; `None` for variants of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let one = services([1]);
    let differs = match id {
        "limit-of-100" => {
            site.put(SERVICES, &services(0..101)).await.status == 413
                && site.statuses(SERVICES, &services(0..100)).await == [201; 100]
        }
        "empty-batch-is-400" => site.put(SERVICES, &json!([])).await.status == 400,
        "duplicates-refuse-batch" => {
            site.put(SERVICES, &services([1, 1])).await.status == 409
                && site.statuses(SERVICES, &one).await == [201]
        }
        "malformed-items-refuse-batch" => {
            let refused = site.put(SERVICES, &json!([service(1), long(2)])).await;
            refused.status == 400 && site.statuses(SERVICES, &one).await == [201]
        }
        "unknown-parent-is-404" => {
            let path = "/provider-credentialing/2000000/services-batch";
            let item = json!([{ "providerCred_Key": 2_000_000, "credService_Key": 1 }]);
            site.put(path, &item).await.status == 404
        }
        "wrong-credentials-are-403" => {
            let request = |key: &str| {
                let request = site.bare(Method::PUT, SERVICES).json(&one);
                let request = request.header("vbasoftware-database", "alpha");
                request.header("x-api-key", key).bearer_auth("wrong")
            };
            Answer::of(request("wrong")).await.status == 403
                && Answer::of(site.bare(Method::PUT, SERVICES)).await.status == 401
        }
        "no-challenge-in-401" => {
            let answer = Answer::of(site.bare(Method::PUT, SERVICES)).await;
            answer.status == 401 && answer.header("www-authenticate").is_empty()
        }
        "too-many-requests" => turned_away(site, 5).await == 429,
        "unavailable-now-and-then" => turned_away(site, 7).await == 503,
        "only-batches" => {
            site.put(SERVICES, &one).await;
            site.get("/provider-credentialing/7/services/1")
                .await
                .status
                == 404
        }
        "only-batches-and-reads" => {
            site.put(SERVICES, &one).await;
            site.get("/provider-credentialing/7/services/1")
                .await
                .status
                == 200
                && site.get("/provider-credentialing/7/services").await.status == 404
        }
        "unknown-methods-are-404" => {
            let request = site.signed(Method::POST, SERVICES, "alpha").json(&one);
            Answer::of(request).await.status == 404 && site.statuses(SERVICES, &one).await == [201]
        }
        _ => return None,
    };
    Some(differs)
}

/// The status of the last of so many requests for new entities; it must be the only one that is not applied.
async fn turned_away(site: &Site, count: i32) -> u16 {
    for key in 1..count {
        assert_eq!(site.statuses(SERVICES, &services([key])).await, [201]);
    }
    let last = site.put(SERVICES, &services([count])).await;
    let applied = site.statuses(SERVICES, &services([count])).await == [200];
    assert_eq!(applied, last.status == 207);
    last.status.as_u16()
}
