//! `servers`: starts the reference server and says where it listens. Refuses bad flags, unknown faults, databases that
//! cannot be written and ports in use with one sentence and exit code 2.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use servers::{Config, Credentials, Database, Fault, Variant};

/// The reference server of VBAPI's provider credentialing, with a real database, and on request with one named mistake.
#[derive(Debug, Parser)]
#[command(version)]
struct Flags {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Where to keep the entities; without it in a temporary folder that is removed at exit
    #[arg(long, value_name = "sqlite:PATH", value_parser = database)]
    database: Option<Database>,
    /// The mistake to switch on; see --list-faults
    #[arg(long, value_name = "ID")]
    fault: Option<Fault>,
    /// Print every fault with its family, the oracle that should find it, and what it does
    #[arg(long)]
    list_faults: bool,
    /// The permitted difference to switch on, in the place of a mistake; see --list-variants
    #[arg(long, value_name = "ID", conflicts_with = "fault")]
    variant: Option<Variant>,
    /// Print every variant with what it does differently
    #[arg(long)]
    list_variants: bool,
    /// The environment variable that holds the API key; without it the key is `reference-key`
    #[arg(long, value_name = "NAME", value_parser = secret)]
    api_key_env: Option<Secret>,
    /// The environment variable that holds the bearer token; without it the token is `reference-token`
    #[arg(long, value_name = "NAME", value_parser = secret)]
    bearer_env: Option<Secret>,
    /// The databases that exist, as the header `vbasoftware-database` names them
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        default_value = "alpha,beta"
    )]
    tenants: Vec<String>,
    /// Databases that exist and that these credentials do not open
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        default_value = "gamma"
    )]
    closed_tenants: Vec<String>,
    /// The largest request body that is read
    #[arg(long, value_name = "BYTES", default_value_t = Config::default().max_body_bytes)]
    max_body_bytes: usize,
    /// Stop when the standard input ends, so that the server never outlives the program that started it
    #[arg(long)]
    until_stdin_closes: bool,
}

/// Keeps a credential out of debug output.
#[derive(Clone)]
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

fn database(text: &str) -> Result<Database, String> {
    match text
        .strip_prefix("sqlite:")
        .map(|rest| rest.strip_prefix("//").unwrap_or(rest))
    {
        Some(path) if !path.is_empty() && path != ":memory:" => {
            Ok(Database::File(PathBuf::from(path)))
        }
        _ => {
            Err("write `sqlite:` and the path of a file, as in `sqlite:entities.sqlite`".to_owned())
        }
    }
}

fn secret(name: &str) -> Result<Secret, String> {
    match std::env::var(name) {
        Ok(value) if !value.is_empty() => Ok(Secret(value)),
        Ok(_) => Err("this environment variable is empty; set it to the credential".to_owned()),
        Err(_) => Err("there is no such environment variable; set it to the credential".to_owned()),
    }
}

fn main() -> ExitCode {
    let flags = Flags::parse();
    if flags.list_faults {
        list_faults();
        return ExitCode::SUCCESS;
    }
    if flags.list_variants {
        list_variants();
        return ExitCode::SUCCESS;
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&format!("failed to start threads: {error}")),
    };
    match runtime.block_on(serve(flags)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => refuse(&message),
    }
}

async fn serve(flags: Flags) -> Result<(), String> {
    let documented = Credentials::default();
    let config = Config {
        listen: flags.listen,
        database: flags.database.unwrap_or(Database::Temporary),
        credentials: Credentials {
            api_key: flags
                .api_key_env
                .map_or(documented.api_key, |secret| secret.0),
            bearer: flags
                .bearer_env
                .map_or(documented.bearer, |secret| secret.0),
        },
        tenants: flags.tenants,
        closed_tenants: flags.closed_tenants,
        fault: flags.fault,
        variant: flags.variant,
        max_body_bytes: flags.max_body_bytes,
    };
    // Before the address is announced, so that whoever reads it may stop the server at once.
    let stop = stop_signal().map_err(|error| format!("failed to listen for signals: {error}"))?;
    let running = servers::start(config)
        .await
        .map_err(|error| error.to_string())?;
    let mut out = std::io::stdout();
    // Whoever does not read the address still gets the server.
    let _ = writeln!(out, "listening on {}", running.base_url).and_then(|()| out.flush());
    if flags.until_stdin_closes {
        tokio::select! {
            () = stop => {}
            () = stdin_closed() => {}
        }
    } else {
        stop.await;
    }
    running.shutdown().await;
    Ok(())
}

/// Resolves when the standard input ends or cannot be read; what it says is dropped.
async fn stdin_closed() {
    let (closed, end) = tokio::sync::oneshot::channel::<()>();
    // A thread of its own: the runtime would wait for a read that nobody ends.
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        drop(closed);
    });
    let _ = end.await;
}

/// Resolves at SIGTERM or Ctrl-C.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Resolves at Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

fn list_faults() {
    let width = |column: fn(&Fault) -> &'static str| {
        Fault::all().iter().map(|fault| column(fault).len()).max()
    };
    let (id, found_by) = (width(|fault| fault.id), width(|fault| fault.found_by));
    let (id, found_by) = (id.unwrap_or_default(), found_by.unwrap_or_default());
    let mut out = std::io::stdout().lock();
    for fault in Fault::all() {
        let line = writeln!(
            out,
            "{:id$}  {}  {:found_by$}  {}",
            fault.id, fault.family, fault.found_by, fault.what
        );
        if line.is_err() {
            return; // the reader has seen enough
        }
    }
}

fn list_variants() {
    let width = Variant::all().iter().map(|variant| variant.id.len()).max();
    let width = width.unwrap_or_default();
    let mut out = std::io::stdout().lock();
    for variant in Variant::all() {
        if writeln!(out, "{:width$}  {}", variant.id, variant.what).is_err() {
            return; // the reader has seen enough
        }
    }
}

fn refuse(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(2)
}
