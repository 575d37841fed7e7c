//! The places where a mistake can be made: one trait whose default methods are the honest server. A fault overrides
//! one or two of them, and the rest of the server has no word about faults.

use crate::batch::{Item, Outcome, Work};
use crate::store::{StoreError, Table};
use crate::wire::{WireRequest, WireResponse};

/// What the credentials of a request turned out to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checked {
    /// The API key is the right one.
    pub(crate) api_key: bool,
    /// The bearer token is the right one.
    pub(crate) bearer: bool,
}

/// The seams, in the order in which a request passes them.
pub(crate) trait Seams: Send + Sync {
    /// The bytes that arrived, before anything looked at them.
    fn request(&self, _request: &mut WireRequest) {}

    /// Whether the caller may go on; `api_key` is what was sent.
    fn authorize(&self, _api_key: &str, checked: Checked) -> bool {
        checked.api_key && checked.bearer
    }

    /// Which of the known tenants the header means.
    fn tenant<'t>(&self, sent: &str, known: &'t [String]) -> Option<&'t String> {
        known.iter().find(|tenant| *tenant == sent)
    }

    /// One item of a batch, decoded and checked, before any is applied.
    fn item(&self, _table: &'static Table, _item: &mut Item) {}

    /// The batch, on a thread of its own that may block.
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply()
    }

    /// The bytes that leave; `request` is as it arrived.
    fn response(&self, _request: &WireRequest, _response: &mut WireResponse) {}
}

/// The server without a mistake.
pub(crate) struct Honest;

impl Seams for Honest {}
