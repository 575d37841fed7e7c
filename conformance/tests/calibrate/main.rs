//! How the suite proves itself: the reference server with one mistake at a time, and its correct variants. Prints what was
//! found of what was planted, by family, and every false alarm; compares both matrices with the kept ones.
//!
//! `cargo test` runs a share; `cargo test -p conformance --test calibrate -- --full` runs all, `--update` keeps the
//! matrices and the examples of violations, `--order` prints the order of plans that shows most of every third fault
//! soonest, `--only ID` runs one fault or variant and prints its findings.

#![allow(clippy::unwrap_used)]

mod examples;
mod matrix;
mod order;
#[path = "../it/support.rs"]
#[allow(dead_code)]
mod support;

use std::process::ExitCode;

use conformance::campaign::campaign;
use conformance::contract::Contract;
use conformance::event::Event;
use conformance::oracles::{Level, ORACLES};
use conformance::outcome::{Finding, Report};
use conformance::plan::{OtherCalls, Purpose, default_budget};
use examples::Examples;
use futures_util::{StreamExt, stream};
use matrix::{Row, Summary};
use order::Yields;
use servers::{Config, Fault, Variant};
use support::contract;

/// In the share of `cargo test` one of so many faults and variants is run.
const SHARE: usize = 8;

/// The order of plans is made from one of so many faults, so that the others tell whether it holds for more than them.
const ORDER: usize = 3;

/// What is missed in a full run is tried once more, with this added to its seed: a race may not come about.
const AGAIN: u64 = 10_000;

/// Servers that are judged at the same time.
const AT_ONCE: usize = 4;

struct Arguments {
    full: bool,
    update: bool,
    order: bool,
    only: Option<String>,
}

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    if given.iter().any(|a| a == "--list") {
        return ExitCode::SUCCESS; // test runners ask every binary for its tests
    }
    let has = |name: &str| given.iter().any(|a| a == name);
    let arguments = Arguments {
        full: ["--full", "--update"].into_iter().any(has),
        update: has("--update"),
        order: has("--order"),
        only: given
            .iter()
            .position(|a| a == "--only")
            .and_then(|at| given.get(at + 1))
            .cloned(),
    };
    support::runtime().block_on(calibrate(&arguments))
}

impl Arguments {
    /// Whether the fault or variant of this number and name is run.
    fn choose(&self, n: usize, id: &str) -> bool {
        match &self.only {
            Some(only) => only == id,
            None if self.order => n.is_multiple_of(ORDER),
            None => self.full || n.is_multiple_of(SHARE),
        }
    }
}

async fn calibrate(arguments: &Arguments) -> ExitCode {
    let mut summary = Summary::default();
    let (yields, examples) = faults(arguments, &mut summary).await;
    if arguments.order {
        yields.print();
        return ExitCode::SUCCESS;
    }
    variants(arguments, &mut summary).await;
    if arguments.only.is_some() {
        return ExitCode::SUCCESS;
    }
    for rows in [&mut summary.faults, &mut summary.variants] {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
    }
    if arguments.full {
        let (honest, _) = judged(Config::default(), 1, false).await;
        summary
            .variants
            .insert(0, row("the reference server", None, &honest, arguments));
        summary.shares = matrix::shares(&honest);
    }
    let mut wrong = summary.print(arguments.full);
    if arguments.update {
        examples.write();
    }
    let _ = std::io::Write::flush(&mut std::io::stdout());
    if arguments.full {
        wrong.extend(dead(&summary));
        wrong.extend(summary.compare(arguments.update));
    }
    for problem in &wrong {
        println!("PROBLEM: {problem}");
    }
    let (passed, failed) = (
        summary.faults.len() + summary.variants.len() - wrong.len().min(1),
        wrong.len(),
    );
    println!(
        "test result: {}. {passed} passed; {failed} failed",
        if wrong.is_empty() { "ok" } else { "FAILED" }
    );
    ExitCode::from(u8::from(!wrong.is_empty()))
}

