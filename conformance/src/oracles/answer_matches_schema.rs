//! A 207 keeps the declared schema, validated by an independent validator.

use super::{Case, Level, Oracle, Violation};
use crate::judge::{Evidence};

pub(super) static ORACLE: Oracle = Oracle {
    id: "answer-matches-schema",
    level: Level::Must,
    claim: "The body of a 207 is valid against the schema that the description declares for it.",
    why: "Response Object of the description; JSON Schema 2020-12.",
    limits: "Only a 207 whose schema is declared; members that the schema does not know are its own affair.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches().filter(|(_, answer)| answer.status() == 207) {
        let (Ok(body), Some(declared)) = (&answer.json, evidence.batch.responses.declared(207)) else { continue };
        if declared.validator.is_none() {
            continue;
        }
        let errors = declared.errors(body);
        case.decide(errors.is_empty(), || {
            let (pointer, message) = errors.into_iter().next().unwrap_or_default();
            let place = pointer.split('/').map(|t| if t.parse::<usize>().is_ok() { "*" } else { t }).collect::<Vec<_>>();
            Violation::new(place.join("/"), format!("at `{pointer}`: {message}"), &[view.index])
        });
    }
}
