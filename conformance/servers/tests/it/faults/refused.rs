//! Probes for faults that show in a request as a whole: its tenant, path, credentials, bytes and method.

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::{long, user};
use crate::site::{Answer, SERVICES, Site, service, services, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let one = services([1]);
    let deviates = match id {
        "unknown-tenant-is-first" => to(site, "nowhere", &one).await.status == 207,
        "closed-tenant-opens" => to(site, "gamma", &one).await.status == 207,
        "unknown-tenant-is-500" => to(site, "nowhere", &one).await.status == 500,
        "blank-tenant-is-first" => to(site, "", &one).await.status == 207,
        "tenant-sticks-to-connection" | "second-tenant-always-updated" => {
            to(site, "alpha", &one).await;
            to(site, "beta", &one).await.statuses() == [200]
        }
        "large-path-is-500" => at_path(site, "4294967303", &one).await.status == 500,
        "large-path-wraps" => at_path(site, "4294967303", &one).await.status == 207,
        "path-tail-ignored" => at_path(site, "7abc", &one).await.status == 207,
        "fraction-in-path-cut" => at_path(site, "7.5", &one).await.status == 207,
        "parent-mismatch-applied" => {
            let other = with(service(1), json!({ "providerCred_Key": 8 }));
            site.statuses(SERVICES, &json!([other])).await == [201]
        }
        "body-parsed-before-auth" => {
            let request = site.bare(Method::PUT, SERVICES);
            let request = request.header("content-type", "application/json").body("{");
            Answer::of(request).await.status == 400
        }
        "media-type-before-auth" => {
            let request = site.bare(Method::PUT, SERVICES);
            let request = request.header("content-type", "text/xml").body("<a/>");
            Answer::of(request).await.status == 415
        }
        "open-after-good-request" => {
            site.put(SERVICES, &one).await;
            let request = site.bare(Method::PUT, SERVICES).json(&one);
            let request = request.header("vbasoftware-database", "alpha");
            Answer::of(request).await.status == 207
        }
        "wrong-key-accepted-again" => {
            let first = wrong_key(site, &one).await.status == 401;
            first && wrong_key(site, &one).await.status == 207
        }
        "wrong-key-is-500" => wrong_key(site, &one).await.status == 500,
        "object-is-batch-of-one" => site.put(SERVICES, &service(1)).await.status == 207,
        "empty-body-is-empty-batch" => site.put_text(SERVICES, "").await.status == 207,
        "bom-is-500" => site.put_text(SERVICES, "\u{feff}[]").await.status == 500,
        "invalid-utf8-is-500" => {
            let body = b"[{\"entry_User\":\"\xff\"}]".to_vec();
            site.put_text(SERVICES, body).await.status == 500
        }
        "lone-surrogate-is-500" => {
            let body = r#"[{"providerCred_Key":7,"credService_Key":1,"entry_User":"\ud800"}]"#;
            site.put_text(SERVICES, body).await.status == 500
        }
        "huge-number-is-500" => {
            let body = r#"[{"providerCred_Key":7,"credService_Key":1,"percentage":1E400}]"#;
            site.put_text(SERVICES, body).await.status == 500
        }
        "deep-nesting-is-500" => site.put_text(SERVICES, "[".repeat(200)).await.status == 500,
        "deep-nesting-hangs" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha");
            let request = request.body("[".repeat(200));
            let answer = request.timeout(Duration::from_secs(2)).send().await;
            answer.is_err_and(|error| error.is_timeout())
        }
        "unknown-member-is-500" => {
            let extra = with(service(1), json!({ "extra": 1 }));
            site.put(SERVICES, &json!([extra])).await.status == 500
        }
        "not-allowed-without-allow" => {
            let answer = sent(site, Method::POST, &one).await;
            answer.status == 405 && answer.header("allow").is_empty()
        }
        "post-is-put" => {
            sent(site, Method::POST, &one).await;
            site.statuses(SERVICES, &one).await == [200]
        }
        "patch-applied-then-405" => {
            let answer = sent(site, Method::PATCH, &one).await;
            answer.status == 405 && site.statuses(SERVICES, &one).await == [200]
        }
        "head-with-body" => {
            let answer = site.raw("HEAD", "vbasoftware-database: alpha", "");
            !answer.ends_with("\r\n\r\n")
        }
        "unknown-encoding-ignored" => encoded(site, &one).await.status == 207,
        "unknown-encoding-is-500" => encoded(site, &one).await.status == 500,
        "stale-answer-on-connection" => {
            let refused = site.put_text(SERVICES, "{").await.status;
            site.put(SERVICES, &one).await.status == refused
        }
        "image-accept-is-500" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha").json(&one);
            Answer::of(request.header("accept", "image/png"))
                .await
                .status
                == 500
        }
        "expectation-refused" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha").json(&one);
            let answer = Answer::of(request.header("expect", "100-continue")).await;
            answer.status == 417
        }
        "options-allows-get-only" => {
            let answer = sent(site, Method::OPTIONS, &one).await;
            answer.header("allow") == "GET, OPTIONS"
        }
        "path-echoed-in-header" => {
            let answer = at_path(site, "7%0D%0Ax-made:%20here", &one).await;
            answer.header("x-made").starts_with("here")
        }
        "options-is-500" => sent(site, Method::OPTIONS, &one).await.status == 500,
        "problem-type-is-prose" => {
            let error = site.put_text(SERVICES, "{").await.json()["error"].clone();
            error["type"].as_str().unwrap().contains(' ')
        }
        "title-counts" => {
            let first = site.put_text(SERVICES, "{").await.json()["error"]["title"].clone();
            first != site.put_text(SERVICES, "{").await.json()["error"]["title"]
        }
        "error-is-text" => site.put_text(SERVICES, "{").await.json()["error"].is_string(),
        "error-page-is-html" => {
            let answer = site.put_text(SERVICES, "{").await;
            answer.header("content-type") == "text/html"
        }
        "call-id-empty" => site.put(SERVICES, &one).await.json()["debug"]["activityID"] == "",
        "call-id-is-api-key" => site
            .put(SERVICES, &one)
            .await
            .text
            .contains("reference-key"),
        "other-tenant-in-message" => {
            to(site, "alpha", &json!([user(1, "canary")])).await;
            to(site, "beta", &one).await.text.contains("canary")
        }
        "stack-trace-in-400" => site.put_text(SERVICES, "{").await.text.contains("System."),
        "statement-in-refusal" => site
            .put(SERVICES, &json!([long(1)]))
            .await
            .text
            .contains("INSERT INTO"),
        _ => return None,
    };
    Some(deviates)
}

fn with_key(request: RequestBuilder, tenant: &str, key: &str) -> RequestBuilder {
    let request = request.header("vbasoftware-database", tenant);
    request
        .header("x-api-key", key)
        .bearer_auth("reference-token")
}

async fn to(site: &Site, tenant: &str, body: &Value) -> Answer {
    Answer::of(site.signed(Method::PUT, SERVICES, tenant).json(body)).await
}

async fn wrong_key(site: &Site, body: &Value) -> Answer {
    let request = with_key(site.bare(Method::PUT, SERVICES), "alpha", "wrong");
    Answer::of(request.json(body)).await
}

async fn at_path(site: &Site, key: &str, body: &Value) -> Answer {
    let path = format!("/provider-credentialing/{key}/services-batch");
    site.put(&path, body).await
}

async fn sent(site: &Site, method: Method, body: &Value) -> Answer {
    Answer::of(site.signed(method, SERVICES, "alpha").json(body)).await
}

async fn encoded(site: &Site, body: &Value) -> Answer {
    let request = site.signed(Method::PUT, SERVICES, "alpha").json(body);
    Answer::of(request.header("content-encoding", "x-unknown")).await
}
