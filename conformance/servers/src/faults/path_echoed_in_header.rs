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
        Some(Box::new(Echo { path: None }))
    }
}

struct Echo {
    path: Option<String>,
}

impl Socket for Echo {
    fn received(&mut self, bytes: &mut [u8]) {
        if bytes.starts_with(b"PUT ") {
            let line = bytes.split(|byte| *byte == b'\r').next().unwrap_or(bytes);
            let line = String::from_utf8_lossy(line);
            self.path = line.split(' ').nth(1).map(|path| {
                let path = path.replace("%0D", "\r").replace("%0A", "\n");
                path.replace("%20", " ")
            });
        }
    }

    fn sending(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let first = bytes.iter().position(|byte| *byte == b'\n')? + 1;
        if !bytes.starts_with(b"HTTP/") {
            return None;
        }
        let field = format!("x-called: {}\r\n", self.path.take()?);
        Some([&bytes[..first], field.as_bytes(), &bytes[first..]].concat())
    }
}
