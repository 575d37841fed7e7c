//! Each fault deviates where the honest server does not: one probe per fault, tried on both.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use servers::Fault;

use crate::site::{Answer, SERVICES, Site, service, services, with};

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_deviates_and_the_honest_server_does_not() {
    for fault in Fault::all() {
        let honest = Site::honest().await;
        assert!(
            !deviates(fault.id, &honest).await,
            "the honest server deviates as {}",
            fault.id
        );
        let faulty = Site::faulty(fault.id).await;
        assert!(
            deviates(fault.id, &faulty).await,
            "{} does not deviate",
            fault.id
        );
    }
}

#[tokio::test]
async fn a_fault_does_not_break_the_rest() {
    for fault in Fault::all() {
        let site = Site::faulty(fault.id).await;
        let answer = site.put(SERVICES, &services([1])).await;
        assert_eq!(answer.status, 207, "{}", fault.id);
        assert!(
            answer.json()["debug"]["activityID"].is_string(),
            "{}",
            fault.id
        );
        assert_eq!(
            site.get("/provider-credentialing/7/services/1")
                .await
                .status,
            200,
            "{}",
            fault.id
        );
    }
}

/// Whether the server makes this mistake.
async fn deviates(id: &str, site: &Site) -> bool {
    let two = services([1, 2]);
    let broken = format!("[{},{}", service(1), &service(2).to_string()[..9]);
    let long = |key| with(service(key), json!({ "entry_User": "x".repeat(21) }));
    match id {
        "always-created" => {
            site.statuses(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await.contains(&201)
        }
        "always-updated" => site.statuses(SERVICES, &two).await.contains(&200),
        "api-key-not-checked" => {
            let put = || {
                site.bare(Method::PUT, SERVICES)
                    .header("vbasoftware-database", "alpha")
                    .json(&two)
            };
            let missing = put().bearer_auth("reference-token");
            let wrong = put()
                .bearer_auth("reference-token")
                .header("x-api-key", "wrong");
            Answer::of(missing).await.status == 207 && Answer::of(wrong).await.status == 207
        }
        "applied-on-400" => {
            let answer = site.put_text(SERVICES, broken).await;
            answer.refused(400);
            site.statuses(SERVICES, &two).await == [200, 201]
        }
        "bad-item-fails-siblings-silently" => {
            let statuses = site.statuses(SERVICES, &json!([service(1), long(2)])).await;
            assert_eq!(statuses, [201, 422]);
            site.statuses(SERVICES, &two).await == [201, 201]
        }
        "batch-capped-at-100" => site.statuses(SERVICES, &services(0..101)).await.len() != 101,
        "composite-key-incomplete" => {
            let results = site.put(SERVICES, &two).await.results();
            results[0]["id"] == results[1]["id"]
        }
        "drops-last-result" => site.statuses(SERVICES, &two).await.len() != 2,
        "duplicate-created-under-race" => {
            let one = services([1]);
            let answers = join_all((0..8).map(|_| site.statuses(SERVICES, &one))).await;
            answers
                .concat()
                .iter()
                .filter(|status| **status == 201)
                .count()
                > 1
        }
        "echoes-wrong-id" => site.put(SERVICES, &two).await.results()[1]["id"][1]["value"] != 2,
        "envelope-data-missing-status" => site
            .put(SERVICES, &two)
            .await
            .results()
            .iter()
            .any(|result| result.get("status").is_none()),
        "length-not-checked" => {
            let accepted = site.statuses(SERVICES, &json!([long(1)])).await == [201];
            let read = site.get("/provider-credentialing/7/services/1").await;
            assert!(!read.status.is_server_error(), "{read:?}");
            accepted && read.json()["data"]["entry_User"].as_str().unwrap().len() == 21
        }
        "malformed-json-accepted" => site.put_text(SERVICES, broken).await.status == 207,
        "malformed-json-is-500" => site.put_text(SERVICES, broken).await.status == 500,
        "no-auth" => {
            let request = site
                .bare(Method::PUT, SERVICES)
                .header("vbasoftware-database", "alpha");
            Answer::of(request.json(&two)).await.status == 207
        }
        "null-accepted-in-required" => {
            let batch = json!([with(service(1), json!({ "credService_Key": null }))]);
            site.statuses(SERVICES, &batch).await == [201]
        }
        "refused-item-applied" => {
            assert_eq!(
                site.statuses(SERVICES, &json!([service(1), long(2)])).await,
                [201, 422]
            );
            site.statuses(SERVICES, &two).await == [200, 200]
        }
        "replay-conflict" => {
            site.statuses(SERVICES, &two).await;
            site.statuses(SERVICES, &two).await.contains(&409)
        }
        "tenant-header-optional" => {
            let request = site
                .bare(Method::PUT, SERVICES)
                .header("x-api-key", "reference-key");
            Answer::of(request.bearer_auth("reference-token").json(&two))
                .await
                .status
                == 207
        }
        "tenant-ignored" => {
            site.statuses(SERVICES, &two).await;
            let other = site.signed(Method::PUT, SERVICES, "beta").json(&two);
            Answer::of(other).await.statuses() == [200, 200]
        }
        "value-truncated" => {
            let sent = with(service(1), json!({ "entry_User": "twelve chars" }));
            assert_eq!(site.statuses(SERVICES, &json!([sent])).await, [201]);
            let read = site
                .get("/provider-credentialing/7/services/1")
                .await
                .json();
            read["data"]["entry_User"] != Value::from("twelve chars")
        }
        "wrong-media-type" => site
            .put(SERVICES, &two)
            .await
            .header("content-type")
            .starts_with("text/html"),
        other => panic!("no probe for `{other}`: say here how one sees that it deviates"),
    }
}
