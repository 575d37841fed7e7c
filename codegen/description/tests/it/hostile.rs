//! Input that is made to be slow or large: everything ends, and what is wrong is said at its place.

use std::fmt::Write as _;

use description::schema::Direction;
use description::{load, read};

#[test]
fn deep_schemas_are_refused_or_read_without_harm() {
    for depth in [50, 10_000] {
        let text = format!(
            "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"t\",\"version\":\"1\"}},\"components\":{{\"schemas\":{{\"A\":{}{{}}{}}}}}}}",
            "{\"items\":".repeat(depth),
            "}".repeat(depth)
        );
        let read = load::load("deep.json", &text).and_then(read);
        assert_eq!(read.is_ok(), depth == 50);
    }
}

#[test]
fn chains_and_circles_of_references_end() {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n".to_owned();
    for number in 0..3_000 {
        let next = (number + 1) % 3_000;
        let _ = writeln!(
            text,
            "    S{number}: {{ $ref: '#/components/schemas/S{next}' }}"
        );
    }
    let (description, found) = read(load::load("circle.yaml", &text).unwrap()).unwrap();
    assert!(found.iter().any(|one| one.code == "reference-cycle"));
    assert!(found.len() < 100, "{}", found.len());
    for (_, id) in description.schemas.components() {
        let _ = description.schemas.merged(id);
        let _ = description.schemas.json_schema(id, Direction::Response);
    }
}

#[test]
fn one_error_in_twenty_megabytes_is_found_at_its_place() {
    let mut text = "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{},\n\"components\":{\"schemas\":{".to_owned();
    let words = "ä".repeat(400);
    for number in 0..24_000 {
        let _ = writeln!(
            text,
            "\"S{number}\":{{\"type\":\"string\",\"description\":\"{words}\"}},"
        );
    }
    text.push_str("\"Last\":{\"type\":\"string\",\"minLength\":\"three\"}}}}");
    assert!(text.len() > 19_000_000);
    let (_, found) = read(load::load("large.json", &text).unwrap()).unwrap();
    assert_eq!(found.len(), 1);
    let error = found.iter().next().unwrap();
    assert_eq!(
        error.pointer.as_deref(),
        Some("/components/schemas/Last/minLength")
    );
    let span = error.span.as_ref().unwrap();
    assert_eq!((span.line, span.column), (24_002, 37));
}

#[test]
fn schemas_for_validators_grow_with_what_they_reach_only() {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n".to_owned();
    for number in 0..2_000 {
        let _ = writeln!(
            text,
            "    S{number}: {{ type: object, properties: {{ next: {{ $ref: '#/components/schemas/S{}' }}, own: {{ $ref: '#/components/schemas/S{number}' }} }} }}",
            (number / 10 + 1) * 10
        );
    }
    text.push_str("    S2000: { type: string }\n");
    let (description, found) = read(load::load("wide.yaml", &text).unwrap()).unwrap();
    assert!(found.is_empty(), "{found}");
    let id = description.schemas.at("/components/schemas/S1985").unwrap();
    let schema = description.schemas.json_schema(id, Direction::Response);
    assert_eq!(schema["$defs"].as_object().unwrap().len(), 3);
}
