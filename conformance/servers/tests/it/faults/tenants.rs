//! Probes for faults about tenants and paths.

use reqwest::Method;
use serde_json::{Value, json};

use crate::site::{Answer, SERVICES, Site, service, services, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let one = services([1]);
    let deviates = match id {
        "blank-tenant-is-first" => to(site, "", &one).await.status == 207,
        "closed-tenant-opens" => to(site, "gamma", &one).await.status == 207,
        "fraction-in-path-cut" => at_path(site, "7.5", &one).await.status == 207,
        "large-path-is-500" => at_path(site, "4294967303", &one).await.status == 500,
        "large-path-wraps" => at_path(site, "4294967303", &one).await.status == 207,
        "parent-mismatch-applied" => {
            let other = with(service(1), json!({ "providerCred_Key": 8 }));
            site.statuses(SERVICES, &json!([other])).await == [201]
        }
        "path-not-checked" => {
            site.put("/provider-credentialing/x/services-batch", &two)
                .await
                .status
                == 207
        }
        "path-tail-ignored" => at_path(site, "7abc", &one).await.status == 207,
        "tenant-header-optional" => {
            let request = site
                .bare(Method::PUT, SERVICES)
                .header("x-api-key", "reference-key");
            Answer::of(request.bearer_auth("reference-token").json(&two))
                .await
                .status
                == 207
        }
        "tenant-ignored" => {
            site.statuses(SERVICES, &two).await;
            let other = site.signed(Method::PUT, SERVICES, "beta").json(&two);
            Answer::of(other).await.statuses() == [200, 200]
        }
        "tenant-sticks-to-connection" | "second-tenant-always-updated" => {
            to(site, "alpha", &one).await;
            to(site, "beta", &one).await.statuses() == [200]
        }
        "unknown-tenant-is-500" => to(site, "nowhere", &one).await.status == 500,
        "unknown-tenant-is-first" => to(site, "nowhere", &one).await.status == 207,
        _ => return None,
    };
    Some(deviates)
}

async fn to(site: &Site, tenant: &str, body: &Value) -> Answer {
    Answer::of(site.signed(Method::PUT, SERVICES, tenant).json(body)).await
}

async fn at_path(site: &Site, key: &str, body: &Value) -> Answer {
    let path = format!("/provider-credentialing/{key}/services-batch");
    site.put(&path, body).await
}
