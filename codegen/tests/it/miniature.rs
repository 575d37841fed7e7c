//! Miniature descriptions that each show what real ones use: all of them are written, and nothing is dropped in
//! silence. That what is written compiles and runs is shown by `compiled.rs`.

use std::fs;
use std::path::Path;

use codegen::emit::Options;
use codegen::files::Files;
use codegen::{Input, Output, generate};

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

fn everything() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/miniature/everything.yaml");
    fs::read_to_string(path).unwrap()
}

fn has(files: &Files, path: &str, parts: &[&str]) {
    // Formatting breaks lines where it likes.
    let squeeze =
        |text: &str| -> String { text.chars().filter(|one| !one.is_whitespace()).collect() };
    let text = squeeze(files.get(path).unwrap());
    for part in parts {
        assert!(text.contains(&squeeze(part)), "{path} has no `{part}`");
    }
}

#[test]
fn types_of_every_kind_are_written() {
    let output = write(&everything());
    has(
        &output.files,
        "src/types.rs",
        &[
            "pub enum Pet by \"kind\" {",
            "Dog(Box<types::Dog>)",
            "= \"dog\"",
            "pub enum Mixed one_of {",
            "pub left: Option<Box<types::Tree>> = optional(\"left\")",
            "= answered(\"id\")",
            "shape::Required(&[\"undescribed\"])",
            "keeps additional_properties: BTreeMap<String,",
            "pub open enum",
            "pub file: Bytes",
            "shape::MinProperties(1)",
        ],
    );
}

#[test]
fn operations_of_every_kind_are_written() {
    let output = write(&everything());
    has(
        &output.files,
        "src/server.rs",
        &["either<operations::", "= present", "[\""],
    );
    has(
        &output.files,
        "src/operations.rs",
        &[
            "400..=499 => AnyClientError { /// The status. status: u16 = status(),",
            "Octets(Bytes) = bytes(",
            "pub sent enum PostFormsBody",
            "as Styled(Pipes, false)",
            "as Styled(Deep,",
            "Part(0, &[\"\", \".json\"], 0)",
            "(Cookie, ",
            "= multipart(",
            "= form(",
        ],
    );
    has(
        &output.files,
        "src/security.rs",
        &[
            "pub enum TokenOrKeyAndUserOrNothing",
            "pub struct KeyAndUser",
            "credentials::cookie(parts, \"sid\"",
        ],
    );
    has(
        &output.files,
        "src/client.rs",
        &["call.either(body, &[])?;"],
    );
}

#[test]
fn what_is_left_out_is_reported() {
    let said = write(&everything()).warnings.render_plain();
    for part in ["`type` is used twice", "the operation answers nothing"] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
}

#[test]
fn json_and_yaml_say_the_same_at_the_same_places() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"},
 "paths": {}, "components": {"schemas": {"A": {"type": "tex\u0074"}}}}"#;
    let said = write(text).warnings.render_plain();
    assert!(said.contains("x.yaml:2:56"), "{said}");
    let twice = text.replace("\"paths\"", "\"info\"");
    let options = Options::default();
    let input = Input {
        name: "x.json",
        text: &twice,
    };
    let refused = generate(input, &[], &options).unwrap_err().render_plain();
    assert!(refused.contains("duplicate"), "{refused}");
}

const OVERLOADS: &str = "
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /#Target=A:
    post:
      operationId: a
      parameters: [{ name: X-Target, in: header, required: true, schema: { type: string, enum: [A] } }]
      responses: { '204': { description: done } }
  /#Target=B:
    post:
      operationId: b
      parameters: [{ name: X-Target, in: header, required: true, schema: { type: string, enum: [B] } }]
      responses: { '204': { description: done } }
  /files/{id}.mp3:
    get:
      operationId: sound
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: done } }
  /files/{name}:
    get:
      operationId: file
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: done } }
    delete:
      operationId: remove
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: done } }
  /jobs?op=list&after={id}:
    get:
      operationId: jobs
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: done } }
";

#[test]
fn operations_that_share_a_route_are_told_apart() {
    let output = write(OVERLOADS);
    has(
        &output.files,
        "src/server.rs",
        &[
            "if overloads::header(&request, \"x-target\", Some(\"A\")) { return handle_a(app, request).await; }",
            "Err(overloads::none())",
            "if overloads::literals(&request, 1, &[\"\", \".mp3\"]) { return handle_sound(app, request).await; } handle_file(app, request).await",
            "{ get choose_get_1, delete handle_remove }",
        ],
    );
    has(
        &output.files,
        "src/client.rs",
        &["call.pair(\"op\", \"list\")", "call.params(params)?;"],
    );
    let codes: Vec<&str> = output.warnings.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["fragment-in-path", "query-in-path"]);
}

/// A description of so many operations, of three tags and none, that share a type and have one of their own.
pub(super) fn large(count: usize) -> String {
    let mut text = "openapi: 3.0.3\ninfo: { title: t, version: '1' }\npaths:\n".to_owned();
    for number in 0..count {
        let tag = ["pets", "header", "type"].get(number % 4);
        let own = ["Pet", "Head", "Kind"].get(number % 4).unwrap_or(&"Shared");
        let tags = tag.map_or(String::new(), |tag| format!("tags: [{tag}], "));
        text.push_str(&format!(
            "  /v1/things/{number}:\n    get: {{ {tags}operationId: get{number}, responses: {{ '200': {{ description: ok, \
             content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{own}' }} }} }} }} }} }}\n"
        ));
    }
    text.push_str("components:\n  schemas:\n    Shared: { type: object, properties: { a: { type: string } } }\n");
    for own in ["Pet", "Head", "Kind"] {
        text.push_str(&format!(
            "    {own}: {{ type: object, properties: {{ shared: {{ $ref: '#/components/schemas/Shared' }} }} }}\n"
        ));
    }
    text
}

#[test]
fn large_descriptions_are_split_by_tag() {
    let small = write(&large(99));
    assert!(small.files.get("src/server/of_pets.rs").is_none());
    let text = large(120);
    let output = write(&text);
    for (path, parts) in [
        ("src/server.rs", ["mod of_header;", "use of_type::*;"]),
        (
            "src/server/of_pets.rs",
            ["handle_get0: Get0 => get0(", "serves! {"],
        ),
        (
            "src/client/of_header.rs",
            ["impl Client {", "pub async fn get1("],
        ),
        (
            "src/operations/of_others.rs",
            ["pub enum Get3Response", "types::Shared"],
        ),
        ("src/types/of_type.rs", ["pub struct Kind", "types::Shared"]),
        ("src/types.rs", ["pub struct Shared", "pub use of_type::*;"]),
    ] {
        has(&output.files, path, &parts);
    }
    assert_eq!(output.files, write(&text).files);
}