/// Judges the chosen faults.
async fn faults(arguments: &Arguments, summary: &mut Summary) -> (Yields, Examples) {
    let faults = Fault::all()
        .iter()
        .enumerate()
        .filter(|(n, fault)| arguments.choose(*n, fault.id))
        .map(|(n, fault)| {
            let config = Config {
                fault: Some(*fault),
                ..Config::default()
            };
            let look = arguments.order;
            async move {
                let first = judged(config.clone(), n as u64, look).await;
                if !arguments.full || !first.0.findings.is_empty() {
                    return (fault, first);
                }
                println!("{}: missed with the first seed, tried once more", fault.id);
                (fault, judged(config, AGAIN + n as u64, look).await)
            }
        });
    // in any order: one that hangs holds up nobody else
    let mut faults = stream::iter(faults).buffer_unordered(AT_ONCE);
    let (mut yields, mut examples) = (Yields::default(), Examples::default());
    while let Some((fault, (report, ran))) = faults.next().await {
        yields.add(fault.id, ran);
        examples.add(&contract(), fault, &report);
        let row = row(fault.id, Some(*fault), &report, arguments);
        println!("{}", row.line());
        summary.faults.push(row);
    }
    (yields, examples)
}

/// Judges the chosen variants.
async fn variants(arguments: &Arguments, summary: &mut Summary) {
    let variants = Variant::all()
        .iter()
        .enumerate()
        .filter(|(n, variant)| arguments.choose(*n, variant.id))
        .map(|(n, variant)| {
            let config = Config {
                variant: Some(*variant),
                ..Config::default()
            };
            async move { (variant, judged(config, n as u64, false).await) }
        });
    let mut variants = stream::iter(variants).buffer_unordered(AT_ONCE);
    while let Some((variant, (report, _))) = variants.next().await {
        let mut row = row(variant.id, None, &report, arguments);
        row.found
            .retain(|(id, _)| !variant.may_be_noted_by.contains(&id.as_str()));
        println!("{}", row.line());
        summary.variants.push(row);
    }
}

/// What a campaign came to, and what each of its plans showed.
type Judged = (Report, Vec<(Purpose, usize, bool)>);

/// [`judge`] on a thread of its own, since judging keeps a processor busy.
async fn judged(config: Config, seed: u64, look: bool) -> Judged {
    let runtime = tokio::runtime::Handle::current();
    let judging = move || runtime.block_on(judge(&contract(), config, seed, look));
    tokio::task::spawn_blocking(judging).await.unwrap()
}

/// One campaign on a server of its own, and what each of its plans showed.
async fn judge(contract: &Contract, config: Config, seed: u64, look: bool) -> Judged {
    let server = servers::start(config).await.unwrap();
    let mut ran = Vec::new();
    let report = campaign(
        contract,
        &support::target(&server.base_url),
        &support::options(1000 + seed, default_budget(contract, OtherCalls::All)),
        std::future::pending(),
        &mut |event| {
            if let Event::Judged { transcript, .. } = event
                && look
            {
                ran.extend(order::look(contract, transcript));
            }
        },
    )
    .await;
    server.shutdown().await;
    (report, ran)
}

/// A run that a person takes in at a glance: at most three requests of at most two items.
fn is_small(finding: &Finding) -> bool {
    finding.recorded.as_ref().is_some_and(|recorded| {
        let plan = &recorded.recording.transcript.plan;
        let requests: Vec<_> = plan.requests().collect();
        requests.len() <= 3
            && requests
                .iter()
                .all(|(_, request)| request.items().len() <= 2)
    })
}

fn row(id: &str, fault: Option<Fault>, report: &Report, arguments: &Arguments) -> Row {
    let mut found: Vec<(String, Level)> = Vec::new();
    for finding in &report.findings {
        if !found.iter().any(|(id, _)| *id == finding.oracle) {
            found.push((finding.oracle.to_string(), finding.level));
        }
    }
    let first = report
        .findings
        .iter()
        .map(|f| f.first_request)
        .min()
        .unwrap_or(0);
    let smallest = report
        .findings
        .iter()
        .map(|f| f.requests.len())
        .min()
        .unwrap_or(0);
    let row = Row {
        is_small: report.findings.iter().any(is_small),
        id: id.to_owned(),
        fault,
        found,
        first,
        smallest,
        requests: report.requests,
        summary: report.summary.clone(),
        passed: report.verdict == conformance::outcome::Overall::Pass,
    };
    if arguments.only.is_some() {
        println!(
            "{}\n{}",
            row.line(),
            conformance::report::terminal::render(report)
        );
    }
    row
}

/// Oracles of the levels that count which kill nothing.
fn dead(summary: &Summary) -> Vec<String> {
    let kills = |id: &str| {
        summary
            .faults
            .iter()
            .any(|row| row.found.iter().any(|(found, _)| found == id))
    };
    ORACLES
        .iter()
        .filter(|oracle| oracle.level != Level::May && !kills(oracle.id))
        .map(|oracle| format!("no fault is found by `{}`: a dead oracle", oracle.id))
        .collect()
}
