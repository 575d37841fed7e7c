//! The credentials of one target while a run lasts: read again from where they came before they expire, and once when the
//! target no longer accepts them. A source that fails leaves the value as it was.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};

use super::canary::{self, Spellings};
use super::credentials::{Credential, CredentialError};
use crate::transcript::WireResponse;

/// A value that expires sooner than this is read again.
const EARLY: SignedDuration = SignedDuration::from_secs(60);

/// A source is asked again no sooner than this: a command may be a login, and logging in too often is refused.
const SELDOM: Duration = Duration::from_secs(60);

/// Every credential that requests may carry, by its security scheme.
#[derive(Default)]
pub struct Held {
    all: BTreeMap<String, One>,
}

struct One {
    /// none: the value was given as it is
    source: Option<Credential>,
    now: Mutex<Value>,
    /// when it was last read again; also sees to it that it is read once at a time
    again: tokio::sync::Mutex<Option<Instant>>,
}

struct Value {
    secret: SecretString,
    expires: Option<Timestamp>,
    /// what it and its forerunners look like in an answer
    spellings: Vec<Spellings>,
}

impl From<BTreeMap<String, SecretString>> for Held {
    /// Values that are never read again.
    fn from(values: BTreeMap<String, SecretString>) -> Self {
        let all = values
            .into_iter()
            .map(|(scheme, secret)| (scheme, One::new(None, secret)));
        Self { all: all.collect() }
    }
}

impl Held {
    /// Reads all `credentials`.
    ///
    /// # Errors
    /// One of them cannot be had, or is a token that has expired.
    pub fn read(credentials: Vec<Credential>) -> Result<Self, CredentialError> {
        let mut all = BTreeMap::new();
        for credential in credentials {
            let one = One::new(Some(credential.clone()), credential.read()?);
            if let Some(expired) = one.expired(Timestamp::now()) {
                return Err(CredentialError::new(format!(
                    "the credential for `{}` is a token that expired at {expired}: get a new one",
                    credential.scheme
                )));
            }
            all.insert(credential.scheme, one);
        }
        Ok(Self { all })
    }

    /// The schemes that have a value.
    pub fn schemes(&self) -> impl Iterator<Item = &str> {
        self.all.keys().map(String::as_str)
    }

    /// The value of `scheme`; none when there is no such credential.
    pub(super) fn secret(&self, scheme: &str) -> Option<SecretString> {
        Some(self.all.get(scheme)?.value().secret.clone())
    }

    /// Reads those again that expire soon, and says which of the others have expired.
    pub(super) async fn renew_early(&self) -> Option<String> {
        let mut expired = None;
        for (scheme, one) in &self.all {
            let now = Timestamp::now();
            if one
                .expired(now.saturating_add(EARLY).unwrap_or(now))
                .is_some()
            {
                one.renew().await;
            }
            if let Some(at) = one.expired(now) {
                expired = Some(format!(
                    "the credential for `{scheme}` expired at {at}, and its source holds no newer one"
                ));
            }
        }
        expired
    }

    /// Reads all again since the target refused them; whether one of them has changed.
    pub(super) async fn renew_refused(&self) -> bool {
        let mut changed = false;
        for one in self.all.values() {
            changed |= one.renew().await;
        }
        changed
    }

    /// Takes the values out of an answer, and notes whose they were.
    pub(super) fn redact(&self, response: &mut WireResponse) {
        for (scheme, one) in &self.all {
            let value = one.value();
            let mark = format!("[value of {scheme}]");
            let mark = mark.as_bytes();
            let mut seen = false;
            for spellings in &value.spellings {
                seen |= canary::replace(&mut response.body.0, spellings, mark);
                for (_, text) in &mut response.headers {
                    let mut bytes = std::mem::take(text).into_bytes();
                    seen |= canary::replace(&mut bytes, spellings, mark);
                    *text = String::from_utf8_lossy(&bytes).into_owned();
                }
            }
            if seen {
                response.echoed.push(scheme.clone());
            }
        }
    }
}

impl One {
    fn new(source: Option<Credential>, secret: SecretString) -> Self {
        let now = Value {
            expires: expiry(secret.expose_secret()),
            spellings: vec![canary::spellings(secret.expose_secret())],
            secret,
        };
        Self {
            source,
            now: Mutex::new(now),
            again: tokio::sync::Mutex::new(None),
        }
    }

    fn value(&self) -> std::sync::MutexGuard<'_, Value> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn expired(&self, at: Timestamp) -> Option<Timestamp> {
        self.value().expires.filter(|expires| *expires <= at)
    }

    /// Asks the source again, unless that was done a short time ago; whether the value is another one.
    async fn renew(&self) -> bool {
        let Some(source) = self.source.clone() else {
            return false;
        };
        let before = self.value().secret.clone();
        let mut again = self.again.lock().await;
        if self.value().secret.expose_secret() != before.expose_secret() {
            return true; // somebody else did it while this one waited
        }
        if again.is_some_and(|last| last.elapsed() < SELDOM) {
            return false;
        }
        // a command may take its time
        let read = tokio::task::spawn_blocking(move || source.read()).await;
        *again = Some(Instant::now());
        let Ok(Ok(secret)) = read else { return false };
        let mut value = self.value();
        if secret.expose_secret() == value.secret.expose_secret() {
            return false;
        }
        value.expires = expiry(secret.expose_secret());
        let more = canary::spellings(secret.expose_secret());
        value.spellings.push(more);
        value.secret = secret;
        true
    }
}

/// When a JSON Web Token expires (RFC 7519, 4.1.4); none when the value is no such token or does not say.
fn expiry(secret: &str) -> Option<Timestamp> {
    let mut parts = secret.split('.');
    let (_, claims, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    let claims = URL_SAFE_NO_PAD.decode(claims).ok()?;
    let claims: serde_json::Value = serde_json::from_slice(&claims).ok()?;
    let seconds = claims.get("exp")?;
    let seconds = seconds.as_i64().or_else(|| {
        // a NumericDate may have a fraction; beyond 2^53 no date is left
        let whole = seconds.as_f64()?.trunc();
        (whole.abs() < 9e15).then_some(whole as i64)
    })?;
    Timestamp::from_second(seconds).ok()
}
