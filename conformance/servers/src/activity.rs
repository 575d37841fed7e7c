//! The id of one call, for `debug.activityID`: unique within and, as far as chance allows, between processes. Holds
//! nothing of the request.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

static CALLS: AtomicU64 = AtomicU64::new(0);
/// Seeded by the standard library from the system's randomness, once per process.
static HIGH: LazyLock<RandomState> = LazyLock::new(RandomState::new);
static LOW: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// A new id, in the shape of a version 4 UUID.
pub(crate) fn id() -> String {
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let high = HIGH.hash_one(call);
    let low = LOW.hash_one(call);
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | ((low >> 48) & 0x3fff),
        low & 0xffff_ffff_ffff,
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_differ_and_look_like_uuids() {
        let ids: std::collections::HashSet<String> = (0..10_000).map(|_| super::id()).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(
            ids.iter()
                .all(|id| id.len() == 36 && id.split('-').count() == 5)
        );
    }
}
