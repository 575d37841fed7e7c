//! Descriptions that were made to do harm, or by a machine: every one ends soon, with files or with a sentence that
//! can be read. What is quadratic shows here as minutes.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use codegen::diagnostic::Diagnostics;
use codegen::emit::Options;
use codegen::{Input, Output, generate};
use serde_json::{Map, Value, json};

/// Generous for a busy machine and code without optimisation; what is quadratic takes far longer.
const PATIENCE: Duration = Duration::from_secs(240);
/// The length of the longest chain of aliases.
const LONG: usize = 20_000;
const MANY: usize = 4_000;

fn run(name: &str, text: &str, strict: bool) -> Result<Output, Diagnostics> {
    let options = Options {
        crate_name: "x".to_owned(),
        strict,
    };
    let began = Instant::now();
    let outcome = generate(Input { name, text }, &[], &options);
    let took = began.elapsed();
    assert!(took < PATIENCE, "{name} took {took:?}");
    outcome
}

fn description(schemas: Map<String, Value>) -> String {
    let schema = json!({ "$ref": "#/components/schemas/A0" });
    let responses = json!({ "200": { "description": "", "content": { "application/json": { "schema": schema } } } });
    json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": { "/a": { "get": { "operationId": "a", "responses": responses } } },
        "components": { "schemas": schemas },
    })
    .to_string()
}

/// `A0` to the last one, each made from the name of the next one.
fn chain(count: usize, link: impl Fn(&str) -> Value, last: Value) -> String {
    let mut schemas: Map<String, Value> = (0..count)
        .map(|number| {
            let next = format!("#/components/schemas/A{}", number + 1);
            (format!("A{number}"), link(&next))
        })
        .collect();
    schemas.insert(format!("A{count}"), last);
    description(schemas)
}

/// Every finding has this code, unless it is about what had to be left out.
fn only(found: &Diagnostics, codes: &[&str]) {
    assert!(!found.is_empty());
    for one in found {
        assert!(codes.contains(&one.code), "{}: {}", one.code, one.message);
        assert!(!one.message.is_empty() && one.message.len() < 1_000);
    }
}

#[test]
fn long_chains_of_aliases_are_refused_in_time_that_grows_with_their_length() {
    let text = chain(
        LONG,
        |next| json!({ "$ref": next }),
        json!({ "type": "string" }),
    );
    only(
        &run("chain.json", &text, true).unwrap_err(),
        &["reference-cycle"],
    );
    let text = chain(
        MANY,
        |next| json!({ "$ref": next }),
        json!({ "type": "string" }),
    );
    let output = run("chain.json", &text, false).unwrap();
    only(&output.warnings, &["reference-cycle"]);
    let mut yaml =
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"
            .to_owned();
    for number in 0..MANY {
        let next = number + 1;
        let _ = writeln!(
            yaml,
            "    A{number}: {{ $ref: '#/components/schemas/A{next}' }}"
        );
    }
    let _ = writeln!(yaml, "    A{MANY}: {{ type: string }}");
    only(
        &run("chain.yaml", &yaml, true).unwrap_err(),
        &["reference-cycle"],
    );
}

#[test]
fn circles_of_aliases_are_said_once_and_broken_ones_each() {
    let link = |number: usize| json!({ "$ref": format!("#/components/schemas/A{}", number % 60) });
    let circle = (0..60).map(|number| (format!("A{number}"), link(number + 1)));
    let found = run("circle.json", &description(circle.collect()), true).unwrap_err();
    only(&found, &["reference-cycle"]);
    assert_eq!(found.len(), 1);
    let nowhere = |number| json!({ "$ref": format!("#/components/schemas/B{number}") });
    let broken = (0..MANY).map(|number| (format!("A{number}"), nowhere(number)));
    let found = run("broken.json", &description(broken.collect()), true).unwrap_err();
    only(&found, &["reference-to-nowhere"]);
}

#[test]
fn chains_through_parts_and_items_end() {
    let text = chain(
        500,
        |next| json!({ "allOf": [{ "$ref": next }] }),
        json!({ "type": "string" }),
    );
    run("parts.json", &text, false).unwrap();
    let own = |next: &str| json!({ "allOf": [{ "$ref": next }, { "properties": { "a": {} } }] });
    run(
        "members.json",
        &chain(500, own, json!({ "type": "object" })),
        false,
    )
    .unwrap();
    let text = chain(
        MANY,
        |next| json!({ "type": "array", "items": { "$ref": next } }),
        json!({ "type": "string" }),
    );
    let output = run("items.json", &text, false).unwrap();
    only(&output.warnings, &["unsupported"]);
}

