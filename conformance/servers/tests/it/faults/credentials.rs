//! Probes for faults about credentials.

use reqwest::Method;

use crate::site::{Answer, SERVICES, Site, services};

const KEY: (&str, &str) = ("x-api-key", "reference-key");
const WRONG_KEY: (&str, &str) = ("x-api-key", "wrong");
const TOKEN: (&str, &str) = ("authorization", "Bearer reference-token");

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let bare = || site.bare(Method::PUT, SERVICES);
    let deviates = match id {
        "api-key-begins-right" => {
            let longer = ("x-api-key", "reference-key-and-more");
            with(site, &[longer, TOKEN]).await == 207
        }
        "api-key-not-checked" => {
            with(site, &[TOKEN]).await == 207 && with(site, &[WRONG_KEY, TOKEN]).await == 207
        }
        "applied-before-auth" => {
            assert_eq!(with(site, &[]).await, 401);
            site.statuses(SERVICES, &two).await == [200, 200]
        }
        "body-parsed-before-auth" => {
            let request = bare().header("content-type", "application/json").body("{");
            Answer::of(request).await.status == 400
        }
        "credentials-echoed" => {
            let request = bare().header(KEY.0, KEY.1).bearer_auth("canary").json(&two);
            Answer::of(request).await.text.contains("canary")
        }
        "media-type-before-auth" => {
            let request = bare().header("content-type", "text/xml").body("<a/>");
            Answer::of(request).await.status == 415
        }
        "missing-credentials-are-403" => Answer::of(bare().json(&two)).await.status == 403,
        "no-auth" => with(site, &[]).await == 207,
        "no-challenge" => {
            let answer = Answer::of(bare().json(&two)).await;
            assert_eq!(answer.status, 401);
            answer.header("www-authenticate").is_empty()
        }
        "open-after-good-request" => {
            site.put(SERVICES, &two).await;
            with(site, &[]).await == 207
        }
        "scheme-ignored" => {
            let unknown = ("authorization", "Unknown reference-token");
            with(site, &[KEY, unknown]).await == 207
        }
        "wrong-key-accepted-again" => {
            let first = with(site, &[WRONG_KEY, TOKEN]).await == 401;
            first && with(site, &[WRONG_KEY, TOKEN]).await == 207
        }
        "wrong-key-is-500" => with(site, &[WRONG_KEY, TOKEN]).await == 500,
        _ => return None,
    };
    Some(deviates)
}

/// The status of a batch of two services with these credentials.
async fn with(site: &Site, credentials: &[(&str, &str)]) -> u16 {
    let mut request = site.bare(Method::PUT, SERVICES).json(&services([1, 2]));
    request = request.header("vbasoftware-database", "alpha");
    for (name, value) in credentials {
        request = request.header(*name, *value);
    }
    Answer::of(request).await.status.as_u16()
}
