//! Reads what a run needs from files and flags: credentials, parameters, keys. Every mistake names the thing
//! and says what to do.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;
use std::time::Duration;

use conformance::bind::Fixed;
use conformance::contract::{Contract, Operation, Place};
use conformance::drive::{Credential, Held, Settings, Target};
use conformance::outcome::Shard;
use conformance::profile::{self, Profile};

use super::Failure;

/// No description is larger than this.
pub(super) const MOST_BYTES: u64 = 64 << 20;

/// The profile at `path`; one that says nothing when there is none.
pub(super) fn profile(path: Option<&Path>) -> Result<Profile, Failure> {
    let Some(path) = path else {
        return Ok(Profile::default());
    };
    profile::read(&read(path)?).map_err(|cause| {
        Failure::usage(format!(
            "the profile `{}` cannot be used: {cause}",
            path.display()
        ))
    })
}

/// Refuses a contract with a key that is a guess among several: what is judged by it might be wrong.
pub(super) fn unambiguous(contract: &Contract) -> Result<(), Failure> {
    let unsure: Vec<String> = (contract.batches())
        .filter_map(|of| {
            Some(format!(
                "{}: {}",
                of.operation.endpoint(),
                of.batch.ambiguous.as_ref()?
            ))
        })
        .collect();
    if unsure.is_empty() {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "the key is ambiguous\n{}",
        unsure.join("\n")
    )))
}

/// What stands in the place of a batch operation where there is none.
pub(super) const NO_BATCH: &str = "no operation of this description is a batch operation: PUT or POST with an array of \
    objects as its body, and a 207 whose schema holds an array of results with an integer status. If one is all the \
    same, mark it with `x-batch-upsert`, in the description or by --overlay";

/// Refuses a contract without a batch operation, for what only batches are fit for.
pub(super) fn with_batches(contract: &Contract) -> Result<(), Failure> {
    match contract.has_batches() {
        true => Ok(()),
        false => Err(Failure::usage(NO_BATCH)),
    }
}

/// Leaves out the operations beside the batches whose credentials were not given.
pub(super) fn leave_out_unreachable(contract: &mut Contract, sources: &[Credential]) {
    let given = |name: &str| sources.iter().any(|known| known.scheme == name);
    let mut left_out = Vec::new();
    contract.retain(|operation| {
        let mut schemes = operation.schemes().iter();
        let lacking = schemes.find(|scheme| operation.batch.is_none() && !given(&scheme.name));
        left_out.extend(lacking.map(|scheme| {
            let reason = format!("it needs --auth {}=env:NAME", scheme.name);
            (operation.endpoint(), reason)
        }));
        lacking.is_none()
    });
    contract.left_out.extend(left_out);
}

/// The text of a file.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    let failed =
        |cause: String| Failure::usage(format!("failed to read `{}`: {cause}", path.display()));
    let size = std::fs::metadata(path)
        .map_err(|e| failed(e.to_string()))?
        .len();
    if size > MOST_BYTES {
        return Err(failed(format!(
            "it has {size} bytes, more than {MOST_BYTES}"
        )));
    }
    std::fs::read_to_string(path).map_err(|e| failed(e.to_string()))
}

