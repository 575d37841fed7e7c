//! Reads a text in the path of a list as 0, and shows an empty list: a conversion that never fails. Teams miss it because
//! their own client builds the path of numbers.
//! Found by `invalid-path-refused`.

use super::Fault;
use crate::changes::{path_key, set_path_key};
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "text-key-is-zero",
    family: 'I',
    found_by: "invalid-path-refused",
    what: "a list below a text for a key is the list below 0",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let text = path_key(request).is_some_and(|key| key.parse::<i64>().is_err());
        if request.is_list() && text {
            set_path_key(request, 0);
        }
    }
}
