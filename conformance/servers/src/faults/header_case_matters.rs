//! Compares the name of the tenant header letter by letter. Teams miss it because HTTP/2 and most client libraries
//! write names in lower case.
//! Found by `header-name-case-ignored`.

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::socket::Socket;

pub(super) const FAULT: Fault = Fault {
    id: "header-case-matters",
    family: 'E',
    found_by: "header-name-case-ignored",
    what: "the tenant header is not seen unless it is written in lower case",
    seams: fresh::<Mistake>,
};

/// The tenant header, as this server wants it.
const NAME: &[u8] = b"vbasoftware-database:";

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn socket(&self) -> Option<Box<dyn Socket>> {
        Some(Box::new(CaseSensitive))
    }
}

struct CaseSensitive;

impl Socket for CaseSensitive {
    fn received(&mut self, bytes: &mut [u8]) {
        let found = bytes
            .windows(NAME.len())
            .position(|window| window != NAME && window.eq_ignore_ascii_case(NAME));
        if let Some(first) = found.and_then(|at| bytes.get_mut(at)) {
            // Another name, which nobody asks for.
            *first = b'x';
        }
    }
}
