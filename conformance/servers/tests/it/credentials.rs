//! Both credentials are needed, the right ones, before anything else is looked at; neither ever comes back.

use reqwest::Method;

use crate::site::{Answer, SERVICES, Site, services};

const WRONG: &str = "canary-5d1f";

#[tokio::test]
async fn each_credential_is_required_and_checked() {
    let site = Site::honest().await;
    let put = || {
        site.bare(Method::PUT, SERVICES)
            .header("vbasoftware-database", "alpha")
            .json(&services([1]))
    };
    let key = "x-api-key";
    let refused = [
        put(),
        put().header(key, "reference-key"),
        put().bearer_auth("reference-token"),
        put().header(key, WRONG).bearer_auth("reference-token"),
        put().header(key, "reference-key").bearer_auth(WRONG),
        put().header(key, "").bearer_auth("reference-token"),
        put().header(key, "reference-key").bearer_auth(""),
        put()
            .header(key, "reference-key")
            .header("authorization", "Basic cmVmZXJlbmNlOnRva2Vu"),
        put()
            .header(key, "reference-key")
            .header(key, "reference-key")
            .bearer_auth("reference-token"),
    ];
    for request in refused {
        let answer = Answer::of(request).await;
        answer.refused(401);
        assert!(!answer.header("www-authenticate").is_empty(), "{answer:?}");
        assert!(!format!("{answer:?}").contains(WRONG), "{answer:?}");
    }
    assert_eq!(site.statuses(SERVICES, &services([1])).await, [201]);
}

#[tokio::test]
async fn the_scheme_is_not_case_sensitive() {
    let site = Site::honest().await;
    let request = site
        .bare(Method::PUT, SERVICES)
        .header("vbasoftware-database", "alpha")
        .json(&services([]));
    let request = request
        .header("x-api-key", "reference-key")
        .header("authorization", "bearer reference-token");
    assert_eq!(Answer::of(request).await.status, 207);
}

#[tokio::test]
async fn strangers_learn_nothing_about_the_rest_of_their_request() {
    let site = Site::honest().await;
    let requests = [
        site.bare(Method::PUT, SERVICES).body("{"),
        site.bare(Method::PUT, SERVICES)
            .header("content-type", "text/xml")
            .body("<a/>"),
        site.bare(Method::PUT, "/provider-credentialing/x/services-batch")
            .body("[]"),
        site.bare(Method::GET, "/provider-credentialing/7/services/1"),
    ];
    for request in requests {
        Answer::of(request).await.refused(401);
    }
}
