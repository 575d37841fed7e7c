//! Parallel writers: exactly one of them created each key, and nobody fails.

use futures_util::future::join_all;
use serde_json::Value;

use crate::site::{SERVICES, Site, services};

#[tokio::test(flavor = "multi_thread")]
async fn of_parallel_writers_of_a_new_key_exactly_one_creates_it() {
    let site = Site::honest().await;
    for key in 0..20 {
        let batch = services([key]);
        let answers = join_all((0..8).map(|_| site.statuses(SERVICES, &batch))).await;
        let mut statuses = answers.concat();
        statuses.sort_unstable();
        assert_eq!(
            statuses,
            [200, 200, 200, 200, 200, 200, 200, 201],
            "key {key}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn overlapping_batches_in_opposite_orders_end_and_share_the_creations() {
    let site = Site::honest().await;
    let (there, back): (Value, Value) = (services(0..300), services((0..300).rev()));
    let batches = [&there, &back, &there, &back];
    let answers = join_all(batches.map(|batch| site.statuses(SERVICES, batch))).await;
    let created = answers
        .concat()
        .iter()
        .filter(|status| **status == 201)
        .count();
    let updated = answers
        .concat()
        .iter()
        .filter(|status| **status == 200)
        .count();
    assert_eq!((created, updated), (300, 900));
}
