//! Probes for faults about the values that an item may have.

use serde_json::json;

use crate::site::{SERVICES, Site, percentage, service, services, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let deviates = match id {
        "float-integers-refused" => {
            let body = r#"[{"providerCred_Key":7,"credService_Key":5.0}]"#;
            site.put_text(SERVICES, body).await.statuses() == [422]
        }
        "integers-wrapped" => {
            let wide = with(service(1), json!({ "credService_Key": 4_294_967_297_i64 }));
            site.statuses(SERVICES, &json!([wide])).await == [201]
        }
        "largest-number-refused" => {
            let largest = json!([percentage(1, i32::MAX)]);
            site.statuses(SERVICES, &largest).await == [422]
        }
        "leap-day-refused" => {
            let leap = with(service(1), json!({ "entry_Date": "2024-02-29T00:00:00Z" }));
            site.statuses(SERVICES, &json!([leap])).await == [422]
        }
        "missing-key-is-zero" => {
            site.statuses(SERVICES, &json!([{ "providerCred_Key": 7 }]))
                .await
                == [201]
        }
        "null-accepted-in-required" => {
            let batch = json!([with(service(1), json!({ "credService_Key": null }))]);
            site.statuses(SERVICES, &batch).await == [201]
        }
        "null-refused-in-nullable" => {
            let nothing = with(service(1), json!({ "percentage": null }));
            site.statuses(SERVICES, &json!([nothing, service(2)])).await == [422, 201]
        }
        "numeric-text-sometimes-read" => {
            let text = json!([with(service(1), json!({ "percentage": "5" }))]);
            site.statuses(SERVICES, &text).await != site.statuses(SERVICES, &text).await
        }
        "true-is-one" => {
            let truth = json!([with(service(1), json!({ "credService_Key": true }))]);
            site.statuses(SERVICES, &truth).await == [201]
        }
        "zero-is-500" => {
            let batch = json!([percentage(1, 0), service(2)]);
            site.statuses(SERVICES, &batch).await == [500, 201]
                && site.statuses(SERVICES, &two).await == [201, 200]
        }
        _ => return None,
    };
    Some(deviates)
}
