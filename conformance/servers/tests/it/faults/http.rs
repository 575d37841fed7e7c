//! Probes for faults about methods, header fields and connections.

use reqwest::Method;
use serde_json::Value;

use crate::site::{Answer, SERVICES, Site, services};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let one = services([1]);
    let deviates = match id {
        "expectation-refused" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha").json(&one);
            let answer = Answer::of(request.header("expect", "100-continue")).await;
            answer.status == 417
        }
        "head-with-body" => {
            let answer = site.raw("HEAD", "vbasoftware-database: alpha", "");
            !answer.ends_with("\r\n\r\n")
        }
        "image-accept-is-500" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha").json(&one);
            Answer::of(request.header("accept", "image/png"))
                .await
                .status
                == 500
        }
        "large-answer-cut-short" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha");
            let answer = request.json(&services(0..1000)).send().await.unwrap();
            answer.status() == 207 && answer.text().await.is_err()
        }
        "media-type-ignored" => {
            let request = site
                .signed(Method::PUT, SERVICES, "alpha")
                .header("content-type", "text/xml");
            Answer::of(request.body("[]")).await.status == 207
        }
        "not-allowed-without-allow" => {
            let answer = sent(site, Method::POST, &one).await;
            answer.status == 405 && answer.header("allow").is_empty()
        }
        "options-allows-get-only" => {
            let answer = sent(site, Method::OPTIONS, &one).await;
            answer.header("allow") == "GET, OPTIONS"
        }
        "options-is-500" => sent(site, Method::OPTIONS, &one).await.status == 500,
        "patch-applied-then-405" => {
            let answer = sent(site, Method::PATCH, &one).await;
            answer.status == 405 && site.statuses(SERVICES, &one).await == [200]
        }
        "path-echoed-in-header" => {
            let answer = at_path(site, "7%0D%0Ax-made:%20here", &one).await;
            answer.header("x-made").starts_with("here")
        }
        "post-is-put" => {
            sent(site, Method::POST, &one).await;
            site.statuses(SERVICES, &one).await == [200]
        }
        "stale-answer-on-connection" => {
            let refused = site.put_text(SERVICES, "{").await.status;
            site.put(SERVICES, &one).await.status == refused
        }
        "text-plain-not-acceptable" => {
            let request = site
                .signed(Method::PUT, SERVICES, "alpha")
                .header("accept", "text/plain");
            Answer::of(request.json(&two)).await.status == 406
        }
        "unknown-encoding-ignored" => encoded(site, &one).await.status == 207,
        "unknown-encoding-is-500" => encoded(site, &one).await.status == 500,
        _ => return None,
    };
    Some(deviates)
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
