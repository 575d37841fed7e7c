//! What was measured, for people as lines and for programs as JSON.

use std::fmt::Write as _;
use std::fs;

use serde_json::{Map, Value, json};

use super::case::{Case, Setting};
use super::growth::exponent;
use super::turns::{Measured, Series};
use crate::measure::Usage;

/// What of a run is reported.
#[derive(Clone, Copy)]
enum Figure {
    Cpu,
    Wall,
    Peak,
}

use Figure::{Cpu, Peak, Wall};

impl Figure {
    /// Its name in the JSON, which says the unit.
    fn name(self) -> &'static str {
        match self {
            Cpu => "cpuSeconds",
            Wall => "wallSeconds",
            Peak => "peakMegabytes",
        }
    }

    fn of(self, run: &Usage) -> f64 {
        match self {
            Cpu => run.cpu.as_secs_f64(),
            Wall => run.wall.as_secs_f64(),
            Peak => run.peak as f64 / 1e6,
        }
    }

    /// Median, least and most of the runs.
    fn spread(self, series: &Series) -> Option<[f64; 3]> {
        let mut values: Vec<f64> = series.runs.iter().map(|run| self.of(run)).collect();
        values.sort_by(f64::total_cmp);
        let median = match values.len() {
            0 => return None,
            even if even % 2 == 0 => (values[even / 2 - 1] + values[even / 2]) / 2.0,
            odd => values[odd / 2],
        };
        Some([median, values[0], values[values.len() - 1]])
    }

    fn median(self, series: &Series) -> Option<f64> {
        self.spread(series).map(|[median, ..]| median)
    }

    /// What ours takes of what another takes.
    fn ratio(self, ours: &Series, other: &Series) -> Option<f64> {
        Some(self.median(ours)? / self.median(other)?)
    }
}

/// The lines of one task: one for each contender, with ratios and limits.
pub(super) fn lines(measured: &Measured) -> String {
    let mut text = String::new();
    let ours = measured.series.iter().find(|series| series.ours);
    for series in &measured.series {
        let _ = write!(
            text,
            "  {:12} {:>8.0} kB  {:10}",
            measured.name,
            measured.bytes as f64 / 1e3,
            series.label
        );
        if let [Some(cpu), Some(wall), Some(peak)] = [Cpu, Wall, Peak].map(|one| one.spread(series))
        {
            let [median, least, most] = cpu;
            let _ = write!(
                text,
                " CPU {median:7.3} s ({least:.3} to {most:.3})  wall {:7.3} s  peak {:6.0} MB  {} runs",
                wall[0],
                peak[0],
                series.runs.len()
            );
        }
        if let Some(end) = series.failed {
            let _ = write!(text, "  DID NOT FINISH: {end}");
        }
        if series.ours {
            text.push_str(&limits(measured, series));
        } else if let Some(ours) = ours
            && let [Some(cpu), Some(wall), Some(peak)] =
                [Cpu, Wall, Peak].map(|one| one.ratio(ours, series))
        {
            let _ = write!(
                text,
                "  ours is {cpu:.2} of its CPU, {wall:.2} of its wall, {peak:.2} of its peak"
            );
        }
        text.push('\n');
    }
    text
}

/// Whether `series` keeps to what the task may take.
fn limits(measured: &Measured, series: &Series) -> String {
    let mut text = String::new();
    for (figure, most, unit) in bounds(measured) {
        let state = match figure.median(series) {
            Some(median) if median <= most => "within",
            _ => "OVER",
        };
        let _ = write!(text, "  {state} {most} {unit}");
    }
    text
}

/// The limits of a task as figures.
fn bounds(measured: &Measured) -> Vec<(Figure, f64, &'static str)> {
    let limit = &measured.limit;
    let cpu = limit.cpu.map(|cpu| (Cpu, cpu.as_secs_f64(), "s CPU"));
    let peak = limit.peak.map(|peak| (Peak, peak as f64 / 1e6, "MB"));
    cpu.into_iter().chain(peak).collect()
}

/// How the CPU time of each contender grows over the tasks that differ in their size only.
pub(super) fn growth(results: &[Measured]) -> String {
    let mut text = String::new();
    for (label, points) in curves(results) {
        let last = points.len().saturating_sub(2);
        if let (Some(all), Some(end)) = (exponent(&points), exponent(&points[last..])) {
            let _ = writeln!(
                text,
                "  {label}: CPU grows as size^{all:.2}, over the last step as size^{end:.2}"
            );
        }
    }
    text
}

/// Sizes with medians of CPU time, by contender.
fn curves(results: &[Measured]) -> Vec<(&'static str, Vec<(f64, f64)>)> {
    let mut curves: Vec<(&'static str, Vec<(f64, f64)>)> = Vec::new();
    for measured in results.iter().filter(|one| one.scaled) {
        for series in &measured.series {
            let Some(cpu) = Cpu.median(series) else {
                continue;
            };
            let point = (measured.bytes as f64, cpu);
            match curves.iter_mut().find(|(label, _)| *label == series.label) {
                Some((_, points)) => points.push(point),
                None => curves.push((series.label, vec![point])),
            }
        }
    }
    curves
}

/// Writes the case's JSON.
pub(super) fn write(setting: &Setting, case: &Case, results: &[Measured]) -> Result<(), String> {
    let tasks: Vec<Value> = results.iter().map(task).collect();
    let growth: Map<String, Value> = (curves(results).iter())
        .map(|(label, points)| ((*label).to_owned(), json!(exponent(points))))
        .collect();
    let text = json!({
        "case": case.name,
        "about": case.about,
        "quick": setting.quick,
        "cpus": std::thread::available_parallelism().map_or(0, usize::from),
        "tasks": tasks,
        "cpuGrowthExponent": growth,
    });
    let path = setting.folder.join(format!("{}.json", case.name));
    fs::write(&path, format!("{text:#}\n"))
        .map_err(|cause| format!("failed to write `{}`: {cause}", path.display()))
}

fn task(measured: &Measured) -> Value {
    let ours = measured.series.iter().find(|series| series.ours);
    let contenders: Vec<Value> = (measured.series.iter())
        .map(|series| contender(series, ours.filter(|_| !series.ours)))
        .collect();
    let limits: Map<String, Value> = bounds(measured)
        .into_iter()
        .map(|(figure, most, _)| (figure.name().to_owned(), json!(most)))
        .collect();
    json!({
        "name": measured.name,
        "bytes": measured.bytes,
        "scaled": measured.scaled,
        "limits": limits,
        "contenders": contenders,
    })
}

/// One contender; with ratios when there is ours to compare with.
fn contender(series: &Series, ours: Option<&Series>) -> Value {
    let mut all = Map::new();
    all.insert("label".to_owned(), json!(series.label));
    all.insert("runs".to_owned(), json!(series.runs.len()));
    all.insert(
        "failed".to_owned(),
        json!(series.failed.map(|end| end.to_string())),
    );
    for figure in [Cpu, Wall, Peak] {
        if let Some([median, least, most]) = figure.spread(series) {
            let ratio = ours.and_then(|ours| figure.ratio(ours, series));
            let mut value = json!({ "median": median, "least": least, "most": most });
            if let Some(ratio) = ratio {
                value["oursOfThis"] = json!(ratio);
            }
            all.insert(figure.name().to_owned(), value);
        }
    }
    Value::Object(all)
}
