//! Why a request has no answer, whether it is sent again, and after how long: exponential back-off with jitter, or as long
//! as `Retry-After` says (RFC 9110, 10.2.3), within a limit.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::transcript::{Unavailable, WireResponse};

/// Why there is no answer.
pub(super) struct Failed {
    pub(super) reason: Unavailable,
    /// the request may have been carried out all the same
    pub(super) unsure: bool,
    /// how long the target asks to be left alone
    pub(super) after: Option<Duration>,
}

impl Failed {
    pub(super) fn unsent(reason: String) -> Self {
        Self {
            reason: Unavailable::Other(reason),
            unsure: false,
            after: None,
        }
    }

    pub(super) fn midway(reason: Unavailable) -> Self {
        Self {
            reason,
            unsure: true,
            after: None,
        }
    }

    /// What came is no answer that can be read.
    pub(super) fn unreadable(cause: impl Into<String>) -> Self {
        Self::midway(Unavailable::Other(cause.into()))
    }

    /// The innermost cause, which is the one that says what to do; no URL, since a credential may stand in it.
    pub(super) fn explain(error: &reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::midway(Unavailable::TimeOut);
        }
        if error.is_connect() {
            let mut cause: &dyn std::error::Error = error;
            while let Some(inner) = cause.source() {
                cause = inner;
            }
            Self::unsent(format!("failed to connect: {cause}"))
        } else {
            Self::midway(Unavailable::Closed)
        }
    }

    /// The head of the answer came, its body did not.
    pub(super) fn cut_short(error: &reqwest::Error) -> Self {
        Self::midway(if error.is_timeout() {
            Unavailable::TimeOut
        } else {
            Unavailable::CutShort
        })
    }

    /// An answer that speaks of overload is no evidence (RFC 9110, 15.6.3 to 15.6.5; RFC 6585, 4).
    pub(super) fn overload(response: &WireResponse) -> Option<Self> {
        matches!(response.status, 429 | 502..=504).then(|| Self {
            reason: Unavailable::Other(format!("status {}", response.status)),
            // a gateway does not know what the server behind it did
            unsure: matches!(response.status, 502 | 504),
            after: response
                .header("retry-after")
                .and_then(|text| retry_after(text, Timestamp::now())),
        })
    }
}

/// `Retry-After` as a time from `now`: seconds, or an HTTP-date. None when it is neither; zero when the date is past.
pub fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        // more seconds than a number can hold are as good as for ever
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    // an IMF-fixdate is one of RFC 2822's forms
    let then = DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(Duration::try_from(then.duration_since(now)).unwrap_or(Duration::ZERO))
}

/// How long to wait after so many attempts: `first`, doubled for each, between a half and the whole of it by chance, so
/// that clients which failed together do not come back together; never less than the target asks for, never more than
/// `longest`.
pub fn pause(
    attempts: u32,
    first: Duration,
    asked: Option<Duration>,
    longest: Duration,
    chance: f64,
) -> Duration {
    let doubled = first.saturating_mul(1 << attempts.saturating_sub(1).min(16));
    let spread = doubled
        .min(longest)
        .mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0);
    asked.map_or(spread, |asked| asked.max(spread)).min(longest)
}

/// A number from 0 to 1 that nobody foresees.
pub(super) fn chance() -> f64 {
    let drawn = RandomState::new().build_hasher().finish() >> 32;
    f64::from(u32::try_from(drawn).unwrap_or(0)) / f64::from(u32::MAX)
}
