//! The table of oracles, which is also the matrix of oracles and operations.

use serde::Serialize;

use crate::outcome::{Counts, OperationRow, OracleRow, Report};

/// In the order in which they need attention, each with its class.
const STATES: [(&str, &str); 5] = [
    ("violated", "violated"),
    ("inconclusive", "unknown"),
    ("never armed", "unknown"),
    ("not evaluated", "unknown"),
    ("holds", "holds"),
];

/// Index into `STATES`.
const NOT_EVALUATED: usize = 3;

/// Index into `STATES`.
fn state(row: &OracleRow) -> usize {
    match row {
        OracleRow { violated: 1.., .. } => 0,
        OracleRow {
            not_evaluated: Some(_),
            ..
        } => NOT_EVALUATED,
        OracleRow { armed: 0, .. } => 2,
        OracleRow { decided: 0, .. } => 1,
        _ => 4,
    }
}

#[derive(Serialize)]
pub(super) struct State {
    name: &'static str,
    class: &'static str,
    count: usize,
}

pub(super) fn states(report: &Report) -> Vec<State> {
    let count = |index| {
        report
            .oracles
            .iter()
            .filter(|row| state(row) == index)
            .count()
    };
    let view = |(index, (name, class))| State {
        name,
        class,
        count: count(index),
    };
    STATES.into_iter().enumerate().map(view).collect()
}

#[derive(Serialize)]
pub(super) struct OracleView<'a> {
    #[serde(flatten)]
    row: &'a OracleRow,
    state: &'static str,
    class: &'static str,
    state_key: usize,
    level_key: usize,
    reason: &'a str,
    /// number of its first finding, 0 without one
    finding: usize,
    /// one for each operation
    cells: Vec<Cell>,
}

/// What became of one oracle on one operation.
#[derive(Serialize)]
struct Cell {
    sign: &'static str,
    word: &'static str,
    class: &'static str,
    detail: String,
    /// number of the finding, 0 without one
    finding: usize,
}

pub(super) fn rows<'a>(report: &'a Report) -> Vec<OracleView<'a>> {
    let view = |row: &'a OracleRow| {
        let state_key = state(row);
        let (state, class) = STATES[state_key];
        let first = report.findings.iter().position(|f| f.oracle == row.id);
        OracleView {
            row,
            state,
            class,
            state_key,
            level_key: row.level as usize,
            reason: match &row.not_evaluated {
                Some(reason) if state_key == NOT_EVALUATED => reason,
                _ => "",
            },
            finding: first.map_or(0, |index| index + 1),
            cells: cells(report, row),
        }
    };
    report.oracles.iter().map(view).collect()
}

fn cells(report: &Report, row: &OracleRow) -> Vec<Cell> {
    let operations = report.operations.iter().enumerate();
    operations
        .map(|(index, operation)| cell(report, row, operation, index + 1))
        .collect()
}

fn cell(report: &Report, row: &OracleRow, operation: &OperationRow, number: usize) -> Cell {
    let Counts {
        armed,
        decided,
        violated,
    } = operation.oracles.get(&row.id).copied().unwrap_or_default();
    let (sign, word, class) = match (armed, decided, violated) {
        (_, _, 1..) => ("✗", "violated", "violated"),
        (_, 1.., _) => ("✓", "holds", "holds"),
        (1.., ..) => ("?", "inconclusive", "unknown"),
        _ => ("·", "never armed", "unarmed"),
    };
    let found = report
        .findings
        .iter()
        .position(|finding| finding.oracle == row.id && finding.operation == operation.id);
    Cell {
        sign,
        word,
        class,
        detail: format!(
            "operation {number}: {word}; {armed} armed, {decided} decided, {violated} violated"
        ),
        finding: found.map_or(0, |index| index + 1),
    }
}
