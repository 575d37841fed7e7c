//! The CI templates: they are YAML of the right shape, and their command lines are ones that the program takes.

use std::path::Path;

use serde_json::Value;

use crate::recordings::{conform, text};

fn template(name: &str) -> (String, Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ci").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let value = serde_saphyr::from_str(&text).unwrap();
    (text, value)
}

/// All texts of a document.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| texts(one, into)),
        Value::Object(all) => all.values().for_each(|one| texts(one, into)),
        _ => {}
    }
}

/// The command lines of `conform` in a template, as a shell would split them, with its variables filled in.
fn commands(document: &Value) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    texts(document, &mut all);
    let filled = |word: &str| {
        let mut word = word.trim_matches('"').to_owned();
        for (name, value) in [
            ("$NUMBER", "2"),
            ("$CI_NODE_INDEX", "2"),
            ("$SHARDS", "4"),
            ("$CI_NODE_TOTAL", "4"),
            ("$GITHUB_RUN_ID", "77"),
            ("$CI_PIPELINE_ID", "77"),
            ("$SEED", "1"),
            ("$TARGET_URL", "https://test.example"),
            ("$TARGET", "https://test.example"),
        ] {
            word = word.replace(name, value);
        }
        assert!(!word.contains('$'), "{word} is not known here");
        word
    };
    let line = |text: &String| {
        let at = text.find("conform run").or(text.find("conform merge"))?;
        Some(text[at..].split_whitespace().skip(1).map(filled).collect())
    };
    all.iter().filter_map(line).collect()
}

/// The shards run nothing here: the plan of what would be sent shows that every flag was understood.
fn understood(mut command: Vec<String>) {
    if command[0] != "merge" {
        let folder = tempfile::tempdir().unwrap();
        let known = folder.path().join("known.toml");
        std::fs::write(&known, "").unwrap();
        for word in &mut command {
            *word = match word.as_str() {
                "/spec/api.yaml" => "../spec/vbapi.openapi.yaml".to_owned(),
                "known.toml" => known.display().to_string(),
                spec if spec.starts_with("spec/") => format!("../{spec}"),
                _ => continue,
            };
        }
        command.push("--dry-run".to_owned());
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        let output = conform(&words);
        let shown = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{shown}");
        assert!(shown.contains("Nothing was sent"), "{shown}");
        return;
    }
    command.retain(|word| !word.starts_with("shard-"));
    command.insert(1, "no/such/folder".to_owned());
    let words: Vec<&str> = command.iter().map(String::as_str).collect();
    let output = conform(&words);
    // understood, and then nothing to join
    assert!(
        text(&output.stderr).contains("no/such/folder"),
        "{output:?}"
    );
}

#[test]
fn each_template_says_what_the_program_understands() {
    for (name, lines) in [("github.yml", 2), ("gitlab.yml", 2), ("kubernetes.yml", 1)] {
        let (_, document) = template(name);
        let commands = commands(&document);
        assert_eq!(commands.len(), lines, "{name}");
        commands.into_iter().for_each(understood);
    }
}

#[test]
fn as_many_shards_are_run_as_are_joined() {
    let (_, github) = template("github.yml");
    let shards = github["jobs"]["shard"]["strategy"]["matrix"]["number"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(github["env"]["SHARDS"], shards);
    let (_, gitlab) = template("gitlab.yml");
    assert_eq!(gitlab["conformance"]["parallel"], shards);
    let (text, kubernetes) = template("kubernetes.yml");
    let spec = &kubernetes["spec"];
    assert_eq!(
        (&kubernetes["kind"], &spec["completionMode"]),
        (&"Job".into(), &"Indexed".into())
    );
    assert_eq!(
        (&spec["completions"], &spec["parallelism"]),
        (&shards.into(), &shards.into())
    );
    assert!(text.contains(&format!("--shard \"$NUMBER/{shards}\"")));
    for (_, document) in [template("github.yml"), template("gitlab.yml")] {
        let mut all = Vec::new();
        texts(&document, &mut all);
        let joined = all
            .iter()
            .find(|text| text.contains("conform merge"))
            .unwrap();
        assert_eq!(joined.matches(" shard-").count(), shards, "{joined}");
    }
}
