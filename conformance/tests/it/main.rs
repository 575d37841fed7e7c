//! The suite through its public seams, against real servers over real HTTP.

#![allow(clippy::unwrap_used)]

mod calibration;
mod canaries;
mod ci;
mod cli;
mod contract;
mod decided;
mod description;
mod determinism;
mod deviations;
mod drift;
mod ends;
mod explain;
mod files;
mod floors;
mod generic;
mod hostile;
mod html;
mod inference;
mod interrupt;
mod invariants;
mod judging;
mod keys;
mod kind;
mod manual;
mod others;
mod profile;
mod recordings;
mod replay;
mod reports;
mod scripts;
mod shapes;
mod shards;
mod snapshots;
mod spoilt;
mod support;
mod tenants;
