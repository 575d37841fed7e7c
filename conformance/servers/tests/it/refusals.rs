//! Requests that are refused as a whole: the envelope, and nothing applied.

use reqwest::Method;
use serde_json::json;

use crate::site::{Answer, SERVICES, Site, service, services};

#[tokio::test]
async fn bodies_that_are_no_array_are_refused_and_nothing_is_applied() {
    let site = Site::honest().await;
    let one = service(1).to_string();
    let broken = [
        format!("[{one},{{\"providerCred_Key\":7,"),
        format!("[{one}"),
        format!("[{one}]]"),
        one.clone(),
        "true".to_owned(),
        "null".to_owned(),
        "\"text\"".to_owned(),
        "17".to_owned(),
        "garbled".to_owned(),
        String::new(),
        "   ".to_owned(),
    ];
    for body in broken {
        site.put_text(SERVICES, body).await.refused(400);
    }
    site.put_text(SERVICES, b"[\"\xff\xfe\"]".to_vec()).await;
    let deep = format!("[{}{}]", "[".repeat(100_000), "]".repeat(100_000));
    assert!(!site.put_text(SERVICES, deep).await.status.is_server_error());
    assert_eq!(site.statuses(SERVICES, &services([1])).await, [201]);
}

#[tokio::test]
async fn other_media_types_are_refused() {
    let site = Site::honest().await;
    for (media_type, status) in [
        ("text/xml", 415),
        ("application/x-www-form-urlencoded", 415),
    ] {
        let request = site
            .signed(Method::PUT, SERVICES, "alpha")
            .header("content-type", media_type);
        Answer::of(request.body("[]")).await.refused(status);
    }
    let request = site.signed(Method::PUT, SERVICES, "alpha");
    let labelled = request
        .header("content-type", "application/json; charset=utf-8")
        .body("[]");
    assert_eq!(Answer::of(labelled).await.status, 207);
}

#[tokio::test]
async fn paths_and_methods_that_are_not_described_are_refused() {
    let site = Site::honest().await;
    site.get("/provider-credentialing/7/nothing")
        .await
        .refused(404);
    let answer = Answer::of(site.signed(Method::DELETE, SERVICES, "alpha")).await;
    answer.refused(405);
    assert!(answer.header("allow").contains("PUT"), "{answer:?}");
    let answer = Answer::of(site.signed(Method::HEAD, SERVICES, "alpha")).await;
    assert_eq!(answer.text, "");
}

#[tokio::test]
async fn path_keys_must_be_int32() {
    let site = Site::honest().await;
    for key in [
        "x",
        "1.5",
        "2147483648",
        "-2147483649",
        "99999999999999999999",
        "%00",
        "7%20",
    ] {
        let path = format!("/provider-credentialing/{key}/services-batch");
        site.put(&path, &json!([])).await.refused(400);
    }
}

#[tokio::test]
async fn a_connection_is_fit_for_use_after_every_refusal() {
    let site = Site::honest().await;
    for _ in 0..3 {
        site.put_text(SERVICES, "[".repeat(70_000))
            .await
            .refused(400);
        Answer::of(site.bare(Method::PUT, SERVICES).body("x".repeat(70_000)))
            .await
            .refused(401);
        assert_eq!(site.put(SERVICES, &services([1])).await.status, 207);
    }
}
