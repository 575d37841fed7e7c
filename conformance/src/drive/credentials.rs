//! Where credentials come from: an environment variable, a file, a command. Values live in [`SecretString`]s and are
//! never part of a message.

use std::fmt;
use std::process::Command;
use std::str::FromStr;

use secrecy::SecretString;

/// Where the value of one credential is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// an environment variable
    Env(String),
    /// the first line of a file
    File(String),
    /// the first line that a shell command prints
    Command(String),
}

/// `<scheme>=env:NAME`, `<scheme>=file:PATH` or `<scheme>=cmd:COMMAND`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// the name in `components.securitySchemes`
    pub scheme: String,
    /// where its value is
    pub source: Source,
}

/// A credential could not be had. Holds no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialError(String);

impl CredentialError {
    /// `message` must hold no value.
    pub(super) fn new(message: String) -> Self {
        Self(message)
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CredentialError {}

impl FromStr for Credential {
    type Err = CredentialError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let usage = || {
            // the text itself may be a secret that somebody typed here: it is not repeated
            CredentialError(
                "expected <scheme>=env:NAME, <scheme>=file:PATH or <scheme>=cmd:COMMAND".to_owned(),
            )
        };
        let (scheme, source) = text.split_once('=').ok_or_else(usage)?;
        let (kind, place) = source.split_once(':').ok_or_else(usage)?;
        if scheme.is_empty() || place.is_empty() {
            return Err(usage());
        }
        let source = match kind {
            "env" => Source::Env(place.to_owned()),
            "file" => Source::File(place.to_owned()),
            "cmd" => Source::Command(place.to_owned()),
            _ => return Err(usage()),
        };
        Ok(Self {
            scheme: scheme.to_owned(),
            source,
        })
    }
}

impl Credential {
    /// Reads the value.
    ///
    /// # Errors
    /// The variable is not set, the file cannot be read, the command fails, or what they hold is empty or cannot stand in
    /// a header field.
    pub fn read(&self) -> Result<SecretString, CredentialError> {
        let scheme = &self.scheme;
        let failed = |what: String| {
            CredentialError(format!(
                "failed to read the credential for `{scheme}`: {what}"
            ))
        };
        let text = match &self.source {
            Source::Env(name) => std::env::var(name).map_err(|_| {
                failed(format!(
                    "the environment variable `{name}` is not set (or is not text)"
                ))
            })?,
            Source::File(path) => std::fs::read_to_string(path)
                .map_err(|cause| failed(format!("file `{path}`: {cause}")))?,
            Source::Command(command) => {
                let output =
                    Command::new("sh")
                        .args(["-c", command])
                        .output()
                        .map_err(|cause| {
                            failed(format!("the command could not be started: {cause}"))
                        })?;
                if !output.status.success() {
                    return Err(failed(format!("the command ended with {}", output.status)));
                }
                String::from_utf8(output.stdout)
                    .map_err(|_| failed("the command did not print text".to_owned()))?
            }
        };
        let value = text.lines().next().unwrap_or("").trim();
        if value.is_empty() {
            return Err(failed("it is empty".to_owned()));
        }
        if !value.bytes().all(|b| (0x20..0x7f).contains(&b)) {
            return Err(failed(
                "it holds characters that cannot stand in a header field".to_owned(),
            ));
        }
        Ok(SecretString::from(value.to_owned()))
    }
}
