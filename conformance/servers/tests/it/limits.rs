//! Sizes: bodies over the limit, pages over the cap.

use serde_json::{Value, json};
use servers::Config;

use crate::site::{LICENSES, SERVICES, Site, license, services};

#[tokio::test]
async fn a_body_over_the_limit_is_refused_and_nothing_is_applied() {
    let site = Site::with(Config {
        max_body_bytes: 4_096,
        ..Config::default()
    })
    .await;
    site.put(SERVICES, &services(0..200)).await.refused(413);
    let chunks = (0..200).map(|_| Ok::<_, std::io::Error>(" ".repeat(100)));
    let chunked = reqwest::Body::wrap_stream(futures_util::stream::iter(chunks));
    site.put_text(SERVICES, chunked).await.refused(413);
    assert_eq!(site.statuses(SERVICES, &services([0])).await, [201]);
}

#[tokio::test]
async fn pages_are_cut_at_the_cap_and_say_so() {
    let site = Site::honest().await;
    let batch: Value = (0..1_050).map(license).collect();
    assert_eq!(site.put(LICENSES, &batch).await.status, 207);
    let page = site
        .get("/provider-credentialing/7/licenses?pageSize=2000")
        .await;
    assert_eq!(page.json()["data"].as_array().unwrap().len(), 1_000);
    let pagination: Value = serde_json::from_str(page.header("x-pagination")).unwrap();
    assert_eq!(
        pagination,
        json!({ "TotalCount": 1050, "TotalPages": 2, "CurrentPage": 1, "PageSize": 1000 })
    );
    for query in [
        "page=0",
        "pageSize=0",
        "page=-1",
        "pageSize=x",
        "sortBy=nothing",
        "sortBy=state:up",
    ] {
        site.get(&format!("/provider-credentialing/7/licenses?{query}"))
            .await
            .refused(400);
    }
    let far = site
        .get("/provider-credentialing/7/licenses?page=2147483647&pageSize=2147483647")
        .await;
    assert_eq!(far.json()["data"], json!([]));
}
