//! `conform snapshot`: the answers of the fixed corpus as files, and whether they are still the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use conformance::bind::Keys;
use conformance::snapshot::{file, plans, take};

use super::place::PlaceArguments;
use super::{Failure, input, run};

#[derive(Args)]
pub(super) struct Arguments {
    /// The OpenAPI description
    description: PathBuf,
    /// Base URL of the server, such as http://127.0.0.1:8080
    #[arg(long)]
    url: String,
    /// Folder of the snapshots. An empty one is filled; with others in it, the answers are compared with them
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Take what comes for right: writes all snapshots, and removes those that are of no use any more
    #[arg(long)]
    accept: bool,
    #[command(flatten)]
    place: PlaceArguments,
}

/// What came of the comparison.
#[derive(Default)]
struct Outcome {
    same: usize,
    written: usize,
    drifted: usize,
    unanswered: usize,
}

/// Takes the snapshots of one server.
pub(super) fn snapshot(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let place = arguments.place.read(&arguments.description)?;
    let (target, fixed) = arguments.place.open(&place, &arguments.url, &[], &[])?;
    let folder = &arguments.dir;
    std::fs::create_dir_all(folder).map_err(|cause| failed(folder, &cause))?;
    let before = accepted(folder)?;
    make_reviewable(folder)?;
    let trusting = arguments.accept || before.is_empty();
    let (from, to) = place.keys;
    let mut keys = Keys::new(from, to, input::random());
    let runtime = run::runtime()?;
    let (mut outcome, mut now) = (Outcome::default(), BTreeSet::new());
    for plan in plans(&place.contract, 0, 0, place.scope) {
        let taken = take(&place.contract, &target, &plan, &fixed, &mut keys);
        let taken = runtime.block_on(taken).map_err(|_| run::used_up())?;
        now.insert(taken.name.clone());
        match taken.text {
            Ok(text) => one(
                folder,
                &taken.name,
                &taken.title,
                &text,
                trusting,
                &mut outcome,
            )?,
            Err(reason) => {
                outcome.unanswered += 1;
                anstream::println!("{}: no answer: {}", taken.name, run::clean(&reason));
                if outcome.unanswered == MOST_UNANSWERED {
                    break;
                }
            }
        }
    }
    if outcome.unanswered < MOST_UNANSWERED {
        for name in before.difference(&now) {
            let path = path(folder, name, file::ACCEPTED);
            if arguments.accept {
                std::fs::remove_file(&path).map_err(|cause| failed(&path, &cause))?;
            } else {
                outcome.drifted += 1;
                anstream::println!("{name}: there is no such plan in the corpus any more");
            }
        }
    }
    Ok(tell(&outcome, folder))
}

/// What cargo wants to see where it works; nothing is ever built from it.
const MANIFEST: &str = "# For `cargo insta review --workspace-root`, which works in a Cargo package only.\n\
    [package]\nname = \"snapshots\"\nversion = \"0.0.0\"\n\n[lib]\npath = \"none.rs\"\n\n[workspace]\n";

/// Puts a manifest into a folder that lies in no Cargo package, for the review tool.
fn make_reviewable(folder: &Path) -> Result<(), Failure> {
    let whole = std::fs::canonicalize(folder).map_err(|cause| failed(folder, &cause))?;
    if whole
        .ancestors()
        .any(|above| above.join("Cargo.toml").exists())
    {
        return Ok(());
    }
    let path = folder.join("Cargo.toml");
    std::fs::write(&path, MANIFEST).map_err(|cause| failed(&path, &cause))
}

/// A server that does not answer so often is not asked any more.
const MOST_UNANSWERED: usize = 3;

fn tell(outcome: &Outcome, folder: &Path) -> ExitCode {
    let Outcome {
        same,
        written,
        drifted,
        unanswered,
    } = outcome;
    anstream::println!(
        "{same} the same, {written} written, {drifted} different, {unanswered} without an answer, in {}",
        folder.display()
    );
    if *drifted > 0 {
        anstream::println!(
            "review them with `cargo insta review --workspace-root {}`, or take them for right with --accept",
            folder.display()
        );
    }
    match (drifted, unanswered) {
        (0, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(2),
        _ => ExitCode::from(1),
    }
}

/// Compares one snapshot with its file, or writes it.
fn one(
    folder: &Path,
    name: &str,
    title: &str,
    text: &str,
    trusting: bool,
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    let (kept, new) = (
        path(folder, name, file::ACCEPTED),
        path(folder, name, file::NEW),
    );
    let old = match kept.exists() {
        true => Some(file::read(&input::read(&kept)?)),
        false => None,
    };
    let difference = match &old {
        Some(old) => file::difference(old, text),
        None => Some(String::new()),
    };
    let write = |path: &Path| {
        std::fs::write(path, file::write(title, text)).map_err(|cause| failed(path, &cause))
    };
    match difference {
        None => outcome.same += 1,
        Some(_) if trusting => {
            write(&kept)?;
            outcome.written += 1;
        }
        Some(difference) => {
            write(&new)?;
            outcome.drifted += 1;
            match old {
                Some(_) => anstream::println!("{name}:\n{}", run::clean_lines(&difference)),
                None => anstream::println!("{name}: it is new"),
            }
            return Ok(());
        }
    }
    // what an earlier run found is settled
    match std::fs::remove_file(&new) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(failed(&new, &cause)),
        _ => Ok(()),
    }
}

fn path(folder: &Path, name: &str, ending: &str) -> PathBuf {
    folder.join(format!("{name}.{ending}"))
}

/// The names of the snapshots that the folder holds.
fn accepted(folder: &Path) -> Result<BTreeSet<String>, Failure> {
    let ending = format!(".{}", file::ACCEPTED);
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder).map_err(|cause| failed(folder, &cause))? {
        let entry = entry.map_err(|cause| failed(folder, &cause))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(&ending).map(str::to_owned));
    }
    Ok(names)
}

fn failed(path: &Path, cause: &std::io::Error) -> Failure {
    Failure::harness(format!(
        "failed to use `{}`: {cause}. Name another folder with --dir.",
        path.display()
    ))
}
