//! Swagger 2.0: what its parts become, and that every place stays the one in the text. Findings about broken
//! descriptions are among those of `negative/`, and what is written for the miniature compiles (`compiled.rs`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::diagnostic::Diagnostics;
use codegen::emit::Options;
use codegen::{Input, Output, generate_from};
use description::{load, pointer};
use serde_json::{Value, json};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/miniature")
        .join(name)
}

fn miniature() -> String {
    fs::read_to_string(file("swagger.yaml")).unwrap()
}

fn converted(text: &str) -> load::Document {
    let document = load::load("swagger.yaml", text).unwrap();
    let (description, found) = description::read(document).unwrap();
    assert!(!found.has_errors(), "{found}");
    description.document
}

/// The pointer of every value.
fn pointers(value: &Value) -> Vec<String> {
    let (mut found, mut todo) = (Vec::new(), vec![(String::new(), value)]);
    while let Some((at, value)) = todo.pop() {
        match value {
            Value::Object(members) => {
                todo.extend(
                    members
                        .iter()
                        .map(|(key, one)| (pointer::join(&at, key), one)),
                );
            }
            Value::Array(items) => {
                todo.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(index, one)| (format!("{at}/{index}"), one)),
                );
            }
            _ => {}
        }
        found.push(at);
    }
    found
}

#[test]
fn every_part_becomes_what_is_expected() {
    let value = converted(&miniature()).value;
    let said = format!("{}\n", serde_json::to_string_pretty(&value).unwrap());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(file("swagger.converted.json"), &said).unwrap();
    }
    let expected = fs::read_to_string(file("swagger.converted.json")).unwrap();
    assert!(said == expected, "{said}\n(UPDATE_EXPECT=1 accepts)");
}

#[test]
fn every_place_is_one_of_the_text() {
    let yaml = miniature();
    let original = load::load("swagger.yaml", &yaml).unwrap().value;
    let json = serde_json::to_string_pretty(&original).unwrap();
    for text in [&yaml, &json] {
        let document = converted(text);
        for at in pointers(&document.value) {
            let finding = document.error("x", &at, "x");
            let known = finding.pointer.unwrap();
            let value = pointer::find(&original, &known);
            let value = value.unwrap_or_else(|| panic!("{at} is said to be {known}"));
            let span = finding.span.unwrap();
            let here = &text[span.offset..];
            if let (Some(scalar), false) = (value.as_str(), known.contains("description")) {
                assert!(
                    here.trim_start_matches(['"', '\'']).starts_with(scalar),
                    "{at}: {here}"
                );
            }
        }
    }
}

#[test]
fn the_same_converted_by_hand_is_written_the_same() {
    let options = Options {
        crate_name: "x".to_owned(),
        ..Options::default()
    };
    let written = |name: &str| {
        let text = fs::read_to_string(file(name)).unwrap();
        let input = Input {
            name: "x",
            text: &text,
        };
        codegen::generate(input, &[], &options).unwrap()
    };
    assert_eq!(
        written("swagger.yaml").files,
        written("swagger.converted.json").files
    );
}

/// What parts of a description may be instead: of another type, or something that means much elsewhere.
fn instead() -> Vec<Value> {
    let shared = [
        "#/definitions/Pet",
        "#/parameters/Pet",
        "#/parameters/Photo",
        "#/responses/Problem",
        "#",
        "no.json#/a",
    ];
    let references = shared.iter().map(|text| json!({ "$ref": text }));
    let parameters = ["body", "formData", "query", "path"].map(|place| {
        json!({ "name": "id", "in": place, "type": "array", "items": { "type": "array" }, "collectionFormat": "tsv" })
    });
    references
        .chain(parameters)
        .chain([
            json!(null),
            json!(true),
            json!(-1),
            json!("body"),
            json!([]),
            json!({}),
            json!([[]]),
            json!([{}]),
        ])
        .chain([json!({ "oauth2": { "type": "oauth2" }, "a/b~": { "schema": 1, "type": [] } })])
        .collect()
}

#[test]
fn a_part_that_is_something_else_is_no_panic() {
    let original = load::load("swagger.yaml", &miniature()).unwrap().value;
    let instead = instead();
    let mut refused = 0;
    for (number, at) in pointers(&original).iter().enumerate() {
        for (kind, other) in instead.iter().enumerate() {
            // All of them would take a minute.
            let turn = number * instead.len() + kind;
            if !turn.is_multiple_of(6) {
                continue;
            }
            let mut value = original.clone();
            match (value.pointer_mut(at).unwrap(), kind) {
                (Value::Array(items), 0) => items.push(instead[number % instead.len()].clone()),
                (Value::Object(members), 0) => members.clear(),
                (place, _) => *place = other.clone(),
            }
            let text = value.to_string();
            let Ok(document) = load::load("swagger.json", &text) else {
                continue;
            };
            let found = match description::read(document) {
                Ok((_, found)) | Err(found) => found,
            };
            for one in &found {
                refused += 1;
                let span = one
                    .span
                    .as_ref()
                    .unwrap_or_else(|| panic!("{one:?} in {text}"));
                assert!(span.offset + span.length <= text.len());
            }
        }
    }
    assert!(refused > 300, "{refused}");
}

