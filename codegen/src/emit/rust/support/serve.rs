//! How the server runs an operation: `serves!` declares what its request holds, and each request is taken apart, read,
//! answered and read to its end.

use axum::extract::{RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use axum::{RequestPartsExt, routing};

use super::answers::Answers;
use super::credentials::FromParts;
use super::exchange::{Incoming, Outgoing, Payload};
use super::parameters::Parameters;
use super::params::Params;
use super::rejection::Rejection;
use crate::server::{Api, Operation};

/// What is known about a request that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestInfo {
    /// The operation; none when the path or the method has none.
    pub operation: Option<Operation>,
    /// The method.
    pub method: Method,
    /// The path, as sent.
    pub path: String,
}

/// What a server takes before it refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest body of a request.
    pub max_body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_body_bytes: 8 * 1024 * 1024,
        }
    }
}

/// What all handlers share.
#[derive(Clone, Debug)]
pub struct App<A> {
    /// The implementation.
    pub api: A,
    /// What the server takes.
    pub limits: Limits,
}

/// A request, taken apart.
#[derive(Debug)]
pub struct Exchange {
    /// Its head.
    pub parts: Parts,
    body: Incoming,
    about: RequestInfo,
    challenge: Option<&'static str>,
}

impl Exchange {
    /// Takes a request apart.
    #[must_use]
    pub fn new(request: Request, operation: Option<Operation>, limits: Limits) -> Self {
        let (parts, body) = request.into_parts();
        let about = RequestInfo {
            operation,
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
        };
        let body = Incoming::new(&parts.headers, body, limits.max_body_bytes);
        Self {
            parts,
            body,
            about,
            challenge: None,
        }
    }

    /// Remembers what a 401 says is wanted.
    pub fn secured(&mut self, challenge: &'static str) {
        self.challenge = Some(challenge);
    }

    /// The credentials.
    ///
    /// # Errors
    /// When they are missing, or not of the form described.
    pub fn credentials<T: FromParts>(&self) -> Result<T, Rejection> {
        T::from_parts(&self.parts)
    }

    /// The parameters.
    ///
    /// # Errors
    /// One rejection that tells everything that is wrong with them.
    pub async fn read<T: Params>(&mut self) -> Result<T, Rejection> {
        let path = self.parts.extract::<RawPathParams>().await.map_err(|_| {
            let detail = "the path is not UTF-8";
            Rejection::new(StatusCode::BAD_REQUEST, "invalid-parameter", detail)
        })?;
        T::read(Parameters::new(&path, &self.parts, T::described()))
    }

    /// The body, in one of the forms that are `accepted`.
    ///
    /// # Errors
    /// When it is of another media type, or cannot be read.
    pub async fn payload(
        &mut self,
        accepted: &'static [&'static [&'static str]],
    ) -> Result<Payload, Rejection> {
        Payload::receive(&self.parts.headers, &mut self.body, accepted).await
    }

    /// What was answered, as it is sent. Takes the exchange for itself, because bodies are not shared between threads.
    #[must_use]
    pub fn answer(&mut self, answers: impl Answers) -> Response {
        let mut outgoing = Outgoing::new(&self.parts.headers);
        answers.write(&mut outgoing);
        outgoing.end(self.challenge)
    }

    /// Ends the exchange: what is left of the body is read, so that the connection can be used again.
    pub async fn end<A: Api>(self, api: &A, outcome: Result<Response, Rejection>) -> Response {
        self.body.drain().await;
        outcome.unwrap_or_else(|rejection| api.reject(rejection, &self.about))
    }
}

/// Answers a request whose path has no operation.
pub async fn not_found<A: Api>(State(app): State<App<A>>, request: Request) -> Response {
    let exchange = Exchange::new(request, None, app.limits);
    let detail = "no operation has this path";
    let rejection = Rejection::new(StatusCode::NOT_FOUND, "not-found", detail);
    exchange.end(&app.api, Err(rejection)).await
}

/// A route without methods so far, which says what it will have to requests with other ones.
pub fn methods<A: Api>(allow: &'static str) -> routing::MethodRouter<App<A>> {
    let refuse = move |State(app): State<App<A>>, request: Request| async move {
        let exchange = Exchange::new(request, None, app.limits);
        let detail = format!("{} has only {allow}", exchange.about.path);
        let rejection =
            Rejection::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", detail)
                .with_header(header::ALLOW, HeaderValue::from_static(allow));
        exchange.end(&app.api, Err(rejection)).await
    };
    routing::MethodRouter::new().fallback(refuse)
}

/// The operations: `Variant = "operationId" GET "/path"`, with the scopes they require by scheme.
macro_rules! operations {
    ($($variant:ident = $id:literal $method:ident $path:literal $([$($scheme:literal: $($scope:literal)*),* $(,)?])?;)*) => {
        /// The operations of the description.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {
            $(#[doc = concat!("`", stringify!($method), " ", $path, "`")] $variant,)*
        }

        impl Operation {
            /// Every operation, in the order described.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The `operationId`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// The HTTP method.
            #[must_use]
            pub fn method(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($method),)*
                }
            }

            /// The path as described.
            #[must_use]
            pub fn path(self) -> &'static str {
                match self {
                    $(Self::$variant => $path,)*
                }
            }

