//! Each fault deviates where the honest server does not: one probe per fault, tried on both.

mod batches;
mod bodies;
mod items;
mod races;
mod refused;
mod relations;
mod requests;
mod singles;

use serde_json::{Value, json};
use servers::Fault;

use crate::site::{SERVICES, Site, service, services, with};

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_deviates_and_the_honest_server_does_not() {
    let mut sound = Vec::new();
    for fault in Fault::all() {
        let honest = Site::honest().await;
        assert!(
            !deviates(fault.id, &honest).await,
            "the honest server deviates as {}",
            fault.id
        );
        let faulty = Site::faulty(fault.id).await;
        if !deviates(fault.id, &faulty).await {
            sound.push(fault.id);
        }
    }
    assert!(sound.is_empty(), "these do not deviate: {sound:?}");
}

#[tokio::test]
async fn a_fault_does_not_break_the_rest() {
    for fault in Fault::all() {
        let site = Site::faulty(fault.id).await;
        let mut answer = site.put(SERVICES, &services([1])).await;
        if answer.status == 500 {
            // One of them fails once after its start.
            answer = site.put(SERVICES, &services([1])).await;
        }
        assert!(answer.status.is_success(), "{}", fault.id);
        assert!(
            answer.json()["debug"]["activityID"].is_string(),
            "{}",
            fault.id
        );
        let read = site.get("/provider-credentialing/7/services/1").await;
        assert_eq!(read.status, 200, "{}", fault.id);
    }
}

/// Whether the server makes this mistake.
async fn deviates(id: &str, site: &Site) -> bool {
    if let Some(deviates) = batches::probe(id, site).await {
        return deviates;
    }
    if let Some(deviates) = bodies::probe(id, site).await {
        return deviates;
    }
    if let Some(deviates) = items::probe(id, site).await {
        return deviates;
    }
    if let Some(deviates) = relations::probe(id, site).await {
        return deviates;
    }
    if let Some(deviates) = refused::probe(id, site).await {
        return deviates;
    }
    if let Some(deviates) = races::probe(id, site).await {
        return deviates;
    }
    if let Some(deviates) = singles::probe(id, site).await {
        return deviates;
    }
    let deviates = requests::probe(id, site).await;
    deviates
        .unwrap_or_else(|| panic!("no probe for `{id}`: say in one of the files how one sees it"))
}

/// A service that is refused.
fn long(key: i32) -> Value {
    user(key, &"x".repeat(21))
}

/// A service with a text.
fn user(key: i32, text: &str) -> Value {
    with(service(key), json!({ "entry_User": text }))
}

/// The service as it is stored.
async fn read(site: &Site, key: i32) -> Value {
    let path = format!("/provider-credentialing/7/services/{key}");
    site.get(&path).await.json()["data"].clone()
}
