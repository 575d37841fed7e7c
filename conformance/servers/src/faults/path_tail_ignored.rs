//! Reads as many digits of the path key as there are and ignores the rest, as C and JavaScript do. Teams miss it
//! because their links are right.
//! Found by `invalid-path-refused`.

use super::Fault;
use crate::changes::{path_key, set_path_key};
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "path-tail-ignored",
    family: 'I',
    found_by: "invalid-path-refused",
    what: "letters after the digits of a path key are ignored",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let Some(key) = path_key(request) else { return };
        let digits: String = key.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(key) = digits.parse() {
            set_path_key(request, key);
        }
    }
}
