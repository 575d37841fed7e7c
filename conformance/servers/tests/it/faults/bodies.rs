//! Probes for faults that show in how bodies and values are read and written.

use serde_json::{Value, json};

use crate::site::{SERVICES, Site, service, services, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let broken = format!("[{},{}", service(1), &service(2).to_string()[..9]);
    let long = |key| with(service(key), json!({ "entry_User": "x".repeat(21) }));
    let deviates = match id {
        "all-succeeded-is-200" => site.put(SERVICES, &two).await.status == 200,
        "answer-written-twice" => {
            let answer = site.put(SERVICES, &json!([long(1)])).await;
            serde_json::from_str::<Value>(&answer.text).is_err()
        }
        "applied-on-400" => {
            let answer = site.put_text(SERVICES, broken).await;
            answer.refused(400);
            site.statuses(SERVICES, &two).await == [200, 201]
        }
        "integers-wrapped" => {
            let wide = with(service(1), json!({ "credService_Key": 4_294_967_297_i64 }));
            site.statuses(SERVICES, &json!([wide])).await == [201]
        }
        "length-in-bytes" => {
            let wide = with(service(1), json!({ "entry_User": "ü".repeat(20) }));
            site.statuses(SERVICES, &json!([wide])).await == [422]
        }
        "length-not-checked" => {
            let accepted = site.statuses(SERVICES, &json!([long(1)])).await == [201];
            let read = site.get("/provider-credentialing/7/services/1").await;
            assert!(!read.status.is_server_error(), "{read:?}");
            accepted && read.json()["data"]["entry_User"].as_str().unwrap().len() == 21
        }
        "malformed-json-accepted" => site.put_text(SERVICES, broken).await.status == 207,
        "malformed-json-is-500" => site.put_text(SERVICES, broken).await.status == 500,
        "null-accepted-in-required" => {
            let batch = json!([with(service(1), json!({ "credService_Key": null }))]);
            site.statuses(SERVICES, &batch).await == [201]
        }
        "null-refused-in-nullable" => {
            let nothing = with(service(1), json!({ "percentage": null }));
            site.statuses(SERVICES, &json!([nothing, service(2)])).await == [422, 201]
        }
        "results-in-error" => site.put_text(SERVICES, broken).await.json()["data"].is_array(),
        "value-truncated" => {
            let sent = with(service(1), json!({ "entry_User": "twelve chars" }));
            assert_eq!(site.statuses(SERVICES, &json!([sent])).await, [201]);
            let read = site
                .get("/provider-credentialing/7/services/1")
                .await
                .json();
            read["data"]["entry_User"] != "twelve chars"
        }
        "wrong-media-type" => site
            .put(SERVICES, &two)
            .await
            .header("content-type")
            .starts_with("text/html"),
        "zero-is-500" => {
            let zero = with(service(1), json!({ "percentage": 0 }));
            let batch = json!([zero, service(2)]);
            site.statuses(SERVICES, &batch).await == [500, 201]
                && site.statuses(SERVICES, &two).await == [201, 200]
        }
        _ => return None,
    };
    Some(deviates)
}
