//! The kill matrix (fault and oracles) and the false-alarm matrix (variant and oracles), as texts that a person can read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use conformance::oracles::Level;
use conformance::outcome::Report;
use servers::Fault;

/// What was found on one server.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) fault: Option<Fault>,
    /// oracles with their levels, MUST first
    pub(crate) found: Vec<(String, Level)>,
    /// requests that had been sent when the first violation was seen
    pub(crate) first: usize,
    /// requests of the smallest finding
    pub(crate) smallest: usize,
    /// some finding was made so small that a person takes it in at a glance
    pub(crate) is_small: bool,
    /// requests of the whole campaign
    pub(crate) requests: usize,
    pub(crate) summary: String,
    /// the verdict is pass
    pub(crate) passed: bool,
}

impl Row {
    fn is_found(&self) -> bool {
        self.fault
            .is_some_and(|fault| self.found.iter().any(|(id, _)| id == fault.found_by))
    }

    fn alarms(&self) -> Vec<&str> {
        self.found
            .iter()
            .filter(|(_, level)| *level != Level::May)
            .map(|(id, _)| id.as_str())
            .collect()
    }

    /// One line for the terminal.
    pub(crate) fn line(&self) -> String {
        let found: Vec<&str> = self.found.iter().map(|(id, _)| id.as_str()).collect();
        let state = match (
            &self.fault,
            self.is_found(),
            self.found.is_empty(),
            self.alarms().is_empty(),
        ) {
            (Some(_), true, ..) => "found",
            (Some(_), false, false, _) => "found otherwise",
            (Some(_), false, true, _) => "MISSED",
            (None, _, _, true) => "quiet",
            (None, ..) => "FALSE ALARM",
        };
        format!(
            "{:45} {state:15} {:4} requests, smallest {}{}: {}",
            self.id,
            self.requests,
            self.smallest,
            match self.is_small || self.found.is_empty() {
                true => "",
                false => " (large)",
            },
            found.join(" ")
        )
    }
}

/// Found by the oracle that the fault names.
const BY_ITS_OWN: &str = "by its oracle";
/// Found by other oracles only.
const BY_OTHERS: &str = "by others";

/// Faults that show only in more than three requests of two items: they are about larger batches, more writers, more
/// occurrences or the first request of all, or what they lack is seen by comparison. A server that hangs is not asked
/// again for each smaller run: every try takes the whole time-out.
const NEED_MORE: &[&str] = &[
    "absent-kept-when-alone",
    "atomic-when-large",
    "batch-capped-at-100",
    "chunk-of-64-loses-last",
    "deep-nesting-hangs",
    "exactly-hundred-refused",
    "first-request-is-500",
    "four-writers-lost",
    "ids-shifted-at-64",
    "item-137-dropped",
    "item-137-not-applied",
    "large-answer-cut-short",
    "large-replay-conflicts",
    "late-items-accepted",
    "opposite-order-hangs",
    "over-thousand-is-500",
    "percentages-summed",
    "phantom-twin-created",
    "second-half-not-applied",
    "tenants-cross-under-load",
    "tenth-of-ten-refused",
    "third-occurrence-created",
    "thousand-and-no-more",
    "update-fills-absent",
    "updates-of-many-not-stored",
];

/// All rows.
#[derive(Default)]
pub(crate) struct Summary {
    pub(crate) faults: Vec<Row>,
    pub(crate) variants: Vec<Row>,
    /// problems with the mix of batches on the reference server
    pub(crate) shares: Vec<String>,
}

impl Summary {
    /// Prints found of planted by family, and false alarms; returns what is wrong with them.
    pub(crate) fn print(&self, full: bool) -> Vec<String> {
        let mut wrong = self.shares.clone();
        wrong.extend(self.print_families(full));
        let found: Vec<&Row> = (self.faults.iter())
            .filter(|row| !row.found.is_empty())
            .collect();
        let least = if full { 95 } else { 90 }; // a share is small
        let (planted, of_found) = (self.faults.len(), found.len());
        if of_found * 100 < planted * least {
            wrong.push(format!(
                "{of_found} of {planted} faults found, less than {least} %"
            ));
        }
        wrong.extend(print_first(&found).filter(|_| full));
        wrong.extend(print_small(&found).filter(|_| full));
        let alarms: Vec<&Row> = (self.variants.iter())
            .filter(|row| !row.alarms().is_empty())
            .collect();
        println!(
            "{of_found} of {planted} faults found; false alarms on {} of {} correct servers",
            alarms.len(),
            self.variants.len()
        );
        for row in self.variants.iter().filter(|row| !row.passed) {
            wrong.push(format!(
                "correct server `{}` does not pass: {}",
                row.id, row.summary
            ));
        }
        for row in alarms {
            wrong.push(format!(
                "correct server `{}` is accused by {}",
                row.id,
                row.alarms().join(" ")
            ));
        }
        wrong
    }

