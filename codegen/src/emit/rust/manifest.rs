//! The manifest of the generated crate, with version numbers of its own so that the folder can be copied out.

use minijinja::{Environment, context};

use super::shapes;
use crate::emit::options::Options;
use crate::ir;

const TEMPLATE: &str = include_str!("Cargo.toml.jinja");

pub(super) fn manifest(api: &ir::Api, options: &Options, header: &str) -> String {
    let environment = Environment::new();
    let context = context! {
        header => header,
        name => options.crate_name.as_str(),
        // Quoted as TOML does; a title may hold anything.
        description => toml_text(&format!("{} {}: types, server and client", api.title, api.version)),
        patterns => shapes::uses_patterns(api),
    };
    // The template is part of the program; a test renders it.
    environment
        .render_str(TEMPLATE, context)
        .unwrap_or_default()
}

/// A TOML basic string.
fn toml_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => quoted.push(' '),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
