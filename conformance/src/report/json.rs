//! `report.json`: the report as it is, for scripts. Its schema is `conformance/report.schema.json`; [`FORMAT`] counts the
//! changes that break readers.
//!
//! [`FORMAT`]: super::FORMAT

use schemars::generate::SchemaSettings;

use crate::outcome::Report;

/// The report as indented JSON with a line end.
///
/// # Errors
/// None in practice: the report is plain data.
pub fn render(report: &Report) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(report).map(|text| text + "\n")
}

/// The JSON Schema of reports, as indented JSON.
///
/// # Errors
/// None in practice: the schema is plain data.
pub fn schema() -> Result<String, serde_json::Error> {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Report>();
    serde_json::to_string_pretty(&schema).map(|text| text + "\n")
}
