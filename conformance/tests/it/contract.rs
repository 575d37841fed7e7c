//! `conform contract`: what it prints, as text and as JSON, and what it says to bad input.

use std::process::{Command, Output};

use serde_json::{Value, json};

const SHAPES: &str = "tests/it/fixtures/shapes.openapi.yaml";

fn conform(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conform"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap()
}

fn shown(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[test]
fn json_has_roles_siblings_and_reasons() {
    let output = conform(&["contract", "../spec/vbapi.openapi.yaml", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let services = &printed["operations"][0];
    assert_eq!(services["method"], "PUT");
    assert_eq!(
        services["path"],
        "/provider-credentialing/{providerCredKey}/services-batch"
    );
    assert_eq!(
        services["key"],
        json!(["providerCred_Key", "credService_Key"])
    );
    assert_eq!(
        services["bindings"],
        json!({ "providerCredKey": "providerCred_Key" })
    );
    assert_eq!(services["tenant"], "vbasoftware-database");
    let one = "/provider-credentialing/{providerCredKey}/services/{credServiceKey}";
    assert_eq!(
        services["siblings"],
        json!({
            "list": "GET /provider-credentialing/{providerCredKey}/services",
            "create": "POST /provider-credentialing/{providerCredKey}/services",
            "get": format!("GET {one}"), "update": format!("PUT {one}"), "delete": format!("DELETE {one}"),
        })
    );
    assert!(
        services["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .all(Value::is_string)
    );
    assert_eq!(printed["operations"].as_array().unwrap().len(), 2);
}

#[test]
fn text_gives_each_operation_with_its_reasons() {
    let output = conform(&["contract", SHAPES]);
    let text = shown(&output);
    for words in [
        "17 batch operations",
        "PUT /plans-batch",
        "key       plan_ID, benefit_Code, effective_Date",
        "binding   planID = plan_ID",
        "it stands before the properties that are in order of their names",
    ] {
        assert!(text.contains(words), "`{words}` is missing in {text}");
    }
}

#[test]
fn a_profile_and_an_overlay_override() {
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("profile.toml");
    std::fs::write(
        &profile,
        "[operations.upsertPlans]\nkey = [\"plan_Type\"]\nresult = { message = \"/note\" }\n",
    )
    .unwrap();
    let output = conform(&[
        "contract",
        SHAPES,
        "--json",
        "--profile",
        profile.to_str().unwrap(),
    ]);
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (
            &printed["operations"][0]["key"],
            &printed["operations"][0]["result"]["message"]
        ),
        (&json!(["plan_Type"]), &json!("/note"))
    );
    std::fs::write(
        &profile,
        "[operations.upsertPlans]\nkeys = [\"plan_Type\"]\n",
    )
    .unwrap();
    let output = conform(&["contract", SHAPES, "--profile", profile.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        shown(&output).contains("keys") && shown(&output).contains("line 2"),
        "{}",
        shown(&output)
    );
}

#[test]
fn a_description_without_a_batch_and_an_ambiguous_key_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let none = folder.path().join("none.yaml");
    std::fs::write(&none, "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { '200': { description: A } } } } }\n").unwrap();
    let output = conform(&["contract", none.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert!(shown(&output).contains("GET /a"), "{}", shown(&output));
    std::fs::write(
        &none,
        "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n",
    )
    .unwrap();
    let output = conform(&["contract", none.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        shown(&output).contains("207") && shown(&output).contains("x-batch-upsert"),
        "{}",
        shown(&output)
    );

    let unsure = folder.path().join("unsure.yaml");
    let text = std::fs::read_to_string(format!("{}/{SHAPES}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    std::fs::write(
        &unsure,
        text.replace(
            "A rate is identified by rate_Class and region together.",
            "Rates.",
        ),
    )
    .unwrap();
    let output = conform(&["contract", unsure.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert!(shown(&output).contains("ambiguous:"), "{}", shown(&output));
    let output = conform(&[
        "run",
        unsure.to_str().unwrap(),
        "--url",
        "http://127.0.0.1:9",
    ]);
    assert_eq!(output.status.code(), Some(2));
    for words in [
        "ambiguous",
        "PUT /rates-batch",
        "rate_Class",
        "x-batch-upsert",
    ] {
        assert!(
            shown(&output).contains(words),
            "`{words}` is missing in {}",
            shown(&output)
        );
    }
}
