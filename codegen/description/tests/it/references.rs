//! What references mean: pointers, anchors, `$id`, `$self`, `$dynamicRef`, and paths that refer to others.

use description::{Description, Input, alone, diagnostic::Diagnostics, load, open, read};

fn described(text: &str) -> (Description, Diagnostics) {
    read(load::load("a.yaml", text).unwrap()).unwrap()
}

fn codes(found: &Diagnostics) -> Vec<&str> {
    found.iter().map(|one| one.code).collect()
}

/// Where the reference of a component leads.
fn target(description: &Description, name: &str) -> Option<String> {
    let schemas = &description.schemas;
    let id = schemas.at(&format!("/components/schemas/{name}"))?;
    let target = schemas[id].reference.as_ref()?.target?;
    Some(schemas[target].at.to_string())
}

#[test]
fn names_of_json_schema_are_followed() {
    let whole = |text| Input {
        name: "a.yaml",
        text,
    };
    let opened = open(
        whole("openapi: 3.2.0
$self: https://example.com/api
info: { title: t, version: '1' }
components:
  schemas:
    Pet: { $id: 'https://example.com/pet', $anchor: pet, $defs: { Name: { $anchor: name, type: string } } }
    Tree: { $dynamicAnchor: node, type: object }
    ByAnchor: { $ref: 'pet#name' }
    ById: { $ref: pet }
    BySelf: { $ref: 'api#/components/schemas/Pet' }
    ByDynamic: { $dynamicRef: '#node' }
"),
        &[],
        &mut alone,
    );
    let (description, found) = opened.unwrap();
    assert!(found.is_empty(), "{found}");
    let at = |name: &str| target(&description, name).unwrap_or_default();
    assert_eq!(at("ByAnchor"), "/components/schemas/Pet/$defs/Name");
    assert_eq!(at("ById"), "/components/schemas/Pet");
    assert_eq!(at("BySelf"), "/components/schemas/Pet");
    assert_eq!(at("ByDynamic"), "/components/schemas/Tree");
}

#[test]
fn what_several_dynamic_anchors_could_mean_is_not_decided() {
    let (description, _) = described(
        "openapi: 3.1.0
info: { title: t, version: '1' }
components:
  schemas:
    A: { $dynamicAnchor: node, type: object }
    B: { $dynamicAnchor: node, type: array }
    C: { $dynamicRef: '#node' }
",
    );
    let id = description.schemas.at("/components/schemas/C").unwrap();
    let schema = &description.schemas[id];
    assert_eq!(schema.reference, None);
    assert_eq!(schema.composition.dynamic.as_deref(), Some("#node"));
}

#[test]
fn references_may_lead_to_any_place_and_recursion_is_ordinary() {
    let (description, found) = described(
        "openapi: 3.0.3
info: { title: t, version: '1' }
paths: {}
x-types: { Odd: { type: string } }
components:
  schemas:
    A: { $ref: '#/x-types/Odd' }
    Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' } } }
",
    );
    assert!(found.is_empty(), "{found}");
    assert_eq!(target(&description, "A").as_deref(), Some("/x-types/Odd"));
}

#[test]
fn circles_and_dead_ends_are_said_once_and_at_their_place() {
    let (_, found) = described(
        "openapi: 3.0.3
info: { title: t, version: '1' }
paths: {}
components:
  schemas:
    A: { $ref: '#/components/schemas/B' }
    B: { $ref: '#/components/schemas/A' }
    C: { $ref: '#/components/schemas/Missing' }
",
    );
    assert_eq!(codes(&found), ["reference-to-nowhere", "reference-cycle"]);
}

const SHARED: &str = "openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /a:
    $ref: '#/components/pathItems/Shared'
    parameters: [{ name: q, in: query, schema: { type: string } }]
    post: { operationId: add, responses: { '204': { description: done } } }
  /b: { $ref: '#/components/pathItems/Shared' }
components:
  pathItems:
    Shared:
      parameters: [{ name: h, in: header, schema: { type: string } }]
      get: { operationId: list, responses: { '200': { description: ok } } }
";

#[test]
fn what_stands_beside_the_reference_of_a_path_holds_as_well() {
    let (description, found) = described(SHARED);
    assert!(found.is_empty(), "{found}");
    let operations: Vec<String> = description
        .operations
        .iter()
        .map(|one| {
            let names: Vec<&str> = one.parameters.iter().map(|one| one.name.as_str()).collect();
            format!("{} {} {}", one.method, one.path, names.join(" "))
        })
        .collect();
    assert_eq!(operations, ["GET /a h q", "POST /a h q", "GET /b h"]);
}
