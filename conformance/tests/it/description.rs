//! Holds `spec/` against the published facts about the API, written down here a second time and by hand.

use description::load::load;
use serde_json::{Value, json};

use crate::support::{contract, spec};

/// name, type, format, nullable, required, maxLength
type Field = (
    &'static str,
    &'static str,
    Option<&'static str>,
    bool,
    bool,
    Option<u64>,
);

const SERVICE: &[Field] = &[
    (
        "providerCred_Key",
        "integer",
        Some("int32"),
        false,
        true,
        None,
    ),
    (
        "credService_Key",
        "integer",
        Some("int32"),
        false,
        true,
        None,
    ),
    (
        "entry_Date",
        "string",
        Some("date-time"),
        false,
        false,
        None,
    ),
    ("entry_User", "string", None, true, false, Some(20)),
    ("percentage", "integer", Some("int32"), true, false, None),
    (
        "update_Date",
        "string",
        Some("date-time"),
        false,
        false,
        None,
    ),
    ("update_User", "string", None, true, false, Some(20)),
];

const LICENSE: &[Field] = &[
    (
        "providerCredLicense_Key",
        "integer",
        Some("int32"),
        false,
        true,
        None,
    ),
    (
        "credLicenseType_Key",
        "integer",
        Some("int32"),
        true,
        false,
        None,
    ),
    (
        "effective_Date",
        "string",
        Some("date-time"),
        true,
        false,
        None,
    ),
    (
        "entry_Date",
        "string",
        Some("date-time"),
        false,
        false,
        None,
    ),
    ("entry_User", "string", None, true, false, Some(20)),
    ("license_Name", "string", None, true, false, Some(512)),
    ("license_Number", "string", None, true, false, Some(50)),
    ("psV_Date", "string", Some("date-time"), true, false, None),
    (
        "providerCred_Key",
        "integer",
        Some("int32"),
        false,
        true,
        None,
    ),
    ("specialty_Code", "string", None, true, false, Some(10)),
    ("state", "string", None, true, false, Some(2)),
    ("term_Date", "string", Some("date-time"), true, false, None),
    (
        "update_Date",
        "string",
        Some("date-time"),
        false,
        false,
        None,
    ),
    ("update_User", "string", None, true, false, Some(20)),
];

fn description() -> Value {
    load("vbapi.openapi.yaml", &spec("vbapi.openapi.yaml"))
        .unwrap()
        .value
}

#[test]
fn the_entities_have_the_published_fields() {
    let description = description();
    for (name, fields) in [
        ("ProviderCredService", SERVICE),
        ("ProviderCredLicense", LICENSE),
    ] {
        let schema = &description["components"]["schemas"][name];
        let properties = schema["properties"].as_object().unwrap();
        let names: Vec<&str> = properties.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            fields.iter().map(|f| f.0).collect::<Vec<_>>(),
            "{name}"
        );
        for (field, kind, format, nullable, required, longest) in fields {
            let property = &properties[*field];
            let listed = schema["required"]
                .as_array()
                .unwrap()
                .contains(&json!(field));
            assert_eq!(
                (
                    property["type"].as_str(),
                    property["format"].as_str(),
                    property["nullable"].as_bool().unwrap_or(false),
                    listed,
                    property["maxLength"].as_u64(),
                ),
                (Some(*kind), *format, *nullable, *required, *longest),
                "{name}.{field}"
            );
        }
    }
}

#[test]
fn the_batch_operations_are_as_published() {
    let description = description();
    assert_eq!(description["openapi"], "3.0.3");
    for (segment, item) in [
        ("services", "ProviderCredService"),
        ("licenses", "ProviderCredLicense"),
    ] {
        let path = &description["paths"]
            [format!("/provider-credentialing/{{providerCredKey}}/{segment}-batch")];
        let put = &path["put"];
        let body = &put["requestBody"]["content"];
        assert_eq!(
            body.as_object().unwrap().keys().collect::<Vec<_>>(),
            ["application/json"]
        );
        assert_eq!(
            body["application/json"]["schema"],
            json!({"type": "array", "items": {"$ref": format!("#/components/schemas/{item}")}})
        );
        let statuses: Vec<&String> = put["responses"].as_object().unwrap().keys().collect();
        assert_eq!(statuses, ["207", "401"]);
        let media_types: Vec<&String> = put["responses"]["207"]["content"]
            .as_object()
            .unwrap()
            .keys()
            .collect();
        assert_eq!(media_types, ["text/plain", "application/json", "text/json"]);
    }
    let parameters = &description["components"]["parameters"];
    assert_eq!(
        parameters["ProviderCredKey"]["schema"],
        json!({"type": "integer", "format": "int32"})
    );
    let tenant = &parameters["Database"];
    assert_eq!(
        (&tenant["name"], &tenant["in"], &tenant["required"]),
        (
            &json!("vbasoftware-database"),
            &json!("header"),
            &json!(true)
        )
    );
    assert_eq!(
        description["security"],
        json!([{"apiKeyAuth": [], "bearerAuth": []}]),
        "both, in one requirement"
    );
    assert!(
        description["components"]["responses"]["Unauthorized"]
            .get("content")
            .is_none(),
        "401 has no body schema"
    );
}

