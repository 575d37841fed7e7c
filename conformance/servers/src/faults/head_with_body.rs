//! Handles HEAD as GET and forgets to leave the body out, so that a client takes it for the beginning of the next
//! answer. Teams miss it because nobody sends HEAD.
//! Found by `head-has-no-body`.

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::socket::Socket;

pub(super) const FAULT: Fault = Fault {
    id: "head-with-body",
    family: 'L',
    found_by: "head-has-no-body",
    what: "HEAD is answered with a body",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn socket(&self) -> Option<Box<dyn Socket>> {
        Some(Box::new(Chatty { head: false }))
    }
}

struct Chatty {
    head: bool,
}

impl Socket for Chatty {
    fn received(&mut self, bytes: &mut [u8]) {
        self.head |= bytes.starts_with(b"HEAD ");
    }

    fn sending(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let ends = std::mem::take(&mut self.head) && bytes.ends_with(b"\r\n\r\n");
        ends.then(|| [bytes, b"{\"data\":null,\"error\":null}"].concat())
    }
}
