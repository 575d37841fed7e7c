//! The places where a server can differ: one trait whose default methods are the honest server. A fault or a variant
//! overrides one or two of them, and the rest of the server has no word about either.

use std::sync::Arc;

use generated::support::rejection::Rejection;

use crate::batch::{Arrived, Item, Outcome, Work};
use crate::socket::Socket;
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
    /// What stands between a new connection and the server, byte by byte.
    fn socket(&self) -> Option<Box<dyn Socket>> {
        None
    }

    /// An answer in the place of the server's, which then never sees the request.
    fn turn_away(&self, _request: &WireRequest) -> Option<WireResponse> {
        None
    }

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

    /// Whether the credentials open a tenant that they are not meant for.
    fn opens(&self, _closed: &str) -> bool {
        false
    }

    /// Whether items come with [`Item::members`]. It costs time, so one has to ask.
    fn needs_members(&self) -> bool {
        false
    }

    /// One item of a batch, decoded and checked, before any is applied.
    fn item(&self, _table: &'static Table, _item: &mut Item) {}

    /// All items of a batch, each as [`Seams::item`] left it.
    fn items(&self, _table: &'static Table, _items: &mut Vec<Item>) {}

    /// Whether the batch as a whole is taken; the caller, the tenant and the path are known to be right.
    fn admit(&self, _arrived: &Arrived<'_>) -> Result<(), Rejection> {
        Ok(())
    }

    /// The batch, on a thread of its own that may block.
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply()
    }

    /// The bytes that leave; `request` is as it arrived.
    fn response(&self, _request: &WireRequest, _response: &mut WireResponse) {}
}

/// A new one, with no memory: every server has its own.
pub(crate) fn fresh<S: Seams + Default + 'static>() -> Arc<dyn Seams> {
    Arc::new(S::default())
}

/// The server without a mistake.
#[derive(Default)]
pub(crate) struct Honest;

impl Seams for Honest {}
