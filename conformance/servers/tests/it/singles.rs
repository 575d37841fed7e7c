//! The operations on one entity, and lists in pages.

use reqwest::Method;
use serde_json::{Value, json};

use crate::site::{Answer, SERVICES, Site, service, with};

#[tokio::test]
async fn a_service_is_created_read_replaced_and_deleted() {
    let site = Site::honest().await;
    let all = "/provider-credentialing/7/services";
    let one = "/provider-credentialing/7/services/1";
    site.get(one).await.refused(404);
    site.put(one, &service(1)).await.refused(404);

    let create = || site.signed(Method::POST, all, "alpha").json(&service(1));
    let created = Answer::of(create()).await;
    assert_eq!(created.status, 200);
    assert_eq!(created.json()["data"]["credService_Key"], 1);
    Answer::of(create()).await.refused(409);

    let replaced = site
        .put(one, &with(service(1), json!({ "percentage": 50 })))
        .await;
    assert_eq!(replaced.json()["data"]["percentage"], 50);
    assert_eq!(site.get(one).await.json()["data"]["percentage"], 50);
    site.put(one, &service(2)).await.refused(422);
    site.put(one, &with(service(1), json!({ "providerCred_Key": 8 })))
        .await
        .refused(422);
    site.put(
        one,
        &with(service(1), json!({ "entry_User": "x".repeat(21) })),
    )
    .await
    .refused(400);

    let delete = || site.signed(Method::DELETE, one, "alpha");
    let deleted = Answer::of(delete()).await;
    assert_eq!((deleted.status.as_u16(), deleted.text.as_str()), (204, ""));
    Answer::of(delete()).await.refused(404);
    site.get(one).await.refused(404);
    assert_eq!(site.statuses(SERVICES, &json!([service(1)])).await, [201]);
}

#[tokio::test]
async fn pages_neither_overlap_nor_skip() {
    let site = Site::honest().await;
    let batch: Value = (0..25)
        .map(|key| with(service(key), json!({ "percentage": key % 3 })))
        .collect();
    assert_eq!(site.put(SERVICES, &batch).await.status, 207);
    let mut seen = Vec::new();
    for page in 1..=4 {
        let query = format!("page={page}&pageSize=10&sortBy=percentage:desc,credService_Key:asc");
        let answer = site
            .get(&format!("/provider-credentialing/7/services?{query}"))
            .await;
        let pagination: Value = serde_json::from_str(answer.header("x-pagination")).unwrap();
        assert_eq!(pagination["TotalCount"], 25);
        assert_eq!(pagination["TotalPages"], 3);
        let rows = answer.json()["data"].as_array().unwrap().clone();
        seen.extend(
            rows.iter()
                .map(|row| (row["percentage"].as_i64(), row["credService_Key"].as_i64())),
        );
    }
    let mut expected = seen.clone();
    expected.sort_by_key(|(percentage, key)| (std::cmp::Reverse(*percentage), *key));
    expected.dedup();
    assert_eq!(seen, expected);
    assert_eq!(seen.len(), 25);
}

#[tokio::test]
async fn dates_are_ordered_as_instants() {
    let site = Site::honest().await;
    let dates = [
        "2024-01-01T01:00:00+02:00",
        "2024-01-01T00:00:00Z",
        "2023-12-31T22:30:00Z",
    ];
    let dated = |(key, date): (i32, &&str)| with(service(key), json!({ "entry_Date": date }));
    let batch: Value = (0..).zip(&dates).map(dated).collect();
    assert_eq!(site.put(SERVICES, &batch).await.status, 207);
    let list = site
        .get("/provider-credentialing/7/services?sortBy=entry_Date")
        .await
        .json();
    let order: Vec<&str> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["entry_Date"].as_str().unwrap())
        .collect();
    assert_eq!(order, [dates[2], dates[0], dates[1]]);
}
