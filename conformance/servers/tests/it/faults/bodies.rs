//! Probes for faults about the bytes and the JSON of a request.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::site::{Answer, SERVICES, Site, service, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let broken = format!("[{},{}", service(1), &service(2).to_string()[..9]);
    let deviates = match id {
        "bom-is-500" => site.put_text(SERVICES, "\u{feff}[]").await.status == 500,
        "charset-refused" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha");
            let request = request.header("content-type", "application/json; charset=utf-8");
            Answer::of(request.body("[]")).await.status == 415
        }
        "deep-nesting-hangs" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha");
            let request = request.body("[".repeat(200));
            let answer = request.timeout(Duration::from_secs(2)).send().await;
            answer.is_err_and(|error| error.is_timeout())
        }
        "deep-nesting-is-500" => site.put_text(SERVICES, "[".repeat(200)).await.status == 500,
        "duplicate-members-alternate" => {
            let body =
                r#"[{"providerCred_Key":7,"credService_Key":1,"percentage":1,"percentage":2}]"#;
            site.put_text(SERVICES, body).await.statuses() == [201]
                && site.put_text(SERVICES, body).await.statuses() == [422]
        }
        "empty-batch-one-result" => !site.put(SERVICES, &json!([])).await.results().is_empty(),
        "empty-body-is-empty-batch" => site.put_text(SERVICES, "").await.status == 207,
        "huge-number-is-500" => {
            let body = r#"[{"providerCred_Key":7,"credService_Key":1,"percentage":1E400}]"#;
            site.put_text(SERVICES, body).await.status == 500
        }
        "invalid-utf8-is-500" => {
            let body = b"[{\"entry_User\":\"\xff\"}]".to_vec();
            site.put_text(SERVICES, body).await.status == 500
        }
        "lone-surrogate-is-500" => {
            let body = r#"[{"providerCred_Key":7,"credService_Key":1,"entry_User":"\ud800"}]"#;
            site.put_text(SERVICES, body).await.status == 500
        }
        "malformed-json-accepted" => site.put_text(SERVICES, broken).await.status == 207,
        "malformed-json-is-500" => site.put_text(SERVICES, broken).await.status == 500,
        "object-is-batch-of-one" => site.put(SERVICES, &service(1)).await.status == 207,
        "text-behind-body-ignored" => site.put_text(SERVICES, "[] x").await.status == 207,
        "unknown-member-is-500" => {
            let extra = with(service(1), json!({ "extra": 1 }));
            site.put(SERVICES, &json!([extra])).await.status == 500
        }
        _ => return None,
    };
    Some(deviates)
}
