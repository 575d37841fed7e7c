//! `conform compare`: the same plans on two servers, and where their answers differ.

use std::path::PathBuf;
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
    /// Base URL of the first server
    #[arg(value_name = "URL-A")]
    a: String,
    /// Base URL of the second server
    #[arg(value_name = "URL-B")]
    b: String,
    /// A credential of the second server, when it is not that of the first: <scheme>=env:NAME, file:PATH or cmd:COMMAND
    #[arg(long, value_name = "SCHEME=SOURCE")]
    auth_b: Vec<String>,
    /// A parameter of the second server, when it is not that of the first
    #[arg(long = "param-b", value_name = "NAME=VALUE", value_parser = input::parameter)]
    parameters_b: Vec<(String, String)>,
    /// Requests of random plans, after those of the fixed corpus
    #[arg(long, value_name = "REQUESTS", default_value_t = 200)]
    budget: u32,
    /// Decides the random plans; a random one when left out
    #[arg(long)]
    seed: Option<u64>,
    #[command(flatten)]
    place: PlaceArguments,
}

/// Differences shown in full.
const SHOWN: usize = 20;

/// A pair of servers that does not answer so often is not asked any more.
const MOST_UNANSWERED: usize = 3;

/// Compares two servers.
pub(super) fn compare(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let place = arguments.place.read(&arguments.description)?;
    let open = |url: &str, auth: &[String], parameters: &[(String, String)]| {
        arguments.place.open(&place, url, auth, parameters)
    };
    let (a, fixed_a) = open(&arguments.a, &[], &[])?;
    let (b, fixed_b) = open(&arguments.b, &arguments.auth_b, &arguments.parameters_b)?;
    let seed = arguments.seed.unwrap_or_else(input::random);
    let (from, to) = place.keys;
    // both may stand before the same database, so they get no key in common
    let middle = from + (to - from) / 2;
    let mut keys_a = Keys::new(from, middle, input::random());
    let mut keys_b = Keys::new((middle + 1).min(to), to, input::random());
    let budget = usize::try_from(arguments.budget).unwrap_or(usize::MAX);
    let runtime = run::runtime()?;
    let (mut same, mut different, mut unanswered) = (0, 0, 0);
    anstream::println!("--- {}\n+++ {}, seed {seed}", a.base(), b.base());
    for plan in plans(&place.contract, seed, budget, place.scope) {
        let contract = &place.contract;
        let (one, other) = runtime.block_on(async {
            tokio::join!(
                take(contract, &a, &plan, &fixed_a, &mut keys_a),
                take(contract, &b, &plan, &fixed_b, &mut keys_b)
            )
        });
        let (Ok(one), Ok(other)) = (one, other) else {
            return Err(run::used_up());
        };
        match (one.text, other.text) {
            (Ok(first), Ok(second)) => match file::difference(&first, &second) {
                None => same += 1,
                Some(difference) => {
                    different += 1;
                    if different <= SHOWN {
                        let title = run::clean(&one.title);
                        anstream::println!("\n{title}\n{}", run::clean_lines(&difference));
                    }
                }
            },
            (first, second) => {
                unanswered += 1;
                for (base, text) in [(a.base(), first), (b.base(), second)] {
                    if let Err(reason) = text {
                        let title = run::clean(&one.title);
                        anstream::println!("{title}: {base}: no answer: {}", run::clean(&reason));
                    }
                }
                if unanswered == MOST_UNANSWERED {
                    break;
                }
            }
        }
    }
    if different > SHOWN {
        anstream::println!("… and {} more that differ", different - SHOWN);
    }
    anstream::println!(
        "{same} plans answered alike, {different} differently, {unanswered} without an answer"
    );
    Ok(match (same, different, unanswered) {
        (1.., 0, 0) => ExitCode::SUCCESS,
        (_, 1.., _) => ExitCode::from(1),
        _ => ExitCode::from(2),
    })
}
