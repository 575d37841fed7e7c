//! The reference server on a free port, the contract of the project's own description, and short campaigns.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use conformance::bind::Fixed;
use conformance::campaign::{Options, campaign};
use conformance::contract::{self, Contract};
use conformance::drive::{Settings, Target};
use conformance::oracles::Gate;
use conformance::outcome::Report;
use conformance::profile::Preconditions;
use secrecy::SecretString;
use servers::{Config, Credentials, Fault, Running};

pub(crate) fn spec(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../spec")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

pub(crate) fn contract() -> Contract {
    let (text, overlay) = (spec("vbapi.openapi.yaml"), spec("vbapi.batch.overlay.yaml"));
    let input = |name, text| description::Input { name, text };
    let overlays = [input("vbapi.batch.overlay.yaml", overlay.as_str())];
    let whole = input("vbapi.openapi.yaml", text.as_str());
    let opened = description::open(whole, &overlays, &mut description::alone);
    contract::read(&Arc::new(opened.unwrap().0)).unwrap()
}

pub(crate) async fn server(fault: Option<Fault>) -> Running {
    servers::start(Config {
        fault,
        ..Config::default()
    })
    .await
    .unwrap()
}

/// A target with the reference server's credentials.
pub(crate) fn target(url: &str) -> Target {
    let Credentials { api_key, bearer } = Credentials::default();
    let credentials: BTreeMap<String, SecretString> = [
        ("apiKeyAuth".to_owned(), SecretString::from(api_key)),
        ("bearerAuth".to_owned(), SecretString::from(bearer)),
    ]
    .into();
    Target::new(
        url,
        credentials,
        Settings {
            timeout: Duration::from_secs(10),
            ..Settings::default()
        },
    )
    .unwrap()
}

pub(crate) fn fixed() -> Fixed {
    Fixed {
        parameters: [("providerCredKey".to_owned(), "7".to_owned())].into(),
        tenants: vec!["alpha".to_owned(), "beta".to_owned()],
        closed_tenant: Some("gamma".to_owned()),
    }
}

pub(crate) fn options(seed: u64, budget: usize) -> Options {
    Options {
        seed,
        budget,
        max_time: Duration::from_secs(120),
        lanes: 4,
        gate: Gate::Must,
        keys: (1_000_000_000, 2_147_483_647),
        keys_declared: false,
        others: conformance::plan::OtherCalls::All,
        fixed: fixed(),
        preconditions: Preconditions::default(),
        largest_batch: None,
        omit: Vec::new(),
        clean_up: false,
        shard: None,
        deviations: Default::default(),
    }
}

/// One campaign against `url`.
pub(crate) async fn judge(contract: &Contract, url: &str, options: &Options) -> Report {
    campaign(
        contract,
        &target(url),
        options,
        std::future::pending(),
        &mut |_| (),
    )
    .await
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}
