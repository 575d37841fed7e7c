//! What a person sees: a progress bar while the campaign runs (only on a terminal), then the verdict table, the findings in
//! short, and one sentence. Colours obey `NO_COLOR` and disappear when the output is no terminal.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::campaign::Outline;
use crate::drive::Settings;
use crate::event::Event;
use crate::oracles::Level;
use crate::outcome::{Finding, OracleRow, Overall, Report};

const BAD: Style = AnsiColor::Red.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default().bold();
const FAINT: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// Findings shown in full; the others are in the reports.
const SHOWN_FINDINGS: usize = 12;

/// Consumes events and shows progress on standard error.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar that appears with the first event, on a terminal only.
    pub fn new() -> Self {
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        Self { bar }
    }

    /// Shows one event.
    pub fn event(&mut self, event: &Event) {
        match event {
            Event::Started {
                title,
                target,
                seed,
            } => {
                let _ = writeln!(
                    anstream::stdout(),
                    "{BOLD}{}{BOLD:#} at {}, seed {seed}",
                    clean(title),
                    clean(target)
                );
            }
            Event::Probed {
                operation, notes, ..
            } => {
                for note in *notes {
                    let _ = writeln!(
                        anstream::stdout(),
                        "{FAINT}  {}: {}{FAINT:#}",
                        clean(operation),
                        clean(note)
                    );
                }
            }
            Event::Scheduled { requests } => {
                self.bar.set_length(*requests as u64);
                self.style("  {bar:32} {pos}/{len} requests, {rate}, {eta} left  {wide_msg}");
                self.bar.enable_steady_tick(Duration::from_millis(200));
            }
            Event::Judged {
                transcript,
                violations,
            } => {
                self.bar.inc(transcript.exchanges.len() as u64);
                let found = if *violations > 0 {
                    format!("{violations} kinds of violations · ")
                } else {
                    String::new()
                };
                self.bar
                    .set_message(format!("{found}{}", clean(&transcript.plan.id.to_string())));
            }
            Event::Shrinking { oracle, number, of } => {
                self.style("  {bar:32} finding {pos}/{len} is made smaller  {wide_msg}");
                self.bar.set_length(*of as u64);
                self.bar.set_position(*number as u64);
                self.bar.set_message((*oracle).to_owned());
            }
            Event::Found(_) => {}
            Event::CleaningUp { entities } => self
                .bar
                .set_message(format!("removing {entities} entities that were created")),
            Event::Finished(_) => self.bar.finish_and_clear(),
        }
    }

    fn style(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.with_key(
                "rate",
                |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                    let _ = write!(out, "{:.0}/s", state.per_sec());
                },
            ));
        }
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

/// What a campaign is going to send, for people.
pub fn outline(outline: &Outline, target: &str, settings: &Settings) -> String {
    let mut out = format!("\nWhat will be sent to {}:\n", clean(target));
    for planned in &outline.operations {
        let methods: Vec<String> = planned
            .methods
            .iter()
            .map(|(method, count)| format!("{count} {}", clean(method)))
            .collect();
        let _ = writeln!(
            out,
            "  {}  {}\n    {} requests ({}){}",
            clean(&planned.id),
            clean(&planned.endpoint),
            planned.requests,
            methods.join(", "),
            match planned.items {
                0 => String::new(),
                items => format!(
                    "; {items} items in batches of at most {}, {} different keys",
                    planned.largest, planned.keys
                ),
            }
        );
    }
    if outline.counted < outline.requests {
        let _ = writeln!(out, "  (counted in the first {} requests)", outline.counted);
    }
    let (from, to) = outline.keys;
    let mut tenants: Vec<String> = outline.tenants.iter().map(|tenant| clean(tenant)).collect();
    let closed = outline.closed_tenant.iter();
    tenants.extend(closed.map(|tenant| format!("{} (has to be refused)", clean(tenant))));
    let _ = writeln!(out, "  keys      {from}..{to}");
    let _ = writeln!(
        out,
        "  tenants   {}",
        match tenants.as_slice() {
            [] => "none named".to_owned(),
            all => all.join(", "),
        }
    );
    let pace = match (settings.rate, settings.connections) {
        (Some(rate), Some(connections)) => {
            let seconds = f64::from(u32::try_from(outline.requests).unwrap_or(u32::MAX)) / rate;
            format!(
                "{rate} requests a second, {connections} at the same time: at least {seconds:.0} s"
            )
        }
        (Some(rate), None) => format!("{rate} requests a second"),
        (None, Some(connections)) => format!("{connections} requests at the same time"),
        (None, None) => "as fast as it answers".to_owned(),
    };
    let _ = writeln!(out, "  pace      {pace}");
    let _ = writeln!(
        out,
        "  in all    {} requests at most, and some more to make findings smaller\n",
        outline.requests
    );
    out
}

