//! What the verbs that speak to a server need: overlays, credentials, parameters, keys, pace.

use std::path::PathBuf;

use clap::Args;
use conformance::bind::Fixed;
use conformance::contract::Contract;
use conformance::drive::{Settings, Target};
use conformance::plan::{OtherCalls, Scope};
use conformance::profile::Profile;

use super::{Failure, description, input};

/// Keys that hardly anybody uses: they fit into 32 bits and are large.
pub(super) const KEYS: (i64, i64) = (1_000_000_000, 2_147_483_647);

#[derive(Args)]
pub(super) struct PlaceArguments {
    /// An OpenAPI Overlay to apply to the description; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub(super) overlay: Vec<PathBuf>,
    /// Where the value of a security scheme comes from: <scheme>=env:NAME, file:PATH or cmd:COMMAND
    #[arg(long, value_name = "SCHEME=SOURCE")]
    pub(super) auth: Vec<String>, // parsed later: clap would repeat a secret that somebody typed here by mistake
    /// A path, header or query parameter by its name; the tenant header may be given twice, for a second tenant
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = input::parameter)]
    pub(super) parameters: Vec<(String, String)>,
    /// Keys that may be written, both ends included; giving them says that they are not in use
    #[arg(long, value_name = "FROM..TO", value_parser = input::keys, allow_hyphen_values = true)]
    pub(super) keys: Option<(i64, i64)>,
    /// What is known of the target: a TOML file (schema: conformance/profile.schema.json); flags win over it
    #[arg(long, value_name = "FILE")]
    pub(super) profile: Option<PathBuf>,
    /// Requests a second [default: 20 when the server is on another machine, else no limit]
    #[arg(long, value_name = "PER-SECOND", value_parser = input::rate)]
    pub(super) rate: Option<f64>,
    /// Write to a server on another machine. Without it nothing is written there; `conform run` ends after its plan
    #[arg(long)]
    pub(super) allow_writes: bool,
}

/// A description that was read, and what is known of the servers.
pub(super) struct Place {
    pub(super) contract: Contract,
    pub(super) scope: Scope,
    pub(super) keys: (i64, i64),
    profile: Profile,
}

impl PlaceArguments {
    /// Reads description and profile.
    pub(super) fn read(&self, description: &std::path::Path) -> Result<Place, Failure> {
        let profile = input::profile(self.profile.as_deref())?;
        let contract = description::contract(description, &self.overlay, &profile)?;
        input::unambiguous(&contract)?;
        input::with_batches(&contract)?;
        let declared = profile.keys.as_ref().map(|keys| (keys.from, keys.to));
        let keys = self.keys.or(declared);
        let scope = Scope {
            two_tenants: self.fixed(&contract, &profile, &[])?.tenants.len() > 1,
            closed_tenant: false,
            burst: false,
            largest_batch: profile.largest_batch,
            range_only: keys.is_some(),
            others: OtherCalls::None,
        };
        Ok(Place {
            contract,
            scope,
            keys: keys.unwrap_or(KEYS),
            profile,
        })
    }

    /// The server at `url`; `auth` and `parameters` win over those that all servers share.
    pub(super) fn open(
        &self,
        place: &Place,
        url: &str,
        auth: &[String],
        parameters: &[(String, String)],
    ) -> Result<(Target, Fixed), Failure> {
        let fixed = self.fixed(&place.contract, &place.profile, parameters)?;
        let auth: Vec<String> = self.auth.iter().chain(auth).cloned().collect();
        let sources = input::sources(&place.contract, &auth)?;
        let suited = Settings::suited(url);
        if suited.rate.is_some() && !self.allow_writes {
            return Err(Failure::usage(format!(
                "nothing was sent: {url} is not on this machine, and the plans write to it. Make sure that it is a test \
                 system, then add --allow-writes"
            )));
        }
        let settings = Settings {
            rate: self.rate.or(suited.rate),
            ..suited
        };
        Ok((input::target(url, sources, settings)?, fixed))
    }

    fn fixed(
        &self,
        contract: &Contract,
        profile: &Profile,
        parameters: &[(String, String)],
    ) -> Result<Fixed, Failure> {
        let given = |name: &str| {
            parameters
                .iter()
                .any(|(other, _)| other.eq_ignore_ascii_case(name))
        };
        let shared = self.parameters.iter().filter(|(name, _)| !given(name));
        let all: Vec<(String, String)> = shared.chain(parameters).cloned().collect();
        input::parameters(contract, &input::with_profile(contract, &all, profile))
    }
}
