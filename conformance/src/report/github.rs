//! Workflow commands for GitHub Actions: each finding that is no known deviation as an annotation of the line of the description that it is about.
//! A text of a server cannot start a command of its own: line ends and the separators are escaped.

use std::fmt::Write as _;

use super::hidden::is_hidden;
use crate::outcome::{Overall, Report};

/// GitHub shows so many errors, and as many warnings, of one step.
const SHOWN: usize = 10;

/// The annotations of a report, one a line; none for a pass without findings.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    let unknown = report.findings.iter().filter(|f| f.accepted.is_none());
    let (gated, others): (Vec<_>, Vec<_>) = unknown.partition(|f| f.gated);
    for (command, findings) in [("error", gated), ("warning", others)] {
        for finding in findings.iter().take(SHOWN) {
            let place = finding.at.as_ref().map_or_else(String::new, |at| {
                format!(
                    "file={},line={},col={},",
                    property(&at.file),
                    at.line,
                    at.column
                )
            });
            let _ = writeln!(
                out,
                "::{command} {place}title={}::{}",
                property(&format!("{} {}", finding.level, finding.oracle)),
                data(&format!(
                    "{}: {}\n{}",
                    finding.endpoint, finding.message, finding.claim
                )),
            );
        }
        if let Some(more) = findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            let _ = writeln!(
                out,
                "::notice::{more} more of this kind are in the reports."
            );
        }
    }
    for row in report.deviations.iter().filter(|row| row.state.is_gated()) {
        let _ = writeln!(
            out,
            "::error title=known deviation::{}",
            data(&format!(
                "{} of {} ({}) {}",
                row.oracle,
                row.operation,
                row.fingerprint,
                row.state.words()
            ))
        );
    }
    if report.verdict == Overall::Inconclusive {
        let _ = writeln!(out, "::error title=inconclusive::{}", data(&report.summary));
    } else if report.stopped.is_some() {
        let _ = writeln!(
            out,
            "::warning title=stopped early::{}",
            data(&report.summary)
        );
    }
    out
}

/// The text after the second `::`.
fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c if is_hidden(c) => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

/// The value of `file=` and its like.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