/// The verdict table and the findings, with ANSI styles; print it through `anstream`.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    let widest = report
        .oracles
        .iter()
        .map(|row| row.id.len())
        .max()
        .unwrap_or(0);
    let _ = writeln!(
        out,
        "\n{BOLD}{:widest$}  level   armed decided violated{BOLD:#}",
        "oracle"
    );
    for row in &report.oracles {
        let (style, note) = state(row);
        let OracleRow {
            id,
            level,
            armed,
            decided,
            violated,
            ..
        } = row;
        let _ = writeln!(
            out,
            "{style}{id:widest$}  {level:6} {armed:6} {decided:7} {violated:8}{style:#}{FAINT}{note}{FAINT:#}"
        );
    }
    let unknown = || report.findings.iter().filter(|f| f.accepted.is_none());
    for finding in unknown().take(SHOWN_FINDINGS) {
        render_finding(&mut out, finding);
    }
    if unknown().count() > SHOWN_FINDINGS {
        let _ = writeln!(
            out,
            "\n… and {} more findings in the reports.",
            unknown().count() - SHOWN_FINDINGS
        );
    }
    render_deviations(&mut out, report);
    let seconds = Duration::from_millis(report.milliseconds).as_secs_f64();
    let batches: usize = report.batches.values().sum();
    let _ = writeln!(
        out,
        "\n{} requests, {batches} batches, {} items in {seconds:.1} s; seed {}",
        report.requests, report.items, report.seed
    );
    let _ = writeln!(out, "{}", clean(&report.created.to_string()));
    let (style, word) = match report.verdict {
        Overall::Pass => (GOOD, "PASS"),
        Overall::Fail => (BAD, "FAIL"),
        Overall::Inconclusive => (DOUBT, "INCONCLUSIVE"),
    };
    let _ = writeln!(out, "{style}{word}{style:#}: {}", clean(&report.summary));
    out
}

fn state(row: &OracleRow) -> (Style, String) {
    match row {
        OracleRow {
            violated: 1..,
            level: Level::May,
            ..
        } => (Style::new(), "  advice".to_owned()),
        OracleRow { violated: 1.., .. } => (BAD, String::new()),
        OracleRow {
            not_evaluated: Some(reason),
            ..
        } => (DOUBT, format!("  not evaluated: {reason}")),
        OracleRow { armed: 0, .. } => (DOUBT, "  never armed".to_owned()),
        OracleRow { decided: 0, .. } => (DOUBT, "  inconclusive".to_owned()),
        _ => (Style::new(), String::new()),
    }
}

/// The known deviations, those that need a look first.
fn render_deviations(out: &mut String, report: &Report) {
    if report.deviations.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{BOLD}known deviations{BOLD:#}");
    let (gated, others): (Vec<_>, Vec<_>) =
        (report.deviations.iter()).partition(|row| row.state.is_gated());
    for row in gated.into_iter().chain(others) {
        let style = if row.state.is_gated() { BAD } else { DOUBT };
        let _ = writeln!(
            out,
            "  {style}{}{style:#} {} ({}) {}",
            clean(&row.oracle),
            clean(&row.operation),
            clean(&row.fingerprint),
            row.state.words()
        );
        let until = match &row.expires {
            Some(date) => format!(", until {date}"),
            None => String::new(),
        };
        let _ = writeln!(
            out,
            "    {FAINT}{} ({}{until}){FAINT:#}",
            clean(&row.reason),
            clean(&row.owner)
        );
    }
}

fn render_finding(out: &mut String, finding: &Finding) {
    let style = if finding.level == Level::May {
        DOUBT
    } else {
        BAD
    };
    let _ = writeln!(
        out,
        "\n{style}{} {}{style:#}  {} ({})",
        finding.level,
        finding.oracle,
        clean(&finding.operation),
        clean(&finding.about)
    );
    let _ = writeln!(out, "  {}", clean(&finding.message));
    if let [_, others @ ..] = finding.cases.as_slice()
        && !others.is_empty()
    {
        let named: Vec<String> = others
            .iter()
            .take(6)
            .map(|case| clean(&case.about))
            .collect();
        let more = if others.len() > 6 { ", …" } else { "" };
        let _ = writeln!(
            out,
            "  and {} more like it: {}{more}",
            others.len(),
            named.join(", ")
        );
    }
    let _ = writeln!(out, "  {FAINT}{} {}{FAINT:#}", finding.claim, finding.why);
    let again = match finding.reproduced {
        r if r.tries == 0 => "not tried again".to_owned(),
        r if r.times == 0 => format!("intermittent: not seen again in {} tries", r.tries),
        r => format!(
            "seen again in {} of {} tries with fresh keys",
            r.times, r.tries
        ),
    };
    let count = finding.requests.len();
    let s = if count == 1 { "" } else { "s" };
    let _ = writeln!(out, "  smallest run: {count} request{s}; {again}");
    for shown in finding.requests.iter().take(4) {
        let status = shown
            .status
            .map_or_else(|| "—".to_owned(), |s| s.to_string());
        let _ = writeln!(
            out,
            "    {} {} {}",
            shown.method,
            clean(&shown.target),
            excerpt(&shown.sent)
        );
        let _ = writeln!(out, "    → {status} {}", excerpt(&shown.received));
    }
    if count > 4 {
        let _ = writeln!(out, "    … {} more", count - 4);
    }
    if let (Some(recording), Some(script)) = (&finding.recording, &finding.script) {
        let _ = writeln!(out, "  {FAINT}saved as {recording} and {script}{FAINT:#}");
    }
}

fn excerpt(text: &str) -> String {
    let short: String = text.chars().take(160).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("{}{more}", clean(&short))
}

/// Text from a server or a description without control characters, which could drive the terminal.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
