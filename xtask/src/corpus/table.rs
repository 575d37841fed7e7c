//! The table of a corpus: a line for each document, and what they come to.

use std::fmt::Write as _;

use super::reading::{MOST_CPU, MOST_PEAK, Outcome, Reading};
use super::row::Row;

/// The whole table.
pub(super) fn table(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        let (counts, check) = (&row.counts, row.check.unwrap_or_default());
        // that of the program that makes the verb fail, if any
        let [one, other] = match row.generator.fails() || !row.suite.fails() {
            true => [&row.generator, &row.suite],
            false => [&row.suite, &row.generator],
        };
        let first = match one.first() {
            "" => other.first(),
            first => first,
        };
        let _ = writeln!(
            text,
            "{:60} {:>6} ops {:>8} lines  generate {}  contract {}  {check:8} {first}",
            row.name,
            counts.operations,
            counts.lines,
            cell(&row.generator),
            cell(&row.suite),
        );
    }
    sizes(&mut text, rows);
    summary(&mut text, rows, "codegen generate", |row| &row.generator);
    summary(&mut text, rows, "conform contract", |row| &row.suite);
    let checked = rows.iter().filter(|row| row.check.is_some()).count();
    let good = |row: &&Row| row.check == Some("compiles");
    let compiled = rows.iter().filter(good).count();
    let _ = writeln!(
        text,
        "{compiled} of {checked} checked compile without a warning"
    );
    text
}

/// One reading: CPU time, peak memory and the outcome.
fn cell(reading: &Reading) -> String {
    let usage = &reading.usage;
    format!(
        "{:>6} ms {:>5} MB {:11}",
        usage.cpu.as_millis(),
        usage.peak / 1_000_000,
        reading.outcome
    )
}

/// What the generator wrote, in all.
fn sizes(text: &mut String, rows: &[Row]) {
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let served = sum(|row| row.counts.operations);
    let client = sum(|row| row.counts.client_only);
    let lost = sum(|row| row.counts.left_out);
    let _ = writeln!(
        text,
        "{served} operations, {client} more for the client only, {lost} left out"
    );
    let per = |lines: usize, count: usize| lines as f64 / count.max(1) as f64;
    let _ = writeln!(
        text,
        "{:.1} lines an operation, {:.1} a schema",
        per(sum(|row| row.counts.operation_lines), served + client),
        per(
            sum(|row| row.counts.schema_lines),
            sum(|row| row.counts.types)
        )
    );
}

/// What one program made of all documents.
fn summary(text: &mut String, rows: &[Row], program: &str, of: fn(&Row) -> &Reading) {
    let count = |wanted: fn(Outcome) -> bool| {
        let outcomes = rows.iter().map(|row| of(row).outcome);
        outcomes.filter(|outcome| wanted(*outcome)).count()
    };
    let read = rows.iter().filter(|row| of(row).finished()).count();
    let dialect = count(|outcome| outcome == Outcome::Dialect);
    let asked = rows.len() - dialect;
    let share = 100.0 * read as f64 / asked.max(1) as f64;
    let _ = writeln!(
        text,
        "{program}: {read} of {asked} are read ({share:.1} %), {} over {} s, {} over {} MB",
        count(|outcome| outcome == Outcome::Slow),
        MOST_CPU.as_secs(),
        count(|outcome| outcome == Outcome::Large),
        MOST_PEAK / 1_000_000,
    );
    if dialect > 0 {
        let _ = writeln!(
            text,
            "  {dialect} more are Swagger 2.0, which it does not read"
        );
    }
    let slowest = rows.iter().max_by_key(|row| of(row).usage.cpu);
    let largest = rows.iter().max_by_key(|row| of(row).usage.peak);
    if let (Some(slowest), Some(largest)) = (slowest, largest) {
        let _ = writeln!(
            text,
            "  at most {:.2} s of CPU ({}) and {} MB ({})",
            of(slowest).usage.cpu.as_secs_f64(),
            slowest.name,
            of(largest).usage.peak / 1_000_000,
            largest.name
        );
    }
}
