//! Reads a `report.json` again, so that the shards of one campaign can be joined. Refuses other formats.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::{FORMAT, Report};
use crate::oracles::ORACLES;

/// The report in a file's text.
///
/// # Errors
/// A sentence: it is no report, or one of another format.
pub fn read(text: &str) -> Result<Report, String> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let Format { format } =
        serde_json::from_str(text).map_err(|cause| format!("it is no report.json: {cause}"))?;
    if format != FORMAT {
        return Err(format!(
            "it has format {format}; this version reads format {FORMAT}"
        ));
    }
    serde_json::from_str(text).map_err(|cause| format!("it is damaged: {cause}"))
}

/// A word of the suite itself. Not as a reference: serde would want to borrow it from the file.
pub(crate) type Own = &'static str;

/// A text that the suite itself wrote, as the one of the suite where there is one.
pub(crate) fn own<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    String::deserialize(from).map(interned)
}

/// The same where there may be none.
pub(super) fn own_or_none<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<&'static str>, D::Error> {
    Option::<String>::deserialize(from).map(|text| text.map(interned))
}

/// The same as the keys of a map.
pub(super) fn own_keys<'de, D: Deserializer<'de>, V: DeserializeOwned>(
    from: D,
) -> Result<BTreeMap<&'static str, V>, D::Error> {
    let read = BTreeMap::<String, V>::deserialize(from)?;
    Ok(read
        .into_iter()
        .map(|(name, value)| (interned(name), value))
        .collect())
}

/// Oracles are known; the few other words are kept until the program ends, which is soon.
fn interned(text: String) -> &'static str {
    let mut known = ORACLES
        .iter()
        .flat_map(|oracle| [oracle.id, oracle.level.word(), oracle.claim, oracle.why]);
    match known.find(|one| *one == text) {
        Some(one) => one,
        None => Box::leak(text.into_boxed_str()),
    }
}
