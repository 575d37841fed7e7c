//! `conform merge`: the reports of the shards of one campaign as one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use conformance::outcome::{self, Overall, Recorded, Report};
use conformance::recording::Recording;
use conformance::report::terminal;

use super::reports::{ReportArguments, Reports};
use super::{Failure, deviating, input};

#[derive(Args)]
pub(super) struct Arguments {
    /// The report folders of all shards
    #[arg(required = true, value_name = "DIR")]
    shards: Vec<PathBuf>,
    /// The file of known deviations that the shards were run with
    #[arg(long, value_name = "FILE", requires = "update_deviations")]
    deviations: Option<PathBuf>,
    /// Write what the shards found into that file, and take out what no longer fails; reasons and owners stay
    #[arg(long, requires = "deviations")]
    update_deviations: bool,
    #[command(flatten)]
    reports: ReportArguments,
}

/// Joins them.
pub(super) fn merge(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let shards: Result<Vec<Report>, Failure> =
        arguments.shards.iter().map(|folder| read(folder)).collect();
    let mut joined = outcome::merge(shards?)
        .map_err(|cause| Failure::usage(format!("the reports cannot be joined: {cause}")))?;
    let path = arguments.deviations.as_deref();
    let deviations = deviating::read(path, arguments.update_deviations)?;
    let reports = Reports::open(&arguments.reports)?;
    let kept = reports.keep_findings(&mut joined);
    anstream::print!("{}", terminal::render(&joined));
    kept.and_then(|()| reports.write(&joined))?;
    let known = path.map_or(Ok(false), |path| {
        deviating::update(path, &deviations, &joined)
    })?;
    Ok(match joined.verdict {
        Overall::Fail if known => ExitCode::SUCCESS,
        Overall::Pass => ExitCode::SUCCESS,
        Overall::Fail => ExitCode::from(1),
        Overall::Inconclusive => ExitCode::from(2),
    })
}

/// One report with the files of its findings.
fn read(folder: &Path) -> Result<Report, Failure> {
    let path = folder.join("report.json");
    let unusable = |path: &Path, cause: &dyn std::fmt::Display| {
        Failure::usage(format!("`{}` cannot be used: {cause}", path.display()))
    };
    let mut report =
        outcome::read(&input::read(&path)?).map_err(|cause| unusable(&path, &cause))?;
    for finding in &mut report.findings {
        let (Some(recording), Some(script)) = (finding.recording.take(), finding.script.take())
        else {
            continue;
        };
        // names out of a file lead nowhere but below its folder
        let below = |name: &str| {
            let plain =
                |part: std::path::Component| matches!(part, std::path::Component::Normal(_));
            let name = Path::new(name);
            name.components().all(plain).then(|| folder.join(name))
        };
        let (Some(recording), Some(script)) = (below(&recording), below(&script)) else {
            return Err(unusable(&path, &"it names files outside of its folder"));
        };
        finding.recorded = Some(Box::new(Recorded {
            recording: Recording::read(&input::read(&recording)?)
                .map_err(|cause| unusable(&recording, &cause))?,
            script: input::read(&script)?,
        }));
    }
    Ok(report)
}
