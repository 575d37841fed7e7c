//! What a property is about, and whether the description has such a thing: an operation without an integer in its path can
//! not be asked for a wrong one. Says nothing about the target.

use crate::contract::{BatchRef, Carrier, Contract, Kind, Place, is_audit};

/// Why nothing of what the oracle `id` is about can occur with a batch operation; none when it can.
pub fn lacking(id: &str, of: BatchRef) -> Option<&'static str> {
    let (operation, batch, key) = (of.operation, of.batch, &of.batch.key);
    let free = || batch.free_members();
    let any = |kind: fn(&Kind) -> bool| batch.item.properties.iter().any(|p| kind(&p.kind));
    let text = |kind: &Kind| matches!(kind, Kind::Text { .. });
    let reasons: [(bool, &[&str], &str); 12] = [
        (
            !operation
                .parameters
                .iter()
                .any(|p| p.place == Place::Path && p.schema["type"] == "integer"),
            &["invalid-path-refused"],
            "needs an integer in the path",
        ),
        (
            operation.schemes().is_empty(),
            &[
                "credentials-required",
                "each-credential-required",
                "unauthorized-not-applied",
                "credentials-not-echoed",
            ],
            "needs an operation that asks for credentials",
        ),
        (
            operation.schemes().len() < 2,
            &["each-credential-required"],
            "needs an operation that asks for two credentials at once",
        ),
        (
            !(operation.schemes().iter()).any(|s| matches!(s.carrier, Carrier::Authorization(_))),
            &["authorization-scheme-checked"],
            "needs a credential in the field Authorization",
        ),
        (
            operation.tenant.is_none(),
            &[
                "tenant-header-required",
                "tenants-isolated",
                "other-tenant-data-not-shown",
                "closed-tenant-refused",
            ],
            "needs a header that chooses the tenant",
        ),
        (
            key.assigned.is_some(),
            &[
                "ids-echo-keys",
                "updated-after-created",
                "success-was-applied",
                "replay-succeeds",
                "replay-is-stable",
                "replay-keeps-state",
                "stable-after-race",
                "permutation-changes-nothing",
                "split-equals-whole",
                "unrelated-item-changes-nothing",
                "retry-after-hanging-up",
                "refusal-not-applied",
                "rejected-request-not-applied",
                "history-is-possible",
                "created-exactly-once",
                "unauthorized-not-applied",
                "other-methods-change-nothing",
            ],
            "needs keys that the client chooses; here the server assigns them",
        ),
        (
            batch.result.id.is_none(),
            &[
                "ids-echo-keys",
                "ids-name-the-key",
                "distinct-keys-distinct-ids",
            ],
            "needs results with an id",
        ),
        (
            operation.envelope.error.is_none(),
            &["error-status-matches"],
            "needs an envelope with a place for the problem",
        ),
        (
            operation.envelope.call_id.is_none(),
            &["call-id-no-secret"],
            "needs an envelope with an id of the call",
        ),
        (
            !free().any(|p| p.nullable),
            &["nullable-null-accepted"],
            "needs a member that may be null",
        ),
        (
            !free().any(|p| matches!(p.kind, Kind::Text { max: Some(_), .. })),
            &["length-in-code-points"],
            "needs a text with a largest length beside the key",
        ),
        (
            !any(text),
            &["duplicate-members-handled-alike"],
            "needs a text",
        ),
    ];
    let audit_texts = (free())
        .filter(|p| p.shown && is_audit(&p.name) && matches!(p.kind, Kind::Text { .. }))
        .count();
    let more: [(bool, &[&str], &str); 7] = [
        (
            key.free().next().is_none(),
            &["ids-name-the-key", "unrelated-item-changes-nothing"],
            "needs a key that the path does not fix",
        ),
        (
            audit_texts < 2,
            &["members-not-swapped"],
            "needs two texts about who did something, such as entry_User and update_User",
        ),
        (
            !operation.parameters.iter().any(|p| p.place == Place::Path),
            &["header-fields-not-injected"],
            "needs a parameter in the path",
        ),
        (
            !any(|kind| matches!(kind, Kind::Integer { bounded: true, .. })),
            &["integers-not-wrapped"],
            "needs an integer with bounds",
        ),
        (
            !(any(text) || free().any(|p| matches!(p.kind, Kind::Integer { .. } | Kind::Number))),
            &["coercible-types-handled-alike"],
            "needs a text or a number",
        ),
        (
            !free().any(|p| !p.required),
            &["optional-absent-accepted"],
            "needs a member that may be left out",
        ),
        (
            key.space() < LARGE,
            &[
                "large-batches-answered-in-full",
                "permutation-changes-nothing",
                "split-equals-whole",
                "disjoint-writers-independent",
                "history-is-possible",
            ],
            "needs more different keys than there are",
        ),
    ];
    let about = |(_, ids, why): &(bool, &[&str], &'static str)| ids.contains(&id).then_some(*why);
    let mut all = reasons.iter().chain(&more).filter(|(lacks, ..)| *lacks);
    all.find_map(about)
}

/// For an oracle that is about operations which are no batches: why nothing of the kind can occur with `contract`, or that
/// it can. None for any other oracle.
pub fn lacking_beside(id: &str, contract: &Contract) -> Option<Option<&'static str>> {
    let mut others = contract.singles();
    let (occurs, why) = match id {
        "status-is-documented" => (
            others.next().is_some(),
            "needs an operation that is no batch",
        ),
        "required-parameter-refused" => (
            others.any(|(_, other)| other.demanded().next().is_some()),
            "needs an operation that is no batch and requires a parameter",
        ),
        _ => return None,
    };
    Some((!occurs).then_some(why))
}

/// Keys that the plans with large batches need.
const LARGE: u64 = 10_000;
