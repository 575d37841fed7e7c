//! The oracles in words: for `conform explain`, for `conform oracles`, and for `ORACLES.md`. Says nothing that the table
//! does not say.

mod examples;

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::oracles::{Level, ORACLES, Oracle};

/// A recorded violation of the oracle `id`, as it was seen on a server with one mistake.
pub fn example(id: &str) -> Option<&'static str> {
    let mut examples = examples::EXAMPLES.iter();
    examples.find(|(of, _)| *of == id).map(|(_, text)| *text)
}

/// The ids that have an example.
pub fn examples() -> impl Iterator<Item = &'static str> {
    examples::EXAMPLES.iter().map(|(id, _)| *id)
}

/// Everything about one oracle, for a person.
pub fn text(oracle: &Oracle) -> String {
    let mut out = format!(
        "{} ({})\n\n  {}\n\nWhy\n  {}\n\nLimits\n  {}\n",
        oracle.id, oracle.level, oracle.claim, oracle.why, oracle.limits
    );
    if !oracle.needs.is_empty() {
        out.push_str("\nOtherwise not evaluated\n");
        for need in oracle.needs {
            let _ = writeln!(out, "  {}", need.missing());
        }
    }
    match example(oracle.id) {
        Some(example) => {
            out.push_str("\nA violation\n");
            for line in example.lines() {
                let _ = writeln!(out, "{}", format!("  {line}").trim_end());
            }
        }
        None => out.push_str("\nNo example recorded.\n"),
    }
    out
}

/// All oracles for scripts.
pub fn json() -> Value {
    let row = |oracle: &&Oracle| {
        json!({
            "id": oracle.id,
            "level": oracle.level,
            "claim": oracle.claim,
            "why": oracle.why,
            "limits": oracle.limits,
            "needs": oracle.needs.iter().map(|need| need.missing()).collect::<Vec<_>>(),
            "example": example(oracle.id),
        })
    };
    ORACLES.iter().map(row).collect()
}

/// `ORACLES.md`.
pub fn markdown() -> String {
    let mut out = String::from(
        "# What is judged\n\n<!-- written by `conform oracles --markdown`; do not edit -->\n\n\
         A MUST follows from the description or from the standards of HTTP: no correct server breaks it, and a finding \
         fails the gate. A SHOULD is good practice and fails the gate only with `--gate should`. A MAY is advice.\n\
         An oracle that lacks what it needs says so and counts as not evaluated. `conform explain <id>` shows one with \
         an example.\n",
    );
    for level in Level::ALL {
        let rows: Vec<_> = ORACLES.iter().filter(|o| o.level == level).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {} ({})\n", level, rows.len());
        out.push_str(
            "| Oracle | Claim | Why | Limits | Needs |\n| --- | --- | --- | --- | --- |\n",
        );
        for oracle in rows {
            let needs: Vec<&str> = oracle.needs.iter().map(|need| need.what()).collect();
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} | {} |",
                oracle.id,
                cell(oracle.claim),
                cell(oracle.why),
                cell(oracle.limits),
                needs.join(", ")
            );
        }
    }
    out
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// Ids that are like `id`, the nearest first.
pub fn near(id: &str) -> Vec<&'static str> {
    let shared = |other: &str| {
        let words = |text: &str| text.split('-').map(str::to_owned).collect::<Vec<_>>();
        let known = words(other);
        let asked = words(id);
        asked.iter().any(|w| w.len() > 3 && known.contains(w))
    };
    let mut near: Vec<(usize, &'static str)> = ORACLES
        .iter()
        .map(|oracle| (distance(id, oracle.id), oracle.id))
        .filter(|(distance, other)| *distance <= other.len() / 3 || shared(other))
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, id)| id).take(5).collect()
}

/// Letters to change, to add or to leave out (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    const LONGEST: usize = 100;
    let b: Vec<char> = b.chars().take(LONGEST).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(LONGEST).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
