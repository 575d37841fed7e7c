//! Probes for variants that write the same answer in another way.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::Value;

use crate::site::{Answer, SERVICES, Site, services};

/// Whether the server differs; `None` for variants of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let differs = match id {
        "error-absent" => site.put(SERVICES, &two).await.json().get("error").is_none(),
        "debug-absent" => site.put(SERVICES, &two).await.json().get("debug").is_none(),
        "debug-is-null" => site.put(SERVICES, &two).await.json().get("debug") == Some(&Value::Null),
        "debug-with-more-members" => {
            let debug = site.put(SERVICES, &two).await.json()["debug"].clone();
            debug.as_object().unwrap().len() > 1 && debug["activityID"].is_string()
        }
        "json-media-type" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha").json(&two);
            let answer = Answer::of(request.header("accept", "text/plain")).await;
            answer
                .header("content-type")
                .starts_with("application/json")
        }
        "problem-media-type" => {
            let answer = site.put_text(SERVICES, "{").await;
            answer.json()["error"]["status"] == 400
                && answer.header("content-type") == "application/problem+json"
        }
        "slow" => {
            // The quickest of several: a busy machine delays some answers, and this server every one.
            let mut quickest = Duration::MAX;
            for _ in 0..20 {
                let begun = Instant::now();
                site.get("/provider-credentialing/7/services").await;
                quickest = quickest.min(begun.elapsed());
            }
            quickest >= Duration::from_millis(20)
        }
        "closes-connections" => site.put(SERVICES, &two).await.header("connection") == "close",
        "closes-after-refusals" => {
            let sound = site.put(SERVICES, &two).await;
            let refused = site.put_text(SERVICES, "{").await;
            sound.header("connection").is_empty() && refused.header("connection") == "close"
        }
        "http-1-0" => {
            let answer = site.raw("PUT", "vbasoftware-database: alpha", "[]");
            answer.starts_with("HTTP/1.0 207 ") && answer.contains("\"data\":[]")
        }
        "chunked" => {
            let answer = site.put(SERVICES, &two).await;
            answer.header("transfer-encoding") == "chunked" && answer.statuses() == [201, 201]
        }
        "gzip-when-asked" => {
            let plain = site.put(SERVICES, &two).await;
            let request = site.signed(Method::PUT, SERVICES, "alpha").json(&two);
            let answer = Answer::of(request.header("accept-encoding", "gzip")).await;
            plain.header("content-encoding").is_empty()
                && answer.header("content-encoding") == "gzip"
        }
        "empty-list-is-null" => {
            let empty = site.get("/provider-credentialing/7/services").await.json();
            site.put(SERVICES, &two).await;
            let filled = site.get("/provider-credentialing/7/services").await.json();
            empty["data"] == Value::Null && filled["data"].as_array().unwrap().len() == 2
        }
        "missing-entity-is-204" => {
            let missing = site.get("/provider-credentialing/7/services/1").await;
            missing.status == 204 && missing.text.is_empty()
        }
        _ => return None,
    };
    Some(differs)
}
