//! Probes for faults about credentials, tenants, paths and media types.

use reqwest::Method;

use crate::site::{Answer, SERVICES, Site, services};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let deviates = match id {
        "api-key-not-checked" => {
            let put = || {
                site.bare(Method::PUT, SERVICES)
                    .header("vbasoftware-database", "alpha")
                    .json(&two)
            };
            let missing = put().bearer_auth("reference-token");
            let wrong = put()
                .bearer_auth("reference-token")
                .header("x-api-key", "wrong");
            Answer::of(missing).await.status == 207 && Answer::of(wrong).await.status == 207
        }
        "applied-before-auth" => {
            let request = site
                .bare(Method::PUT, SERVICES)
                .header("vbasoftware-database", "alpha")
                .json(&two);
            assert_eq!(Answer::of(request).await.status, 401);
            site.statuses(SERVICES, &two).await == [200, 200]
        }
        "charset-refused" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha");
            let request = request.header("content-type", "application/json; charset=utf-8");
            Answer::of(request.body("[]")).await.status == 415
        }
        "credentials-echoed" => {
            let request = site
                .bare(Method::PUT, SERVICES)
                .header("x-api-key", "reference-key");
            Answer::of(request.bearer_auth("canary").json(&two))
                .await
                .text
                .contains("canary")
        }
        "error-status-differs" => {
            let answer = site.put_text(SERVICES, "{").await;
            answer.json()["error"]["status"] != answer.status.as_u16()
        }
        "media-type-ignored" => {
            let request = site
                .signed(Method::PUT, SERVICES, "alpha")
                .header("content-type", "text/xml");
            Answer::of(request.body("[]")).await.status == 207
        }
        "missing-credentials-are-403" => {
            Answer::of(site.bare(Method::PUT, SERVICES).json(&two))
                .await
                .status
                == 403
        }
        "no-auth" => {
            let request = site
                .bare(Method::PUT, SERVICES)
                .header("vbasoftware-database", "alpha");
            Answer::of(request.json(&two)).await.status == 207
        }
        "api-key-begins-right" => {
            let request = site
                .bare(Method::PUT, SERVICES)
                .header("vbasoftware-database", "alpha")
                .header("x-api-key", "reference-key-and-more");
            Answer::of(request.bearer_auth("reference-token").json(&two))
                .await
                .status
                == 207
        }
        "scheme-ignored" => {
            let request = site
                .bare(Method::PUT, SERVICES)
                .header("vbasoftware-database", "alpha")
                .header("x-api-key", "reference-key")
                .header("authorization", "Unknown reference-token");
            Answer::of(request.json(&two)).await.status == 207
        }
        "text-behind-body-ignored" => site.put_text(SERVICES, "[] x").await.status == 207,
        "content-type-forgotten" => {
            let answer = site.put(SERVICES, &two).await;
            answer.header("content-type").is_empty()
        }
        "no-challenge" => {
            let answer = Answer::of(site.bare(Method::PUT, SERVICES).json(&two)).await;
            assert_eq!(answer.status, 401);
            answer.header("www-authenticate").is_empty()
        }
        "path-not-checked" => {
            site.put("/provider-credentialing/x/services-batch", &two)
                .await
                .status
                == 207
        }
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
        "text-plain-not-acceptable" => {
            let request = site
                .signed(Method::PUT, SERVICES, "alpha")
                .header("accept", "text/plain");
            Answer::of(request.json(&two)).await.status == 406
        }
        _ => return None,
    };
    Some(deviates)
}