            /// The scopes that are required, by security scheme.
            #[must_use]
            pub fn scopes(self) -> &'static [(&'static str, &'static [&'static str])] {
                match self {
                    $(Self::$variant => &[$($(($scheme, &[$($scope),*])),*)?],)*
                }
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use operations;

/// The router: `"/path" "METHODS" { method handler, … }` for each path.
macro_rules! routes {
    ($($path:literal $allow:literal { $($method:ident $handler:ident),* $(,)? })*) => {
        /// Routes every operation to `api`.
        pub fn router<A: Api>(api: A, limits: Limits) -> axum::Router {
            axum::Router::new()
                // Segments that begin with a colon or an asterisk were parameters once, and are literals now.
                .without_v07_checks()
                $(.route($path, $crate::support::serve::methods($allow)$(.$method($handler::<A>))*))*
                .fallback($crate::support::serve::not_found::<A>)
                .with_state($crate::support::serve::App { api, limits })
        }
    };
}
#[allow(unused_imports)]
pub(crate) use routes;

/// Handlers: `name: Variant => method(what the request holds);` in the order in which it is read.
#[allow(unused_macros, reason = "not every description has an operation")]
macro_rules! serves {
    ($(
        $handler:ident: $variant:ident => $method:ident(
            $(credentials = $authorize:ident,)?
            $(params = $read:ident,)?
            $(body = $need:ident $form:ident $(<$either:ty>)? ($($type:literal),* $(,)? $(; $shape:expr)?),)?
        );
    )*) => {$(
        pub(super) async fn $handler<A: $crate::server::Api>(
            axum::extract::State(app): axum::extract::State<$crate::support::serve::App<A>>,
            request: axum::extract::Request,
        ) -> axum::response::Response {
            let operation = $crate::server::Operation::$variant;
            let mut exchange = $crate::support::serve::Exchange::new(request, Some(operation), app.limits);
            let run = async {
                $(
                    exchange.secured($crate::security::CHALLENGE);
                    let credentials = exchange.credentials()?;
                    app.api.$authorize(&credentials, operation).await?;
                )?
                $(let params = exchange.$read().await?;)?
                $(
                    let accepted: &[&[&str]] = $crate::support::serve::accepted!($($either)? $($type)*);
                    let payload = exchange.payload(accepted).await?;
                    let limited = $crate::support::answers::limited!($($shape)?);
                    let body = $crate::support::serve::body!(payload $need $form limited);
                )?
                let answer = app.api.$method(
                    $($crate::support::answers::bound!($authorize credentials),)?
                    $($crate::support::answers::bound!($read params),)?
                    $($crate::support::answers::bound!($form body),)?
                );
                let answer = answer.await?;
                Ok(exchange.answer(answer))
            };
            let outcome = run.await;
            exchange.end(&app.api, outcome).await
        }
    )*};
}
#[allow(unused_imports, reason = "not every description has an operation")]
pub(crate) use serves;

/// The forms of a body.
#[allow(unused_macros)]
macro_rules! accepted {
    ($($type:literal)*) => { &[&[$($type),*]] };
    ($either:ty) => { <$either as $crate::support::answers::SentBody>::ACCEPTED };
}
#[allow(unused_imports)]
pub(crate) use accepted;

/// The body that is required, present (an empty text or file is one as well) or optional.
#[allow(unused_macros)]
macro_rules! body {
    ($payload:ident required $form:ident $limited:ident) => {
        $payload.filled()?.$form($limited)?
    };
    ($payload:ident present $form:ident $limited:ident) => {{
        $payload.is_present()?;
        $payload.$form($limited)?
    }};
    ($payload:ident optional $form:ident $limited:ident) => {
        match $payload.is_present()? {
            true => Some($payload.$form($limited)?),
            false => None,
        }
    };
}
#[allow(unused_imports)]
pub(crate) use body;
