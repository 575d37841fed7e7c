//! The file of known deviations: read before a run, and written after it when that is asked for.

use std::path::Path;

use conformance::deviations::{self, Deviations, State};
use conformance::report::{Overall, Report};

use super::{Failure, input};

/// What the file holds. One that is going to be written need not be there yet.
pub(super) fn read(path: Option<&Path>, update: bool) -> Result<Deviations, Failure> {
    let Some(path) = path.filter(|path| !update || path.exists()) else {
        return Ok(Deviations::default());
    };
    let unusable = |cause: String| {
        Failure::usage(format!(
            "the deviations `{}` cannot be used: {cause}",
            path.display()
        ))
    };
    let read = deviations::read(&input::read(path)?).map_err(unusable)?;
    match read.is_outdated() && !update {
        true => Err(unusable(OUTDATED.to_owned())),
        false => Ok(read),
    }
}

/// What to do with a file of an earlier version.
const OUTDATED: &str = "its fingerprints are those of an earlier version. Run once with --update-deviations: it writes \
    what is found with the reasons, owners and last days that are there for the same oracle and operation.";

/// Writes the file anew, and says whether everything that failed the gate is accepted now.
pub(super) fn update(path: &Path, old: &Deviations, report: &Report) -> Result<bool, Failure> {
    if report.verdict == Overall::Inconclusive {
        anstream::println!(
            "  {} stays as it is: the run was inconclusive",
            path.display()
        );
        return Ok(false);
    }
    let failing = report.findings.iter().filter(|finding| {
        let outdated = old.outdated(&finding.oracle, &finding.operation);
        finding.gated || outdated.is_some()
    });
    let more = failing.flat_map(|finding| {
        finding.cases.iter().map(|case| {
            let oracle = finding.oracle.to_string();
            (oracle, finding.operation.clone(), case.about.clone())
        })
    });
    let new = old.updated(&report.deviations, more);
    std::fs::write(path, new.write()).map_err(|cause| {
        Failure::harness(format!("failed to write `{}`: {cause}", path.display()))
    })?;
    let kept = old
        .deviation
        .iter()
        .filter(|one| new.deviation.contains(one));
    let kept = kept.count();
    anstream::println!(
        "  {}: {kept} kept, {} added, {} taken out",
        path.display(),
        new.deviation.len() - kept,
        old.deviation.len() - kept
    );
    match new.unexplained() {
        0 => {}
        n => anstream::println!("  {n} of them need a reason and an owner"),
    }
    let expired = report
        .deviations
        .iter()
        .any(|row| row.state == State::Expired);
    if expired {
        anstream::println!("  some have expired: give them another day by hand");
    }
    Ok(!expired)
}