const ROOT: &str = "swagger: '2.0'
info: { title: t, version: '1' }
produces: [application/json]
paths:
  /pets: { $ref: 'paths/pets.yaml' }
  /pets/{id}:
    get:
      parameters: [{ $ref: 'common.yaml#/parameters/Id' }]
      responses:
        '200': { description: one, schema: { $ref: 'pet.json' } }
        default: { $ref: 'common.yaml#/responses/Problem' }
definitions:
  Tag: { type: string, maxLength: 5 }
";

const FILES: [(&str, &str); 3] = [
    (
        "paths/pets.yaml",
        "post:
  operationId: addPet
  consumes: [multipart/form-data]
  parameters: [{ $ref: ../common.yaml#/parameters/Photo }]
  responses: { '204': { description: done } }
put:
  operationId: putPet
  parameters: [{ $ref: ../common.yaml#/parameters/Pet }]
  responses: { '204': { description: done } }
",
    ),
    (
        "pet.json",
        r##"{ "type": "object", "required": ["name"], "discriminator": "name", "properties": {
  "name": { "type": "string", "minLength": 2, "x-nullable": true },
  "parent": { "$ref": "pet.json" },
  "tags": { "type": "array", "items": { "$ref": "api.yaml#/definitions/Tag" } } } }
"##,
    ),
    (
        "common.yaml",
        "swagger: '2.0'
parameters:
  Id: { name: id, in: path, required: true, type: integer, format: int64 }
  Photo: { name: photo, in: formData, type: file }
  Pet: { name: pet, in: body, required: true, schema: { $ref: '#/definitions/Pets' } }
responses:
  Problem: { description: all else, schema: { $ref: '#/definitions/Problem' } }
definitions:
  Pets: { type: array, items: { $ref: pet.json } }
  Problem: { type: object, properties: { code: { type: integer } } }
",
    ),
];

fn run(root: &str, files: &[(&str, &str)]) -> Result<Output, Diagnostics> {
    let files: BTreeMap<&str, &str> = files.iter().copied().collect();
    let mut loader = |path: &str| {
        let text = files.get(path).map(|text| (*text).to_owned());
        text.ok_or_else(|| "there is no such file".to_owned())
    };
    let options = Options {
        crate_name: "x".to_owned(),
        strict: true,
    };
    let input = Input {
        name: "spec/api.yaml",
        text: root,
    };
    generate_from(input, &[], &options, &mut loader)
}

#[test]
fn parts_of_other_files_are_converted_as_well() {
    let output = run(ROOT, &FILES).unwrap_or_else(|found| panic!("{found}"));
    assert!(output.warnings.is_empty(), "{}", output.warnings);
    let types = output.files.get("src/types.rs").unwrap();
    for part in [
        "pub struct Pet ",
        "pub name: Option<String>",
        "pub struct Problem ",
        "pub struct AddPetRequest ",
    ] {
        assert!(types.contains(part), "{part} is not in\n{types}");
    }
    let operations = output.files.get("src/operations.rs").unwrap();
    assert!(operations.contains("pub id: i64"), "{operations}");
    let server = output.files.get("src/server.rs").unwrap();
    assert!(server.contains("Vec<types::Pet>"), "{server}");
}

#[test]
fn findings_in_other_files_stand_there() {
    for (part, broken, place) in [
        ("minLength\": 2", "minLength\": true", "spec/pet.json:2:"),
        ("in: formData", "in: form", "spec/common.yaml:4:"),
        (
            "#/definitions/Pets",
            "#/definitions/Cats",
            "spec/common.yaml:5:",
        ),
        (
            "../common.yaml#/parameters/Pet",
            "../common.yaml#/parameters/Cat",
            "spec/paths/pets.yaml:8:",
        ),
    ] {
        let files = FILES.map(|(name, text)| (name, text.replace(part, broken)));
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        let said = run(ROOT, &files).unwrap_err().render_plain();
        assert!(said.contains(place), "{broken}:\n{said}");
    }
}

#[test]
fn paths_that_refer_to_each_other_in_a_circle_end() {
    let files = [("a.yaml", "$ref: b.yaml\n"), ("b.yaml", "$ref: a.yaml\n")];
    let said = run(&ROOT.replace("paths/pets.yaml", "a.yaml"), &files).unwrap_err();
    assert!(
        said.iter().any(|one| one.code == "reference-cycle"),
        "{said}"
    );
}

#[test]
fn what_is_shared_is_not_copied_without_end() {
    let values: Vec<String> = (0..2_000).map(|number| format!("v{number}")).collect();
    let field = json!({ "name": "f", "in": "formData", "type": "string", "enum": values });
    let operation = json!({ "parameters": [{ "$ref": "#/parameters/F" }], "responses": { "204": { "description": "" } } });
    let paths: serde_json::Map<String, Value> = (0..1_000)
        .map(|number| (format!("/{number}"), json!({ "post": operation })))
        .collect();
    let root = json!({
        "swagger": "2.0", "info": { "title": "t", "version": "1" },
        "parameters": { "F": field }, "paths": paths,
    });
    let document = load::load("large.json", &root.to_string()).unwrap();
    let (_, found) = description::read(document).unwrap();
    assert!(found.iter().any(|one| one.code == "too-large"), "{found}");
}
