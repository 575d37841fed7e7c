//! A finding as a file: the smallest run that shows it, with all that is needed to run it or to judge it again. Holds no
//! credential. A file that does not fit together, or not to the description, is refused before anything uses it.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::contract::Contract;
use crate::evidence::Given;
use crate::oracles::{self, Oracle};
use crate::plan::{Call, Plan};
use crate::transcript::Transcript;

/// The format that is written, and the only one that is read.
pub const FORMAT: u32 = 2;

/// One finding with the run that shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recording {
    /// [`FORMAT`]
    pub format: u32,
    /// version of the suite that wrote it
    pub suite: String,
    /// title of the description
    pub title: String,
    /// id of the operation
    pub operation: String,
    /// method and path template
    pub endpoint: String,
    /// id of the oracle
    pub oracle: String,
    /// what it is about, as ids; the same in every run
    pub about: String,
    /// what was expected and what came
    pub message: String,
    /// first and last key that could be used
    pub keys: (i64, i64),
    /// what was taken for granted about the target
    pub given: Given,
    /// the run
    pub transcript: Transcript,
}

/// Why a recording cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable(String);

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unusable {}

impl Recording {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// It is no JSON, of another format, or its parts do not fit together.
    pub fn read(text: &str) -> Result<Self, Unusable> {
        let value: Value = serde_json::from_str(text)
            .map_err(|cause| Unusable(format!("it is no recording: {cause}")))?;
        match value.get("format").and_then(Value::as_u64) {
            Some(format) if format == u64::from(FORMAT) => {}
            Some(format) => {
                return Err(Unusable(format!(
                    "it has format {format}; this version reads format {FORMAT}"
                )));
            }
            None => {
                return Err(Unusable(
                    "it is no recording: it has no `format`; recordings are the .json files in the folder \
                     `findings` of a report"
                        .to_owned(),
                ));
            }
        }
        let recording: Self = serde_json::from_value(value)
            .map_err(|cause| Unusable(format!("it is damaged: {cause}")))?;
        recording.check()?;
        Ok(recording)
    }

    /// The file's text.
    ///
    /// # Errors
    /// None in practice: a recording is plain data.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// A word for its file, without an ending: `03-one-result-per-item`.
    pub fn stem(&self, number: usize) -> String {
        format!("{number:02}-{}", self.oracle)
    }

    /// Finds the operation in `contract`, whose number its plan gets, and the oracle that found something.
    ///
    /// # Errors
    /// The contract has no such operation, or the suite no such oracle.
    pub fn fit(&mut self, contract: &Contract) -> Result<&'static Oracle, Unusable> {
        let Some(operation) = contract.find(&self.operation) else {
            let ids: Vec<&str> = contract
                .operations
                .iter()
                .map(|one| one.id.as_str())
                .collect();
            return Err(Unusable(format!(
                "it was recorded of the operation `{}`, which the description does not have; it has {}",
                self.operation,
                ids.join(", ")
            )));
        };
        self.transcript.plan.operation = operation;
        oracles::find(&self.oracle).ok_or_else(|| {
            Unusable(format!(
                "it names the oracle `{}`, which this version does not have; see `conform oracles`",
                self.oracle
            ))
        })
    }

    /// Parts of a damaged file could point beyond each other.
    fn check(&self) -> Result<(), Unusable> {
        let broken = |what: &str| Err(Unusable(format!("it is damaged: {what}")));
        let Transcript {
            plan,
            binding,
            exchanges,
        } = &self.transcript;
        if self.keys.0 > self.keys.1 || self.keys.1.checked_sub(self.keys.0).is_none() {
            return broken("its key range is empty or too large");
        }
        if symbols(plan).any(|symbol| symbol >= binding.keys.len()) {
            return broken("its plan uses keys that are not bound");
        }
        let steps: Vec<usize> = plan.requests().map(|(step, _)| step).collect();
        if exchanges.len() > steps.len() || exchanges.iter().zip(&steps).any(|(e, s)| e.step != *s)
        {
            return broken("its exchanges are not those of its plan");
        }
        Ok(())
    }
}

fn symbols(plan: &Plan) -> impl Iterator<Item = usize> {
    plan.requests().flat_map(|(_, request)| {
        let of_call = match &request.call {
            Call::Batch { .. } | Call::List => None,
            Call::Get(key) | Call::Other { key, .. } => Some(key.0),
        };
        let of_items = request.items().iter().map(|item| item.key.0);
        of_items.chain(of_call)
    })
}
