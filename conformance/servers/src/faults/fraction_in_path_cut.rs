//! Reads the path key as a float and cuts it. Teams miss it because nobody sends that, until a spreadsheet does.
//! Found by `invalid-path-refused`.

use super::Fault;
use crate::changes::{path_key, set_path_key};
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "fraction-in-path-cut",
    family: 'I',
    found_by: "invalid-path-refused",
    what: "a path key of 7.5 is taken for 7",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let number = path_key(request).and_then(|key| key.parse::<f64>().ok());
        if let Some(number) = number.filter(|number| number.fract() != 0.0) {
            set_path_key(request, number as i32);
        }
    }
}
