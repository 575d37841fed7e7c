//! The state behind the operations: who may call, which tenant is meant, and how work reaches the database. Refuses
//! wrong credentials with 401, unknown databases with 400 and closed ones with 403, and never repeats any of them.

use std::hint::black_box;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use generated::security::ApiKeyAuthAndBearerAuth;
use generated::support::rejection::Rejection;

use crate::config::{Config, Credentials};
use crate::seams::{Checked, Seams};
use crate::store::{Store, StoreError};

/// Cheap to clone; every request has one.
#[derive(Clone)]
pub(crate) struct Server {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    credentials: Credentials,
    tenants: Vec<String>,
    closed_tenants: Vec<String>,
    seams: Arc<dyn Seams>,
}

impl Server {
    pub(crate) fn new(config: Config, store: Store, seams: Arc<dyn Seams>) -> Self {
        let Config {
            credentials,
            tenants,
            closed_tenants,
            ..
        } = config;
        Self {
            inner: Arc::new(Inner {
                store,
                credentials,
                tenants,
                closed_tenants,
                seams,
            }),
        }
    }

    pub(crate) fn seams(&self) -> &Arc<dyn Seams> {
        &self.inner.seams
    }

    pub(crate) fn check(&self, sent: &ApiKeyAuthAndBearerAuth) -> Result<(), Rejection> {
        let known = &self.inner.credentials;
        let checked = Checked {
            api_key: same(sent.api_key_auth.expose(), &known.api_key),
            bearer: same(sent.bearer_auth.expose(), &known.bearer),
        };
        if self
            .inner
            .seams
            .authorize(sent.api_key_auth.expose(), checked)
        {
            return Ok(());
        }
        Err(Rejection::new(
            StatusCode::UNAUTHORIZED,
            "wrong-credentials",
            "the API key or the bearer token is wrong",
        )
        .with_header(
            WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer realm=\"vbapi\", error=\"invalid_token\""),
        ))
    }

    pub(crate) fn tenant(&self, sent: &str) -> Result<String, Rejection> {
        let seams = &self.inner.seams;
        if let Some(closed) = self
            .inner
            .closed_tenants
            .iter()
            .find(|known| *known == sent)
        {
            return if seams.opens(closed) {
                Ok(closed.clone())
            } else {
                Err(Rejection::new(
                    StatusCode::FORBIDDEN,
                    "closed-database",
                    "the credentials do not open the database that the header `vbasoftware-database` names",
                ))
            };
        }
        seams
            .tenant(sent, &self.inner.tenants)
            .cloned()
            .ok_or_else(|| {
                Rejection::new(
                    StatusCode::BAD_REQUEST,
                    "unknown-database",
                    "the header `vbasoftware-database` names no database of this server",
                )
            })
    }

    /// Runs work that blocks on a thread for such work. It is not cut short when the caller goes away: what a batch
    /// began it finishes.
    pub(crate) async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Rejection> {
        let inner = Arc::clone(&self.inner);
        match tokio::task::spawn_blocking(move || work(&inner.store)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(unavailable(&error)),
            Err(_) => Err(internal()),
        }
    }
}

/// The cause is for the operator; the caller must not learn about files and statements.
fn unavailable(error: &StoreError) -> Rejection {
    eprintln!("the database failed: {error}");
    match error {
        StoreError::Sqlite(error)
            if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) =>
        {
            Rejection::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "the database is busy; try again",
            )
            .with_header(RETRY_AFTER, HeaderValue::from_static("1"))
        }
        _ => internal(),
    }
}

fn internal() -> Rejection {
    Rejection::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        "the server failed; nothing was applied",
    )
}

/// Compares without stopping at the first difference, so that time tells nothing about how much was right.
fn same(sent: &str, known: &str) -> bool {
    let (sent, known) = (sent.as_bytes(), known.as_bytes());
    let mut difference = usize::from(sent.len() != known.len());
    for (at, byte) in sent.iter().enumerate() {
        let expected = if known.is_empty() {
            0
        } else {
            known[at % known.len()]
        };
        difference |= usize::from(black_box(byte ^ expected));
    }
    black_box(difference) == 0
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn only_equal_credentials_are_the_same() {
        assert!(same("reference-key", "reference-key"));
        for wrong in [
            "",
            "reference-ke",
            "reference-keyreference-key",
            "Reference-key",
            "reference-key ",
        ] {
            assert!(!same(wrong, "reference-key"), "{wrong}");
        }
        assert!(!same("x", ""));
    }
}
