//! Licenses: the identity is the license's own key; the credentialing process is a property that an update may change.

use generated::types::ProviderCredLicense;

use super::kind::{
    Entity, date_time, instant, integer, nullable_instant, nullable_integer, nullable_text,
};
use crate::store::{Cells, Column, Kind, Row, StoreError, Table};

pub(super) static TABLE: Table = Table {
    name: "licenses",
    key: &["providerCredLicense_Key"],
    parent: "providerCred_Key",
    columns: &[
        Column::required("providerCredLicense_Key", Kind::Integer),
        Column::optional("credLicenseType_Key", Kind::Integer),
        Column::optional("effective_Date", Kind::Instant),
        Column::optional("entry_Date", Kind::Instant),
        Column::optional("entry_User", Kind::Text),
        Column::optional("license_Name", Kind::Text),
        Column::optional("license_Number", Kind::Text),
        Column::optional("psV_Date", Kind::Instant),
        Column::required("providerCred_Key", Kind::Integer),
        Column::optional("specialty_Code", Kind::Text),
        Column::optional("state", Kind::Text),
        Column::optional("term_Date", Kind::Instant),
        Column::optional("update_Date", Kind::Instant),
        Column::optional("update_User", Kind::Text),
    ],
};

impl Entity for ProviderCredLicense {
    const TABLE: &'static Table = &TABLE;

    fn to_row(&self) -> Row {
        Row {
            cells: vec![
                integer(self.provider_cred_license_key),
                nullable_integer(&self.cred_license_type_key),
                nullable_instant(&self.effective_date),
                instant(&self.entry_date),
                nullable_text(&self.entry_user),
                nullable_text(&self.license_name),
                nullable_text(&self.license_number),
                nullable_instant(&self.ps_v_date),
                integer(self.provider_cred_key),
                nullable_text(&self.specialty_code),
                nullable_text(&self.state),
                nullable_instant(&self.term_date),
                instant(&self.update_date),
                nullable_text(&self.update_user),
            ],
        }
    }

    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let mut cells = Cells::of(row, &TABLE);
        Ok(Self {
            provider_cred_license_key: cells.integer()?,
            cred_license_type_key: cells.optional_integer()?.into(),
            effective_date: date_time(&mut cells)?.into(),
            entry_date: date_time(&mut cells)?,
            entry_user: cells.optional_text()?.into(),
            license_name: cells.optional_text()?.into(),
            license_number: cells.optional_text()?.into(),
            ps_v_date: date_time(&mut cells)?.into(),
            provider_cred_key: cells.integer()?,
            specialty_code: cells.optional_text()?.into(),
            state: cells.optional_text()?.into(),
            term_date: date_time(&mut cells)?.into(),
            update_date: date_time(&mut cells)?,
            update_user: cells.optional_text()?.into(),
        })
    }
}
