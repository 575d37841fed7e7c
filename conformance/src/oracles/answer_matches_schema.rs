//! A 207, and any success of another operation, keeps the declared schema, validated by an independent validator. In the parts of the envelope beside the
//! results, null says no more than that nothing is there.

use serde_json::Value;

use super::violation::ViolationKind::Schema;
use super::{Case, Level, Oracle};
use crate::contract::Envelope;
use crate::evidence::{Evidence, Site};

pub(super) static ORACLE: Oracle = Oracle {
    id: "answer-matches-schema",
    level: Level::Must,
    claim: "The body of a 207, or of a success of an operation that is no batch, is valid against the schema that the description declares for it.",
    why: "Response Object of the description; JSON Schema 2020-12.",
    limits: "Only answers whose schema is declared and whose body is JSON; `default` speaks of a success only where no success is declared; members that the schema does not know are its own affair. Null for the problem of the request, or where the id of the call stands, is as good as an absent member.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer, declared) in evidence.promises() {
        let Ok(body) = &answer.json else { continue };
        // text that happens to be JSON is still a text
        let text = evidence.batch.is_none()
            && !declared.is_json()
            && !body.is_object()
            && !body.is_array();
        let Some(schema) = declared.schema.as_ref().filter(|_| !text) else {
            continue;
        };
        let mut errors = schema.errors(body);
        if !errors.is_empty()
            && let Some(body) = without_nulls(body, &evidence.operation.envelope)
        {
            errors = schema.errors(&body);
        }
        let Some((pointer, cause)) = errors.into_iter().next() else {
            case.holds(1);
            continue;
        };
        let any = |token: &str| token.parse::<usize>().is_ok();
        let place = pointer.split('/').map(|t| if any(t) { "*" } else { t });
        let place = place.collect::<Vec<_>>().join("/");
        let exchange = view.index;
        case.decide(false, [Site::Body { exchange, pointer }], || Schema {
            place,
            cause,
        });
    }
}

/// `body` without the members for the problem and the id of the call that are null; none when there are none.
fn without_nulls(body: &Value, envelope: &Envelope) -> Option<Value> {
    let places = [&envelope.error, &envelope.call_id].into_iter().flatten();
    let members = places.filter_map(|pointer| pointer.split('/').nth(1));
    let null: Vec<&str> = members
        .filter(|name| body.get(name).is_some_and(Value::is_null))
        .collect();
    let mut rest = body.clone();
    let object = rest.as_object_mut().filter(|_| !null.is_empty())?;
    object.retain(|name, _| !null.contains(&name.as_str()));
    Some(rest)
}
