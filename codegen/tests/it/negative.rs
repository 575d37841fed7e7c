//! Broken descriptions and exactly what is said about each, and about some that are odd but good. A file `x.yaml` (with `x.overlay.yaml` beside it, if
//! any) is answered with the text of `x.stderr.txt`; `UPDATE_EXPECT=1` writes those texts for review.

use std::fs;
use std::path::Path;

use codegen::emit::Options;
use codegen::{Input, generate};

#[test]
fn every_broken_description_is_explained_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/negative");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str().map(str::to_owned))
        .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
        .filter(|name| !name.ends_with(".overlay"))
        .collect();
    names.sort();
    assert!(names.len() >= 80, "only {} cases were found", names.len());
    let mut wrong = Vec::new();
    for name in &names {
        let said = explain(&folder, name);
        let expected_file = folder.join(format!("{name}.stderr.txt"));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected_file, &said).unwrap();
        }
        let expected = fs::read_to_string(&expected_file).unwrap_or_default();
        if said != expected {
            wrong.push(format!("{name}: expected\n{expected}\nbut was\n{said}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n(UPDATE_EXPECT=1 accepts)",
        wrong.join("\n")
    );
}

fn explain(folder: &Path, name: &str) -> String {
    let file = format!("{name}.yaml");
    let text = fs::read_to_string(folder.join(&file)).unwrap();
    let overlay_file = format!("{name}.overlay.yaml");
    let overlay = fs::read_to_string(folder.join(&overlay_file)).ok();
    let overlays: Vec<Input<'_>> = overlay
        .iter()
        .map(|text| Input {
            name: &overlay_file,
            text,
        })
        .collect();
    let options = Options {
        crate_name: "x".to_owned(),
        strict: true,
    };
    let input = Input {
        name: &file,
        text: &text,
    };
    match generate(input, &overlays, &options) {
        Ok(output) => format!("{}\naccepted\n", output.warnings.render_plain()),
        Err(diagnostics) => format!("{}\n", diagnostics.render_plain()),
    }
}
