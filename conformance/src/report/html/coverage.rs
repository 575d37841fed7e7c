//! Coverage of the description as the template wants it: totals, and for each operation what was touched and what was not.

use serde::Serialize;

use super::chart::status_class;
use crate::coverage::{Constraint, Coverage, Parameter, Status};
use crate::outcome::{OperationRow, Report};

/// So much of something was touched.
#[derive(Default, Serialize)]
pub(super) struct Share {
    name: &'static str,
    touched: usize,
    of: usize,
    percent: usize,
}

impl Share {
    fn new(name: &'static str, touched: usize, of: usize) -> Self {
        let percent = (touched * 100).checked_div(of).unwrap_or(100);
        Self {
            name,
            touched,
            of,
            percent,
        }
    }
}

fn is_covered(row: &Constraint) -> bool {
    row.kept > 0 && row.broken != Some(0)
}

/// Operations, parameters, constraints and statuses, each counted over all operations.
pub(super) fn totals(report: &Report) -> Vec<Share> {
    let all = || {
        report
            .operations
            .iter()
            .map(|operation| &operation.coverage)
    };
    let sum = |one: fn(&Coverage) -> Share| {
        let shares = all().map(one);
        shares.fold(Share::default(), |sum, share| {
            Share::new(share.name, sum.touched + share.touched, sum.of + share.of)
        })
    };
    match report.operations.len() {
        0 => Vec::new(),
        _ => vec![sum(calls), sum(parameters), sum(constraints), sum(statuses)],
    }
}

fn calls(coverage: &Coverage) -> Share {
    let called = coverage.calls.values().filter(|n| **n > 0).count();
    Share::new("operations called", called, coverage.calls.len())
}

fn parameters(coverage: &Coverage) -> Share {
    let touched = |row: &&Parameter| row.sound > 0 && row.wrong + row.absent > 0;
    let rows = &coverage.parameters;
    Share::new(
        "parameters and credentials, sound and not",
        rows.iter().filter(touched).count(),
        rows.len(),
    )
}

fn constraints(coverage: &Coverage) -> Share {
    let rows = &coverage.constraints;
    let touched = rows.iter().filter(|row| is_covered(row)).count();
    Share::new("constraints, kept and broken", touched, rows.len())
}

fn statuses(coverage: &Coverage) -> Share {
    let declared = || coverage.statuses.iter().filter(|row| row.declared);
    let seen = declared().filter(|row| row.seen > 0).count();
    Share::new("declared statuses seen", seen, declared().count())
}

#[derive(Serialize)]
pub(super) struct Covered<'a> {
    id: &'a str,
    endpoint: &'a str,
    at: Option<String>,
    shares: [Share; 4],
    calls: Vec<(&'a str, usize)>,
    parameters: &'a [Parameter],
    statuses: Vec<StatusView<'a>>,
    items: Vec<(&'a str, usize, &'static str)>,
    properties: Vec<PropertyView<'a>>,
}

#[derive(Serialize)]
struct StatusView<'a> {
    #[serde(flatten)]
    row: &'a Status,
    class: &'static str,
}

#[derive(Serialize)]
struct PropertyView<'a> {
    name: &'a str,
    constraints: Vec<ConstraintView<'a>>,
}

#[derive(Serialize)]
struct ConstraintView<'a> {
    demand: &'a str,
    kept: usize,
    limit: Option<usize>,
    broken: Option<usize>,
    covered: bool,
}

/// One for each operation.
pub(super) fn operations(report: &Report) -> Vec<Covered<'_>> {
    report.operations.iter().map(operation).collect()
}

fn operation(row: &OperationRow) -> Covered<'_> {
    let coverage = &row.coverage;
    let items = coverage.item_statuses.iter().take(16);
    Covered {
        id: &row.id,
        endpoint: &row.endpoint,
        at: row.at.as_ref().map(|at| format!("{}:{}", at.file, at.line)),
        shares: [
            calls(coverage),
            parameters(coverage),
            constraints(coverage),
            statuses(coverage),
        ],
        calls: coverage
            .calls
            .iter()
            .map(|(id, n)| (id.as_str(), *n))
            .collect(),
        parameters: &coverage.parameters,
        statuses: coverage.statuses.iter().map(status).collect(),
        items: items
            .map(|(s, n)| (s.as_str(), *n, status_class(s)))
            .collect(),
        properties: properties(&coverage.constraints),
    }
}

fn status(row: &Status) -> StatusView<'_> {
    StatusView {
        row,
        class: status_class(&row.status),
    }
}

/// The constraints of one property stand together already.
fn properties(rows: &[Constraint]) -> Vec<PropertyView<'_>> {
    rows.chunk_by(|one, next| one.property == next.property)
        .map(|rows| PropertyView {
            name: rows.first().map_or("", |row| &row.property),
            constraints: rows.iter().map(constraint).collect(),
        })
        .collect()
}

fn constraint(row: &Constraint) -> ConstraintView<'_> {
    ConstraintView {
        demand: &row.demand,
        kept: row.kept,
        limit: row.limit,
        broken: row.broken,
        covered: is_covered(row),
    }
}
