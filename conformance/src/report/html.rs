//! `report.html`: one self-contained page for people. It fetches nothing, and it trusts no text of the report: all of it
//! may come from a hostile server.

mod chart;
mod coverage;
mod oracles;
mod pointer;
mod text;
mod view;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use minijinja::value::{Serde, Value};
use minijinja::{Environment, UndefinedBehavior, context, escape_formatter};

use crate::outcome::{Overall, Report};

const PAGE: &str = include_str!("templates/report.html");
const CSS: &str = include_str!("templates/report.css");
const JS: &str = include_str!("templates/report.js");

/// The report as one HTML page.
///
/// # Errors
/// None in practice: the template is part of the program and a test renders all of it.
pub fn render(report: &Report) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => {
            escape_formatter(out, state, &Value::from(text::visible(text)))
        }
        _ => escape_formatter(out, state, value),
    });
    environment.add_template("report.html", PAGE)?;
    let (verdict, sign, word) = match report.verdict {
        Overall::Pass => ("pass", "✓", "Pass"),
        Overall::Fail => ("fail", "✗", "Fail"),
        Overall::Inconclusive => ("inconclusive", "?", "Inconclusive"),
    };
    environment.get_template("report.html")?.render(context! {
        css => Value::from_safe_string(CSS.to_owned()),
        js => Value::from_safe_string(JS.to_owned()),
        nonce => nonce(),
        verdict, sign, word,
        report => Serde(report),
        facts => Serde(view::facts(report)),
        findings => Serde(view::findings(report)),
        deviations => Serde(view::deviations(report)),
        created => report.created.to_string(),
        levels => Serde(view::levels(report)),
        oracles => Serde(oracles::rows(report)),
        states => Serde(oracles::states(report)),
        coverage => Serde(coverage::operations(report)),
        totals => Serde(coverage::totals(report)),
        charts => Serde(chart::charts(report)),
    })
}

/// Lets the browser tell our style and script from anything that might get in: a server cannot guess it.
fn nonce() -> String {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half())
}
