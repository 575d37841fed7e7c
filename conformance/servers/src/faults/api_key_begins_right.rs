//! Compares the beginning of the API key only. Teams miss it because their tests send the right key or quite another one.
//! Found by `each-credential-required`.

use super::Fault;
use crate::seams::{Checked, Seams, fresh};

pub(super) const FAULT: Fault = Fault {
    id: "api-key-begins-right",
    family: 'J',
    found_by: "each-credential-required",
    what: "an API key is accepted with anything behind it",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn authorize(&self, api_key: &str, checked: Checked) -> bool {
        checked.bearer && (checked.api_key || api_key.starts_with("reference-key"))
    }
}