/// Where the values of all credentials that the contract asks for come from. Reads none of them.
pub(super) fn sources(contract: &Contract, given: &[String]) -> Result<Vec<Credential>, Failure> {
    let needed = |operation: &Operation| {
        // an operation beside batches can be left out
        operation.batch.is_some() || !contract.has_batches()
    };
    let names = |all: bool| {
        let operations = contract.operations.iter();
        let operations = operations.filter(|one| all || needed(one));
        let schemes = operations.flat_map(Operation::schemes);
        let mut names: Vec<&str> = schemes.map(|scheme| scheme.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let (wanted, known) = (names(false), names(true));
    let mut sources: Vec<Credential> = Vec::new();
    for text in given {
        let credential: Credential = text
            .parse()
            .map_err(|cause| Failure::usage(format!("--auth: {cause}")))?;
        if !known.contains(&credential.scheme.as_str()) {
            return Err(Failure::usage(format!(
                "--auth names the security scheme `{}`, which no operation needs; the description has {}",
                credential.scheme,
                list(&known)
            )));
        }
        // the last one wins
        sources.retain(|known| known.scheme != credential.scheme);
        sources.push(credential);
    }
    let missing: Vec<String> = wanted
        .iter()
        .filter(|name| !sources.iter().any(|known| known.scheme == **name))
        .map(|name| format!("--auth {name}=env:NAME"))
        .collect();
    if !missing.is_empty() {
        return Err(Failure::usage(format!(
            "the description needs credentials that were not given: {}",
            missing.join(" ")
        )));
    }
    Ok(sources)
}

/// The server at `url`, with the values of its credentials.
pub(super) fn target(
    url: &str,
    sources: Vec<Credential>,
    settings: Settings,
) -> Result<Target, Failure> {
    let held = Held::read(sources).map_err(|cause| Failure::usage(cause.to_string()))?;
    Target::new(url, held, settings).map_err(|cause| Failure::usage(cause.to_string()))
}

/// The parameters of the flags, and those of the profile that no flag gives.
pub(super) fn with_profile(
    contract: &Contract,
    given: &[(String, String)],
    profile: &Profile,
) -> Vec<(String, String)> {
    let mut all = given.to_vec();
    let tenant = (contract.batches()).find_map(|batch| batch.operation.tenant.clone());
    let tenants = tenant.iter().flat_map(|name| {
        profile
            .tenants
            .iter()
            .map(|value| (name.clone(), value.clone()))
    });
    let known = profile
        .parameters
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .chain(tenants);
    all.extend(known.filter(|(name, _)| {
        !given
            .iter()
            .any(|(flag, _)| flag.eq_ignore_ascii_case(name))
    }));
    all
}

/// Parameters by their names. A tenant header may be given twice: the second value is another tenant.
pub(super) fn parameters(
    contract: &Contract,
    given: &[(String, String)],
) -> Result<Fixed, Failure> {
    let batches = || contract.batches().map(|batch| batch.operation);
    let of_batches = || batches().flat_map(|batch| &batch.parameters);
    let parameters = || contract.operations.iter().flat_map(|one| &one.parameters);
    let is_tenant = |name: &str| batches().any(|batch| batch.tenant.as_deref() == Some(name));
    let mut fixed = Fixed::default();
    for (name, value) in given {
        let known = parameters().find(|p| {
            p.name == *name || (p.place == Place::Header && p.name.eq_ignore_ascii_case(name))
        });
        let Some(known) = known else {
            let mut names: Vec<&str> = parameters().map(|p| p.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            return Err(Failure::usage(format!(
                "--param names `{name}`, which no operation has; they have {}",
                list(&names)
            )));
        };
        if is_tenant(&known.name) {
            fixed.tenants.push(value.clone());
        } else if fixed
            .parameters
            .insert(known.name.clone(), value.clone())
            .is_some()
        {
            return Err(Failure::usage(format!(
                "--param gives `{name}` twice; only a tenant header may have two values"
            )));
        }
    }
    if fixed.tenants.len() > 2 || (fixed.tenants.len() == 2 && fixed.tenants[0] == fixed.tenants[1])
    {
        return Err(Failure::usage(
            "give the tenant header once, or twice with different values",
        ));
    }
    // for the others values are made where none are given
    let mut missing: Vec<String> = of_batches()
        .filter(|p| p.required && !fixed.parameters.contains_key(&p.name))
        .filter(|p| !is_tenant(&p.name) || fixed.tenants.is_empty())
        .map(|p| format!("--param {}=…", p.name))
        .collect();
    missing.sort_unstable();
    missing.dedup();
    if !missing.is_empty() {
        return Err(Failure::usage(format!(
            "required parameters need a value: {}",
            missing.join(" ")
        )));
    }
    Ok(fixed)
}

/// The same with a tenant that the credentials do not open.
pub(super) fn with_closed(
    contract: &Contract,
    mut fixed: Fixed,
    closed: Option<&String>,
) -> Result<Fixed, Failure> {
    let Some(closed) = closed else {
        return Ok(fixed);
    };
    if (contract.batches()).all(|batch| batch.operation.tenant.is_none()) {
        return Err(Failure::usage(
            "--closed-tenant names a tenant, and no batch operation has a header that chooses one",
        ));
    }
    if closed.is_empty() || fixed.tenants.contains(closed) {
        return Err(Failure::usage(
            "--closed-tenant names a tenant that exists and that the credentials do not open: another one than --param does",
        ));
    }
    fixed.closed_tenant = Some(closed.clone());
    Ok(fixed)
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

/// A random number, short enough to be typed again.
pub(super) fn random() -> u64 {
    RandomState::new().build_hasher().finish() % 1_000_000_000
}

/// `<name>=<value>`
pub(super) fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected <name>=<value>")?;
    if name.is_empty() || value.is_empty() {
        return Err("expected <name>=<value>, both not empty".to_owned());
    }
    if value.chars().any(char::is_control) {
        return Err("a value holds control characters".to_owned());
    }
    Ok((name.to_owned(), value.to_owned()))
}

/// Requests a second
pub(super) fn rate(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(rate) if (0.01..=1_000_000.0).contains(&rate) => Ok(rate),
        _ => Err("expected a number of requests a second, such as 5 or 0.5".to_owned()),
    }
}

/// `<number>/<of>`
pub(super) fn shard(text: &str) -> Result<Shard, String> {
    let expected = "expected <number>/<of>, for example 2/4; the first one is 1/4";
    let (number, of) = text.split_once('/').ok_or(expected)?;
    let number: usize = number.trim().parse().map_err(|_| expected)?;
    let of: usize = of.trim().parse().map_err(|_| expected)?;
    match (1..=of.min(10_000)).contains(&number) {
        true => Ok(Shard { number, of }),
        false => Err(expected.to_owned()),
    }
}

/// `<from>..<to>`, both included
pub(super) fn keys(text: &str) -> Result<(i64, i64), String> {
    let expected = "expected <from>..<to>, for example 1000000..2000000";
    let (from, to) = text.split_once("..").ok_or(expected)?;
    let from: i64 = from.trim().parse().map_err(|_| expected)?;
    let to: i64 = to
        .trim_start_matches('=')
        .trim()
        .parse()
        .map_err(|_| expected)?;
    if from > to {
        return Err(format!("{from} is larger than {to}"));
    }
    if to.checked_sub(from).is_none() {
        return Err("the range is too large".to_owned());
    }
    Ok((from, to))
}

/// `60s`, `5m`, `2h` or a number of seconds
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match &text[digits.len()..] {
        "s" | "" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return Err("expected a time like 60s, 5m or 2h".to_owned()),
    };
    let count: u64 = digits
        .parse()
        .map_err(|_| "expected a time like 60s, 5m or 2h")?;
    match count.checked_mul(factor) {
        Some(seconds @ 1..=31_536_000) => Ok(Duration::from_secs(seconds)),
        _ => Err("expected a time between a second and a year".to_owned()),
    }
}
