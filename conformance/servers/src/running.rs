//! Starting and stopping a server within this process. Stops taking connections at once, lets requests that began
//! finish, and gives up on those that take longer than a few seconds.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt;
use generated::server::{Limits, router};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::config::{Config, Database, StartError};
use crate::listening::Listening;
use crate::seams::{Honest, Seams};
use crate::server::Server;
use crate::store::Store;
use crate::{entity, exchange};

/// How long a stopping server waits for requests that began.
const GRACE: Duration = Duration::from_secs(5);

/// A server that listens. Dropping it stops it too, without waiting.
#[derive(Debug)]
pub struct Running {
    /// `http://address:port`, with no slash at the end.
    pub base_url: String,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<std::io::Result<()>>,
    _folder: Option<tempfile::TempDir>,
}

/// Opens the database, listens and serves. When this returns, connections are accepted.
pub async fn start(config: Config) -> Result<Running, StartError> {
    let nameable =
        |tenant: &String| !tenant.is_empty() && tenant.bytes().all(|byte| byte.is_ascii_graphic());
    if config.tenants.is_empty() || !config.tenants.iter().all(nameable) {
        return Err(StartError::Tenants);
    }
    let seams = config.seams()?;
    let (path, folder) = place(&config.database)?;
    let database = |cause: String| StartError::Database {
        path: path.clone(),
        cause,
    };
    let store = Store::open(&path, entity::TABLES).map_err(|error| database(error.to_string()))?;

    let listen = |cause| StartError::Listen {
        address: config.listen,
        cause,
    };
    let listener = TcpListener::bind(config.listen).await.map_err(listen)?;
    let base_url = format!("http://{}", listener.local_addr().map_err(listen)?);
    let listener = Listening::new(listener, seams.clone());
    // Small answers must not wait for the client's delayed acknowledgement.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay();
    });

    let limits = Limits {
        max_body_bytes: config.max_body_bytes,
    };
    let max_body_bytes = config.max_body_bytes;
    let honest = || Arc::new(Honest) as Arc<dyn Seams>;
    let server = Server::new(config, store, seams.clone().unwrap_or_else(honest));
    let app = exchange::layer(router(server, limits), seams, max_body_bytes)
        .into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = axum::serve(listener, app).with_graceful_shutdown(async {
        // A dropped sender means the same as one that spoke.
        let _ = stopped.await;
    });
    Ok(Running {
        base_url,
        stop: Some(stop),
        serving: tokio::spawn(async { serving.await }),
        _folder: folder,
    })
}

impl Running {
    /// Stops, and returns when every request that began was answered or the grace is over.
    pub async fn shutdown(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if tokio::time::timeout(GRACE, &mut self.serving)
            .await
            .is_err()
        {
            self.serving.abort();
        }
    }
}

fn place(database: &Database) -> Result<(PathBuf, Option<tempfile::TempDir>), StartError> {
    match database {
        Database::File(path) => Ok((path.clone(), None)),
        Database::Temporary => {
            let failed = |cause: std::io::Error| StartError::Database {
                path: Path::new("a temporary folder").to_owned(),
                cause: cause.to_string(),
            };
            let folder = tempfile::Builder::new()
                .prefix("reference-server-")
                .tempdir()
                .map_err(failed)?;
            Ok((folder.path().join("entities.sqlite"), Some(folder)))
        }
    }
}
