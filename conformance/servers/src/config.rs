//! What the server is started with, and why it may not start. Holds no behaviour.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use crate::fault::Fault;
use crate::seams::Seams;
use crate::variant::Variant;

/// Everything that can be chosen about a server.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the entities are kept.
    pub database: Database,
    /// What a caller must present.
    pub credentials: Credentials,
    /// The values of `vbasoftware-database` that exist.
    pub tenants: Vec<String>,
    /// Values of the same header that exist and that the credentials do not open.
    pub closed_tenants: Vec<String>,
    /// The one mistake that is switched on, if any.
    pub fault: Option<Fault>,
    /// The one way in which it differs and is right all the same, if any; excludes a fault.
    pub variant: Option<Variant>,
    /// The largest request body that is read.
    pub max_body_bytes: usize,
}

/// Where the entities are kept.
#[derive(Clone, Debug)]
pub enum Database {
    /// A file in a temporary folder, removed when the server stops.
    Temporary,
    /// This file, created if it does not exist.
    File(PathBuf),
}

/// What a caller must present: both, always.
#[derive(Clone)]
pub struct Credentials {
    /// The value of `x-api-key`.
    pub api_key: String,
    /// The token after `Bearer` in `Authorization`.
    pub bearer: String,
}

/// Why a server did not start.
#[derive(Debug)]
pub enum StartError {
    /// The database cannot be opened or written.
    Database {
        /// Its path.
        path: PathBuf,
        /// What the database or the file system said.
        cause: String,
    },
    /// The address cannot be listened on.
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A fault and a variant at once: nobody could say which of them was found.
    FaultAndVariant,
    /// No tenants, or one that cannot be named in a header.
    Tenants,
}

impl Config {
    /// How this server differs from the honest one; `None` if it does not.
    pub(crate) fn seams(&self) -> Result<Option<Arc<dyn Seams>>, StartError> {
        match (self.fault, self.variant) {
            (None, None) => Ok(None),
            (Some(fault), None) => Ok(Some(fault.seams())),
            (None, Some(variant)) => Ok(Some(variant.seams())),
            (Some(_), Some(_)) => Err(StartError::FaultAndVariant),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            database: Database::Temporary,
            credentials: Credentials::default(),
            tenants: vec!["alpha".to_owned(), "beta".to_owned()],
            closed_tenants: vec!["gamma".to_owned()],
            fault: None,
            variant: None,
            max_body_bytes: 8 * 1024 * 1024,
        }
    }
}

impl Default for Credentials {
    /// The documented ones of the reference server: `reference-key` and `reference-token`.
    fn default() -> Self {
        Self {
            api_key: "reference-key".to_owned(),
            bearer: "reference-token".to_owned(),
        }
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(..)")
    }
}

impl std::fmt::Display for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Database { path, cause } => write!(f, "failed to open the database `{}`: {cause}", path.display()),
            Self::Listen { address, cause } => {
                write!(f, "failed to listen on `{address}`: {cause}; choose another port, or 0 for a free one")
            }
            Self::FaultAndVariant => f.write_str("a fault and a variant exclude each other; choose one of them"),
            Self::Tenants => f.write_str(
                "the tenants must be at least one, each of visible ASCII characters, as in `--tenants alpha,beta`",
            ),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen { cause, .. } => Some(cause),
            Self::Database { .. } | Self::FaultAndVariant | Self::Tenants => None,
        }
    }
}