    /// Prints what is missed, and how many are found in each family.
    fn print_families(&self, full: bool) -> Vec<String> {
        let mut families: BTreeMap<char, (usize, usize, usize)> = BTreeMap::new();
        for row in &self.faults {
            let Some(fault) = row.fault else { continue };
            let family = families.entry(fault.family).or_default();
            family.0 += 1;
            family.1 += usize::from(!row.found.is_empty());
            family.2 += usize::from(row.is_found());
            if row.found.is_empty() {
                println!("missed: `{}` ({}): {}", row.id, fault.found_by, row.summary);
            }
        }
        println!("\nfamily  planted  found  by the oracle it names");
        for (family, (planted, found, named)) in &families {
            println!("{family}       {planted:8} {found:6} {named:8}");
        }
        // single misses stand in the kill matrix; these are the promises
        let missed =
            (families.iter()).filter(|(_, (planted, found, _))| full && found * 100 < planted * 90);
        missed
            .map(|(family, (planted, found, _))| {
                format!("family {family}: {found} of {planted} faults found, less than 90 %")
            })
            .collect()
    }

    /// Compares the matrices with the kept ones, or keeps them.
    pub(crate) fn compare(&self, update: bool) -> Vec<String> {
        let mut wrong = Vec::new();
        for (name, text) in [
            ("kill-matrix.txt", self.kills()),
            ("false-alarms.txt", self.alarms()),
        ] {
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("tests/calibrate")
                .join(name);
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            // which of several oracles sees a race first is a matter of luck
            let found = |text: &str| text.replace(BY_OTHERS, BY_ITS_OWN);
            if !update && found(&kept) == found(&text) {
                continue;
            }
            if update {
                std::fs::write(&path, text).unwrap();
            } else {
                let line = kept.lines().zip(text.lines()).find(|(a, b)| a != b);
                wrong.push(format!("{name} has changed ({line:?}); run `cargo xtask calibrate --update` and review it"));
            }
        }
        wrong
    }

    fn kills(&self) -> String {
        let mut text = "fault | family | named oracle | found\n".to_owned();
        for row in &self.faults {
            let Some(fault) = row.fault else { continue };
            text += &format!(
                "{} | {} | {} | {}\n",
                row.id,
                fault.family,
                fault.found_by,
                match (row.is_found(), row.found.is_empty()) {
                    (true, _) => BY_ITS_OWN,
                    (false, false) => BY_OTHERS,
                    (false, true) => "no",
                }
            );
        }
        text
    }

    fn alarms(&self) -> String {
        let mut text = "correct server | MUST and SHOULD oracles that accuse it\n".to_owned();
        for row in &self.variants {
            text += &format!("{} | {}\n", row.id, row.alarms().join(" "));
        }
        text
    }
}

/// Prints when the first violations are seen; says so when less than half of them are seen early.
fn print_first(found: &[&Row]) -> Option<String> {
    let mut first: Vec<usize> = found.iter().map(|row| row.first).collect();
    first.sort_unstable();
    let (median, all) = (first.get(first.len() / 2)?, first.len());
    let early = first.iter().filter(|request| **request <= 100).count();
    println!("first violation: median at request {median}; {early} of {all} within 100");
    (early * 2 <= all).then(|| format!("only {early} of {all} show within 100 requests"))
}

/// Prints how many findings are made small; says so when too many of those that can be are not.
fn print_small(found: &[&Row]) -> Option<String> {
    let can_be: Vec<&&Row> = (found.iter())
        .filter(|row| !NEED_MORE.contains(&row.id.as_str()))
        .collect();
    let large: Vec<&str> = (can_be.iter())
        .filter(|row| !row.is_small)
        .map(|row| row.id.as_str())
        .collect();
    println!(
        "made small (at most 3 requests of at most 2 items): {} of {} that can be; not {large:?}",
        can_be.len() - large.len(),
        can_be.len()
    );
    (large.len() * 20 > can_be.len())
        .then(|| format!("{} findings are not made small", large.len()))
}

/// The shares of batches and items that a full run on a correct server has to reach.
pub(crate) fn shares(report: &Report) -> Vec<String> {
    let batches: usize = report.batches.values().sum();
    let of = |kinds: &[&str]| {
        kinds
            .iter()
            .filter_map(|kind| report.batches.get(*kind))
            .sum::<usize>()
    };
    let results: usize = report.item_statuses.values().sum();
    let status = |wanted: &str| report.item_statuses.get(wanted).copied().unwrap_or(0);
    let refused = results - status("200") - status("201");
    let mixed = of(&["created and updated", "some refused"]) + of(&["repeated keys"]) / 2;
    let checks = [
        ("batches with mixed outcomes", mixed, batches, 15),
        (
            "batches with repeated keys",
            of(&["repeated keys"]),
            batches,
            5,
        ),
        ("created items", status("201"), results, 25),
        ("updated items", status("200"), results, 25),
        ("refused items", refused, results, 20),
    ];
    checks
        .iter()
        .inspect(|(what, n, of, least)| {
            println!(
                "{what}: {n} of {of} ({} %, at least {least} %)",
                n * 100 / of.max(&1)
            )
        })
        .filter(|(_, n, of, least)| n * 100 < of * least)
        .map(|(what, n, of, least)| format!("{what}: {n} of {of}, less than {least} %"))
        .collect()
}
