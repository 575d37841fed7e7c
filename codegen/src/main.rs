//! The binary `codegen`: reads and writes files, and says what the library found. Exit codes: 0 done, 1 drift with
//! `--check`, 2 diagnostics, bad flags or a file that cannot be read or written.

mod disk;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use codegen::diagnostic::Diagnostics;
use codegen::emit::Options;
use codegen::{Input, files};

/// OpenAPI description in, Rust server stubs, typed client and types out.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the crate for a description, or check that it is up to date.
    Generate(Generate),
}

#[derive(clap::Args)]
struct Generate {
    /// The OpenAPI description, YAML or JSON
    description: PathBuf,
    /// The folder of the crate
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// An OpenAPI Overlay to apply first; may be given several times
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// The name of the package [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    crate_name: Option<String>,
    /// Fail when something is malformed or unsupported, instead of leaving it out with a warning
    #[arg(long)]
    strict: bool,
    /// Write nothing; fail when the folder is not what would be written
    #[arg(long)]
    check: bool,
    /// How findings are shown: to people on standard error, or to programs on standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    message_format: Format,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With excerpts, on standard error
    Human,
    /// One object a line, on standard output
    Json,
    /// A SARIF 2.1.0 log, on standard output
    Sarif,
}

/// Why a run ends early.
enum Failure {
    /// Text that was rendered already.
    Diagnostics(Diagnostics),
    /// One sentence.
    Message(String),
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Diagnostics(diagnostics)
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Message(message)
    }
}

fn main() -> ExitCode {
    let Arguments {
        command: Command::Generate(arguments),
    } = Arguments::parse();
    match generate(&arguments) {
        Ok(code) => code,
        Err(Failure::Diagnostics(diagnostics)) => {
            show(&diagnostics, arguments.message_format);
            let count = diagnostics
                .iter()
                .filter(|one| one.severity == codegen::diagnostic::Severity::Error)
                .count();
            let errors = if count == 1 {
                "1 error".to_owned()
            } else {
                format!("{count} errors")
            };
            anstream::eprintln!("{errors}; nothing was written");
            ExitCode::from(2)
        }
        Err(Failure::Message(message)) => {
            anstream::eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn generate(arguments: &Generate) -> Result<ExitCode, Failure> {
    let description = disk::read(&arguments.description)?;
    let overlays = arguments
        .overlays
        .iter()
        .map(|path| disk::read(path))
        .collect::<Result<Vec<_>, _>>()?;
    let overlays: Vec<Input<'_>> = overlays.iter().map(disk::Named::input).collect();
    let options = Options {
        crate_name: crate_name(arguments)?,
        strict: arguments.strict,
    };
    let mut siblings = disk::Siblings::of(&arguments.description);
    let mut loader = |path: &str| siblings.read(path);
    let output = codegen::generate_from(description.input(), &overlays, &options, &mut loader)?;
    show(&output.warnings, arguments.message_format);
    let folder = disk::Folder::open(&arguments.out)?;
    let drifts = files::drift(&output.files, folder.files());
    if arguments.check {
        return Ok(report(arguments, &drifts));
    }
    folder.claim()?;
    let written = folder.write(&output.files, &drifts)?;
    let total = output.files.len();
    if arguments.message_format == Format::Human {
        anstream::println!(
            "{}: {total} files, {written} changed",
            arguments.out.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// More findings than this are no help to people; programs get them all.
const MOST_SHOWN: usize = 500;

/// Says what was found. A log is written even when nothing was: programs read it.
fn show(diagnostics: &Diagnostics, format: Format) {
    match format {
        Format::Human if diagnostics.is_empty() => {}
        Format::Human => {
            let shown: Diagnostics = diagnostics.iter().take(MOST_SHOWN).cloned().collect();
            anstream::eprintln!("{}\n", shown.render_styled());
            let more = diagnostics.len() - shown.len();
            if more > 0 {
                anstream::eprintln!(
                    "… and {more} more findings, which `--message-format json` shows\n"
                );
            }
        }
        Format::Json => anstream::print!("{}", diagnostics.to_json_lines()),
        Format::Sarif => anstream::print!("{}", diagnostics.to_sarif()),
    }
}

fn report(arguments: &Generate, drifts: &[files::Drift]) -> ExitCode {
    if drifts.is_empty() {
        if arguments.message_format == Format::Human {
            anstream::println!("{} is up to date", arguments.out.display());
        }
        return ExitCode::SUCCESS;
    }
    for drift in drifts {
        anstream::eprintln!("{drift}");
    }
    let overlays = arguments
        .overlays
        .iter()
        .map(|path| format!(" --overlay {}", path.display()));
    let name = arguments
        .crate_name
        .iter()
        .map(|name| format!(" --crate-name {name}"));
    let extra: String = overlays.chain(name).collect();
    anstream::eprintln!(
        "{} is not what the generator writes; run `codegen generate {} --out {}{extra}`",
        arguments.out.display(),
        arguments.description.display(),
        arguments.out.display(),
    );
    ExitCode::from(1)
}

/// The name given, or that of the folder.
fn crate_name(arguments: &Generate) -> Result<String, String> {
    let name = match &arguments.crate_name {
        Some(name) => name.clone(),
        None => disk::folder_name(&arguments.out)?,
    };
    let first = name
        .chars()
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic());
    if first
        && name
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || one == '-' || one == '_')
    {
        return Ok(name);
    }
    Err(format!(
        "`{name}` is no name of a package: give one with --crate-name, of letters, digits, dashes and underscores"
    ))
}
