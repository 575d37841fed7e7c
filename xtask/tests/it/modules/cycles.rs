//! The cycles among modules that stand beside each other, a folder counted as one module.
//!
//! Each module with children is a level of its own: its children with all that they hold, and its own file. So a cycle
//! of files is found at the level where they part, and a cycle of folders is one even where no cycle of files is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use super::paths::Arrows;
use super::tree::Module;

/// Modules that import each other.
#[derive(Debug)]
pub(crate) struct Cycle {
    /// The file of the module around them.
    pub(crate) within: PathBuf,
    /// The names of the modules; the file around them appears as `self`.
    pub(crate) members: BTreeSet<String>,
    /// Which file takes which names from which other.
    arrows: Vec<(PathBuf, PathBuf, BTreeSet<String>)>,
}

/// How many arrows of a cycle are printed.
const SHOWN: usize = 20;

impl fmt::Display for Cycle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members: Vec<&str> = self.members.iter().map(String::as_str).collect();
        let (within, members) = (self.within.display(), members.join(", "));
        writeln!(formatter, "{within}: {members}")?;
        for (from, to, names) in self.arrows.iter().take(SHOWN) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let (from, to, names) = (from.display(), to.display(), names.join(", "));
            writeln!(formatter, "  {from} -> {to}: {names}")?;
        }
        if let Some(more @ 1..) = self.arrows.len().checked_sub(SHOWN) {
            writeln!(formatter, "  and {more} more")?;
        }
        Ok(())
    }
}

/// The arrows between the members of one level, by the files that they join.
type Level<'a> = BTreeMap<(&'a str, &'a str), Vec<(usize, usize)>>;

/// All cycles of the crate.
pub(super) fn find(modules: &[Module], arrows: &Arrows) -> Vec<Cycle> {
    let mut levels: BTreeMap<&[String], Level<'_>> = BTreeMap::new();
    for &(from, to) in arrows.keys() {
        let (start, end) = (&modules[from].path, &modules[to].path);
        let common = start.iter().zip(end).take_while(|(a, b)| a == b).count();
        let level = levels.entry(&start[..common]).or_default();
        let ends = [start, end].map(|path| path.get(common).map_or("self", String::as_str));
        level.entry(ends.into()).or_default().push((from, to));
    }
    let cycles = levels.iter().flat_map(|(within, level)| {
        let around = modules.iter().find(|module| module.path == *within);
        let around = around.map_or(Path::new(""), |module| &module.source);
        let cycles = strongly_connected(level).into_iter();
        cycles.map(move |members| Cycle {
            within: around.to_owned(),
            arrows: described(modules, arrows, level, &members),
            members: members.into_iter().map(str::to_owned).collect(),
        })
    });
    cycles.collect()
}

/// The sets of more than one member that all reach each other.
fn strongly_connected<'a>(level: &Level<'a>) -> Vec<BTreeSet<&'a str>> {
    let members: BTreeSet<&str> = level.keys().flat_map(|&(a, b)| [a, b]).collect();
    let reached: BTreeMap<&str, BTreeSet<&str>> = members
        .iter()
        .map(|&member| (member, reach(level, member)))
        .collect();
    let mut cycles: Vec<BTreeSet<&str>> = Vec::new();
    for &member in &members {
        if cycles.iter().any(|cycle| cycle.contains(member)) {
            continue;
        }
        let both = |other: &&str| reached[*other].contains(member);
        let cycle: BTreeSet<&str> = reached[member].iter().copied().filter(both).collect();
        if !cycle.is_empty() {
            cycles.push(cycle);
        }
    }
    cycles
}

/// What can be reached from `start` in one step or more.
fn reach<'a>(level: &Level<'a>, start: &'a str) -> BTreeSet<&'a str> {
    let (mut reached, mut todo) = (BTreeSet::new(), vec![start]);
    while let Some(member) = todo.pop() {
        for &(_, next) in level.keys().filter(|(from, _)| *from == member) {
            if reached.insert(next) {
                todo.push(next);
            }
        }
    }
    reached
}

fn described(
    modules: &[Module],
    arrows: &Arrows,
    level: &Level<'_>,
    members: &BTreeSet<&str>,
) -> Vec<(PathBuf, PathBuf, BTreeSet<String>)> {
    let within = level
        .iter()
        .filter(|((from, to), _)| members.contains(from) && members.contains(to));
    let files = within.flat_map(|(_, files)| files);
    let described = files.map(|ends| {
        let (from, to) = (&modules[ends.0].source, &modules[ends.1].source);
        (from.clone(), to.clone(), arrows[ends].clone())
    });
    described.collect()
}
