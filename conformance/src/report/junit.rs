//! `junit.xml`: a suite for each operation, a test case for each oracle that has something to say about it. Only what fails
//! the gate is a failure; what could not be judged is skipped; a run without a verdict is an error. It keeps to the elements
//! and attributes that Jenkins, GitLab and Surefire's readers share.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::hidden::is_hidden;
use crate::deviations::DeviationRow;
use crate::outcome::{Finding, OperationRow, OracleRow, Overall, Report};

/// The suite of the case that stands for the run as a whole.
const RUN: &str = "conform";

/// The report as JUnit XML.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn render(report: &Report) -> io::Result<String> {
    let mut suites = vec![Suite {
        name: RUN.to_owned(),
        cases: std::iter::once(the_run(report))
            .chain(report.deviations.iter().map(deviation))
            .collect(),
    }];
    suites.extend(
        report
            .operations
            .iter()
            .map(|operation| suite(report, operation)),
    );
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = || suites.iter().flat_map(|suite| &suite.cases);
    let seconds = format!(
        "{}.{:03}",
        report.milliseconds / 1000,
        report.milliseconds % 1000
    );
    writer
        .create_element("testsuites")
        .with_attribute(("name", fit(&report.title).as_str()))
        .with_attribute(("tests", all().count().to_string().as_str()))
        .with_attribute(("failures", count(all(), "failure").as_str()))
        .with_attribute(("errors", count(all(), "error").as_str()))
        .with_attribute(("time", seconds.as_str()))
        .write_inner_content(|writer| {
            suites
                .iter()
                .try_for_each(|suite| write_suite(writer, report, suite))
        })?;
    let text = String::from_utf8(writer.into_inner()).map_err(io::Error::other)?;
    Ok(text + "\n")
}

struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    suite: String,
    name: String,
    /// `skipped`, `error` or `failure`, with type, message and text
    outcome: Option<(&'static str, String, String, String)>,
    /// what is worth to be known all the same
    out: String,
}

fn the_run(report: &Report) -> Case {
    let word = match report.verdict {
        Overall::Pass => "pass",
        Overall::Fail => "fail",
        Overall::Inconclusive => "inconclusive",
    };
    let inconclusive = report.verdict == Overall::Inconclusive;
    let summary = report.summary.clone();
    Case {
        suite: RUN.to_owned(),
        name: "verdict".to_owned(),
        outcome: inconclusive.then(|| ("error", word.to_owned(), summary.clone(), String::new())),
        out: format!("{word}: {summary}"),
    }
}

/// A known deviation that is of no use any more fails the gate.
fn deviation(row: &DeviationRow) -> Case {
    let said = format!("{} {}", row.fingerprint, row.state.words());
    let about = format!("accepted by {}: {}", row.owner, row.reason);
    Case {
        suite: RUN.to_owned(),
        name: format!("deviation {} of {}", row.oracle, row.operation),
        outcome: row
            .state
            .is_gated()
            .then(|| ("failure", "deviation".to_owned(), said, about.clone())),
        out: about,
    }
}

fn suite(report: &Report, operation: &OperationRow) -> Suite {
    let case = |row: &OracleRow| {
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.oracle == row.id && finding.operation == operation.id);
        let counts = operation.oracles.get(&row.id).copied().unwrap_or_default();
        let accepted = finding.and_then(|finding| finding.accepted.as_deref());
        let skipped = match row.not_evaluated.as_deref() {
            Some(reason) => Some(reason),
            None if counts.armed == 0 => Some("never armed: no request of this run could break it"),
            None if counts.decided == 0 => Some("inconclusive: no answer decided it"),
            None => None,
        };
        let outcome = match (finding, skipped) {
            (Some(finding), _) if finding.gated => Some((
                "failure",
                finding.level.to_string(),
                finding.message.clone(),
                explained(finding),
            )),
            (Some(_), _) if accepted.is_some() => {
                let reason = format!("known deviation: {}", accepted.unwrap_or_default());
                Some(("skipped", String::new(), reason, String::new()))
            }
            (None, Some(reason)) => {
                Some(("skipped", String::new(), reason.to_owned(), String::new()))
            }
            _ => None,
        };
        Case {
            suite: operation.id.clone(),
            name: row.id.to_string(),
            outcome,
            out: finding
                .filter(|f| !f.gated)
                .map(explained)
                .unwrap_or_default(),
        }
    };
    Suite {
        name: operation.id.clone(),
        cases: report.oracles.iter().map(case).collect(),
    }
}

/// All that a person needs who sees nothing but this file.
fn explained(finding: &Finding) -> String {
    let Finding {
        oracle,
        level,
        claim,
        why,
        endpoint,
        about,
        message,
        curl,
        ..
    } = finding;
    let mut text = format!(
        "{level} {oracle}: {about}\n{message}\n{endpoint}\n\n{claim}\n{why}\n\nTo see it again:\n{curl}\n"
    );
    if let Some(recording) = &finding.recording {
        text += &format!("\nSaved as {recording}\n");
    }
    text
}

fn count<'a>(cases: impl Iterator<Item = &'a Case>, kind: &str) -> String {
    let is = |case: &&Case| {
        case.outcome
            .as_ref()
            .is_some_and(|outcome| outcome.0 == kind)
    };
    cases.filter(is).count().to_string()
}

fn write_suite(writer: &mut Writer<Vec<u8>>, report: &Report, suite: &Suite) -> io::Result<()> {
    let at = report.started.split('.').next().unwrap_or_default();
    let number = |kind| count(suite.cases.iter(), kind);
    writer
        .create_element("testsuite")
        .with_attribute(("name", fit(&suite.name).as_str()))
        .with_attribute(("tests", suite.cases.len().to_string().as_str()))
        .with_attribute(("failures", number("failure").as_str()))
        .with_attribute(("errors", number("error").as_str()))
        .with_attribute(("skipped", number("skipped").as_str()))
        .with_attribute(("timestamp", at))
        .write_inner_content(|writer| {
            suite
                .cases
                .iter()
                .try_for_each(|case| write_case(writer, case))
        })?;
    Ok(())
}

fn write_case(writer: &mut Writer<Vec<u8>>, case: &Case) -> io::Result<()> {
    let (suite, name) = (fit(&case.suite), fit(&case.name));
    let element = writer
        .create_element("testcase")
        .with_attribute(("classname", suite.as_str()))
        .with_attribute(("name", name.as_str()))
        .with_attribute(("time", "0"));
    if case.outcome.is_none() && case.out.is_empty() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|writer| {
        if let Some((kind, class, message, text)) = &case.outcome {
            let message = fit(message);
            let mut outcome = writer.create_element(*kind);
            if !class.is_empty() {
                outcome = outcome.with_attribute(("type", class.as_str()));
            }
            outcome
                .with_attribute(("message", message.as_str()))
                .write_text_content(BytesText::new(&fit(text)))?;
        }
        if !case.out.is_empty() {
            writer
                .create_element("system-out")
                .write_text_content(BytesText::new(&fit(&case.out)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Text without the characters that no XML document may hold (XML 1.0, 2.2), and without those that drive a terminal.
fn fit(text: &str) -> String {
    let fit = |c| match c {
        '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        c if is_hidden(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(fit).collect()
}
