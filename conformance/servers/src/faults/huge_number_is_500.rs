//! Reads numbers as floats and fails on infinity. Teams miss it because their numbers are small.
//! Found by `no-server-error`.

use axum::http::StatusCode;

use super::Fault;
use crate::changes::refusal;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "huge-number-is-500",
    family: 'K',
    found_by: "no-server-error",
    what: "a number beyond what a float holds is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let text = String::from_utf8_lossy(&request.body).to_ascii_lowercase();
        let is_huge = |number: &str| {
            number.parse::<f64>().is_ok_and(f64::is_infinite)
                && number.contains(|c: char| c.is_ascii_digit())
        };
        let tokens = text.split([',', ':', '[', ']', '{', '}', ' ', '\n']);
        let fails = request.is_batch() && tokens.map(str::trim).any(is_huge);
        fails.then(|| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"))
    }
}
