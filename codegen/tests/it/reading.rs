//! Load, overlay and resolve on the description this project ships.

use codegen::{load, overlay, resolve};

const DESCRIPTION: &str = include_str!("../../../spec/vbapi.openapi.yaml");
const OVERLAY: &str = include_str!("../../../spec/vbapi.batch.overlay.yaml");
const BATCH: &str = "/paths/~1provider-credentialing~1{providerCredKey}~1services-batch/put";

fn resolved() -> resolve::Resolved {
    let mut document = load::load("vbapi.openapi.yaml", DESCRIPTION).unwrap();
    let extra = load::load("vbapi.batch.overlay.yaml", OVERLAY).unwrap();
    overlay::apply(&mut document, &extra).unwrap();
    resolve::resolve(document).unwrap()
}

#[test]
fn every_value_knows_its_line() {
    let document = load::load(
        "a.yaml",
        "openapi: 3.0.3\ninfo:\n  title: Ü\n  version: '1'\npaths: {}\n",
    )
    .unwrap();
    let span = document.span("/info/version").unwrap();
    assert_eq!((span.line, span.column), (4, 12));
    assert_eq!(&document.text()[span.offset..span.offset + 3], "'1'");
    assert_eq!(document.span("/info").unwrap().line, 2);
    assert_eq!(document.span("/info/nothing/here").unwrap().line, 2);
}

#[test]
fn an_overlay_merges_and_its_values_point_into_its_own_file() {
    let resolved = resolved();
    let key = format!("{BATCH}/x-batch-upsert/key/1");
    assert_eq!(resolved.lookup(&key).unwrap(), "credService_Key");
    let span = resolved.document.span(&key).unwrap();
    assert_eq!(span.source.name, "vbapi.batch.overlay.yaml");
    assert!(resolved.document.warnings.is_empty());
}

#[test]
fn references_are_followed_to_where_they_lead() {
    let resolved = resolved();
    let (value, at) = resolved
        .follow_at(&format!("{BATCH}/responses/401"))
        .unwrap();
    assert_eq!(at, "/components/responses/Unauthorized");
    assert!(value.get("description").is_some());
    let items = resolved
        .lookup(&format!(
            "{BATCH}/requestBody/content/application~1json/schema/items"
        ))
        .unwrap();
    assert_eq!(
        resolved.follow(items).unwrap().1,
        "/components/schemas/ProviderCredService"
    );
    assert_eq!(resolved.api.paths.paths.len(), 6);
}

#[test]
fn a_standalone_schema_has_the_2020_dialect() {
    let resolved = resolved();
    let schema = resolved.json_schema(&format!("{BATCH}/responses/207/content/text~1plain/schema"));
    assert_eq!(schema["$ref"], "#/components/schemas/ServiceBatchAnswer");
    let kind = &schema["components"]["schemas"]["ServiceBatchAnswer"]["properties"]["data"]["type"];
    assert_eq!(kind, &serde_json::json!(["array", "null"]));
}

#[test]
fn a_removal_keeps_the_places_of_what_follows() {
    let text = "openapi: 3.0.3\ninfo: {title: a, version: '1'}\ntags:\n  - name: a\n  - name: b\n  - name: c\npaths: {}\n";
    let mut document = load::load("a.yaml", text).unwrap();
    let extra = load::load(
        "o.yaml",
        "overlay: 1.0.0\ninfo: {title: o, version: '1'}\nactions:\n  - target: $.tags[0,1]\n    remove: true\n  - target: $.nothing\n    remove: true\n",
    )
    .unwrap();
    overlay::apply(&mut document, &extra).unwrap();
    assert_eq!(document.value["tags"], serde_json::json!([{ "name": "c" }]));
    assert_eq!(document.span("/tags/0/name").unwrap().line, 6);
    assert_eq!(
        document.warnings.iter().next().unwrap().code,
        "overlay-no-match"
    );
}

#[test]
fn nesting_and_alias_bombs_are_refused_without_harm() {
    for text in [
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
    ] {
        assert!(load::load("deep.yaml", &text).is_err());
    }
    let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let last = format!("*a{}", level - 1);
        bomb.push_str(&format!(
            "a{level}: &a{level} [{}]\n",
            vec![last; 10].join(",")
        ));
    }
    assert!(load::load("bomb.yaml", &bomb).is_err());
}
