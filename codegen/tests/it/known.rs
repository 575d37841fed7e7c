//! What well-known descriptions do and few others: small copies of it, and what is made of each.

use codegen::emit::Options;
use codegen::{Input, Output, generate};

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\n";

fn write(text: &str) -> Output {
    let options = Options {
        crate_name: "x".to_owned(),
        ..Options::default()
    };
    let input = Input {
        name: "x.yaml",
        text,
    };
    generate(input, &[], &options).unwrap()
}

/// What is written for one schema `A` that is answered, beside those in `others`.
fn types(a: &str, others: &str) -> String {
    let text = format!(
        "{HEAD}paths:\n  /a:\n    get:\n      operationId: a\n      responses: {{ '200': {{ description: ok, content: \
         {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }} }} }}\n\
         components:\n  schemas:\n    A: {a}\n{others}"
    );
    squeezed(&write(&text), "src/types.rs")
}

/// A file without the breaks of lines that formatting chose.
fn squeezed(output: &Output, path: &str) -> String {
    let text = output.files.get(path).unwrap();
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

fn has(text: &str, part: &str) {
    let part: String = part.chars().filter(|one| !one.is_whitespace()).collect();
    assert!(text.contains(&part), "`{part}` is not in\n{text}");
}

fn codes(output: &Output) -> Vec<&'static str> {
    output.warnings.iter().map(|one| one.code).collect()
}

const CAT_AND_DOG: &str = "
    Cat: { type: object, required: [kind], properties: { kind: { enum: [cat, lion] } } }
    Dog: { type: object, required: [kind], properties: { kind: { const: dog } } }
";
const EITHER: &str = "[{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]";

#[test]
fn a_discriminator_without_a_mapping_has_the_values_that_its_member_can_have() {
    let a = format!("{{ oneOf: {EITHER}, discriminator: {{ propertyName: kind }} }}");
    has(
        &types(&a, CAT_AND_DOG),
        "Cat(types::Cat) = \"cat\"|\"lion\"",
    );
    // Texts of any kind are the names of the schemas, as OpenAPI says.
    let others = CAT_AND_DOG.replace("enum: [cat, lion]", "type: string");
    has(&types(&a, &others), "Cat(types::Cat) = \"Cat\"");
}

#[test]
fn a_discriminator_whose_value_could_mean_two_branches_is_not_trusted() {
    let a = format!("{{ oneOf: {EITHER}, discriminator: {{ propertyName: kind }} }}");
    let text = types(&a, &CAT_AND_DOG.replace("lion", "dog"));
    has(&text, "pub enum A one_of {");
}

#[test]
fn branches_are_told_apart_by_a_member_that_nobody_named() {
    let a = format!("{{ anyOf: {EITHER} }}");
    has(&types(&a, CAT_AND_DOG), "pub enum A by \"kind\" {");
    let optional = CAT_AND_DOG.replacen("required: [kind], ", "", 1);
    let text = types(&a, &optional);
    has(&text, "pub enum A any_of {");
    // A dog with an unknown value is no dog: another branch is meant.
    has(&text, "pub enum DogKind {");
    has(&text, "pub open enum CatKind {");
}

#[test]
fn a_recursive_reference_means_the_marked_schema_around_it() {
    let a = "{ $recursiveAnchor: true, type: object, properties: { all: { type: array, items: { $recursiveRef: '#' } } } }";
    has(&types(a, ""), "pub all: Option<Vec<types::A>>");
}

#[test]
fn of_a_choice_only_what_another_part_allows_is_left() {
    let a = "{ type: object, properties: { at: { allOf: [
        { oneOf: [{ type: integer }, { type: string, format: date }] }, { type: string }] } } }";
    has(&types(a, ""), "pub at: Option<Date>");
    let a = format!(
        "{{ allOf: [{{ oneOf: {EITHER} }}, {{ type: object, properties: {{ kind: {{ enum: [dog] }}, n: {{ type: integer }} }} }}] }}"
    );
    let text = types(&a, CAT_AND_DOG);
    has(&text, "pub struct A {");
    assert!(!text.contains("pubenumA{"), "{text}");
}

#[test]
fn the_limits_of_an_optional_value_are_kept() {
    let a = "{ type: object, properties: { at: { anyOf: [
        { type: string, minLength: 2, maxLength: 5 }, { type: 'null' }] } } }";
    has(
        &types(a, ""),
        "optional_nullable(\"at\", shape::Text(&[shape::MinLength(2), shape::MaxLength(5)]))",
    );
}

#[test]
fn what_a_part_says_about_other_members_holds_for_those_of_the_other_parts() {
    let a = "{ allOf: [{ type: object, additionalProperties: { type: string } },
        { type: object, properties: { n: { type: integer } } }] }";
    has(
        &types(a, ""),
        "limits[shape::Members(&[], &[], &[shape::Is(&[\"string\"])])];",
    );
}

#[test]
fn info_may_be_incomplete() {
    let output = write("openapi: 3.1.0\ninfo: { title: t, license: 5 }\npaths: {}\n");
    assert_eq!(codes(&output), ["structure"]);
    let output = write("openapi: 3.1.0\ninfo: {}\npaths: {}\n");
    assert_eq!(codes(&output), ["structure", "structure"]);
}

const SECURED: &str = "
security: [{ unknown: [] }]
paths:
  /a:
    get: { operationId: a, responses: { '204': { description: ok } } }
  /b:
    get: { operationId: b, security: [], responses: { '204': { description: ok } } }
";

#[test]
fn what_no_server_can_check_is_for_the_client_only() {
    let output = write(&format!("{HEAD}{SECURED}"));
    assert_eq!(codes(&output), ["unknown-scheme", "no-credentials"]);
    let server = squeezed(&output, "src/server.rs");
    assert!(!server.contains("handle_a("), "{server}");
    has(&server, "handle_b");
    has(&squeezed(&output, "src/client.rs"), "pub async fn a(");
}

const STREAMED: &str = "
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: ok
          content:
            application/json: { schema: { type: integer } }
            text/event-stream: { schema: { type: object, properties: { n: { type: integer } } } }
            application/xml: { schema: { type: object, properties: { n: { type: integer } } } }
";

#[test]
fn a_stream_beside_json_is_something_else() {
    let output = write(&format!("{HEAD}{STREAMED}"));
    let said = output.warnings.render_plain();
    assert!(said.contains("`text/event-stream`, which is handed over as it is"));
    assert!(said.contains("`application/xml` beside JSON; it is left out"));
    has(&squeezed(&output, "src/operations.rs"), "text/event-stream");
}
