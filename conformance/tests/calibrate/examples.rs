//! The smallest run that broke each oracle, on the server with the fault that names the oracle where there is one: as a
//! text for `conform explain`, and as a recording that is judged again by the tests.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use conformance::contract::Contract;
use conformance::outcome::Report;
use conformance::snapshot::render;
use servers::Fault;

/// An example: whether it is of another oracle's fault, its length, its text, its recording.
type Example = (bool, usize, String, String);

/// One example for each oracle that found something.
#[derive(Default)]
pub(crate) struct Examples(BTreeMap<String, Example>);

impl Examples {
    pub(crate) fn add(&mut self, contract: &Contract, fault: &Fault, report: &Report) {
        for finding in &report.findings {
            let Some(recorded) = &finding.recorded else {
                continue;
            };
            let transcript = &recorded.recording.transcript;
            let mut text = String::new();
            let what = fault.what.trim_end_matches('.');
            let _ = writeln!(text, "A server that does this: {what}.");
            let _ = writeln!(text, "{}: {}\n", finding.about, finding.message);
            text.push_str(&render(contract, transcript));
            let recording = recorded.recording.write().unwrap();
            let other = fault.found_by != finding.oracle;
            let example = (other, recording.len(), text, recording);
            let known = self
                .0
                .entry(finding.oracle.to_string())
                .or_insert_with(|| example.clone());
            if example < *known {
                *known = example;
            }
        }
    }

    /// Writes them in the place of those that are there.
    pub(crate) fn write(&self) {
        let (examples, recordings) = (folder("src/oracles/examples"), folder("tests/recordings"));
        for folder in [&examples, &recordings] {
            let _ = std::fs::remove_dir_all(folder);
            std::fs::create_dir_all(folder).unwrap();
        }
        let mut table = String::from(
            "//! Recorded violations by the ids of their oracles. Written by `cargo xtask calibrate --update`; do not \
             edit.\n\npub(super) static EXAMPLES: &[(&str, &str)] = &[\n",
        );
        for (id, (_, _, text, recording)) in &self.0 {
            std::fs::write(examples.join(format!("{id}.txt")), text).unwrap();
            std::fs::write(recordings.join(format!("{id}.json")), recording).unwrap();
            let _ = writeln!(
                table,
                "    (\n        \"{id}\",\n        include_str!(\"../oracles/examples/{id}.txt\"),\n    ),"
            );
        }
        table.push_str("];\n");
        std::fs::write(folder("src/explain/examples.rs"), table).unwrap();
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
