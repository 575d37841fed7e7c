//! The suite through its public seams, against real servers over real HTTP.

#![allow(clippy::unwrap_used)]

mod calibration;
mod description;
mod html;
mod snapshots;
mod support;
