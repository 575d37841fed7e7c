//! How often each oracle has something to decide, on servers that are right: an oracle that looks at more than it may, or
//! at less than it could, shows here before it shows as a false alarm or as a miss.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use conformance::contract::Operation;
use conformance::oracles::{NotApplicable, ORACLES, Oracle};
use conformance::outcome::Overall;
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
        let lacking = |oracle: &Oracle, operation: &Operation| {
            let lacks = (oracle.applies)(operation).err();
            lacks.map(NotApplicable::sentence)
        };
        let applies_beside = |oracle: &&&Oracle| {
            let mut others = contract.singles();
            others.any(|(_, other)| lacking(oracle, other).is_none())
        };
        let (beside, of_batches): (Vec<&&Oracle>, Vec<&&Oracle>) =
            ORACLES.iter().partition(applies_beside);
        for of in contract.batches() {
            let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for oracle in &of_batches {
                if let Some(why) = lacking(oracle, of.operation) {
                    reasons.entry(why).or_default().push(oracle.id);
                }
            }
            let _ = writeln!(shown, "{}", of.operation.id);
            for (why, ids) in reasons {
                let _ = writeln!(shown, "  {why}: {}", ids.join(" "));
            }
        }
        for oracle in beside {
            let batch = contract.batches().next().unwrap().operation;
            let _ = writeln!(shown, "beside: {} None", oracle.id);
            let _ = writeln!(shown, "alone: {} {:?}", oracle.id, lacking(oracle, batch));
        }
        // an oracle about batches is owed no case on another operation, and the other way round
        for oracle in of_batches {
            for (_, other) in contract.singles() {
                assert_eq!(lacking(oracle, other), Some("needs a batch operation"));
            }
        }
    }
    insta::assert_snapshot!(shown);
}
