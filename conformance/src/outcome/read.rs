//! Reads a `report.json` again, so that the shards of one campaign can be joined. Refuses other formats.

use serde::Deserialize;

use super::{FORMAT, Report};

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
