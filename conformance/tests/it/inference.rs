//! Roles inferred from descriptions alone: operations of many shapes, decoys, other envelopes, OpenAPI 3.1, overrides.

use conformance::contract::{self, BatchRef, Contract, DeclaredRoles, Overrides};
use std::sync::Arc;

use description::{Description, load};
use serde_json::{Map, Value, json};

use crate::support::spec;

pub(crate) const SHAPES: &str = include_str!("fixtures/shapes.openapi.yaml");
pub(crate) const FORMS: &str = include_str!("fixtures/forms.openapi.json");

pub(crate) fn read(name: &str, text: &str) -> Contract {
    let description = opened(load::load(name, text).unwrap());
    contract::read(&description).unwrap_or_else(|cause| panic!("{cause}"))
}

fn opened(document: load::Document) -> Arc<Description> {
    Arc::new(description::read(document).unwrap().0)
}

/// The batch operation of this id.
fn batch<'a>(contract: &'a Contract, id: &str) -> BatchRef<'a> {
    let id = contract.find(id).unwrap();
    contract.batch(id).unwrap()
}

fn roles(of: BatchRef) -> Value {
    let object = |pairs: Vec<(String, String)>| -> Value {
        Value::Object(pairs.into_iter().map(|(k, v)| (k, json!(v))).collect())
    };
    let siblings =
        (of.resource.links.iter()).map(|link| (link.role.word().to_owned(), link.endpoint()));
    json!({
        "key": of.batch.key.names,
        "bindings": object(of.batch.key.bindings.clone()),
        "siblings": object(siblings.collect()),
    })
}

