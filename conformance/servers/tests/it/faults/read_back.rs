//! Probes for faults about what is read back after a batch.

use serde_json::{Value, json};

use crate::site::{
    LICENSES, SERVICES, Site, license, long, percentage, read, service, services, with,
};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let deviates = match id {
        "absent-kept-when-alone" => {
            site.put(SERVICES, &json!([percentage(1, 5)])).await;
            site.put(SERVICES, &json!([service(1)])).await;
            let alone = read(site, 1).await["percentage"] == 5;
            site.put(SERVICES, &two).await;
            alone && read(site, 1).await["percentage"].is_null()
        }
        "null-keeps-old-value" => {
            site.put(SERVICES, &json!([percentage(1, 5)])).await;
            let empty = with(service(1), json!({ "percentage": null }));
            site.put(SERVICES, &json!([empty])).await;
            read(site, 1).await["percentage"] == 5
        }
        "offset-dropped" => {
            let dated = json!({ "term_Date": "2024-05-06T07:08:09+02:00" });
            site.put(LICENSES, &json!([with(license(1), dated)])).await;
            let read = site.get("/provider-credentialing/7/licenses/1").await;
            read.json()["data"]["term_Date"] == "2024-05-06T07:08:09Z"
        }
        "phantom-twin-created" => {
            site.put(SERVICES, &json!([service(1)])).await;
            let list = site.get("/provider-credentialing/7/services").await;
            list.json()["data"].as_array().unwrap().len() == 2
        }
        "refused-update-deletes" => {
            site.put(SERVICES, &two).await;
            site.put(SERVICES, &json!([long(1)])).await;
            let read = site.get("/provider-credentialing/7/services/1").await;
            read.status == 404
        }
        "updates-of-many-not-stored" => {
            let all = |number| {
                (0..25)
                    .map(|key| percentage(key, number))
                    .collect::<Value>()
            };
            site.put(SERVICES, &all(1)).await;
            let reported = site.statuses(SERVICES, &all(2)).await == [200; 25];
            reported
                && read(site, 0).await["percentage"] == 2
                && read(site, 9).await["percentage"] == 1
        }
        _ => return None,
    };
    Some(deviates)
}
