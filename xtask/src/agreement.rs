//! Holds generated code against an independent validator of JSON Schema at large: the test of the same name, with more
//! schemas, more instances and the JSON-Schema-Test-Suite, which pip fetches into `target/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools;

/// The Python package whose source carries the suite, so that figures can be compared.
const PACKAGE: (&str, &str) = ("jsonschema", "4.26.0");

/// How much is compared.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many random schemas, in each version of OpenAPI
    #[arg(long, value_name = "N", default_value_t = 400)]
    schemas: usize,
    /// How many instances
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    instances: usize,
    /// The same seed gives the same schemas and instances
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs the verb; 1 when there is a difference that is not in the list of known ones, or too many.
pub(crate) fn run(arguments: &Arguments) -> Result<u8, String> {
    let suite = fetch(&tools::root().join("target/agreement-suite"))?;
    let mut command = tools::cargo();
    command.args(["test", "--quiet", "--package", "codegen", "--test", "it"]);
    command.args(["agree", "--", "--nocapture"]);
    command
        .env("AGREEMENT_SCHEMAS", arguments.schemas.to_string())
        .env("AGREEMENT_INSTANCES", arguments.instances.to_string())
        .env("AGREEMENT_SEED", arguments.seed.to_string())
        .env("AGREEMENT_SUITE", suite);
    Ok(u8::from(!tools::status(&mut command)?.success()))
}

/// The folder of the suite's cases, fetched when it is not there yet.
fn fetch(folder: &Path) -> Result<PathBuf, String> {
    let (name, version) = PACKAGE;
    let cases = folder.join(format!("{name}-{version}/json/tests/draft2020-12"));
    if cases.is_dir() {
        return Ok(cases);
    }
    std::fs::create_dir_all(folder)
        .map_err(|cause| format!("failed to make `{}`: {cause}", folder.display()))?;
    eprintln!("fetching {name} {version}");
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps"]);
    pip.args(["--disable-pip-version-check", "--no-binary", name]);
    pip.arg(format!("{name}=={version}"));
    let mut tar = Command::new("tar");
    tar.args(["-xzf", &format!("{name}-{version}.tar.gz")]);
    for command in [&mut pip, &mut tar] {
        if !tools::status(command.current_dir(folder))?.success() {
            return Err(format!("failed to fetch {name} {version} with pip"));
        }
    }
    match cases.is_dir() {
        true => Ok(cases),
        false => Err(format!("{name} {version} does not carry the suite")),
    }
}
