//! `conform run`: one campaign from flags to exit code.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use conformance::campaign::{self, Options, campaign};
use conformance::contract::Contract;
use conformance::drive::{Held, Settings, Target};
use conformance::oracles::Gate;
use conformance::outcome::{Overall, Shard};
use conformance::plan::{OtherCalls, default_budget};
use conformance::profile::Profile;
use conformance::report::terminal;

use super::place::{KEYS, PlaceArguments};
use super::reports::{self, Reports};
use super::{Failure, description, deviating, input};

#[derive(Args)]
pub(super) struct Arguments {
    /// The OpenAPI description
    description: PathBuf,
    /// Base URL of the server to judge, such as http://127.0.0.1:8080
    #[arg(long)]
    url: String,
    #[command(flatten)]
    place: PlaceArguments,
    /// A value of the tenant header that exists and that the credentials do not open: it is judged whether they do
    #[arg(long, value_name = "NAME")]
    closed_tenant: Option<String>,
    /// Decides every plan and every key; a random one when left out
    #[arg(long)]
    seed: Option<u64>,
    /// Most requests, before findings are made smaller [default: 800 for each batch operation, and some for each other one]
    #[arg(long, value_name = "REQUESTS", value_parser = clap::value_parser!(u64).range(1..))]
    budget: Option<u64>,
    /// Longest time for the whole run [default: 60s; 15m when the server is on another machine]
    #[arg(long, value_parser = input::duration)]
    max_time: Option<Duration>,
    /// Plans under way at the same time; on another machine also connections
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    lanes: u16,
    /// Show what would be sent, and send nothing
    #[arg(long)]
    dry_run: bool,
    /// Run only part i of n of the campaign, with keys of its own; `conform merge` joins the reports
    #[arg(long, value_name = "I/N", value_parser = input::shard, requires_all = ["seed", "report_dir"])]
    shard: Option<Shard>,
    /// Remove at the end what was created, where the description has an operation for it
    #[arg(long)]
    clean_up: bool,
    /// Lowest level whose findings fail the run
    #[arg(long, value_enum, default_value_t = Gate::Must)]
    gate: Gate,
    /// Violations that are known and fail no gate: a TOML file (schema: conformance/deviations.schema.json)
    #[arg(long, value_name = "FILE")]
    deviations: Option<PathBuf>,
    /// Write what was found into that file, and take out what no longer fails; reasons and owners stay
    #[arg(long, requires = "deviations")]
    update_deviations: bool,
    #[command(flatten)]
    reports: reports::ReportArguments,
}

/// Runs the campaign.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let profile = input::profile(arguments.place.profile.as_deref())?;
    let mut contract =
        description::contract(&arguments.description, &arguments.place.overlay, &profile)?;
    input::unambiguous(&contract)?;
    let sources = input::sources(&contract, &arguments.place.auth)?;
    input::leave_out_unreachable(&mut contract, &sources);
    let options = options(arguments, &contract, profile)?;
    if !contract.has_batches() {
        anstream::eprintln!(
            "conform: {}. Judged is what any operation owes.",
            input::NO_BATCH
        );
    }
    let settings = settings(arguments);
    if !consent(arguments, &contract, &options, &settings)? {
        return Ok(ExitCode::SUCCESS);
    }
    let mut reports = Reports::open(&arguments.reports)?;
    let target = input::target(&arguments.url, sources, settings)?;
    let runtime = runtime()?;
    let mut progress = terminal::Progress::new();
    let mut report = runtime.block_on(campaign(
        &contract,
        &target,
        &options,
        interrupted(),
        &mut |event| {
            progress.event(&event);
            reports.event(&event);
        },
    ));
    let kept = reports.keep_findings(&mut report);
    anstream::print!("{}", terminal::render(&report));
    let known = match &arguments.deviations {
        Some(path) if arguments.update_deviations => {
            deviating::update(path, &options.deviations, &report)
        }
        _ => Ok(false),
    };
    let outcome = kept.and_then(|()| reports.write(&report));
    // not before: until the end a second Ctrl-C has to be heard
    runtime.shutdown_timeout(Duration::from_millis(100));
    outcome?;
    let known = known?;
    Ok(match report.verdict {
        Overall::Fail if known => ExitCode::SUCCESS,
        Overall::Pass => ExitCode::SUCCESS,
        Overall::Fail => ExitCode::from(1),
        Overall::Inconclusive => ExitCode::from(2),
    })
}

