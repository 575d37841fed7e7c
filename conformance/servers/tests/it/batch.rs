//! What a batch promises: one result per item, in order, true, and nothing lost on the way to the database.

use serde_json::{Value, json};

use crate::site::{LICENSES, SERVICES, Site, license, service, services, with};

#[tokio::test]
async fn new_entities_are_created_and_existing_ones_updated() {
    let site = Site::honest().await;
    let first = site.put(SERVICES, &services([1, 2])).await;
    assert_eq!(first.statuses(), [201, 201]);
    let second = site.put(SERVICES, &services([2, 3, 1])).await;
    assert_eq!(second.statuses(), [200, 201, 200]);
    let bodies: Vec<Value> = second
        .results()
        .iter()
        .map(|result| result["body"].clone())
        .collect();
    assert_eq!(bodies, ["Updated", "Created", "Updated"]);
    let envelope = second.json();
    assert_eq!(envelope["error"], Value::Null);
    assert!(envelope.as_object().unwrap().contains_key("error"));
    assert_ne!(
        envelope["debug"]["activityID"],
        first.json()["debug"]["activityID"]
    );
}

#[tokio::test]
async fn ids_hold_every_key_field_as_the_schemas_say() {
    let site = Site::honest().await;
    let results = site.put(SERVICES, &services([-5])).await.results();
    let id = json!([{ "key": "providerCred_Key", "value": 7 }, { "key": "credService_Key", "value": -5 }]);
    assert_eq!(results[0]["id"], id);
    let results = site
        .put(LICENSES, &json!([license(i32::MAX)]))
        .await
        .results();
    assert_eq!(
        results[0]["id"],
        json!([{ "key": "providerCredLicense_Key", "value": "2147483647" }])
    );
}

#[tokio::test]
async fn of_duplicates_the_first_creates_and_the_last_wins() {
    let site = Site::honest().await;
    let batch = json!([
        with(service(1), json!({ "percentage": 1 })),
        service(2),
        with(service(1), json!({ "percentage": 3 })),
    ]);
    assert_eq!(site.statuses(SERVICES, &batch).await, [201, 201, 200]);
    let stored = site
        .get("/provider-credentialing/7/services/1")
        .await
        .json();
    assert_eq!(stored["data"]["percentage"], 3);
}

#[tokio::test]
async fn an_empty_batch_has_no_results() {
    let site = Site::honest().await;
    let answer = site.put(SERVICES, &json!([])).await;
    assert_eq!(answer.results(), Vec::<Value>::new());
}

#[tokio::test]
async fn a_refused_item_leaves_its_siblings_alone_and_is_not_applied() {
    let site = Site::honest().await;
    for (bad_at, bad) in [(0, 10), (1, 20), (2, 30)] {
        let mut batch = vec![service(bad + 1), service(bad + 2)];
        batch.insert(
            bad_at,
            with(service(bad), json!({ "entry_User": "x".repeat(21) })),
        );
        let mut expected = vec![201, 201];
        expected.insert(bad_at, 422);
        assert_eq!(site.statuses(SERVICES, &Value::from(batch)).await, expected);
        assert_eq!(
            site.statuses(SERVICES, &services([bad, bad + 1, bad + 2]))
                .await,
            [201, 200, 200]
        );
    }
}

#[tokio::test]
async fn a_refusal_names_pointers_within_the_item_and_echoes_the_key_that_could_be_read() {
    let site = Site::honest().await;
    let batch = json!([
        service(1),
        with(service(2), json!({ "entry_User": "x".repeat(21), "percentage": "half" })),
        { "providerCred_Key": 7 },
        "nonsense",
        with(service(3), json!({ "providerCred_Key": 8 })),
    ]);
    let results = site.put(SERVICES, &batch).await.results();
    let part = |at: usize, part: usize| results[at]["id"][part]["value"].clone();
    let message = |at: usize| results[at]["body"].as_str().unwrap().to_owned();
    assert!(
        message(1).contains("/entry_User") && message(1).contains("/percentage"),
        "{}",
        message(1)
    );
    assert!(
        !message(1).contains("/1/") && !message(1).contains("half"),
        "{}",
        message(1)
    );
    assert_eq!((part(1, 0), part(1, 1)), (json!(7), json!(2)));
    assert!(message(2).contains("credService_Key"), "{}", message(2));
    assert_eq!((part(2, 0), part(2, 1)), (json!(7), Value::Null));
    assert_eq!((part(3, 0), part(3, 1)), (Value::Null, Value::Null));
    assert!(message(4).contains("/providerCred_Key"), "{}", message(4));
    assert_eq!((part(4, 0), part(4, 1)), (json!(8), json!(3)));
    let statuses: Vec<&Value> = results.iter().map(|result| &result["status"]).collect();
    assert_eq!(statuses, [201, 422, 422, 422, 422]);
}

