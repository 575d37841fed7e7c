//! The reference server keeps every promise, and every oracle has something to decide on it. Its faults and its permitted
//! differences are judged by the test `calibrate`.

use conformance::outcome::Overall;

use crate::support::{contract, judge, options, runtime, server};

#[test]
fn the_reference_server_keeps_every_promise() {
    let contract = contract();
    runtime().block_on(async {
        let server = server(None).await;
        let report = judge(&contract, &server.base_url, &options(11, 1600)).await;
        server.shutdown().await;
        let found: Vec<String> = report
            .findings
            .iter()
            .map(|f| format!("{} ({}): {}", f.oracle, f.about, f.message))
            .collect();
        assert!(found.is_empty(), "{found:#?}");
        assert_eq!(report.verdict, Overall::Pass, "{}", report.summary);
        let idle: Vec<&str> = report
            .oracles
            .iter()
            .filter(|row| row.decided == 0)
            .map(|row| row.id.as_ref())
            .collect();
        assert!(idle.is_empty(), "never decided: {idle:?}");
    });
}
