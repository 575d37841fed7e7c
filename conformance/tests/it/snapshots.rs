//! The fixed corpus against the reference server: each snapshot shows the batch sent and the redacted 207 received.

use conformance::bind::{Keys, bind};
use conformance::drive::run;
use conformance::plan::corpus;
use conformance::snapshot::render;

use crate::support::{contract, fixed, runtime, server, target};

#[test]
fn the_corpus_is_answered_as_before() {
    let contract = contract();
    runtime().block_on(async {
        let server = server(None).await;
        let target = target(&server.base_url);
        let mut keys = Keys::new(1_000_000_000, 1_999_999_999, 1);
        for batch in contract.batches() {
            for plan in corpus(batch) {
                let name = format!("{}__{}", batch.operation.id, plan.id);
                let binding = bind(&contract, &plan, &fixed(), &mut keys).unwrap();
                let transcript = run(&target, &contract, plan, binding).await;
                let mut settings = insta::Settings::clone_current();
                settings.set_prepend_module_to_snapshot(false);
                settings.set_omit_expression(true);
                settings.bind(|| insta::assert_snapshot!(name, render(&contract, &transcript)));
            }
        }
        server.shutdown().await;
    });
}

/// Keys are drawn anew for every run, so a snapshot that held one would never be the same twice.
#[test]
fn other_keys_give_the_same_text() {
    let contract = contract();
    let batch = contract.batches().next().unwrap();
    runtime().block_on(async {
        let server = server(None).await;
        let target = target(&server.base_url);
        let mut texts = Vec::new();
        for seed in [1, 2] {
            let mut keys = Keys::new(1_000_000_000, 1_999_999_999, seed);
            for plan in corpus(batch).into_iter().take(5) {
                let binding = bind(&contract, &plan, &fixed(), &mut keys).unwrap();
                texts.push((
                    seed,
                    render(&contract, &run(&target, &contract, plan, binding).await),
                ));
            }
        }
        let of = |seed| {
            texts
                .iter()
                .filter(|(s, _)| *s == seed)
                .map(|(_, t)| t)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(1), of(2));
        server.shutdown().await;
    });
}