#[tokio::test]
async fn values_that_no_column_can_hold_fail_their_item_only() {
    let site = Site::honest().await;
    let body = r#"[{"providerCred_Key":7,"credService_Key":1},
        {"providerCred_Key":7,"credService_Key":2,"entry_User":"\ud800"},
        {"providerCred_Key":7,"credService_Key":1E400},
        {"providerCred_Key":7,"credService_Key":2147483648},
        {"providerCred_Key":7,"credService_Key":null},
        {"providerCred_Key":7,"credService_Key":5.0}]"#;
    let answer = site.put_text(SERVICES, body).await;
    assert_eq!(answer.statuses(), [201, 422, 422, 422, 422, 201]);
    assert_eq!(answer.results()[3]["id"][1]["value"], Value::Null);
}

#[tokio::test]
async fn what_was_sent_reads_back_as_it_was_sent() {
    let site = Site::honest().await;
    let sent = with(
        license(9),
        json!({
            "credLicenseType_Key": i32::MIN,
            "effective_Date": "2024-02-29T23:59:59.123456789+05:30",
            "entry_Date": "2016-12-31T23:59:60Z",
            "entry_User": "𝒳".repeat(20),
            "license_Name": "e\u{301} \u{e9} \"'; DROP TABLE licenses; --\\ <&> \u{0}end",
            "license_Number": "",
            "psV_Date": null,
            "specialty_Code": " 207Q ",
            "state": "NY",
            "term_Date": "9999-12-31T23:59:59-12:00",
            "update_Date": "2024-01-01t00:00:00z",
            "update_User": "null",
        }),
    );
    assert_eq!(site.statuses(LICENSES, &json!([sent])).await, [201]);
    let read = site
        .get("/provider-credentialing/7/licenses/9")
        .await
        .json();
    for (name, value) in sent.as_object().unwrap() {
        assert_eq!(&read["data"][name], value, "{name}");
    }
}

#[tokio::test]
async fn an_update_replaces_every_property() {
    let site = Site::honest().await;
    let full = with(
        service(1),
        json!({ "percentage": 5, "entry_Date": "2024-01-01T00:00:00Z", "entry_User": "a" }),
    );
    assert_eq!(site.statuses(SERVICES, &json!([full])).await, [201]);
    assert_eq!(site.statuses(SERVICES, &services([1])).await, [200]);
    let read = site
        .get("/provider-credentialing/7/services/1")
        .await
        .json();
    assert_eq!(read["data"]["percentage"], Value::Null);
    assert_eq!(read["data"]["entry_User"], Value::Null);
    assert!(!read["data"].as_object().unwrap().contains_key("entry_Date"));
}

#[tokio::test]
async fn a_license_moves_to_the_process_of_its_last_batch() {
    let site = Site::honest().await;
    assert_eq!(site.statuses(LICENSES, &json!([license(1)])).await, [201]);
    let moved = with(license(1), json!({ "providerCred_Key": 8 }));
    let answer = site
        .statuses("/provider-credentialing/8/licenses-batch", &json!([moved]))
        .await;
    assert_eq!(answer, [200]);
    site.get("/provider-credentialing/7/licenses/1")
        .await
        .refused(404);
    assert_eq!(
        site.get("/provider-credentialing/8/licenses/1")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_thousand_items_are_answered_in_full_and_in_order() {
    let site = Site::honest().await;
    for expected in [201, 200] {
        let results = site
            .put(SERVICES, &services((0..1_000).rev()))
            .await
            .results();
        assert_eq!(results.len(), 1_000);
        for (result, key) in results.iter().zip((0..1_000).rev()) {
            assert_eq!(result["id"][1]["value"], key);
            assert_eq!(result["status"], expected);
        }
    }
}

#[tokio::test]
async fn the_media_type_is_the_one_asked_for_and_the_body_is_json_under_each() {
    let site = Site::honest().await;
    for accept in ["text/plain", "application/json", "text/json"] {
        let request = site
            .signed(reqwest::Method::PUT, SERVICES, "alpha")
            .header("accept", accept);
        let answer = crate::site::Answer::of(request.json(&services([1]))).await;
        assert!(
            answer.header("content-type").starts_with(accept),
            "{accept}: {answer:?}"
        );
        assert_eq!(answer.results().len(), 1);
    }
    let answer = site.put(SERVICES, &services([1])).await;
    assert!(
        answer.header("content-type").starts_with("text/plain"),
        "{answer:?}"
    );
}
