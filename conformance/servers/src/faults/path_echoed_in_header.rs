//! Tells in a header field which path was called, decoded and unchecked, so that a line end in it begins a field of the
//! client's own making. Teams miss it because their frameworks used to refuse such values.
//! Found by `header-fields-not-injected`.

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::socket::Socket;

pub(super) const FAULT: Fault = Fault {
    id: "path-echoed-in-header",
    family: 'L',
    found_by: "header-fields-not-injected",
    what: "line ends in the path become header fields of the answer",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn socket(&self) -> Option<Box<dyn Socket>> {
        Some(Box::new(Echo { line: Vec::new() }))
    }
}

struct Echo {
    /// The request line, as far as it arrived: the first bytes may come alone.
    line: Vec<u8>,
}

impl Socket for Echo {
    fn received(&mut self, bytes: &mut [u8]) {
        if bytes.starts_with(b"PUT ") {
            self.line.clear();
        }
        if !self.line.contains(&b'\r') {
            self.line.extend_from_slice(bytes);
        }
    }

    fn sending(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let first = bytes.iter().position(|byte| *byte == b'\n')? + 1;
        if !bytes.starts_with(b"HTTP/") || !self.line.starts_with(b"PUT ") {
            return None;
        }
        let line = String::from_utf8_lossy(&std::mem::take(&mut self.line)).into_owned();
        let path = line.split(' ').nth(1)?;
        let path = path.replace("%0D", "\r").replace("%0A", "\n");
        let field = format!("x-called: {}\r\n", path.replace("%20", " "));
        Some([&bytes[..first], field.as_bytes(), &bytes[first..]].concat())
    }
}
