//! Probes for faults about two requests that ought to be answered alike.

use futures_util::stream;
use serde_json::json;

use crate::site::{SERVICES, Site, long, percentage, read, service, services, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let deviates = match id {
        "chunked-body-ignored" => {
            let chunk = Ok::<_, std::io::Error>(two.to_string());
            let body = reqwest::Body::wrap_stream(stream::iter([chunk]));
            site.put_text(SERVICES, body).await.status == 400
        }
        "descending-keys-refused" => site.statuses(SERVICES, &services([2, 1])).await == [201, 422],
        "escapes-kept" => {
            let body = r#"[{"providerCred_Key":7,"credService_Key":1,"entry_User":"\u0041"}]"#;
            site.put_text(SERVICES, body).await;
            read(site, 1).await["entry_User"] == r"\u0041"
        }
        "header-case-matters" => {
            let request = site.raw("PUT", "Vbasoftware-Database: alpha", "[]");
            request.starts_with("HTTP/1.1 400")
        }
        "key-last-refused" => {
            let body = r#"[{"credService_Key":1,"percentage":1,"providerCred_Key":7}]"#;
            site.put_text(SERVICES, body).await.statuses() == [422]
        }
        "line-breaks-refused" => {
            let body = "[\n{\"providerCred_Key\":7,\n\"credService_Key\":1}]";
            site.put_text(SERVICES, body).await.status == 400
        }
        "odd-keys-refused-otherwise" => {
            site.statuses(SERVICES, &json!([long(1), long(2)])).await == [409, 422]
        }
        "percentages-summed" => {
            let batch = json!([percentage(1, 60), percentage(2, 60)]);
            site.statuses(SERVICES, &batch).await == [201, 422]
        }
        "tenth-of-ten-refused" => site.statuses(SERVICES, &services(0..10)).await[9] == 422,
        "unknown-member-refused-in-company" => {
            let extra = |key| with(service(key), json!({ "extra": 1 }));
            let alone = site.statuses(SERVICES, &json!([extra(1)])).await == [201];
            let both = json!([extra(2), service(3)]);
            alone && site.statuses(SERVICES, &both).await == [422, 201]
        }
        _ => return None,
    };
    Some(deviates)
}
