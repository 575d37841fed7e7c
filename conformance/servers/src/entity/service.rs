//! Services: the identity is the credentialing process and the service together.

use generated::types::ProviderCredService;

use super::kind::{Entity, date_time, instant, integer, nullable_integer, nullable_text};
use crate::store::{Cells, Column, Kind, Row, StoreError, Table};

pub(super) static TABLE: Table = Table {
    name: "services",
    key: &["providerCred_Key", "credService_Key"],
    parent: "providerCred_Key",
    columns: &[
        Column::required("providerCred_Key", Kind::Integer),
        Column::required("credService_Key", Kind::Integer),
        Column::optional("entry_Date", Kind::Instant),
        Column::optional("entry_User", Kind::Text),
        Column::optional("percentage", Kind::Integer),
        Column::optional("update_Date", Kind::Instant),
        Column::optional("update_User", Kind::Text),
    ],
};

impl Entity for ProviderCredService {
    const TABLE: &'static Table = &TABLE;

    fn to_row(&self) -> Row {
        Row {
            cells: vec![
                integer(self.provider_cred_key),
                integer(self.cred_service_key),
                instant(&self.entry_date),
                nullable_text(&self.entry_user),
                nullable_integer(&self.percentage),
                instant(&self.update_date),
                nullable_text(&self.update_user),
            ],
        }
    }

    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let mut cells = Cells::of(row, &TABLE);
        Ok(Self {
            provider_cred_key: cells.integer()?,
            cred_service_key: cells.integer()?,
            entry_date: date_time(&mut cells)?,
            entry_user: cells.optional_text()?.into(),
            percentage: cells.optional_integer()?.into(),
            update_date: date_time(&mut cells)?,
            update_user: cells.optional_text()?.into(),
        })
    }
}
