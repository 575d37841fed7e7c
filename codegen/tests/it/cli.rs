//! The binary: exit codes, what it writes, and what it leaves alone.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DESCRIPTION: &str = "openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, responses: { '204': { description: none } } }
";

fn codegen(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_codegen"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pets.yaml"), DESCRIPTION).unwrap();
    folder
}

const GENERATE: [&str; 4] = ["generate", "pets.yaml", "--out", "pets"];

#[test]
fn it_writes_checks_and_mends() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    let check = || {
        codegen(
            folder.path(),
            &["generate", "pets.yaml", "--out", "pets", "--check"],
        )
    };
    assert_eq!(code(&check()), 1, "nothing is there yet");
    assert!(!at("pets").exists(), "--check writes nothing");
    assert_eq!(code(&codegen(folder.path(), &GENERATE)), 0);
    assert_eq!(code(&check()), 0);
    assert!(
        fs::read_to_string(at("pets/Cargo.toml"))
            .unwrap()
            .contains("name = \"pets\"")
    );

    fs::write(at("pets/src/lib.rs"), "// edited").unwrap();
    fs::remove_file(at("pets/src/client.rs")).unwrap();
    fs::create_dir(at("pets/src/old")).unwrap();
    fs::write(at("pets/src/old/left.rs"), "").unwrap();
    let output = check();
    assert_eq!(code(&output), 1);
    for part in [
        "stale: src/lib.rs",
        "missing: src/client.rs",
        "orphan: src/old/left.rs",
        "codegen generate pets.yaml --out pets",
    ] {
        assert!(
            said(&output).contains(part),
            "{part} is not in\n{}",
            said(&output)
        );
    }
    assert_eq!(code(&codegen(folder.path(), &GENERATE)), 0);
    assert_eq!(code(&check()), 0);
    assert!(!at("pets/src/old").exists());
}

#[test]
fn a_broken_description_writes_nothing() {
    let folder = folder();
    fs::write(
        folder.path().join("pets.yaml"),
        "openapi: 3.0.3\ninfo: []\npaths: {}\n",
    )
    .unwrap();
    let output = codegen(folder.path(), &GENERATE);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("pets.yaml:2:1"), "{}", said(&output));
    assert!(!folder.path().join("pets").exists());
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let folder = folder();
    fs::create_dir(folder.path().join("pets")).unwrap();
    fs::write(folder.path().join("pets/thesis.txt"), "years of work").unwrap();
    let output = codegen(folder.path(), &GENERATE);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("did not write"), "{}", said(&output));
    assert_eq!(fs::read_dir(folder.path().join("pets")).unwrap().count(), 1);
}

#[test]
fn bad_arguments_are_2() {
    let folder = folder();
    let cases: [&[&str]; 5] = [
        &["generate", "none.yaml", "--out", "x"],
        &["generate", "pets.yaml"],
        &[
            "generate",
            "pets.yaml",
            "--out",
            "x",
            "--crate-name",
            "9 lives",
        ],
        &[
            "generate",
            "pets.yaml",
            "--out",
            "x",
            "--overlay",
            "none.yaml",
        ],
        &["generate", "pets.yaml", "--out", "x", "--wrong"],
    ];
    for arguments in cases {
        let output = codegen(folder.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(!said(&output).is_empty());
    }
    assert!(said(&codegen(folder.path(), cases[0])).contains("`none.yaml`"));
}

#[test]
fn findings_are_written_for_programs_as_well() {
    let folder = folder();
    let broken = DESCRIPTION.replace("responses: {", "sumary: x, responses: {");
    fs::write(folder.path().join("pets.yaml"), broken).unwrap();
    let run = |format: &str| {
        let arguments = [&GENERATE[..], &["--message-format", format]].concat();
        let output = codegen(folder.path(), &arguments);
        assert_eq!(code(&output), 0, "{}", said(&output));
        assert!(said(&output).is_empty(), "{}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let lines = run("json");
    let finding: serde_json::Value = serde_json::from_str(lines.trim()).unwrap();
    assert_eq!(finding["code"], "unknown-key");
    assert_eq!(finding["severity"], "warning");
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&5.into(), &43.into())
    );
    assert_eq!(finding["pointer"], "/paths/~1pets/get/sumary");
    let log: serde_json::Value = serde_json::from_str(&run("sarif")).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "unknown-key");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "pets.yaml");
    assert_eq!(place["region"]["startLine"], 5);
}

#[test]
fn files_beside_the_description_are_read_and_others_are_not() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir(at("api")).unwrap();
    let refer =
        |file: &str| DESCRIPTION.replace("{ description: none }", &format!("{{ $ref: {file} }}"));
    fs::write(at("api/none.yaml"), "description: none\n").unwrap();
    fs::write(at("none.yaml"), "description: none\n").unwrap();
    let run = || {
        codegen(
            folder.path(),
            &["generate", "api/pets.yaml", "--out", "pets", "--strict"],
        )
    };
    fs::write(at("api/pets.yaml"), refer("none.yaml")).unwrap();
    assert_eq!(code(&run()), 0);
    fs::write(at("api/pets.yaml"), refer("../none.yaml")).unwrap();
    assert_eq!(code(&run()), 2);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("none.yaml"), at("api/link.yaml")).unwrap();
        fs::write(at("api/pets.yaml"), refer("link.yaml")).unwrap();
        let output = run();
        assert_eq!(code(&output), 2);
        assert!(
            said(&output).contains("outside the folder"),
            "{}",
            said(&output)
        );
    }
}
