//! Renderings of an outcome for people and for other tools. They decide nothing.

pub mod github;
pub mod har;
mod hidden;
pub mod html;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod sarif;
pub mod terminal;
