//! How often each oracle has something to decide, on servers that are right: an oracle that looks at more than it may, or
//! at less than it could, shows here before it shows as a false alarm or as a miss.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use conformance::contract::Contract;
use conformance::oracles::{ORACLES, lacking, lacking_beside};
use conformance::report::Overall;
use servers::{Config, Variant};

use crate::inference::{FORMS, SHAPES, read};
use crate::support::{contract, judge, options, runtime};

/// The reference server, one that keeps what an update leaves out, one that refuses all items for one bad one, and one that
/// refuses batches with bad items.
const SERVERS: &[&str] = &[
    "",
    "absent-members-kept",
    "atomic-424",
    "malformed-items-refuse-batch",
];

#[test]
fn each_oracle_decides_as_much_as_before() {
    let mut table: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in SERVERS {
        let report = runtime().block_on(async {
            let variant = (Variant::all().iter()).find(|variant| variant.id == *name);
            let config = Config {
                variant: variant.copied(),
                ..Config::default()
            };
            let server = servers::start(config).await.unwrap();
            let mut options = options(3, 1600);
            options.lanes = 1;
            let report = judge(&contract(), &server.base_url, &options).await;
            server.shutdown().await;
            report
        });
        assert_eq!(report.verdict, Overall::Pass, "{name}: {}", report.summary);
        for row in &report.oracles {
            let told = format!("{} of {}", row.decided, row.armed);
            table.entry(row.id.to_string()).or_default().push(told);
        }
    }
    let mut shown = String::new();
    for (id, told) in &table {
        let _ = writeln!(shown, "{id}: {}", told.join(", "));
    }
    insta::assert_snapshot!(shown);
}

/// What cannot occur with an operation, and why: an oracle about it never makes a run inconclusive.
#[test]
fn what_cannot_occur_is_told() {
    let described = [
        contract(),
        read("shapes.openapi.yaml", SHAPES),
        read("forms.openapi.json", FORMS),
    ];
    let mut shown = String::new();
    for contract in &described {
        for batch in contract.batches() {
            let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for oracle in ORACLES {
                if let Some(why) = lacking(oracle.id, batch) {
                    reasons.entry(why).or_default().push(oracle.id);
                }
            }
            let _ = writeln!(shown, "{}", batch.operation.id);
            for (why, ids) in reasons {
                let _ = writeln!(shown, "  {why}: {}", ids.join(" "));
            }
        }
        for oracle in ORACLES {
            if let Some(told) = lacking_beside(oracle.id, contract) {
                let _ = writeln!(shown, "beside: {} {told:?}", oracle.id);
            }
            if let Some(told) = lacking_beside(oracle.id, &Contract::default()) {
                let _ = writeln!(shown, "alone: {} {told:?}", oracle.id);
            }
        }
    }
    insta::assert_snapshot!(shown);
}
