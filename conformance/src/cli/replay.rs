//! `conform replay` and `conform judge`: a recorded finding once more, on a server or offline.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use conformance::bind::{Exhausted, Keys};
use conformance::contract::Contract;
use conformance::drive::Settings;
use conformance::judge;
use conformance::oracles::{Gate, Verdict, Violation};
use conformance::recording::Recording;
use conformance::replay::{self, Again, Replay, replay};
use serde_json::json;

use super::{Failure, description, input};

#[derive(Args)]
struct Recorded {
    /// The recording: a .json file in the folder `findings` of a report
    file: PathBuf,
    /// The OpenAPI description
    description: PathBuf,
    /// An OpenAPI Overlay to apply to the description; may be given more than once
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// A profile whose [operations] declare roles
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct ReplayArguments {
    #[command(flatten)]
    recorded: Recorded,
    /// Base URL of the server, such as http://127.0.0.1:8080
    #[arg(long)]
    url: String,
    /// Where the value of a security scheme comes from: <scheme>=env:NAME, file:PATH or cmd:COMMAND
    #[arg(long, value_name = "SCHEME=SOURCE")]
    auth: Vec<String>,
    /// A parameter by its name; those that are left out are taken from the recording
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = input::parameter)]
    parameters: Vec<(String, String)>,
    /// A tenant that exists and that the credentials do not open [default: that of the recording]
    #[arg(long, value_name = "NAME")]
    closed_tenant: Option<String>,
    /// Keys that may be written, both ends included [default: those of the recording]
    #[arg(long, value_name = "FROM..TO", value_parser = input::keys, allow_hyphen_values = true)]
    keys: Option<(i64, i64)>,
    /// Write to a server on another machine
    #[arg(long)]
    allow_writes: bool,
    /// How often it is run; what happens only when requests cross needs more than once
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    times: u16,
}

#[derive(Args)]
pub(super) struct JudgeArguments {
    #[command(flatten)]
    recorded: Recorded,
    /// Lowest level whose violations give exit code 1
    #[arg(long, value_enum, default_value_t = Gate::Must)]
    gate: Gate,
    /// The verdicts as JSON, for scripts
    #[arg(long)]
    json: bool,
}

impl Recorded {
    fn read(&self) -> Result<(Recording, Contract), Failure> {
        let profile = input::profile(self.profile.as_deref())?;
        let contract = description::contract(&self.description, &self.overlay, &profile)?;
        let recording =
            Recording::read(&input::read(&self.file)?).map_err(|e| self.unusable(&e))?;
        Ok((recording, contract))
    }

    fn unusable(&self, cause: &dyn std::fmt::Display) -> Failure {
        let file = self.file.display();
        Failure::usage(format!("the recording `{file}` cannot be used: {cause}"))
    }
}

/// Runs a recorded plan again, several times: 1 when it still happens, 0 when not, 2 when nobody can tell.
pub(super) fn again(arguments: &ReplayArguments) -> Result<ExitCode, Failure> {
    let (mut recording, contract) = arguments.recorded.read()?;
    let oracle = (recording.fit(&contract)).map_err(|e| arguments.recorded.unusable(&e))?;
    let sources = input::sources(&contract, &arguments.auth)?;
    let given = with_recorded(&arguments.parameters, &recording, &contract);
    let binding = &recording.transcript.binding;
    let closed = (arguments.closed_tenant.as_ref()).or(binding.closed_tenant.as_ref());
    let fixed = input::with_closed(&contract, input::parameters(&contract, &given)?, closed)?;
    if replay::needs_second_tenant(&recording) && fixed.tenants.len() < 2 {
        return Err(Failure::usage(
            "the recording speaks to two tenants: give the tenant header's --param twice",
        ));
    }
    let settings = Settings::suited(&arguments.url);
    if settings.rate.is_some() && !arguments.allow_writes {
        return Err(Failure::usage(format!(
            "nothing was sent: {} is not on this machine, and the recording is written to it again. Make sure that it \
             is a test system, then add --allow-writes",
            arguments.url
        )));
    }
    let target = input::target(&arguments.url, sources, settings)?;
    let (from, to) = arguments.keys.unwrap_or(recording.keys);
    let mut keys = Keys::new(from, to, input::random());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|cause| Failure::harness(format!("failed to start: {cause}")))?;

    anstream::println!("{} {}: {}", oracle.level, oracle.id, oracle.claim);
    let (mut shown, mut gone) = (0, 0);
    for time in 1..=arguments.times {
        let attempt = runtime.block_on(replay(Replay {
            recording: &recording,
            oracle,
            contract: &contract,
            target: &target,
            fixed: &fixed,
            keys: &mut keys,
        }));
        let attempt = attempt.map_err(|Exhausted| {
            Failure::usage("the key range is used up: give a larger one with --keys")
        })?;
        let what = match attempt.outcome {
            Again::Same(violation) => {
                shown += 1;
                format!("it still happens: {violation}")
            }
            Again::Other(violation) => {
                shown += 1;
                format!("it happens about {}: {violation}", violation.about())
            }
            Again::Gone => {
                gone += 1;
                "it does not happen".to_owned()
            }
            Again::Undecided(reason) => format!("nobody can tell: {reason}"),
        };
        anstream::println!("  {time}. {}", clean(&what));
    }
    let (code, summary) = summary(arguments.times, shown, gone);
    anstream::println!("{summary}");
    Ok(ExitCode::from(code))
}

