//! Each fault deviates where the honest server does not: one probe per fault, tried on both.

mod bodies;
mod credentials;
mod failures;
mod http;
mod races;
mod read_back;
mod refusals;
mod relations;
mod replays;
mod results;
mod shape;
mod singles;
mod statuses;
mod tenants;
mod texts;
mod values;

use servers::Fault;

use crate::site::{SERVICES, Site, services};

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

/// Whether the server makes this mistake. The file that knows the fault answers, and the others at once with nothing.
async fn deviates(id: &str, site: &Site) -> bool {
    let answers = [
        bodies::probe(id, site).await,
        credentials::probe(id, site).await,
        failures::probe(id, site).await,
        http::probe(id, site).await,
        races::probe(id, site).await,
        read_back::probe(id, site).await,
        refusals::probe(id, site).await,
        relations::probe(id, site).await,
        replays::probe(id, site).await,
        results::probe(id, site).await,
        shape::probe(id, site).await,
        singles::probe(id, site).await,
        statuses::probe(id, site).await,
        tenants::probe(id, site).await,
        texts::probe(id, site).await,
        values::probe(id, site).await,
    ];
    let deviates = answers.into_iter().flatten().next();
    deviates
        .unwrap_or_else(|| panic!("no probe for `{id}`: say in one of the files how one sees it"))
}
