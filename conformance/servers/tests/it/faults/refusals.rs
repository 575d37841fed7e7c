//! Probes for faults about the envelope of a refusal, call ids and what may not be said to a caller.

use reqwest::Method;
use serde_json::{Value, json};

use crate::site::{Answer, SERVICES, Site, long, read, service, services, user, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let one = services([1]);
    let broken = format!("[{},{}", service(1), &service(2).to_string()[..9]);
    let deviates = match id {
        "call-id-empty" => site.put(SERVICES, &one).await.json()["debug"]["activityID"] == "",
        "call-id-is-api-key" => site
            .put(SERVICES, &one)
            .await
            .text
            .contains("reference-key"),
        "call-id-missing-on-refusals" => {
            site.put(SERVICES, &json!([long(1)])).await.json()["debug"] == json!({})
        }
        "error-is-text" => site.put_text(SERVICES, "{").await.json()["error"].is_string(),
        "error-page-is-html" => {
            let answer = site.put_text(SERVICES, "{").await;
            answer.header("content-type") == "text/html"
        }
        "error-status-differs" => {
            let answer = site.put_text(SERVICES, "{").await;
            answer.json()["error"]["status"] != answer.status.as_u16()
        }
        "internals-leaked" => site
            .put(SERVICES, &json!([long(1)]))
            .await
            .text
            .contains("Store.cs"),
        "other-tenant-in-message" => {
            to(site, "alpha", &json!([user(1, "canary")])).await;
            to(site, "beta", &one).await.text.contains("canary")
        }
        "other-tenant-in-refusal" => {
            let mark = json!([user(1, "somebody")]);
            let other = site.signed(Method::PUT, SERVICES, "beta").json(&mark);
            Answer::of(other).await;
            site.put_text(SERVICES, "{").await.text.contains("somebody")
        }
        "problem-type-is-prose" => {
            let error = site.put_text(SERVICES, "{").await.json()["error"].clone();
            error["type"].as_str().unwrap().contains(' ')
        }
        "results-in-error" => site.put_text(SERVICES, broken).await.json()["data"].is_array(),
        "stack-trace-in-400" => site.put_text(SERVICES, "{").await.text.contains("System."),
        "statement-in-refusal" => site
            .put(SERVICES, &json!([long(1)]))
            .await
            .text
            .contains("INSERT INTO"),
        "title-counts" => {
            let first = site.put_text(SERVICES, "{").await.json()["error"]["title"].clone();
            first != site.put_text(SERVICES, "{").await.json()["error"]["title"]
        }
        "users-swapped" => {
            let users = json!({ "entry_User": "ann", "update_User": "bob" });
            site.put(SERVICES, &json!([with(service(1), users)])).await;
            let read = read(site, 1).await;
            read["entry_User"] == "bob" && read["update_User"] == "ann"
        }
        _ => return None,
    };
    Some(deviates)
}

async fn to(site: &Site, tenant: &str, body: &Value) -> Answer {
    Answer::of(site.signed(Method::PUT, SERVICES, tenant).json(body)).await
}
