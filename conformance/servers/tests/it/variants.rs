//! Each variant differs where the honest server does not, and still does what the description promises.

mod answers;
mod items;
mod requests;
mod results;
mod values;

use serde_json::{Value, json};
use servers::Variant;

use crate::site::{SERVICES, Site, long, services};

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

/// Whether the server shows this difference. The file that knows the variant answers, and the others at once with nothing.
async fn differs(id: &str, site: &Site) -> bool {
    let answers = [
        answers::probe(id, site).await,
        items::probe(id, site).await,
        requests::probe(id, site).await,
        results::probe(id, site).await,
        values::probe(id, site).await,
    ];
    let differs = answers.into_iter().flatten().next();
    differs
        .unwrap_or_else(|| panic!("no probe for `{id}`: say in one of the files how one sees it"))
}
