//! How fast requests go out, and how many are under way at once: a token bucket and a number of places. Without limits,
//! as against loopback, it lets everything pass.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};

/// A token bucket: `rate` tokens a second drip in, at most `burst` of them are kept, each request takes one. Has no clock
/// of its own.
#[derive(Clone, Debug)]
pub struct Bucket {
    rate: f64,
    burst: f64,
    tokens: f64,
    seen: Duration,
}

impl Bucket {
    /// A full bucket. `rate` is in tokens a second and above zero; `burst` is at least one.
    pub fn new(rate: f64, burst: usize) -> Self {
        // more than a million requests at once is no limit, and exact in a float
        let burst = f64::from(u32::try_from(burst.clamp(1, 1_000_000)).unwrap_or(1));
        Self {
            rate: rate.max(f64::MIN_POSITIVE),
            burst,
            tokens: burst,
            seen: Duration::ZERO,
        }
    }

    /// Takes a token at `now`, counted from any fixed moment, and says how long to wait until it is there. Those who come
    /// later wait longer.
    pub fn take(&mut self, now: Duration) -> Duration {
        let dripped = now.saturating_sub(self.seen).as_secs_f64() * self.rate;
        self.seen = self.seen.max(now);
        self.tokens = (self.tokens + dripped).min(self.burst) - 1.0;
        let missing = (-self.tokens).max(0.0) / self.rate;
        Duration::try_from_secs_f64(missing).unwrap_or(Duration::MAX)
    }
}

/// The limits of one target.
#[derive(Debug)]
pub(super) struct Pace {
    bucket: Option<Mutex<Bucket>>,
    places: Option<Semaphore>,
    /// a target that asked for a rest gets it, whoever is next
    rest: Mutex<Option<Instant>>,
    epoch: Instant,
}

impl Pace {
    /// `rate` is in requests a second; none of them means no limit.
    pub(super) fn new(rate: Option<f64>, connections: Option<usize>) -> Self {
        Self {
            bucket: rate.map(|rate| Mutex::new(Bucket::new(rate, connections.unwrap_or(1)))),
            places: connections.map(|n| Semaphore::new(n.clamp(1, Semaphore::MAX_PERMITS))),
            rest: Mutex::new(None),
            epoch: Instant::now(),
        }
    }

    /// Waits until the next request may go; it may be under way as long as the permit is kept.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        let place = match &self.places {
            Some(places) => places.acquire().await.ok(),
            None => None,
        };
        let wait = self.bucket.as_ref().map(|bucket| {
            let mut bucket = bucket.lock().unwrap_or_else(PoisonError::into_inner);
            bucket.take(self.epoch.elapsed())
        });
        if let Some(wait) = wait.filter(|wait| !wait.is_zero()) {
            tokio::time::sleep(wait).await;
        }
        let rest = *self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = rest {
            tokio::time::sleep_until(until.into()).await;
        }
        place
    }

    /// Nobody sends for so long, when there are limits at all: what one request is told holds for the next one too.
    pub(super) fn rest(&self, pause: Duration) {
        if self.bucket.is_none() {
            return;
        }
        let mut rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        *rest = Instant::now().checked_add(pause).max(*rest);
    }
}
