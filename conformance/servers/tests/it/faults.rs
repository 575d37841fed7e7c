//! Each fault deviates where the honest server does not: one probe per fault, tried on both.

mod batches;
mod bodies;
mod requests;

use servers::Fault;

use crate::site::{SERVICES, Site, services};

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
    let deviates = requests::probe(id, site).await;
    deviates.unwrap_or_else(|| {
        panic!("no probe for `{id}`: say in one of the three files how one sees it")
    })
}