/// The exit code, and what all runs together say.
fn summary(times: u16, shown: u16, gone: u16) -> (u8, String) {
    match (shown, gone) {
        (0, 0) => (2, format!("none of {times} runs could be judged")),
        (0, _) => (
            0,
            format!("it did not happen in {gone} of {times} runs that could be judged"),
        ),
        _ => (1, format!("it still happens: {shown} of {times}")),
    }
}

/// The parameters given, and of the recorded ones those that were not given and that the contract has.
fn with_recorded(
    given: &[(String, String)],
    recording: &Recording,
    contract: &Contract,
) -> Vec<(String, String)> {
    let names = || {
        contract
            .operations
            .iter()
            .flat_map(|one| &one.parameters)
            .map(|p| &p.name)
    };
    let is_given = |name: &str| given.iter().any(|(n, _)| n.eq_ignore_ascii_case(name));
    let binding = &recording.transcript.binding;
    let operation = contract.operation(recording.transcript.plan.operation);
    let tenant = operation.tenant.as_ref();
    let tenants = tenant.into_iter().flat_map(|name| {
        let values = binding.tenants.iter();
        values.map(move |value| (name.clone(), value.clone()))
    });
    let recorded = binding.parameters.clone().into_iter().chain(tenants);
    let missing = recorded.filter(|(name, _)| !is_given(name) && names().any(|n| n == name));
    given.iter().cloned().chain(missing).collect()
}

/// Judges a recorded run by all oracles, without a server.
pub(super) fn offline(arguments: &JudgeArguments) -> Result<ExitCode, Failure> {
    let (mut recording, contract) = arguments.recorded.read()?;
    (recording.fit(&contract)).map_err(|e| arguments.recorded.unusable(&e))?;
    let judgements = judge::judge(&contract, &recording.transcript, recording.given);
    let spoken: Vec<_> = judgements
        .iter()
        .filter(|(_, judgement)| judgement.verdict() != Verdict::NotApplicable)
        .collect();
    if arguments.json {
        let rows: serde_json::Value = spoken
            .iter()
            .map(|(oracle, judgement)| {
                json!({
                    "oracle": oracle.id,
                    "level": oracle.level,
                    "verdict": judgement.verdict(),
                    "armed": judgement.armed,
                    "decided": judgement.decided,
                    "violations": judgement.violations.iter().map(shown).collect::<Vec<_>>(),
                })
            })
            .collect();
        anstream::println!("{rows:#}");
    } else {
        let widest = spoken.iter().map(|(o, _)| o.id.len()).max().unwrap_or(0);
        for (oracle, judgement) in &spoken {
            let word = match judgement.verdict() {
                Verdict::Violated => "violated",
                Verdict::Holds => "holds",
                _ => "inconclusive",
            };
            anstream::println!("{:widest$}  {:6}  {word}", oracle.id, oracle.level);
            for violation in &judgement.violations {
                anstream::println!(
                    "{:widest$}  {}: {}",
                    "",
                    clean(&violation.about()),
                    clean(&violation.message())
                );
            }
        }
    }
    let violated = spoken.iter().any(|(oracle, judgement)| {
        arguments.gate.fails(oracle.level) && !judgement.violations.is_empty()
    });
    let decided = spoken.iter().any(|(_, judgement)| judgement.decided > 0);
    Ok(match (violated, decided) {
        (true, _) => ExitCode::from(1),
        (false, true) => ExitCode::SUCCESS,
        // a run that judged nothing is not a success
        (false, false) => {
            anstream::eprintln!("conform: no oracle could decide anything by this recording");
            ExitCode::from(2)
        }
    })
}

/// A violation for scripts.
fn shown(violation: &Violation) -> serde_json::Value {
    json!({
        "about": violation.about(),
        "message": violation.message(),
        "exchanges": violation.exchanges(),
    })
}

/// Text from a server or a file without control characters, which could drive the terminal.
fn clean(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}
