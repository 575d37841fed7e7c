//! How the suite proves itself: the reference server keeps every promise, and each of its faults is found by the oracle
//! that its file names.

use std::collections::BTreeMap;

use conformance::oracles::find;
use conformance::report::Overall;
use servers::Fault;

use crate::support::{contract, judge, options, runtime, server};

#[test]
fn the_reference_server_keeps_every_promise() {
    let contract = contract();
    runtime().block_on(async {
        let server = server(None).await;
        let report = judge(&contract, &server.base_url, &options(11, 700)).await;
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
            .map(|row| row.id)
            .collect();
        assert!(idle.is_empty(), "never decided: {idle:?}");
    });
}

#[test]
fn every_fault_is_found_by_the_oracle_that_it_names() {
    let contract = contract();
    let mut missed = BTreeMap::new();
    runtime().block_on(async {
        for fault in Fault::all() {
            assert!(
                find(fault.found_by).is_some(),
                "{} names an unknown oracle `{}`",
                fault.id,
                fault.found_by
            );
            let server = server(Some(*fault)).await;
            let report = judge(&contract, &server.base_url, &options(5, 700)).await;
            server.shutdown().await;
            let mut found: Vec<&str> = report.findings.iter().map(|f| f.oracle).collect();
            found.dedup();
            if !found.contains(&fault.found_by) {
                missed.insert(
                    fault.id,
                    format!(
                        "expected {}, found {found:?}; {}",
                        fault.found_by, report.summary
                    ),
                );
            }
        }
    });
    assert!(missed.is_empty(), "{missed:#?}");
}
