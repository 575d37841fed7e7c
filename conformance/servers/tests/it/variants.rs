//! Each variant differs where the honest server does not, and still does what the description promises.

mod answers;
mod items;
mod requests;

use serde_json::{Value, json};
use servers::Variant;

use crate::site::{SERVICES, Site, service, services, with};

#[tokio::test(flavor = "multi_thread")]
async fn every_variant_differs_from_the_honest_server() {
    let mut alike = Vec::new();
    for variant in Variant::all() {
        let honest = Site::honest().await;
        assert!(
            !differs(variant.id, &honest).await,
            "the honest server differs as {}",
            variant.id
        );
        if !differs(variant.id, &Site::varied(variant.id).await).await {
            alike.push(variant.id);
        }
    }
    assert!(alike.is_empty(), "these do not differ: {alike:?}");
}

#[tokio::test]
async fn every_variant_is_right() {
    for variant in Variant::all() {
        let site = Site::varied(variant.id).await;
        // Two of them turn a request away now and then, and say when to come again.
        for expected in [[201, 201], [200, 200], [200, 200]] {
            let mut answer = site.put(SERVICES, &services([1, 2])).await;
            if answer.header("retry-after") == "0" {
                answer = site.put(SERVICES, &services([1, 2])).await;
            }
            assert_eq!(answer.statuses(), expected, "{}", variant.id);
            assert_eq!(answer.json()["error"], Value::Null, "{}", variant.id);
        }
        let batch = json!([long(3), long(4)]);
        let mut refused = site.put(SERVICES, &batch).await;
        if refused.header("retry-after") == "0" {
            refused = site.put(SERVICES, &batch).await;
        }
        let applied = refused.status == 207 && refused.statuses() == [201, 201];
        let mut after = site.put(SERVICES, &services([3])).await;
        if after.header("retry-after") == "0" {
            after = site.put(SERVICES, &services([3])).await;
        }
        let expected = if applied { 200 } else { 201 };
        assert_eq!(after.statuses(), [expected], "{}", variant.id);
    }
}

/// Whether the server shows this difference.
async fn differs(id: &str, site: &Site) -> bool {
    if let Some(differs) = answers::probe(id, site).await {
        return differs;
    }
    if let Some(differs) = items::probe(id, site).await {
        return differs;
    }
    let differs = requests::probe(id, site).await;
    differs
        .unwrap_or_else(|| panic!("no probe for `{id}`: say in one of the files how one sees it"))
}

/// A service whose text is too long.
fn long(key: i32) -> Value {
    user(key, &"x".repeat(21))
}

/// A service with a text.
fn user(key: i32, text: &str) -> Value {
    with(service(key), json!({ "entry_User": text }))
}

/// The service as it is stored.
async fn read(site: &Site, key: i32) -> Value {
    let path = format!("/provider-credentialing/7/services/{key}");
    site.get(&path).await.json()["data"].clone()
}
