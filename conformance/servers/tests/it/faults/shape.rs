//! Probes for faults about the status and the shape of a whole answer.

use serde_json::{Value, json};

use crate::site::{LICENSES, SERVICES, Site, license, long, service, services};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let deviates = match id {
        "all-succeeded-is-200" => site.put(SERVICES, &two).await.status == 200,
        "answer-written-twice" => {
            let answer = site.put(SERVICES, &json!([long(1)])).await;
            serde_json::from_str::<Value>(&answer.text).is_err()
        }
        "bom-written" => site.put(SERVICES, &two).await.text.starts_with('\u{feff}'),
        "content-type-forgotten" => {
            let answer = site.put(SERVICES, &two).await;
            answer.header("content-type").is_empty()
        }
        "database-code-as-status" => {
            let keyless = json!([{ "providerCred_Key": 7 }]);
            site.statuses(SERVICES, &keyless).await == [1048]
        }
        "envelope-data-missing-status" => site
            .put(SERVICES, &two)
            .await
            .results()
            .iter()
            .any(|result| result.get("status").is_none()),
        "error-set-on-success" => !site.put(SERVICES, &two).await.json()["error"].is_null(),
        "late-items-accepted" => site.statuses(SERVICES, &services(0..11)).await[10] == 202,
        "no-change-is-204" => {
            site.put(SERVICES, &two).await;
            site.put(SERVICES, &two).await.status == 204
        }
        "refusal-is-redirection" => {
            site.statuses(SERVICES, &json!([service(1), long(2)])).await == [201, 302]
        }
        "refusal-status-zero" => {
            site.statuses(SERVICES, &json!([service(1), long(2)])).await == [201, 0]
        }
        "status-as-text-for-licenses" => {
            site.put(LICENSES, &json!([license(1)])).await.results()[0]["status"] == "201"
        }
        "wrong-media-type" => site
            .put(SERVICES, &two)
            .await
            .header("content-type")
            .starts_with("text/html"),
        _ => return None,
    };
    Some(deviates)
}
