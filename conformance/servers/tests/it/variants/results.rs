//! Probes for variants that list the same results in another way.

use serde_json::json;

use crate::site::{SERVICES, Site, long, service, services};

/// Whether the server differs; `None` for variants of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let differs = match id {
        "results-grouped-by-status" => {
            let batch = json!([long(1), service(2), service(2), service(3)]);
            let results = site.put(SERVICES, &batch).await.results();
            let keys: Vec<_> = results.iter().map(|r| &r["id"][1]["value"]).collect();
            keys == [2, 3, 2, 1]
        }
        "ids-as-text" => {
            let results = site.put(SERVICES, &two).await.results();
            results[1]["id"][1] == json!({ "key": "credService_Key", "value": "2" })
        }
        "id-names-in-lower-case" => {
            site.put(SERVICES, &two).await.results()[0]["id"][1]["key"] == "credservice_key"
        }
        "ids-without-the-parent" => {
            let results = site.put(SERVICES, &two).await.results();
            results[1]["id"] == json!([{ "key": "credService_Key", "value": 2 }])
        }
        "id-parts-described" => {
            let results = site.put(SERVICES, &two).await.results();
            results[1]["id"][1]["type"] == "int32" && results[1]["id"][1]["value"] == 2
        }
        _ => return None,
    };
    Some(differs)
}
