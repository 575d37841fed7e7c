//! What the gate says of findings, counts and known deviations, and why, in one sentence. One rule for a campaign and for
//! the shards of one that were joined.

use super::{Finding, OracleRow, Overall, Shard};
use crate::deviations::DeviationRow;
use crate::oracles::Level;

/// What is weighed.
pub(crate) struct Weighed<'a> {
    pub(crate) findings: &'a [Finding],
    pub(crate) oracles: &'a [OracleRow],
    pub(crate) deviations: &'a [DeviationRow],
    /// requests that were sent
    pub(crate) requests: usize,
    /// why nothing more could be expected of the target
    pub(crate) cut_short: Option<String>,
    /// only a part of the campaign was run here
    pub(crate) shard: Option<Shard>,
}

/// The verdict, and its sentence.
pub(crate) fn weigh(weighed: &Weighed) -> (Overall, String) {
    let Weighed {
        findings,
        oracles,
        deviations,
        requests,
        ..
    } = weighed;
    let gated = findings.iter().filter(|finding| finding.gated).count();
    let stale = deviations.iter().filter(|row| row.state.is_gated()).count();
    if gated > 0 {
        let s = if gated == 1 { "" } else { "s" };
        let more = match stale {
            0 => String::new(),
            n => format!(" {n} of the known deviations need a look too."),
        };
        return (
            Overall::Fail,
            format!(
                "{gated} finding{s} of the gated levels: the target does not keep its description's promises.{more}"
            ),
        );
    }
    if stale > 0 {
        let (s, is) = if stale == 1 {
            ("", "has")
        } else {
            ("s", "have")
        };
        return (
            Overall::Fail,
            format!(
                "{stale} known deviation{s} {is} to be looked at: expired, of a wrong name, or no longer failing."
            ),
        );
    }
    if let Some(reason) = &weighed.cut_short {
        return (Overall::Inconclusive, reason.clone());
    }
    if let Some(shard) = weighed.shard {
        return (
            Overall::Pass,
            format!(
                "shard {shard}: no finding of the gated levels in {requests} requests; `conform merge` says what all \
                 shards come to."
            ),
        );
    }
    let unarmed: Vec<&str> = oracles
        .iter()
        .filter(|row| {
            row.level == Level::Must
                && row.decided == 0
                && row.not_evaluated.is_none()
                && row.armed == 0
        })
        .map(|row| row.id.as_ref())
        .collect();
    if !unarmed.is_empty() {
        let names = unarmed.join(", ");
        return (
            Overall::Inconclusive,
            format!("no finding, but some MUST oracles never had a case to judge: {names}"),
        );
    }
    let decided = oracles.iter().filter(|row| row.decided > 0).count();
    let without = oracles.iter().filter(|row| row.not_evaluated.is_some());
    let silent = match without.count() {
        0 => String::new(),
        n => format!(", {n} could not be evaluated"),
    };
    (
        Overall::Pass,
        format!(
            "{decided} oracles decided{silent}, no finding of the gated levels: the target keeps its description's promises as far as {requests} requests can tell."
        ),
    )
}
