//! `report.md`: the verdict and the findings in short, for a job summary or a comment. Texts of a server stay texts: they
//! stand in code spans or are escaped.

use std::fmt::Write as _;

use super::hidden::is_hidden;
use crate::outcome::{Finding, Overall, Report};

/// Findings told in full; a job summary has a limit of 1 MiB.
const SHOWN: usize = 20;

/// Characters of a message or of a command that are shown.
const LENGTH: usize = 4000;

/// The report in GitHub's Markdown.
pub fn render(report: &Report) -> String {
    let word = match report.verdict {
        Overall::Pass => "✅ Pass",
        Overall::Fail => "❌ Fail",
        Overall::Inconclusive => "❔ Inconclusive",
    };
    let batches: usize = report.batches.values().sum();
    let mut out = format!(
        "## {word}: {}\n\n{}\n\n{} requests, {batches} batches, {} items to {} in {}.{} s; seed {}\n",
        escaped(&report.title),
        escaped(&report.summary),
        report.requests,
        report.items,
        code(&report.target),
        report.milliseconds / 1000,
        report.milliseconds % 1000 / 100,
        report.seed,
    );
    if !report.findings.is_empty() {
        out += "\n| level | oracle | operation | what was found |\n| --- | --- | --- | --- |\n";
        for finding in &report.findings {
            let gated = if finding.gated { "**" } else { "" };
            let _ = writeln!(
                out,
                "| {gated}{}{gated} | {} | {} | {} |",
                finding.level,
                code(&finding.oracle),
                code(&finding.operation),
                escaped(&short(&finding.message, 200)),
            );
        }
        for finding in report.findings.iter().take(SHOWN) {
            write_finding(&mut out, finding);
        }
    }
    if !report.deviations.is_empty() {
        out += "\n| known deviation | operation | what this run says | why it is accepted |\n| --- | --- | --- | --- |\n";
        for row in &report.deviations {
            let gated = if row.state.is_gated() { "**" } else { "" };
            let _ = writeln!(
                out,
                "| {} | {} | {gated}{}{gated} | {} ({}) |",
                code(&row.oracle),
                code(&row.operation),
                escaped(row.state.words()),
                escaped(&row.reason),
                escaped(&row.owner),
            );
        }
    }
    if report.created.entities > 0 {
        let _ = writeln!(out, "\n{}", escaped(&report.created.to_string()));
    }
    let _ = writeln!(
        out,
        "\n<details><summary>{} oracles</summary>\n",
        report.oracles.len()
    );
    out += "| oracle | level | armed | decided | violated |\n| --- | --- | --: | --: | --: |\n";
    for row in &report.oracles {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            code(&row.id),
            row.level,
            row.armed,
            row.decided,
            row.violated
        );
    }
    out += "\n</details>\n";
    out
}

fn write_finding(out: &mut String, finding: &Finding) {
    let _ = writeln!(
        out,
        "\n<details><summary>{} <code>{}</code> {}</summary>\n\n{}\n\n{} {}\n",
        finding.level,
        finding.oracle,
        html(&finding.endpoint),
        escaped(&short(&finding.message, LENGTH)),
        escaped(&finding.claim),
        escaped(&finding.why),
    );
    if let Some(at) = &finding.at {
        let _ = writeln!(
            out,
            "The description: {}\n",
            code(&format!("{}:{}", at.file, at.line))
        );
    }
    let _ = writeln!(
        out,
        "{}\n\n</details>",
        block(&short(&finding.curl, LENGTH))
    );
}

fn short(text: &str, length: usize) -> String {
    let mut short: String = text.chars().take(length).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Text that means nothing to Markdown, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            c if is_hidden(c) => out.push(char::REPLACEMENT_CHARACTER),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '`' => out.push_str("&#96;"),
            // neither mention nor link
            '@' | ':' => out.extend([c, '\u{2060}']),
            c if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ';' | '\'' | '/' | '-') => {
                out.extend(['\\', c]);
            }
            c => out.push(c),
        }
    }
    out
}

fn html(text: &str) -> String {
    escaped(text).replace('\\', "")
}

/// A code span; in a table a bar would end the cell.
fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| {
            if is_hidden(c) || c == '\n' || c == '`' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect();
    format!("`{}`", text.replace('|', "\\|"))
}

/// A block of code whose fence is longer than any in it.
fn block(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if is_hidden(c) { '\u{fffd}' } else { c })
        .collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}bash\n{text}\n{fence}")
}
