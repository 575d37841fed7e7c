//! Descriptions of several files: `conform` reads what stands beside and below the description, and nothing else.

use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = "openapi: 3.0.3
info: { title: parts, version: '1' }
paths:
  /shelves/{shelfKey}/books-batch: { $ref: paths/books.yaml }
";

const PATH: &str = "put:
  operationId: upsertBooks
  parameters: [{ $ref: ../common.yaml#/parameters/Shelf }]
  requestBody:
    required: true
    content: { application/json: { schema: { type: array, items: { $ref: ../schemas/Book.yaml } } } }
  responses:
    '207':
      description: one result per book
      content: { application/json: { schema: { $ref: '../schemas/Answer.yaml' } } }
";

const COMMON: &str = "parameters:
  Shelf: { name: shelfKey, in: path, required: true, schema: { type: integer, format: int64 } }
";

const BOOK: &str = "type: object
required: [shelf_Key, book_Key]
properties:
  shelf_Key: { type: integer, format: int64 }
  book_Key: { type: integer, format: int64 }
  title: { type: string, maxLength: 20 }
";

const ANSWER: &str = "type: object
required: [data]
properties:
  data:
    type: array
    items:
      type: object
      required: [id, status]
      properties:
        id: { $ref: '#/$defs/Id' }
        status: { type: integer, format: int32 }
        body: { type: string }
$defs:
  Id:
    type: array
    items:
      type: object
      required: [key, value]
      properties:
        key: { type: string }
        value: { type: integer, format: int64 }
";

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn contract(folder: &Path, description: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conform"))
        .current_dir(folder)
        .args(["contract", description, "--json"])
        .output()
        .unwrap()
}

#[test]
fn the_parts_of_a_batch_may_stand_in_files_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("spec/api.yaml", ROOT),
        ("spec/paths/books.yaml", PATH),
        ("spec/common.yaml", COMMON),
        ("spec/schemas/Book.yaml", BOOK),
        ("spec/schemas/Answer.yaml", ANSWER),
    ];
    write(folder.path(), &files);
    for (place, description) in [("", "spec/api.yaml"), ("spec", "api.yaml")] {
        let output = contract(&folder.path().join(place), description);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{said}");
        let printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let books = &printed["operations"][0];
        assert_eq!(books["path"], "/shelves/{shelfKey}/books-batch");
        assert_eq!(books["key"], serde_json::json!(["shelf_Key", "book_Key"]));
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_and_files_elsewhere_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("secret.yaml", "type: string\n")]);
    for (reference, words) in [
        ("schemas/None.yaml", "failed to read `schemas/None.yaml`"),
        (
            "../secret.yaml",
            "leads out of the folder of the description",
        ),
        (
            "https://example.org/a.yaml",
            "leads out of the folder of the description",
        ),
    ] {
        let root = ROOT.replace("paths/books.yaml", reference);
        write(folder.path(), &[("spec/api.yaml", &root)]);
        let output = contract(folder.path(), "spec/api.yaml");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(
            said.contains(words) && said.contains("spec/api.yaml:4"),
            "{said}"
        );
    }
}
