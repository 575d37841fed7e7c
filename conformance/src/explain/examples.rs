//! Recorded violations by the ids of their oracles. Written by the test `examples`; do not edit.

pub(super) static EXAMPLES: &[(&str, &str)] = &[];
