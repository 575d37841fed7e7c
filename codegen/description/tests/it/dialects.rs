//! What OpenAPI 3.1 and 3.2 have beside 3.0, and what in 3.0 means nothing.

use description::model::{Location, SchemeKind};
use description::{Description, diagnostic::Diagnostics, load, read};

fn described(text: &str) -> (Description, Diagnostics) {
    read(load::load("a.yaml", text).unwrap()).unwrap()
}

const MODERN: &str = "info: { title: t, version: '1' }
tags: [{ name: fish, parent: animals, kind: nav }, { name: animals }]
paths:
  /pets:
    query:
      operationId: find
      tags: [fish]
      parameters: [{ name: q, in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: object } } } }]
      responses: { '200': { description: ok, content: { application/jsonl: { itemSchema: { type: string } } } } }
    additionalOperations:
      COPY: { responses: { '204': { description: done } } }
webhooks:
  born: { post: { responses: { '204': { description: done } } } }
components:
  securitySchemes: { cert: { type: mutualTLS } }
";

#[test]
fn what_3_2_adds_is_typed() {
    let (description, found) = described(&format!("openapi: 3.2.0\n{MODERN}"));
    assert!(found.is_empty(), "{found}");
    let methods: Vec<&str> = description
        .operations
        .iter()
        .map(|one| one.method.as_str())
        .collect();
    assert_eq!(methods, ["QUERY", "COPY"]);
    let find = &description.operations[0];
    assert_eq!(find.parameters[0].location, Location::QueryString);
    let (_, answer) = &find.responses[0];
    assert!(answer.content[0].item_schema.is_some());
    assert_eq!(description.tags[0].parent.as_deref(), Some("animals"));
    assert_eq!(description.webhooks[0].path, "born");
    assert_eq!(
        description.security_schemes["cert"].kind,
        SchemeKind::MutualTls
    );
}

#[test]
fn what_3_2_adds_means_nothing_before_and_is_reported() {
    let (description, found) = described(&format!("openapi: 3.0.3\n{MODERN}"));
    assert!(description.operations.is_empty());
    let said = found.render_plain();
    for key in ["query", "additionalOperations", "parent", "kind"] {
        assert!(
            said.contains(&format!("`{key}` is no key of")),
            "{key}: {said}"
        );
    }
}

#[test]
fn what_stands_beside_a_reference_counts_since_3_1() {
    let text = "info: { title: t, version: '1' }
paths: {}
components:
  schemas:
    Name: { type: string }
    Short: { $ref: '#/components/schemas/Name', maxLength: 3, readOnly: true }
";
    let limit = |version: &str| {
        let (description, _) = described(&format!("openapi: {version}\n{text}"));
        let id = description.schemas.at("/components/schemas/Short").unwrap();
        let merged = &description.schemas[description.schemas.merged(id)];
        (merged.text.max_length, merged.notes.read_only)
    };
    assert_eq!(limit("3.0.3"), (None, false));
    assert_eq!(limit("3.1.0"), (Some(3), true));
}