#[test]
fn the_siblings_are_as_published() {
    let description = description();
    for (segment, key) in [
        ("services", "credServiceKey"),
        ("licenses", "providerCredLicenseKey"),
    ] {
        let collection =
            &description["paths"][format!("/provider-credentialing/{{providerCredKey}}/{segment}")];
        let statuses = |operation: &Value| {
            operation["responses"]
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(
            statuses(&collection["post"]),
            ["200", "401"],
            "a create answers 200"
        );
        assert_eq!(statuses(&collection["get"]), ["200", "401"]);
        assert!(collection["get"]["responses"]["200"]["headers"]["x-pagination"].is_object());
        let one = &description["paths"]
            [format!("/provider-credentialing/{{providerCredKey}}/{segment}/{{{key}}}")];
        assert_eq!(statuses(&one["get"]), ["200", "401", "404"]);
        assert_eq!(statuses(&one["put"]), ["200", "401", "404"]);
        assert_eq!(statuses(&one["delete"]), ["204", "401", "404"]);
    }
    let parameters = &description["components"]["parameters"];
    assert_eq!(
        (
            &parameters["Page"]["schema"]["default"],
            &parameters["PageSize"]["schema"]["default"]
        ),
        (&json!(1), &json!(100))
    );
}

#[test]
fn the_207_is_as_published() {
    let schemas = &description()["components"]["schemas"];
    for (kind, value) in [("Service", None), ("License", Some("string"))] {
        let answer = &schemas[format!("{kind}BatchAnswer")];
        assert_eq!(answer["properties"]["data"]["nullable"], true);
        let result = &schemas[format!("{kind}BatchResult")];
        assert_eq!(result["required"], json!(["id", "status", "body"]));
        assert_eq!(result["properties"]["status"]["type"], "integer");
        assert_eq!(result["properties"]["body"]["type"], "string");
        let part = &schemas[format!("{kind}IdPart")]["properties"];
        assert_eq!(
            (&part["key"]["type"], &part["key"]["nullable"]),
            (&json!("string"), &json!(true))
        );
        assert_eq!(
            (part["value"]["type"].as_str(), &part["value"]["nullable"]),
            (value, &json!(true))
        );
    }
    let error = schemas["ApiError"]["properties"].as_object().unwrap();
    for member in ["detail", "instance", "title", "type"] {
        assert_eq!(
            (&error[member]["type"], &error[member]["nullable"]),
            (&json!("string"), &json!(true))
        );
    }
    assert_eq!(error["status"]["type"], "integer");
    assert_eq!(schemas["ApiDebug"]["required"], json!(["activityID"]));
}

#[test]
fn the_overlay_gives_the_roles() {
    let contract = contract();
    let roles: Vec<_> = contract
        .batches()
        .map(|b| (b.operation.endpoint(), b.batch.key.names.clone()))
        .collect();
    let keys = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        roles,
        [
            (
                "PUT /provider-credentialing/{providerCredKey}/services-batch".to_owned(),
                keys(&["providerCred_Key", "credService_Key"])
            ),
            (
                "PUT /provider-credentialing/{providerCredKey}/licenses-batch".to_owned(),
                keys(&["providerCredLicense_Key"])
            ),
        ]
    );
    for batch in contract.batches() {
        let (operation, key) = (batch.operation, &batch.batch.key);
        assert_eq!(key.bound_to("providerCred_Key"), Some("providerCredKey"));
        assert_eq!(operation.tenant.as_deref(), Some("vbasoftware-database"));
        assert!(batch.resource.read.is_some(), "{}", operation.id);
    }
}
