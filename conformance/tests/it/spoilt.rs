//! The answers of a right server, spoilt in one place at a time and judged again: how often each oracle is broken. What
//! an oracle overlooks, or blames on something else, shows in the table.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use conformance::bind::{Keys, bind};
use conformance::contract::Contract;
use conformance::drive::run;
use conformance::evidence::Given;
use conformance::judge::judge;
use conformance::plan::{OtherCalls, Scope, Step, schedule};
use conformance::transcript::{Outcome, Transcript, WireResponse};
use serde_json::{Value, json};

use crate::support::{contract, fixed, runtime, server, target};

/// Items in all batches of a plan whose answers are spoilt.
const MOST_ITEMS: usize = 120;

/// Spoils the answer; says whether it could.
type Spoil = fn(&mut WireResponse) -> bool;

const SPOILS: &[(&str, Spoil)] = &[
    ("the first success turns round", |answer| {
        first(answer, 200..300, |result| {
            let created = result["status"] == 201;
            result["status"] = json!(if created { 200 } else { 201 });
        })
    }),
    ("the first success is refused", |answer| {
        first(answer, 200..300, |result| result["status"] = json!(422))
    }),
    ("the first success fails", |answer| {
        first(answer, 200..300, |result| result["status"] = json!(500))
    }),
    ("the first success is 204", |answer| {
        first(answer, 200..300, |result| result["status"] = json!(204))
    }),
    ("the first refusal is a success", |answer| {
        first(answer, 400..500, |result| result["status"] = json!(201))
    }),
    ("the first refusal is 409", |answer| {
        first(answer, 400..500, |result| result["status"] = json!(409))
    }),
    ("the first refusal fails", |answer| {
        first(answer, 400..500, |result| result["status"] = json!(500))
    }),
    ("the first status is out of range", |answer| {
        first(answer, 200..600, |result| result["status"] = json!(42))
    }),
    ("the first message is another", |answer| {
        first(answer, 200..300, |result| {
            let created = result["body"] == "Created";
            result["body"] = json!(if created { "Updated" } else { "Created" });
        })
    }),
    ("the first id is another", |answer| {
        first(answer, 200..300, |result| {
            if let Some(part) = result["id"].as_array_mut().and_then(|id| id.last_mut()) {
                let text = part["value"].to_string();
                let number: i64 = text.trim_matches('"').parse().unwrap_or(0);
                part["value"] = json!(number + 1);
            }
        })
    }),
    ("the first id is empty", |answer| {
        first(answer, 200..300, |result| result["id"] = json!([]))
    }),
    ("the last result is missing", |answer| {
        results(answer, |all| drop(all.pop()))
    }),
    ("the results are reversed", |answer| {
        results(answer, |all| all.reverse())
    }),
    ("the first result comes twice", |answer| {
        results(answer, |all| all.insert(0, all[0].clone()))
    }),
    ("a result is no object", |answer| {
        results(answer, |all| all[0] = json!("text"))
    }),
    ("a problem beside the results", |answer| {
        results(answer, |_| ()) && body(answer, |body| body["error"] = json!({ "status": 400 }))
    }),
    ("an empty problem beside the results", |answer| {
        let empty = json!({ "status": 0, "title": null });
        results(answer, |_| ()) && body(answer, |body| body["error"] = empty)
    }),
    (
        "a problem of the status of the answer beside the results",
        |answer| {
            let same = json!({ "status": 207, "title": null });
            results(answer, |_| ()) && body(answer, |body| body["error"] = same)
        },
    ),
    ("a problem of another status", |answer| {
        problem(answer, |problem| problem["status"] = json!(418))
    }),
    ("a problem of another title", |answer| {
        problem(answer, |problem| problem["title"] = json!("Another"))
    }),
    ("a problem whose type is no URI", |answer| {
        problem(answer, |problem| problem["type"] = json!("no uri <>"))
    }),
    ("a problem of other types", |answer| {
        problem(answer, |problem| problem["title"] = json!(7))
    }),
    ("no id of the call", |answer| {
        body(answer, |body| body["debug"] = json!({ "activityID": "" }))
    }),
    ("the answer is 200", |answer| status(answer, 200)),
    ("the answer is 204", |answer| status(answer, 204)),
    ("the answer is 400", |answer| status(answer, 400)),
    ("the answer is 404", |answer| status(answer, 404)),
    ("the answer is 500", |answer| status(answer, 500)),
    ("the answer is cut", |answer| answer.body.0.pop().is_some()),
    ("the answer is text", |answer| {
        field(answer, "content-type", Some("text/html"))
    }),
    ("the answer is of no type", |answer| {
        field(answer, "content-type", None)
    }),
    ("no challenge and no methods", |answer| {
        field(answer, "www-authenticate", None) | field(answer, "allow", None)
    }),
    ("a stack trace", |answer| {
        let trace = "panicked at src/main.rs:1:1\n   at com.example.Main.main(Main.java:7)";
        body(answer, |body| body["debug"]["trace"] = json!(trace))
    }),
    ("a mark of the other tenant", |answer| {
        body(answer, |body| {
            body["debug"]["other"] = json!("mark-of-tenant-2 mark-of-tenant-1")
        })
    }),
    ("a read with another text", |answer| {
        entity(answer, |value| match value {
            Value::String(text) => text.push('x'),
            Value::Number(_) => *value = json!(1_234_567),
            other => *other = json!("x"),
        })
    }),
    ("a read with nothing", |answer| {
        entity(answer, |value| *value = Value::Null)
    }),
];

