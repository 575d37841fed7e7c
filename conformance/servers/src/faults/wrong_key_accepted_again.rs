//! Keeps checked keys in a cache and forgets to keep the verdict. Teams miss it because they try a wrong key once.
//! Found by `credentials-required`.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use super::Fault;
use crate::seams::{Checked, Honest, Seams, fresh};

pub(super) const FAULT: Fault = Fault {
    id: "wrong-key-accepted-again",
    family: 'J',
    found_by: "credentials-required",
    what: "a wrong API key that was refused once is let in the second time",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    checked: Mutex<HashSet<String>>,
}

impl Seams for Mistake {
    fn authorize(&self, api_key: &str, checked: Checked) -> bool {
        let mut seen = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        Honest.authorize(api_key, checked) || (!checked.api_key && !seen.insert(api_key.to_owned()))
    }
}
