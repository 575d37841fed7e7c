//! `report.json`: the report as it is, for scripts.

use super::Report;

/// The report as indented JSON with a line end.
///
/// # Errors
/// None in practice: the report is plain data.
pub fn render(report: &Report) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(report).map(|text| text + "\n")
}
