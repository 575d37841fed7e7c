//! Known violations of one server, each with a reason and an owner: a TOML file whose schema is
//! `conformance/deviations.schema.json`. They are still judged and shown but fail no gate; an entry that no longer fails,
//! has expired, or names what there is not, fails it. Refuses members that it does not know.

use std::fmt::Write as _;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::oracles::find;

/// The reason of an entry that nobody has explained yet.
const UNEXPLAINED: &str = "not explained yet";

/// The owner of an entry that nobody has taken yet.
const UNOWNED: &str = "nobody yet";

/// The format that is written. In format 1, whose files do not say it, fingerprints were words for people.
pub const FORMAT: u32 = 2;

/// A file of deviations.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Deviations {
    /// The format of this file: 2.
    #[serde(default = "first_format")]
    pub format: u32,
    /// One for each violation that is known.
    pub deviation: Vec<Deviation>,
}

fn first_format() -> u32 {
    1
}

impl Default for Deviations {
    fn default() -> Self {
        Self {
            format: FORMAT,
            deviation: Vec::new(),
        }
    }
}

/// One violation that is known.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deviation {
    /// The oracle's id, such as `one-result-per-item`.
    pub oracle: String,
    /// The operation's id.
    pub operation: String,
    /// What the violation is about, as ids: `about` in report.json, in parentheses on the terminal.
    pub fingerprint: String,
    /// Why it is accepted.
    #[schemars(length(min = 1))]
    pub reason: String,
    /// Who answers for it.
    #[schemars(length(min = 1))]
    pub owner: String,
    /// The last day on which it is accepted, such as 2027-01-31.
    #[serde(default, deserialize_with = "date")]
    #[schemars(with = "Option<String>", regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub expires: Option<Date>,
}

/// What a run says of one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeviationRow {
    /// the oracle's id
    pub oracle: String,
    /// the operation's id
    pub operation: String,
    /// what the violation is about
    pub fingerprint: String,
    /// why it is accepted
    pub reason: String,
    /// who answers for it
    pub owner: String,
    /// the last day on which it is accepted
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// what the run says of it
    pub state: State,
    /// runs of plans that showed it
    pub occurrences: usize,
}

/// What a run says of a deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// it still fails, and is accepted
    Accepted,
    /// the run could not tell
    NotJudged,
    /// it was judged, and did not fail: the entry is to be taken out
    NoLongerFails,
    /// its last day is over
    Expired,
    /// there is no such oracle
    UnknownOracle,
    /// the description has no such operation
    UnknownOperation,
}

impl State {
    /// The gate fails.
    pub fn is_gated(self) -> bool {
        !matches!(self, Self::Accepted | Self::NotJudged)
    }

    /// In words, after the entry's name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Accepted => "still fails, and is accepted",
            Self::NotJudged => "could not be judged by this run",
            Self::NoLongerFails => "no longer fails: take it out",
            Self::Expired => "has expired: mend the server, or give it another day",
            Self::UnknownOracle => "names an oracle that there is not: see `conform oracles`",
            Self::UnknownOperation => "names an operation that the description does not have",
        }
    }
}

/// What a run has to tell about one oracle and operation.
pub trait Run {
    /// How many runs of plans showed this violation.
    fn occurrences(&self, oracle: &str, operation: &str, fingerprint: &str) -> usize;
    /// Whether the run was complete and the oracle decided something about the operation.
    fn decided(&self, oracle: &str, operation: &str) -> bool;
    /// Whether the description has the operation.
    fn knows(&self, operation: &str) -> bool;
}

impl Deviation {
    /// Whether this is the violation that is meant, and still accepted on this day.
    pub fn accepts(&self, oracle: &str, operation: &str, fingerprint: &str, today: Date) -> bool {
        self.is(oracle, operation, fingerprint) && !self.expired(today)
    }

    fn is(&self, oracle: &str, operation: &str, fingerprint: &str) -> bool {
        self.oracle == oracle && self.operation == operation && self.fingerprint == fingerprint
    }

    fn expired(&self, today: Date) -> bool {
        self.expires.is_some_and(|last| last < today)
    }
}

impl Deviations {
    /// Its fingerprints are those of an earlier version, and match nothing.
    pub fn is_outdated(&self) -> bool {
        self.format < FORMAT && !self.deviation.is_empty()
    }

    /// The first entry of an outdated file about this oracle and operation: its reason goes over to what is found now.
    pub fn outdated(&self, oracle: &str, operation: &str) -> Option<&Deviation> {
        let mut all = self.deviation.iter().filter(|_| self.is_outdated());
        all.find(|one| one.oracle == oracle && one.operation == operation)
    }

    /// The entry that accepts this violation.
    pub fn accepting(
        &self,
        oracle: &str,
        operation: &str,
        fingerprint: &str,
        today: Date,
    ) -> Option<&Deviation> {
        let mut all = self.deviation.iter();
        all.find(|one| one.accepts(oracle, operation, fingerprint, today))
    }

