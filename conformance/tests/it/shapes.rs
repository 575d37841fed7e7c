//! Campaigns on keys and envelopes of many shapes: a correct server passes, and mistakes are found.

use std::time::Duration;

use conformance::contract::{Contract, Place};
use conformance::outcome::{Finding, Overall, Report};

use crate::generic::{Mistake, start};
use crate::inference::{FORMS, SHAPES, read};
use crate::support::{judge, options, runtime};

fn campaign(contract: impl Fn() -> Contract, mistake: Option<Mistake>, each: usize) -> Report {
    let (contract, served) = (contract(), contract());
    let mut options = options(5, each * contract.batches().count());
    options.max_time = Duration::from_secs(300);
    options.others = Default::default(); // the server has only the batches and their reads
    options.fixed.parameters.clear();
    let batches = || contract.batches().map(|batch| batch.operation);
    for parameter in batches()
        .flat_map(|batch| &batch.parameters)
        .filter(|p| p.required)
    {
        if batches().any(|batch| batch.tenant.as_ref() == Some(&parameter.name)) {
            continue;
        }
        let value = if parameter.is_integer() { "7" } else { "A7" };
        assert!(matches!(parameter.place, Place::Path | Place::Header));
        options
            .fixed
            .parameters
            .insert(parameter.name.clone(), value.to_owned());
    }
    runtime().block_on(async {
        let url = start(served, mistake).await;
        judge(&contract, &url, &options).await
    })
}

fn only(ids: &'static [&str]) -> impl Fn() -> Contract {
    move || {
        let mut contract = read("shapes.openapi.yaml", SHAPES);
        contract.retain(|one| one.batch.is_some() && ids.contains(&one.id.as_str()));
        assert_eq!(contract.operations.len(), ids.len());
        contract
    }
}

fn told(report: &Report) -> String {
    let shown = |f: &Finding| {
        let sent: Vec<String> = (f.requests.iter())
            .map(|r| {
                let (sent, received): (String, String) = (
                    r.sent.chars().take(600).collect(),
                    r.received.chars().take(600).collect(),
                );
                format!(
                    "    {} {} {sent}\n    -> {:?} {received}",
                    r.method, r.target, r.status
                )
            })
            .collect();
        format!(
            "{} {} {}: {} ({})\n{}",
            f.level,
            f.oracle,
            f.operation,
            f.message,
            f.about,
            sent.join("\n")
        )
    };
    let findings: Vec<String> = report.findings.iter().map(shown).collect();
    format!(
        "{}\n{:#?}\n{}",
        report.summary,
        report.probed,
        findings.join("\n")
    )
}

fn passes(report: &Report) {
    assert_eq!(report.verdict, Overall::Pass, "{}", told(report));
    assert!(report.findings.is_empty(), "{}", told(report));
}

#[test]
fn a_correct_server_is_not_accused_whatever_the_shape_of_its_keys() {
    // few requests for each of many operations: none is accused, though not all is judged
    let report = campaign(|| read("shapes.openapi.yaml", SHAPES), None, 60);
    assert_ne!(report.verdict, Overall::Fail, "{}", told(&report));
    assert!(report.findings.is_empty(), "{}", told(&report));
    let share = |id: &str| {
        report
            .operations
            .iter()
            .find(|o| o.id == id)
            .map_or(0, |o| o.oracles.len())
    };
    let contract = read("shapes.openapi.yaml", SHAPES);
    let batches = contract.batches().map(|batch| &batch.operation.id);
    for operation in batches {
        assert!(share(operation) > 20, "{operation} was hardly judged");
    }
}

/// Keys that the server assigns, few keys, an array as the envelope, ids that are single values.
#[test]
fn a_correct_server_passes_however_odd_its_keys_are() {
    passes(&campaign(only(&["upsertMemberNotes"]), None, 800));
    let few = &["upsertMembers", "upsertLocations", "upsertDiagnoses"];
    passes(&campaign(only(few), None, 600));
    passes(&campaign(|| read("forms.openapi.json", FORMS), None, 800));
}

