//! Probes for faults of the operations on one entity, and of the list.

use reqwest::Method;
use serde_json::json;

use crate::site::{Answer, SERVICES, Site, service, services};

const LIST: &str = "/provider-credentialing/7/services";
const ONE: &str = "/provider-credentialing/7/services/1";

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let bare = |method: Method, path: &str| {
        site.bare(method, path)
            .header("vbasoftware-database", "alpha")
    };
    let deviates = match id {
        "create-is-202" => {
            let request = site.signed(Method::POST, LIST, "alpha");
            Answer::of(request.json(&service(1))).await.status == 202
        }
        "delete-is-open" => {
            site.put(SERVICES, &services([1])).await;
            Answer::of(bare(Method::DELETE, ONE)).await.status == 204
        }
        "list-is-html" => {
            let answer = site.get(LIST).await;
            answer.header("content-type").starts_with("text/html")
        }
        "list-is-open" => Answer::of(bare(Method::GET, LIST)).await.status == 200,
        "read-forgets-member" => {
            site.put(SERVICES, &services([1])).await;
            site.get(ONE).await.json()["data"]["providerCred_Key"] != json!(7)
        }
        "read-needs-no-tenant" => {
            let request = site
                .bare(Method::GET, LIST)
                .header("x-api-key", "reference-key");
            let request = request.bearer_auth("reference-token");
            Answer::of(request).await.status == 200
        }
        "read-takes-any-token" => {
            site.put(SERVICES, &services([1])).await;
            let request = bare(Method::GET, ONE).header("x-api-key", "reference-key");
            Answer::of(request.bearer_auth("wrong")).await.status == 200
        }
        "single-put-mended" => {
            site.put(SERVICES, &services([1])).await;
            let body = service(1).to_string();
            let request = site
                .signed(Method::PUT, ONE, "alpha")
                .header("content-type", "application/json");
            let cut = body.strip_suffix('}').unwrap_or_default().to_owned();
            Answer::of(request.body(cut)).await.status == 200
        }
        "text-key-is-500" => {
            site.get("/provider-credentialing/7/services/x")
                .await
                .status
                == 500
        }
        "text-key-is-zero" => site.get("/provider-credentialing/x/services").await.status == 200,
        _ => return None,
    };
    Some(deviates)
}
