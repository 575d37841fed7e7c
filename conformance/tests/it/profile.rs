//! Profiles: what they say, what they refuse, and that their schema is the one that is published.

use std::path::Path;

use conformance::profile::{Assumption, Profile, read, schema};

#[test]
fn an_empty_profile_is_the_default_and_a_full_one_is_read() {
    assert_eq!(read("").unwrap(), Profile::default());
    let profile = read(
        r#"
        tenants = ["test1", "test2"]
        largest-batch = 100
        omit = ["results-in-order"]
        [parameters]
        providerCredKey = "7"
        [keys]
        from = 10
        to = 20
        [preconditions]
        fresh = "yes"
        burst = false
        "#,
    )
    .unwrap();
    assert_eq!(profile.parameters["providerCredKey"], "7");
    assert_eq!(
        (profile.preconditions.fresh, profile.preconditions.read),
        (Assumption::Yes, Assumption::Probe)
    );
    assert!(!profile.preconditions.burst && profile.preconditions.sole);
}

#[test]
fn mistakes_are_named_with_their_place() {
    for (text, words) in [
        ("tenants = 3", &["line 1"][..]),
        ("\n[preconditions]\nfrehs = \"yes\"", &["line 3", "frehs"]),
        ("[preconditions]\nfresh = \"maybe\"", &["line 2", "probe"]),
        ("[keys]\nfrom = 9\nto = 3", &["9 to 3"]),
        (
            "omit = [\"results-in-ordre\"]",
            &["results-in-ordre", "results-in-order"],
        ),
        ("tenants = [\"a\", \"b\", \"c\"]", &["one or two"]),
        ("= =", &["line 1"]),
    ] {
        let message = read(text).unwrap_err();
        for word in words {
            assert!(message.contains(word), "`{word}` is missing in: {message}");
        }
    }
}

#[test]
fn the_published_schema_is_the_one_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("profile.schema.json");
    let now = schema().unwrap();
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == now,
        "conformance/profile.schema.json is stale; run UPDATE_SCHEMAS=1 cargo test -p conformance profile"
    );
    let validator = jsonschema::validator_for(&serde_json::from_str(&now).unwrap()).unwrap();
    assert!(validator.is_valid(
        &serde_json::json!({"keys": {"from": 1, "to": 2}, "preconditions": {"sole": false}})
    ));
    assert!(!validator.is_valid(&serde_json::json!({"preconditons": {}})));
}
