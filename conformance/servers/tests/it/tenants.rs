//! One database is one tenant: what is in one is not in the other, and a request without a known one is refused.

use reqwest::Method;

use crate::site::{Answer, LICENSES, SERVICES, Site, license, services};

#[tokio::test]
async fn databases_do_not_share_entities() {
    let site = Site::honest().await;
    for (path, body) in [
        (SERVICES, services([1])),
        (LICENSES, serde_json::json!([license(1)])),
    ] {
        for expected in [[201], [200]] {
            for tenant in ["alpha", "beta"] {
                let answer = Answer::of(site.signed(Method::PUT, path, tenant).json(&body)).await;
                assert_eq!(answer.statuses(), expected, "{tenant}");
            }
        }
    }
    let gone = Answer::of(site.signed(
        Method::DELETE,
        "/provider-credentialing/7/services/1",
        "alpha",
    ))
    .await;
    assert_eq!(gone.status, 204);
    let kept =
        Answer::of(site.signed(Method::GET, "/provider-credentialing/7/services/1", "beta")).await;
    assert_eq!(kept.status, 200);
}

#[tokio::test]
async fn unknown_and_missing_databases_are_refused() {
    let site = Site::honest().await;
    for tenant in ["delta", "", " ", "Alpha", "alpha,beta"] {
        let answer = Answer::of(
            site.signed(Method::PUT, SERVICES, tenant)
                .json(&services([1])),
        )
        .await;
        answer.refused(400);
    }
    let request = site.bare(Method::PUT, SERVICES).json(&services([1]));
    let request = request
        .header("x-api-key", "reference-key")
        .bearer_auth("reference-token");
    Answer::of(request).await.refused(400);
    let request = site
        .signed(Method::PUT, SERVICES, "alpha")
        .header("vbasoftware-database", "beta");
    Answer::of(request.json(&services([1]))).await.refused(400);
    assert_eq!(site.statuses(SERVICES, &services([1])).await, [201]);
}
