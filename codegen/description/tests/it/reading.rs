//! Load, overlay and read on the description that this project ships.

use description::model::Operation;
use description::{Description, diagnostic::Diagnostics, load, overlay, read};

const DESCRIPTION: &str = include_str!("../../../../spec/vbapi.openapi.yaml");
const OVERLAY: &str = include_str!("../../../../spec/vbapi.batch.overlay.yaml");

fn vbapi() -> (Description, Diagnostics) {
    let mut document = load::load("vbapi.openapi.yaml", DESCRIPTION).unwrap();
    let extra = load::load("vbapi.batch.overlay.yaml", OVERLAY).unwrap();
    overlay::apply(&mut document, &extra).unwrap();
    read(document).unwrap()
}

fn services_batch(description: &Description) -> &Operation {
    let mut operations = description.operations.iter();
    operations
        .find(|one| one.path.ends_with("/services-batch"))
        .unwrap()
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
    let (description, found) = vbapi();
    assert!(found.is_empty(), "{found}");
    let batch = services_batch(&description);
    assert_eq!(
        batch.extensions["x-batch-upsert"]["key"][1],
        "credService_Key"
    );
    let key = format!("{}/x-batch-upsert/key/1", batch.at);
    let span = description.document.span(&key).unwrap();
    assert_eq!(span.source.name, "vbapi.batch.overlay.yaml");
}

#[test]
fn parts_that_are_referred_to_are_shared_and_stand_where_they_are_written() {
    let (description, _) = vbapi();
    assert_eq!(description.operations.len(), 12);
    let unauthorized: Vec<_> = description
        .operations
        .iter()
        .flat_map(|operation| &operation.responses)
        .filter(|(status, _)| status.to_string() == "401")
        .collect();
    let (_, first) = unauthorized[0];
    assert_eq!(first.at, "/components/responses/Unauthorized");
    assert!(
        unauthorized
            .iter()
            .all(|(_, other)| std::sync::Arc::ptr_eq(first, other))
    );
}

#[test]
fn references_of_schemas_are_ids() {
    let (description, _) = vbapi();
    let body = services_batch(&description).body.as_ref().unwrap();
    let list = &description.schemas[body.content[0].schema.unwrap()];
    let item = description
        .schemas
        .follow(list.array.items.unwrap())
        .unwrap();
    assert_eq!(
        description.schemas.component_name(item),
        Some("ProviderCredService")
    );
    assert_eq!(
        description.schemas[item].at.as_ref(),
        "/components/schemas/ProviderCredService"
    );
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
