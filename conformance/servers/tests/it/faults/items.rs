//! Probes for faults that show in the status, the message or the id of one result.

use serde_json::json;

use super::{long, read, user};
use crate::site::{LICENSES, SERVICES, Site, license, service, services, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let deviates = match id {
        "bom-written" => site.put(SERVICES, &two).await.text.starts_with('\u{feff}'),
        "latin-1-read" => {
            site.put(SERVICES, &json!([user(1, "é")])).await;
            site.get("/provider-credentialing/7/services/1")
                .await
                .text
                .contains('\u{fffd}')
        }
        "error-set-on-success" => !site.put(SERVICES, &two).await.json()["error"].is_null(),
        "no-change-is-204" => {
            site.put(SERVICES, &two).await;
            site.put(SERVICES, &two).await.status == 204
        }
        "late-items-accepted" => site.statuses(SERVICES, &services(0..11)).await[10] == 202,
        "status-as-text-for-licenses" => {
            site.put(LICENSES, &json!([license(1)])).await.results()[0]["status"] == "201"
        }
        "call-id-missing-on-refusals" => {
            site.put(SERVICES, &json!([long(1)])).await.json()["debug"] == json!({})
        }
        "database-code-as-status" => {
            let keyless = json!([{ "providerCred_Key": 7 }]);
            site.statuses(SERVICES, &keyless).await == [1048]
        }
        "item-137-dropped" => site.statuses(SERVICES, &services(0..140)).await.len() == 139,
        "ids-shifted-at-64" => {
            let results = site.put(SERVICES, &services(0..64)).await.results();
            results[63]["id"] == results[0]["id"]
        }
        "echo-cut-to-16-bits" => {
            site.put(SERVICES, &services([70_000])).await.results()[0]["id"][1]["value"] == 4464
        }
        "negative-key-echoed-positive" => {
            site.put(SERVICES, &services([-5])).await.results()[0]["id"][1]["value"] == 5
        }
        "license-ids-empty" => {
            site.put(LICENSES, &json!([license(1)])).await.results()[0]["id"] == json!([])
        }
        "refusals-listed-last" => {
            site.statuses(SERVICES, &json!([long(1), service(2)])).await == [201, 422]
        }
        "refusal-says-updated" => {
            site.put(SERVICES, &json!([long(1)])).await.results()[0]["body"] == "Updated"
        }
        "created-again-after-refusal" => {
            site.put(SERVICES, &two).await;
            site.put(SERVICES, &json!([long(1)])).await;
            site.statuses(SERVICES, &two).await == [201, 200]
        }
        "null-user-always-created" => {
            site.put(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await == [201, 201]
        }
        "negative-key-is-500" => site.statuses(SERVICES, &services([-5])).await == [500],
        "astral-is-500" => site.statuses(SERVICES, &json!([user(1, "🦀")])).await == [500],
        "numeric-text-sometimes-read" => {
            let text = json!([with(service(1), json!({ "percentage": "5" }))]);
            site.statuses(SERVICES, &text).await != site.statuses(SERVICES, &text).await
        }
        "float-integers-refused" => {
            let body = r#"[{"providerCred_Key":7,"credService_Key":5.0}]"#;
            site.put_text(SERVICES, body).await.statuses() == [422]
        }
        "true-is-one" => {
            let truth = json!([with(service(1), json!({ "credService_Key": true }))]);
            site.statuses(SERVICES, &truth).await == [201]
        }
        "missing-key-is-zero" => {
            site.statuses(SERVICES, &json!([{ "providerCred_Key": 7 }]))
                .await
                == [201]
        }
        "first-request-is-500" => {
            let first = site.put(SERVICES, &two).await.status == 500;
            first && site.put(SERVICES, &two).await.status == 207
        }
        "nul-is-item-500" => site.statuses(SERVICES, &json!([user(1, "a\0")])).await == [500],
        "largest-number-refused" => {
            let largest = with(service(1), json!({ "percentage": i32::MAX }));
            site.statuses(SERVICES, &json!([largest])).await == [422]
        }
        "leap-day-refused" => {
            let leap = with(service(1), json!({ "entry_Date": "2024-02-29T00:00:00Z" }));
            site.statuses(SERVICES, &json!([leap])).await == [422]
        }
        "length-off-by-one" => {
            site.statuses(SERVICES, &json!([user(1, &"x".repeat(20))]))
                .await
                == [422]
        }
        "accents-composed" => stored(site, "e\u{301}").await == "\u{e9}",
        "angle-brackets-escaped" => stored(site, "<b>").await == "&lt;b&gt;",
        "astral-replaced" => stored(site, "a🦀").await == "a?",
        "leading-zeros-lost" => stored(site, "007").await == "7",
        _ => return None,
    };
    Some(deviates)
}

/// What a user reads as after it was written.
async fn stored(site: &Site, text: &str) -> serde_json::Value {
    site.put(SERVICES, &json!([user(1, text)])).await;
    read(site, 1).await["entry_User"].clone()
}