    /// What `run` says of each entry.
    pub fn judge(&self, run: &impl Run, today: Date) -> Vec<DeviationRow> {
        let row = |one: &Deviation| {
            let (oracle, operation) = (one.oracle.as_str(), one.operation.as_str());
            let occurrences = run.occurrences(oracle, operation, &one.fingerprint);
            let state = if find(oracle).is_none() {
                State::UnknownOracle
            } else if !run.knows(operation) {
                State::UnknownOperation
            } else if occurrences == 0 && run.decided(oracle, operation) {
                State::NoLongerFails
            } else if one.expired(today) {
                State::Expired
            } else if occurrences == 0 {
                State::NotJudged
            } else {
                State::Accepted
            };
            DeviationRow {
                oracle: one.oracle.clone(),
                operation: one.operation.clone(),
                fingerprint: one.fingerprint.clone(),
                reason: one.reason.clone(),
                owner: one.owner.clone(),
                expires: one.expires.map(|date| date.to_string()),
                state,
                occurrences,
            }
        };
        self.deviation.iter().map(row).collect()
    }

    /// The entries after a run: those that still hold with their reasons and owners, without those that are of no use any
    /// more, and `more` at the end, for somebody to explain.
    pub fn updated(
        &self,
        rows: &[DeviationRow],
        more: impl IntoIterator<Item = (String, String, String)>,
    ) -> Self {
        let stays = |state| {
            matches!(
                state,
                State::Accepted | State::NotJudged | State::Expired // another day is for people to grant
            )
        };
        let rows = rows.iter().map(|row| row.state).chain([State::Accepted]);
        let old = self.deviation.iter().zip(rows);
        let mut deviation: Vec<Deviation> = old
            .filter(|(_, state)| stays(*state))
            .map(|(one, _)| one.clone())
            .collect();
        for (oracle, operation, fingerprint) in more {
            if (deviation.iter()).any(|one| one.is(&oracle, &operation, &fingerprint)) {
                continue;
            }
            let known = self.outdated(&oracle, &operation).cloned();
            let known = known.unwrap_or_else(|| Deviation {
                reason: UNEXPLAINED.to_owned(),
                owner: UNOWNED.to_owned(),
                oracle,
                operation,
                fingerprint: String::new(),
                expires: None,
            });
            deviation.push(Deviation {
                fingerprint,
                ..known
            });
        }
        let format = FORMAT;
        Self { format, deviation }
    }

    /// Entries that nobody has explained.
    pub fn unexplained(&self) -> usize {
        let all = self.deviation.iter();
        all.filter(|one| one.reason == UNEXPLAINED || one.owner == UNOWNED)
            .count()
    }

    /// The file's text.
    pub fn write(&self) -> String {
        let mut out = String::from(
            "# Known violations of this server. They are judged and shown, and fail no gate.\n\
             # `conform run … --deviations FILE --update-deviations` adds what is new and takes out what no longer fails.\n",
        );
        let _ = writeln!(out, "format = {FORMAT}");
        for one in &self.deviation {
            let _ = write!(
                out,
                "\n[[deviation]]\noracle = {}\noperation = {}\nfingerprint = {}\nreason = {}\nowner = {}\n",
                quoted(&one.oracle),
                quoted(&one.operation),
                quoted(&one.fingerprint),
                quoted(&one.reason),
                quoted(&one.owner)
            );
            if let Some(date) = one.expires {
                let _ = writeln!(out, "expires = \"{date}\"");
            }
        }
        out
    }
}

/// A date as TOML's own type, or as text.
fn date<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        Native(toml::value::Datetime),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::Text(text) => text,
        Written::Native(date) => date.to_string(),
    };
    let date = text.parse::<Date>().map_err(|_| {
        serde::de::Error::custom(format!("{text:?} is no date: write it like 2027-01-31"))
    })?;
    Ok(Some(date))
}

/// A basic string of TOML. It has the escapes of JSON, and one character more that needs them.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// Reads a file of deviations.
///
/// # Errors
/// A sentence with line and column: no TOML, an unknown or missing member, no date, the same entry twice, an empty reason, a
/// later format.
pub fn read(text: &str) -> Result<Deviations, String> {
    let read: Deviations = toml::from_str(text).map_err(|cause| cause.to_string())?;
    if read.format > FORMAT {
        return Err(format!(
            "it has format {}; this version reads format {FORMAT}",
            read.format
        ));
    }
    for (n, one) in read.deviation.iter().enumerate() {
        let name = format!("{} / {} / {}", one.oracle, one.operation, one.fingerprint);
        if one.reason.trim().is_empty() || one.owner.trim().is_empty() {
            return Err(format!(
                "entry {}, {name}: give it a reason and an owner",
                n + 1
            ));
        }
        let mut before = read.deviation[..n].iter();
        if before.any(|other| other.is(&one.oracle, &one.operation, &one.fingerprint)) {
            return Err(format!("entry {}, {name}: it stands there twice", n + 1));
        }
    }
    Ok(read)
}

/// The JSON Schema of these files, as indented JSON.
///
/// # Errors
/// None in practice: the schema is plain data.
pub fn schema() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&schemars::schema_for!(Deviations)).map(|text| text + "\n")
}
