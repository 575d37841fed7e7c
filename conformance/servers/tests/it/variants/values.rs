//! Probes for variants that take other values, or keep them in another way.

use serde_json::json;

use crate::site::{LICENSES, SERVICES, Site, license, long, percentage, read, user, with};

/// Whether the server differs; `None` for variants of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let differs = match id {
        "dates-normalised" => {
            let dated = json!({ "term_Date": "2024-05-06T07:08:09.5+02:00" });
            site.put(LICENSES, &json!([with(license(1), dated)])).await;
            let read = site.get("/provider-credentialing/7/licenses/1").await;
            read.json()["data"]["term_Date"] == "2024-05-06T05:08:09.5Z"
        }
        "blanks-trimmed" => {
            site.put(SERVICES, &json!([user(1, " a b ")])).await;
            read(site, 1).await["entry_User"] == "a b"
        }
        "lax-about-lengths" => {
            site.statuses(SERVICES, &json!([long(1)])).await == [201]
                && read(site, 1).await["entry_User"] == "x".repeat(21)
        }
        "lax-about-dates" => {
            let dated = |text: &str| with(license(1), json!({ "term_Date": text }));
            let day = site.statuses(LICENSES, &json!([dated("2024-05-06")])).await;
            let nonsense = site.statuses(LICENSES, &json!([dated("someday")])).await;
            let read = site.get("/provider-credentialing/7/licenses/1").await;
            day == [201]
                && nonsense == [422]
                && read.json()["data"]["term_Date"] == "2024-05-06T00:00:00Z"
        }
        "percentage-up-to-100" => {
            let batch = json!([percentage(1, 100), percentage(2, 101), percentage(3, -1)]);
            site.statuses(SERVICES, &batch).await == [201, 422, 422]
        }
        "empty-texts-refused" => site.statuses(SERVICES, &json!([user(1, "")])).await == [422],
        _ => return None,
    };
    Some(differs)
}