#[test]
fn every_shape_is_inferred_and_no_decoy_is_taken_for_a_batch() {
    let contract = read("shapes.openapi.yaml", SHAPES);
    let description = load::load("shapes.openapi.yaml", SHAPES).unwrap().value;
    let mut expected = Map::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if operation["x-expected"].is_object() {
                expected.insert(
                    format!("{} {path}", method.to_uppercase()),
                    operation["x-expected"].clone(),
                );
            }
        }
    }
    assert!(expected.len() >= 14, "{}", expected.len());
    let mut wrong = Vec::new();
    for of in contract.batches() {
        let (operation, batch) = (of.operation, of.batch);
        match expected.remove(&operation.endpoint()) {
            Some(wanted) if wanted == roles(of) => {}
            Some(wanted) => wrong.push(format!(
                "{}\n  wanted {wanted}\n  found  {}\n  {}",
                operation.endpoint(),
                roles(of),
                batch.reasons.join("\n  ")
            )),
            None => wrong.push(format!("{} is no batch operation", operation.endpoint())),
        }
        assert_eq!(
            operation.tenant.as_deref(),
            Some("vbasoftware-database"),
            "{}",
            operation.id
        );
        assert_eq!(batch.ambiguous, None, "{}", operation.id);
        assert!(batch.reasons.len() > 4, "{:?}", batch.reasons);
    }
    wrong.extend(
        expected
            .keys()
            .map(|missed| format!("{missed} was not found")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_envelope_is_found_in_any_form() {
    let contract = read("shapes.openapi.yaml", SHAPES);
    let of = |id: &str| batch(&contract, id).batch;
    let envelope = |id: &str| {
        let envelope = &batch(&contract, id).operation.envelope;
        (envelope.error.as_deref(), envelope.call_id.as_deref())
    };
    let (error, call_id) = envelope("upsertPlans");
    assert_eq!(
        (of("upsertPlans").results.as_str(), error, call_id),
        ("/data", Some("/error"), Some("/debug/activityID"))
    );
    let (root, nested) = (of("upsertLocations"), of("upsertDiagnoses"));
    assert_eq!(
        (
            root.results.as_str(),
            root.result.id.as_deref(),
            root.result.message.as_deref()
        ),
        ("", Some("/key"), Some("/message"))
    );
    assert_eq!(
        (nested.results.as_str(), nested.result.status.as_str()),
        ("/payload/outcomes", "/statusCode")
    );
    assert_eq!(
        (
            nested.result.id.as_deref(),
            nested.result.message.as_deref()
        ),
        (Some("/identifier"), Some("/detail"))
    );
    assert_eq!(envelope("upsertDiagnoses"), (None, Some("/requestId")));
    assert_eq!(
        of("upsertMemberNotes").key.assigned.as_deref(),
        Some("memberNote_Key")
    );
}

#[test]
fn openapi_3_1_as_json_is_read_too() {
    let contract = read("forms.openapi.json", FORMS);
    assert_eq!(contract.batches().count(), 1);
    let of = contract.batches().next().unwrap();
    let (operation, batch) = (of.operation, of.batch);
    assert_eq!(operation.endpoint(), "POST /tenants/{tenant}/widgets");
    assert_eq!(
        (batch.key.names.clone(), operation.tenant.as_deref()),
        (vec!["sku".to_owned()], Some("X-Organization"))
    );
    assert_eq!(
        (batch.results.as_str(), batch.result.status.as_str()),
        ("/results", "/httpStatus")
    );
    assert_eq!(
        (batch.result.id.as_deref(), batch.result.message.as_deref()),
        (Some(""), Some("/errorMessage"))
    );
    assert_eq!(
        (
            operation.envelope.error.as_deref(),
            operation.envelope.call_id.as_deref()
        ),
        (Some("/problem"), Some("/meta/correlation-id"))
    );
    assert_eq!(of.resource.read.as_ref().unwrap().at, "");
    assert!(batch.item.get("label").unwrap().nullable);
}

#[test]
fn what_the_overlay_declares_is_inferred_without_it() {
    let contract = read("vbapi.openapi.yaml", &spec("vbapi.openapi.yaml"));
    let declared = crate::support::contract();
    assert_eq!(contract.batches().count(), declared.batches().count());
    for (inferred, declared) in contract.batches().zip(declared.batches()) {
        let (operation, other) = (inferred.operation, declared.operation);
        assert_eq!(operation.tenant, other.tenant);
        assert_eq!(operation.envelope, other.envelope);
        let (batch, other) = (inferred.batch, declared.batch);
        assert_eq!(batch.key, other.key);
        assert_eq!(
            (&batch.results, &batch.result),
            (&other.results, &other.result)
        );
        let links = &inferred.resource.links;
        assert_eq!(links.len(), 5, "{links:?}");
        for link in links {
            let operation = contract.operation(link.operation.unwrap());
            assert_eq!(operation.endpoint(), link.endpoint());
        }
    }
    // and without the words in the descriptions of the properties
    let mute: String = spec("vbapi.openapi.yaml")
        .replace("part of the identity", "")
        .replace("The identity of the license", "");
    for (inferred, declared) in read("mute.yaml", &mute).batches().zip(declared.batches()) {
        let (inferred, declared) = (inferred.batch, declared.batch);
        assert_eq!(
            inferred.key.names, declared.key.names,
            "{:#?}",
            inferred.reasons
        );
    }
}

#[test]
fn overrides_win_member_by_member_and_unknown_ones_are_refused() {
    let resolved = opened(load::load("shapes.openapi.yaml", SHAPES).unwrap());
    let roles = DeclaredRoles {
        key: Some(vec!["plan_Type".to_owned()]),
        ..DeclaredRoles::default()
    };
    for name in ["upsertPlans", "PUT /plans-batch"] {
        let overrides: Overrides = [(name.to_owned(), roles.clone())].into();
        let contract = contract::read_with(&resolved, &overrides).unwrap();
        let plans = batch(&contract, "upsertPlans").batch;
        assert_eq!(plans.key.names, ["plan_Type"]);
        assert_eq!(plans.results, "/data");
        assert!(
            plans
                .reasons
                .iter()
                .any(|r| r.contains("declared in the profile")),
            "{:?}",
            plans.reasons
        );
    }
    let unknown: Overrides = [("PUT /nowhere".to_owned(), roles)].into();
    let cause = contract::read_with(&resolved, &unknown)
        .unwrap_err()
        .to_string();
    assert!(
        cause.contains("PUT /nowhere") && cause.contains("PUT /plans-batch"),
        "{cause}"
    );
    let partial = spec("vbapi.openapi.yaml").replace("      operationId: upsertProviderCredServices\n", "      operationId: upsertProviderCredServices\n      x-batch-upsert: { tenant: '', result: { message: /note } }\n");
    let contract = read("partial.yaml", &partial);
    let services = contract.batches().next().unwrap();
    assert_eq!(
        (
            services.operation.tenant.as_deref(),
            services.batch.result.message.as_deref(),
            services.batch.key.names.len()
        ),
        (None, Some("/note"), 2)
    );
}

#[test]
fn an_ambiguous_key_is_said_with_its_candidates() {
    let text = SHAPES.replace(
        "A rate is identified by rate_Class and region together.",
        "Many rates.",
    );
    let contract = read("ambiguous.yaml", &text);
    let rates = batch(&contract, "upsertRates").batch;
    let said = rates.ambiguous.as_deref().unwrap_or_default();
    assert!(
        said.contains("rate_Class") && said.contains("x-batch-upsert"),
        "{said:?} {:#?}",
        rates.reasons
    );
}

#[test]
fn parameters_are_told_from_properties_that_are_named_a_little_differently() {
    let text = SHAPES
        .replace("memberNoteKey", "noteID")
        .replace("feeSchedKey", "id");
    let text = text
        .replace("feeSched_Key", "feeSchedule_ID")
        .replace("{ name: benefitCode", "{ name: BENEFIT-CODE")
        .replace("{benefitCode}", "{BENEFIT-CODE}");
    let contract = read("renamed.yaml", &text);
    let key = |id: &str| &batch(&contract, id).batch.key.names;
    assert_eq!(key("upsertMemberNotes"), &["memberNote_Key"]);
    assert_eq!(key("upsertFeeSchedules"), &["feeSchedule_ID"]);
    assert_eq!(
        key("upsertPlanBenefits"),
        &["plan_ID", "benefit_Code", "effective_Date"]
    );
}

#[test]
fn sentences_about_other_keys_are_not_taken_for_the_key() {
    let text = spec("vbapi.openapi.yaml")
        .replace(
            "Takes an array of services.",
            "The key providerCred_Key in the path is unique to one process. Takes services.",
        )
        .replace(
            "A foreign key, not part of the identity.",
            "The identity of the process.",
        );
    let declared = crate::support::contract();
    for (inferred, declared) in read("said.yaml", &text).batches().zip(declared.batches()) {
        let (inferred, declared) = (inferred.batch, declared.batch);
        assert_eq!(
            inferred.key.names, declared.key.names,
            "{:#?}",
            inferred.reasons
        );
    }
}

#[test]
fn without_siblings_the_order_and_the_names_tell() {
    // in order of the names throughout, so that only its siblings tell
    let by_siblings = ["PUT /diagnoses-bulk"];
    let mut description = load::load("shapes.openapi.yaml", SHAPES).unwrap();
    let paths = description.value["paths"].as_object_mut().unwrap();
    let mut expected = Map::new();
    paths.retain(|path, item| {
        let item = item.as_object_mut().unwrap();
        item.retain(|_, operation| operation["x-expected"].is_object());
        for (method, operation) in item.iter() {
            let at = format!("{} {path}", method.to_uppercase());
            expected.insert(at, operation["x-expected"]["key"].clone());
        }
        !item.is_empty()
    });
    let contract = contract::read(&opened(description)).unwrap();
    for of in contract.batches() {
        let (endpoint, batch) = (of.operation.endpoint(), of.batch);
        if by_siblings.contains(&endpoint.as_str()) {
            assert!(batch.ambiguous.is_some(), "{endpoint}");
        } else {
            assert_eq!(
                json!(batch.key.names),
                expected[&endpoint],
                "{endpoint} {:#?}",
                batch.reasons
            );
        }
    }
}

#[test]
fn an_operation_that_cannot_be_sent_or_read_leaves_the_others_alone() {
    let contract = read(
        "a.yaml",
        "openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /a: { get: { security: [{ cert: [] }], responses: { '200': { description: ok } } } }
  /b: { get: { security: [{ digest: [] }], responses: { '200': { description: ok } } } }
  /c: { get: { security: [{ cert: [] }, { key: [] }], responses: { '200': { description: ok } } } }
  /d: { get: { parameters: [{ name: x }], responses: { '200': { description: ok } } } }
  /e: { head: { responses: { '200': { description: ok } } } }
components:
  securitySchemes:
    cert: { type: mutualTLS }
    digest: { type: http, scheme: digest }
    key: { type: apiKey, in: header, name: k }
",
    );
    let judged: Vec<String> = contract
        .operations
        .iter()
        .map(|one| one.endpoint())
        .collect();
    assert_eq!(judged, ["GET /c"]);
    assert_eq!(contract.operations[0].schemes().len(), 1);
    let mut left_out: Vec<&str> = contract
        .left_out
        .iter()
        .map(|(one, _)| one.as_str())
        .collect();
    left_out.sort_unstable();
    assert_eq!(left_out, ["GET /a", "GET /b", "GET /d", "HEAD /e"]);
}