/// Text, texts with a date, numbers, an id that is an object, and one that is a single value.
const MANY: &[&str] = &[
    "upsertPlans",
    "upsertPlanBenefits",
    "upsertFeeSchedules",
    "upsertLocations",
    "upsertDiagnoses",
];

#[test]
fn mistakes_are_found_whatever_the_shape_of_the_keys() {
    for (mistake, oracles) in [
        (Mistake::EchoesWrongKey, &["ids-echo-keys"][..]),
        (Mistake::AlwaysCreated, &["updated-after-created"]),
        (Mistake::StoresRefused, &["refusal-not-applied"]),
    ] {
        let report = campaign(only(MANY), Some(mistake), 120);
        assert_eq!(
            report.verdict,
            Overall::Fail,
            "{mistake:?} {}",
            told(&report)
        );
        for id in MANY {
            let found = report
                .findings
                .iter()
                .any(|f| f.operation == *id && oracles.contains(&f.oracle.as_ref()));
            assert!(found, "{mistake:?} on {id}: {}", told(&report));
        }
    }
}

/// A key of several parts, of which the server forgets one: only keys that differ in that part show it.
#[test]
fn a_forgotten_part_of_a_key_is_found() {
    let report = campaign(
        only(&["upsertPlanBenefits"]),
        Some(Mistake::ForgetsDate),
        600,
    );
    let found: Vec<_> = report.findings.iter().map(|f| f.oracle.as_ref()).collect();
    assert!(
        found.contains(&"created-on-first-write"),
        "{}",
        told(&report)
    );
    passes(&campaign(only(&["upsertPlanBenefits"]), None, 600));
}

/// Under each path there is one entity: the path fixes all of its key.
const FIXED: &str = r#"
openapi: 3.0.3
info: { title: Profiles, version: '1' }
paths:
  /members/{memberID}/profile-batch:
    put:
      operationId: upsertProfile
      x-batch-upsert: { key: [member_ID], bindings: { memberID: member_ID } }
      parameters: [{ name: memberID, in: path, required: true, schema: { type: string } }]
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: array, items: { $ref: '#/components/schemas/Profile' } }
      responses:
        '207':
          description: One result per entity
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties:
                  data:
                    type: array
                    items:
                      type: object
                      required: [status]
                      properties:
                        id: { type: string }
                        status: { type: integer }
                        body: { type: string }
  /members/{memberID}/profile:
    get:
      operationId: getProfile
      parameters: [{ name: memberID, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: The profile
          content: { application/json: { schema: { $ref: '#/components/schemas/Profile' } } }
        '404': { description: None }
components:
  schemas:
    Profile:
      type: object
      required: [member_ID]
      properties:
        member_ID: { type: string, maxLength: 20 }
        nickname: { type: string, nullable: true, maxLength: 10 }
        visits: { type: integer, format: int32 }
        writes: { type: integer, format: int32, readOnly: true }
        row_Version: { type: integer, format: int32 }
        secret: { type: string, maxLength: 10, writeOnly: true }
"#;

#[test]
fn a_server_with_one_entity_under_each_path_is_not_accused() {
    let contract = || {
        let mut contract = read("fixed.yaml", FIXED);
        contract.retain(|one| one.batch.is_some());
        let batch = contract.batches().next().unwrap().batch;
        assert_eq!(batch.key.free().count(), 0);
        assert!(batch.item.get("writes").is_none(), "it is not sent");
        let read = |name: &&str| batch.item.gives_back(name);
        let read: Vec<&str> = ["nickname", "row_Version", "secret", "visits"]
            .into_iter()
            .filter(read)
            .collect();
        assert_eq!(read, ["nickname", "visits"]);
        contract
    };
    let report = campaign(contract, None, 600);
    assert_ne!(report.verdict, Overall::Fail, "{}", told(&report));
    assert!(report.findings.is_empty(), "{}", told(&report));
    let decided = report.oracles.iter().filter(|row| row.decided > 0).count();
    assert!(
        decided > 40,
        "only {decided} oracles had something to decide"
    );
    let report = campaign(contract, Some(Mistake::EchoesWrongKey), 600);
    assert_eq!(report.verdict, Overall::Fail, "{}", told(&report));
}
