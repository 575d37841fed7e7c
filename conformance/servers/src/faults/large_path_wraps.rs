//! Casts the path key to 32 bits instead of converting it: 4294967303 is 7. Teams miss it because keys are small for
//! the first twenty years.
//! Found by `path-key-not-wrapped`.

use super::Fault;
use crate::changes::{path_key, set_path_key};
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "large-path-wraps",
    family: 'I',
    found_by: "path-key-not-wrapped",
    what: "a path key beyond int32 is cut to its low 32 bits",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let wide = path_key(request).and_then(|key| key.parse::<i128>().ok());
        if let Some(wide) = wide {
            set_path_key(request, wide as i32);
        }
    }
}
