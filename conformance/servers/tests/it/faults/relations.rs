//! Probes for faults that show when two requests, or two items, are compared.

use std::time::Duration;

use futures_util::stream;
use reqwest::Method;
use serde_json::{Value, json};

use super::{long, read, user};
use crate::site::{Answer, LICENSES, SERVICES, Site, license, service, services, with};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let two = services([1, 2]);
    let percentage = |key, value: i32| with(service(key), json!({ "percentage": value }));
    let deviates = match id {
        "refused-replay-succeeds" => {
            let bad = json!([long(1)]);
            site.statuses(SERVICES, &bad).await == [422]
                && site.statuses(SERVICES, &bad).await == [200]
        }
        "large-replay-conflicts" => {
            let ten = services(0..10);
            site.put(SERVICES, &ten).await;
            site.statuses(SERVICES, &ten).await == [409; 10]
        }
        "replay-alternates" => {
            site.put(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await != site.statuses(SERVICES, &two).await
        }
        "replay-adds-percentage" => {
            for _ in 0..2 {
                site.put(SERVICES, &json!([percentage(1, 10)])).await;
            }
            read(site, 1).await["percentage"] == 20
        }
        "update-fills-absent" => {
            site.put(SERVICES, &services([1])).await;
            let created = read(site, 1).await;
            site.put(SERVICES, &services([1])).await;
            created["percentage"].is_null() && read(site, 1).await["percentage"] == 100
        }
        "odd-keys-refused-otherwise" => {
            site.statuses(SERVICES, &json!([long(1), long(2)])).await == [409, 422]
        }
        "users-swapped" => {
            let users = json!({ "entry_User": "ann", "update_User": "bob" });
            site.put(SERVICES, &json!([with(service(1), users)])).await;
            let read = read(site, 1).await;
            read["entry_User"] == "bob" && read["update_User"] == "ann"
        }
        "descending-keys-refused" => site.statuses(SERVICES, &services([2, 1])).await == [201, 422],
        "tenth-of-ten-refused" => site.statuses(SERVICES, &services(0..10)).await[9] == 422,
        "percentages-summed" => {
            let batch = json!([percentage(1, 60), percentage(2, 60)]);
            site.statuses(SERVICES, &batch).await == [201, 422]
        }
        "escapes-kept" => {
            let body = r#"[{"providerCred_Key":7,"credService_Key":1,"entry_User":"\u0041"}]"#;
            site.put_text(SERVICES, body).await;
            read(site, 1).await["entry_User"] == r"\u0041"
        }
        "line-breaks-refused" => {
            let body = "[\n{\"providerCred_Key\":7,\n\"credService_Key\":1}]";
            site.put_text(SERVICES, body).await.status == 400
        }
        "key-last-refused" => {
            let body = r#"[{"credService_Key":1,"percentage":1,"providerCred_Key":7}]"#;
            site.put_text(SERVICES, body).await.statuses() == [422]
        }
        "chunked-body-ignored" => {
            let chunk = Ok::<_, std::io::Error>(two.to_string());
            let body = reqwest::Body::wrap_stream(stream::iter([chunk]));
            site.put_text(SERVICES, body).await.status == 400
        }
        "header-case-matters" => {
            let request = site.raw("PUT", "Vbasoftware-Database: alpha", "[]");
            request.starts_with("HTTP/1.1 400")
        }
        "unknown-member-refused-in-company" => {
            let extra = |key| with(service(key), json!({ "extra": 1 }));
            let alone = site.statuses(SERVICES, &json!([extra(1)])).await == [201];
            let both = json!([extra(2), service(3)]);
            alone && site.statuses(SERVICES, &both).await == [422, 201]
        }
        "first-bad-refuses-all" => {
            let first = json!([long(1), service(2)]);
            let last = json!([service(3), long(4)]);
            site.statuses(SERVICES, &first).await == [422, 422]
                && site.statuses(SERVICES, &last).await == [201, 422]
        }
        "atomic-when-large" => {
            let mut large = services(0..6);
            large[0] = long(0);
            let small = json!([long(7), service(8)]);
            site.statuses(SERVICES, &large).await.contains(&424)
                && site.statuses(SERVICES, &small).await == [422, 201]
        }
        "all-bad-is-empty" => site.statuses(SERVICES, &json!([long(1)])).await.is_empty(),
        "all-bad-is-500" => site.put(SERVICES, &json!([long(1)])).await.status == 500,
        "applied-on-415" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha");
            let request = request.header("content-type", "text/xml");
            let answer = Answer::of(request.body(two.to_string())).await;
            answer.status == 415 && site.statuses(SERVICES, &two).await == [200, 200]
        }
        "stops-at-first-refusal" => {
            let batch = json!([service(1), long(2), service(3)]);
            site.statuses(SERVICES, &batch).await == [201, 422]
        }
        "item-137-not-applied" => {
            let told = site.statuses(SERVICES, &services(0..140)).await == [201; 140];
            told && site.statuses(SERVICES, &services([136])).await == [201]
        }
        "updates-of-many-not-stored" => {
            let all = |number| {
                (0..25)
                    .map(|key| percentage(key, number))
                    .collect::<Value>()
            };
            site.put(SERVICES, &all(1)).await;
            let told = site.statuses(SERVICES, &all(2)).await == [200; 25];
            told && read(site, 0).await["percentage"] == 2 && read(site, 9).await["percentage"] == 1
        }
        "index-of-16-bits" => {
            site.statuses(SERVICES, &services([65537, 2, 1])).await == [201, 201, 200]
        }
        "nul-cuts-text" => {
            let told = site.statuses(SERVICES, &json!([user(1, "a\0b")])).await == [201];
            told && read(site, 1).await["entry_User"] == "a"
        }
        "other-tenant-in-refusal" => {
            let mark = json!([user(1, "somebody")]);
            let other = site.signed(Method::PUT, SERVICES, "beta").json(&mark);
            Answer::of(other).await;
            site.put_text(SERVICES, "{").await.text.contains("somebody")
        }
        "duplicates-crash" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha");
            request.json(&services([1, 1])).send().await.is_err()
        }
        "large-answer-cut-short" => {
            let request = site.signed(Method::PUT, SERVICES, "alpha");
            let answer = request.json(&services(0..1000)).send().await.unwrap();
            answer.status() == 207 && answer.text().await.is_err()
        }
        "duplicates-are-500" => site.put(SERVICES, &services([1, 1])).await.status == 500,
        "duplicates-joined" => site.statuses(SERVICES, &services([1, 1])).await.len() == 4,
        "later-duplicate-dropped" => {
            let batch = json!([percentage(1, 1), percentage(1, 2)]);
            site.put(SERVICES, &batch).await;
            read(site, 1).await["percentage"] == 1
        }
        "third-occurrence-created" => {
            site.statuses(SERVICES, &services([1, 1, 1])).await == [201, 200, 201]
        }
        "thousand-and-no-more" => site.statuses(SERVICES, &services(0..1001)).await.len() == 1000,
        "exactly-hundred-refused" => {
            let refused = site.put(SERVICES, &services(0..100)).await.status == 413;
            refused && site.put(SERVICES, &services(0..101)).await.status == 207
        }
        "over-thousand-is-500" => site.put(SERVICES, &services(0..1001)).await.status == 500,
        "second-half-not-applied" => {
            site.put(SERVICES, &services(0..100)).await;
            site.statuses(SERVICES, &services([49, 50])).await == [200, 201]
        }
        "chunk-of-64-loses-last" => site.statuses(SERVICES, &services(0..64)).await.len() == 63,
        "absent-kept-when-alone" => {
            site.put(SERVICES, &json!([percentage(1, 5)])).await;
            site.put(SERVICES, &json!([service(1)])).await;
            let alone = read(site, 1).await["percentage"] == 5;
            site.put(SERVICES, &two).await;
            alone && read(site, 1).await["percentage"].is_null()
        }
        "phantom-twin-created" => {
            site.put(SERVICES, &json!([service(1)])).await;
            let list = site.get("/provider-credentialing/7/services").await;
            list.json()["data"].as_array().unwrap().len() == 2
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
        "refused-update-deletes" => {
            site.put(SERVICES, &two).await;
            site.put(SERVICES, &json!([long(1)])).await;
            let read = site.get("/provider-credentialing/7/services/1").await;
            read.status == 404
        }
        "duplicate-members-alternate" => {
            let body =
                r#"[{"providerCred_Key":7,"credService_Key":1,"percentage":1,"percentage":2}]"#;
            site.put_text(SERVICES, body).await.statuses() == [201]
                && site.put_text(SERVICES, body).await.statuses() == [422]
        }
        "lock-left-by-hanging-up" => {
            let mut locked = false;
            // On a busy machine a client may hang up before the server has heard of it.
            for key in 0..10 {
                let one = services([key]);
                let request = site.signed(Method::PUT, SERVICES, "alpha").json(&one);
                let patience = Duration::from_millis(5);
                let hung_up = request.timeout(patience).send().await.is_err();
                tokio::time::sleep(Duration::from_millis(50)).await;
                locked |= hung_up && site.statuses(SERVICES, &one).await == [409];
            }
            locked
        }
        "quote-is-500" => {
            site.put(SERVICES, &json!([user(1, "O'Brien")]))
                .await
                .status
                == 500
        }
        _ => return None,
    };
    Some(deviates)
}