/// What requests run on.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|cause| Failure::harness(format!("failed to start: {cause}")))
}

/// There are no keys left.
pub(super) fn used_up() -> Failure {
    Failure::usage("the key range is used up: give a larger one with --keys")
}

/// Text from a server or a file without control characters, which could drive the terminal.
pub(super) fn clean(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

/// The same line by line.
pub(super) fn clean_lines(text: &str) -> String {
    text.lines().map(|line| clean(line) + "\n").collect()
}

/// The first Ctrl-C ends the campaign in order; the second one ends the program.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        return std::future::pending().await;
    }
    tokio::spawn(async {
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(2);
        }
    });
}

/// How the server is treated.
fn settings(arguments: &Arguments) -> Settings {
    let suited = Settings::suited(&arguments.url);
    // all shards together are one client
    let shards = arguments.shard.map_or(1.0, |shard| {
        f64::from(u32::try_from(shard.of).unwrap_or(u32::MAX))
    });
    Settings {
        rate: arguments
            .place
            .rate
            .or(suited.rate)
            .map(|rate| rate / shards),
        connections: suited.connections.map(|_| usize::from(arguments.lanes)),
        ..suited
    }
}

/// Shows what will be sent where that matters, and says whether it may be sent.
fn consent(
    arguments: &Arguments,
    contract: &Contract,
    options: &Options,
    settings: &Settings,
) -> Result<bool, Failure> {
    // no credential is read for it
    let target = Target::new(&arguments.url, Held::default(), settings.clone())
        .map_err(|e| Failure::usage(e.to_string()))?;
    if target.is_loopback() && !arguments.dry_run {
        return Ok(true);
    }
    let outline = campaign::outline(contract, options);
    anstream::print!("{}", terminal::outline(&outline, target.base(), settings));
    if arguments.dry_run {
        anstream::println!("Nothing was sent: --dry-run.");
        return Ok(false);
    }
    // without batches only what is harmless is sent
    if !arguments.place.allow_writes && contract.has_batches() {
        return Err(Failure::usage(format!(
            "nothing was sent: {} is not on this machine, and the run would write to it. Make sure that it is a test \
             system, then add --allow-writes",
            target.base()
        )));
    }
    Ok(true)
}

fn options(
    arguments: &Arguments,
    contract: &Contract,
    profile: Profile,
) -> Result<Options, Failure> {
    let here = Settings::suited(&arguments.url).rate.is_none();
    let others = match here || arguments.place.allow_writes {
        true => OtherCalls::All,
        false => OtherCalls::Harmless,
    };
    let budget = arguments
        .budget
        .map_or(default_budget(contract, others), |n| {
            usize::try_from(n).unwrap_or(usize::MAX)
        });
    let keys = arguments
        .place
        .keys
        .or(profile.keys.as_ref().map(|keys| (keys.from, keys.to)));
    Ok(Options {
        seed: arguments.seed.unwrap_or_else(input::random),
        budget,
        max_time: arguments.max_time.unwrap_or_else(|| {
            Duration::from_secs(match Settings::suited(&arguments.url).rate {
                Some(_) => 15 * 60,
                None => 60,
            })
        }),
        lanes: usize::from(arguments.lanes),
        gate: arguments.gate,
        keys: keys.unwrap_or(KEYS),
        keys_declared: keys.is_some(),
        fixed: input::with_closed(
            contract,
            input::parameters(
                contract,
                &input::with_profile(contract, &arguments.place.parameters, &profile),
            )?,
            arguments
                .closed_tenant
                .as_ref()
                .or(profile.closed_tenant.as_ref()),
        )?,
        preconditions: profile.preconditions,
        largest_batch: profile.largest_batch,
        omit: profile.omit,
        clean_up: arguments.clean_up,
        others,
        shard: arguments.shard,
        deviations: deviating::read(arguments.deviations.as_deref(), arguments.update_deviations)?,
    })
}