#[test]
fn names_that_meet_are_told_apart_however_many_they_are() {
    // None of these letters is one of Rust's plain names, so that all names meet.
    let odd = |number: usize| {
        let number = u32::try_from(number).unwrap();
        char::from_u32(0x4e00 + number).unwrap().to_string()
    };
    let members: Map<String, Value> = (0..1_000)
        .map(|number| (odd(number), json!({ "type": "string" })))
        .collect();
    let values: Vec<String> = (0..3_000).map(odd).collect();
    let mut schemas = Map::new();
    schemas.insert(
        "A0".to_owned(),
        json!({ "type": "object", "properties": members }),
    );
    schemas.insert("A1".to_owned(), json!({ "type": "string", "enum": values }));
    for number in 0..500 {
        schemas.insert(odd(number), json!({ "type": "boolean" }));
    }
    let output = run("names.json", &description(schemas), true).unwrap();
    let types = output.files.get("src/types.rs").unwrap();
    assert!(types.contains("unnamed_1000") && types.contains("Unnamed3000"));
}

#[test]
fn huge_enumerations_choices_and_compositions_end() {
    let values: Vec<String> = (0..MANY).map(|number| format!("v{number}")).collect();
    let object =
        |number: usize| json!({ "type": "object", "properties": { format!("p{number}"): {} } });
    let parts: Vec<Value> = (0..MANY).map(object).collect();
    let choices: Vec<Value> = (0..300).map(object).collect();
    let names: Vec<String> = (0..MANY).map(|number| format!("p{number}")).collect();
    for (name, schema) in [
        ("enum.json", json!({ "type": "string", "enum": values })),
        ("all.json", json!({ "allOf": parts })),
        ("one.json", json!({ "oneOf": choices })),
        (
            "required.json",
            json!({ "type": "object", "properties": { "a": {} }, "required": names }),
        ),
    ] {
        let schemas = [("A0".to_owned(), schema)].into_iter().collect();
        run(name, &description(schemas), true).unwrap();
    }
}

#[test]
fn a_hundred_thousand_paths_are_read() {
    let mut yaml =
        "{ \"openapi\": \"3.0.3\", \"info\": { \"title\": \"t\", \"version\": \"1\" }, \"paths\": {"
            .to_owned();
    for number in 0..100_000 {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            yaml,
            "{comma}\"/p{number}\": {{ \"summary\": \"nothing is done here\" }}"
        );
    }
    yaml.push_str("} }");
    let output = run("paths.json", &yaml, true).unwrap();
    assert!(output.files.get("src/server.rs").is_some());
}

#[test]
fn findings_beyond_count_are_made_in_time() {
    let misspelt = (0..MANY).map(|number| (format!("A{number}"), json!({ "type": "strng" })));
    let found = run("types.json", &description(misspelt.collect()), true).unwrap_err();
    assert_eq!(found.len(), MANY);
    only(&found, &["not-a-schema"]);
}

#[test]
fn deep_nesting_and_bombs_are_refused_without_harm() {
    let deep = |open: &str, close: &str| {
        let start = "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {}, \"x-a\": ";
        format!("{start}{}0{}}}", open.repeat(10_000), close.repeat(10_000))
    };
    let mut bomb = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\nx-a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        .to_owned();
    for level in 1..12 {
        let last = format!("*a{}", level - 1);
        let _ = writeln!(bomb, "x-a{level}: &a{level} [{}]", vec![last; 10].join(","));
    }
    let merged = "openapi: 3.0.3\nx-a: &a { <<: *a }\npaths: {}\n".to_owned();
    let long = format!(
        "openapi: 3.0.3\ninfo: {{title: '{}', version: '1'}}\npaths: {{}}\n",
        "x".repeat(100_000_000)
    );
    for (name, text, code) in [
        ("lists.json", deep("[", "]"), "syntax"),
        ("mappings.json", deep("{\"a\":", "}"), "syntax"),
        ("bomb.yaml", bomb, "syntax"),
        ("self.yaml", merged, "syntax"),
        ("long.yaml", long, "too-large"),
    ] {
        only(&run(name, &text, false).unwrap_err(), &[code]);
    }
}
