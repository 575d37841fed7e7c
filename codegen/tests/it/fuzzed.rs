//! What `cargo xtask fuzz` kept because it was answered in a way of its own: each is answered again, with files that are
//! Rust or with findings that can be read, soon and without a panic.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use codegen::emit::Options;
use codegen::{Input, generate};

/// Generous for a busy machine and code without optimisation.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn what_the_fuzzer_kept_is_answered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let (mut refused, mut written) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for strict in [false, true] {
            let options = Options {
                crate_name: "x".to_owned(),
                strict,
            };
            let began = Instant::now();
            let input = Input {
                name: "fuzz.yaml",
                text: &text,
            };
            let found = match generate(input, &[], &options) {
                Ok(output) => {
                    written += 1;
                    output.warnings
                }
                Err(found) => {
                    refused += 1;
                    assert!(!found.is_empty(), "{}", path.display());
                    found
                }
            };
            // A file that is no Rust is a finding with this code.
            assert!(
                found.iter().all(|one| one.code != "internal"),
                "{}: {found}",
                path.display()
            );
            assert!(found.is_empty() || !found.render_plain().is_empty());
            assert!(began.elapsed() < PATIENCE, "{}", path.display());
        }
    }
    assert!(refused > 10 && written > 10, "{refused} and {written}");
}