fn body(answer: &mut WireResponse, change: impl FnOnce(&mut Value)) -> bool {
    let Ok(before) = serde_json::from_slice::<Value>(&answer.body.0) else {
        return false;
    };
    let mut after = before.clone();
    if after.is_object() {
        change(&mut after);
    }
    answer.body.0 = after.to_string().into_bytes();
    after != before
}

fn results(answer: &mut WireResponse, change: impl FnOnce(&mut Vec<Value>)) -> bool {
    let mut some = false;
    body(answer, |body| {
        if let Some(all) = body["data"].as_array_mut().filter(|all| !all.is_empty()) {
            some = true;
            change(all);
        }
    });
    some
}

fn first(
    answer: &mut WireResponse,
    statuses: std::ops::Range<u64>,
    change: impl FnOnce(&mut Value),
) -> bool {
    let mut found = false;
    results(answer, |all| {
        let such = |result: &&mut Value| {
            result["status"]
                .as_u64()
                .is_some_and(|s| statuses.contains(&s))
        };
        if let Some(result) = all.iter_mut().find(such) {
            found = true;
            change(result);
        }
    });
    found
}

fn problem(answer: &mut WireResponse, change: impl FnOnce(&mut Value)) -> bool {
    let mut found = false;
    body(answer, |body| {
        if body["error"].is_object() {
            found = true;
            change(&mut body["error"]);
        }
    });
    found
}

/// Changes the members of the entity that a read gave, but for those that are numbers of its key.
fn entity(answer: &mut WireResponse, change: impl Fn(&mut Value)) -> bool {
    let mut found = false;
    body(answer, |body| {
        for (name, value) in body["data"].as_object_mut().into_iter().flatten() {
            if !name.ends_with("_Key") {
                found = true;
                change(value);
            }
        }
    });
    found
}

fn status(answer: &mut WireResponse, status: u16) -> bool {
    std::mem::replace(&mut answer.status, status) != status
}

fn field(answer: &mut WireResponse, name: &str, value: Option<&str>) -> bool {
    let before = answer.headers.len();
    answer
        .headers
        .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    let found = answer.headers.len() < before;
    answer
        .headers
        .extend(value.map(|value| (name.to_owned(), value.to_owned())));
    found
}

/// What the plans of a short campaign send and get, but for the largest batches. Requests that belong together go one
/// after another, which is one of the ways in which they may cross, and the same one each time.
fn transcripts(contract: &Contract) -> Vec<Transcript> {
    let scope = Scope {
        two_tenants: true,
        closed_tenant: true,
        burst: true,
        largest_batch: None,
        range_only: false,
        others: OtherCalls::All,
    };
    let mut keys = Keys::new(1_000_000_000, 2_147_483_647, 3);
    let mut kept = Vec::new();
    runtime().block_on(async {
        let server = server(None).await;
        let target = target(&server.base_url);
        for scheduled in schedule(contract, 3, 1600, scope) {
            let plan = scheduled.plan();
            let items: usize = plan.requests().map(|(_, one)| one.items().len()).sum();
            if items > MOST_ITEMS {
                continue;
            }
            let mut in_turn = plan.clone();
            in_turn.steps = (plan.steps.iter())
                .flat_map(|step| match step {
                    Step::Together(all) => all.iter().cloned().map(Step::One).collect(),
                    step => vec![step.clone()],
                })
                .collect();
            let binding = bind(contract, plan, &fixed(), &mut keys).unwrap();
            let mut transcript = run(&target, contract, in_turn, binding).await;
            transcript.plan = plan.clone();
            kept.push(transcript);
        }
        server.shutdown().await;
    });
    kept
}

#[test]
fn what_is_spoilt_is_seen_by_the_oracles_that_it_is_about() {
    let contract = contract();
    let given = Given {
        fresh: true,
        parent: true,
        two_tenants: true,
        closed_tenant: true,
        read: true,
        tells_created: true,
        sole: true,
        burst: true,
        counted: true,
        plain_http: true,
    };
    let transcripts = transcripts(&contract);
    assert!(transcripts.len() > 100, "{}", transcripts.len());
    let mut shown = String::new();
    for (spoil, (name, change)) in SPOILS.iter().enumerate() {
        let (mut spoilt, mut broken) = (0, BTreeMap::new());
        for (number, transcript) in transcripts.iter().enumerate() {
            // one answer of each run, another one each time
            let count = transcript.exchanges.len();
            let mut changed = transcript.clone();
            let candidates = (0..count).map(|n| (n + number + spoil) % count);
            let done = candidates
                .into_iter()
                .any(|at| match &mut changed.exchanges[at].outcome {
                    Outcome::Answered(answer) => change(answer),
                    Outcome::Unavailable(_) => false,
                });
            if !done {
                continue;
            }
            spoilt += 1;
            for (oracle, judgement) in judge(&contract, &changed, given) {
                if !judgement.violations.is_empty() {
                    *broken.entry(oracle.id).or_insert(0) += 1;
                }
            }
        }
        let broken: Vec<String> = broken.iter().map(|(id, n)| format!("{id} {n}")).collect();
        let _ = writeln!(shown, "{name} ({spoilt}): {}\n", broken.join(", "));
    }
    insta::assert_snapshot!(shown);
}
