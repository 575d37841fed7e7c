//! Descriptions of several files: what is read, what is refused, and where findings point.

use std::collections::BTreeMap;

use codegen::emit::Options;
use codegen::{Input, Output, diagnostic::Diagnostics, generate_from};

const ROOT: &str = "openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /pets:
    $ref: 'paths/pets.yaml'
  /pets/{id}:
    get:
      parameters: [{ $ref: 'common.yaml#/parameters/Id' }]
      responses:
        '200':
          description: one
          content: { application/json: { schema: { $ref: 'schemas/Pet.yaml' } } }
        default: { $ref: 'common.yaml#/responses/Problem' }
components:
  schemas:
    Tag: { type: string, maxLength: 5 }
";

const FILES: [(&str, &str); 3] = [
    (
        "paths/pets.yaml",
        "get:
  operationId: listPets
  parameters: [{ $ref: ../common.yaml#/parameters/Limit }]
  responses:
    '200':
      description: all
      content: { application/json: { schema: { type: array, items: { $ref: '../schemas/Pet.yaml' } } } }
",
    ),
    (
        "schemas/Pet.yaml",
        "type: object
required: [name]
properties:
  name: { type: string, minLength: 2 }
  parent: { $ref: './Pet.yaml' }
  tags: { type: array, items: { $ref: '../api.yaml#/components/schemas/Tag' } }
",
    ),
    (
        "common.yaml",
        "parameters:
  Id: { name: id, in: path, required: true, schema: { $ref: '#/Key' } }
  Limit: { name: limit, in: query, schema: { type: integer, maximum: 100 } }
responses:
  Problem: { description: all else }
Key: { type: integer, format: int64 }
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
fn parts_of_other_files_become_types_and_operations_of_their_own_names() {
    let output = run(ROOT, &FILES).unwrap();
    assert!(
        output.warnings.is_empty(),
        "{}",
        output.warnings.render_plain()
    );
    let types = output.files.get("src/types.rs").unwrap();
    for part in [
        "pub struct Pet ",
        "parent: Option<Box<types::Pet>>",
        "shape::MinLength(2)",
    ] {
        assert!(types.contains(part), "{part} is not in\n{types}");
    }
    let operations = output.files.get("src/operations.rs").unwrap();
    for part in ["pub struct ListPetsParams", "pub id: i64"] {
        assert!(operations.contains(part), "{part} is not in\n{operations}");
    }
}

#[test]
fn findings_point_into_the_file_they_are_about() {
    let broken = FILES.map(|(name, text)| (name, text.replace("minLength: 2", "minLength: two")));
    let broken: Vec<(&str, &str)> = broken
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let said = run(ROOT, &broken).unwrap_err().render_plain();
    assert!(said.contains("spec/schemas/Pet.yaml:4:"), "{said}");

    let lost = FILES.map(|(name, text)| (name, text.replace("#/Key", "#/Keys")));
    let lost: Vec<(&str, &str)> = lost
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let said = run(ROOT, &lost).unwrap_err().render_plain();
    assert!(
        said.contains("`common.yaml` has nothing at `/Keys`"),
        "{said}"
    );
    assert!(said.contains("spec/common.yaml:2:"), "{said}");
}

#[test]
fn nothing_outside_the_folder_and_nothing_on_a_network_is_read() {
    for reference in [
        "../secret.yaml",
        "paths/../../secret.yaml",
        "/etc/passwd",
        "file:///etc/passwd",
        "https://example.com/pet.yaml",
        "//example.com/pet.yaml",
        "%2e%2e/secret.yaml",
        "..\\secret.yaml",
    ] {
        let root = ROOT.replace("paths/pets.yaml", reference);
        let mut asked = Vec::new();
        let mut loader = |path: &str| {
            asked.push(path.to_owned());
            Err::<String, _>("no".to_owned())
        };
        let options = Options {
            strict: true,
            ..Options::default()
        };
        let input = Input {
            name: "spec/api.yaml",
            text: &root,
        };
        let found = generate_from(input, &[], &options, &mut loader).unwrap_err();
        let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
        assert!(
            codes.contains(&"external-reference"),
            "{reference}: {codes:?}"
        );
        assert!(
            asked
                .iter()
                .all(|path| !path.contains("secret") && !path.contains("etc"))
        );
    }
}

#[test]
fn files_that_refer_to_each_other_in_a_circle_end() {
    let root = ROOT.replace("schemas/Pet.yaml", "a.yaml");
    let mut files = FILES.to_vec();
    files.push(("a.yaml", "$ref: b.yaml\n"));
    files.push(("b.yaml", "$ref: a.yaml\n"));
    let said = run(&root, &files).unwrap_err().render_plain();
    assert!(said.contains("round in a circle"), "{said}");
}
