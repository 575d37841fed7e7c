//! The generated types: what they read, what they refuse and where, and what they write.

use generated::support::batch::Batch;
use generated::support::date_time::DateTime;
use generated::support::json::{self, FromJson, Violation, Violations};
use generated::support::optional::Optional;
use generated::types::{ProviderCredLicense, ProviderCredService, ServiceBatchAnswer};
use serde_json::{Value, json};

fn read<T: FromJson>(value: &Value) -> Result<T, Vec<(String, &'static str)>> {
    json::read(value, T::from_json).map_err(|violations| told(violations.as_slice()))
}

fn told(violations: &[Violation]) -> Vec<(String, &'static str)> {
    violations
        .iter()
        .map(|one| (one.pointer.clone(), one.code))
        .collect()
}

fn service(change: Value) -> Value {
    let mut value = json!({ "providerCred_Key": 1, "credService_Key": 2 });
    for (name, member) in change.as_object().unwrap() {
        value[name] = member.clone();
    }
    value
}

fn refused(change: Value) -> Vec<(String, &'static str)> {
    read::<ProviderCredService>(&service(change)).unwrap_err()
}

#[test]
fn one_bad_item_does_not_spoil_the_batch() {
    let body = br#"[
        {"providerCred_Key": 1, "credService_Key": 2},
        {"providerCred_Key": 1, "credService_Key": null, "entry_User": "123456789012345678901"},
        7,
        {"providerCred_Key": 1, "credService_Key": 3, "entry_User": "\ud800"},
        {"providerCred_Key": 1e400, "credService_Key": 3},
        {"providerCred_Key": 1, "credService_Key": 4}
    ]"#;
    let batch = Batch::<ProviderCredService>::decode(body).unwrap();
    let errors: Vec<_> = batch
        .items
        .iter()
        .filter_map(|item| item.as_ref().err())
        .collect();
    assert_eq!(
        errors.iter().map(|error| error.index).collect::<Vec<_>>(),
        [1, 2, 3, 4]
    );
    let both = [
        ("/1/credService_Key".to_owned(), "type"),
        ("/1/entry_User".to_owned(), "maxLength"),
    ];
    assert_eq!(told(&errors[0].violations), both);
    assert_eq!(errors[0].value.as_ref().unwrap()["providerCred_Key"], 1);
    assert_eq!(told(&errors[1].violations), [("/2".to_owned(), "type")]);
    assert_eq!(told(&errors[2].violations), [("/3".to_owned(), "syntax")]);
    assert_eq!(errors[3].value, None);
    assert_eq!(batch.items[5].as_ref().unwrap().cred_service_key, 4);
}

#[test]
fn an_item_that_nests_too_deep_is_only_its_own_error() {
    let deep = format!(
        "[{}1{}, {{\"providerCred_Key\": 1, \"credService_Key\": 2}}]",
        "[".repeat(5000),
        "]".repeat(5000)
    );
    let batch = Batch::<ProviderCredService>::decode(deep.as_bytes()).unwrap();
    assert!(batch.items[0].is_err() && batch.items[1].is_ok());
}

#[test]
fn what_is_no_array_is_refused_as_a_whole() {
    for (body, code) in [
        ("{}", "type"),
        ("null", "type"),
        ("[1", "syntax"),
        ("", "syntax"),
        ("[1] 2", "syntax"),
        ("[1,]", "syntax"),
    ] {
        let violations = Batch::<ProviderCredService>::decode(body.as_bytes()).unwrap_err();
        assert_eq!(
            told(violations.as_slice()),
            [(String::new(), code)],
            "{body}"
        );
    }
    assert!(
        Batch::<ProviderCredService>::decode(b" [ ] ")
            .unwrap()
            .is_empty()
    );
}

#[test]
fn absent_null_and_a_value_stay_apart() {
    let cases = [
        (json!({}), Optional::Absent),
        (json!({ "entry_User": null }), Optional::Null),
        (
            json!({ "entry_User": "ab" }),
            Optional::Value("ab".to_owned()),
        ),
    ];
    for (change, expected) in cases {
        let whole = service(change);
        let read = read::<ProviderCredService>(&whole).unwrap();
        assert_eq!(read.entry_user, expected);
        assert_eq!(
            serde_json::to_value(&read).unwrap(),
            whole,
            "written as it was read"
        );
    }
}

#[test]
fn lengths_count_code_points() {
    assert!(read::<ProviderCredService>(&service(json!({ "entry_User": "𝄞".repeat(20) }))).is_ok());
    assert_eq!(
        refused(json!({ "entry_User": "𝄞".repeat(21) })),
        [("/entry_User".to_owned(), "maxLength")]
    );
}

#[test]
fn integers_are_what_json_schema_calls_integers() {
    for (written, number) in [
        ("5.0", 5),
        ("5e0", 5),
        ("-0.0", 0),
        ("2147483647", i32::MAX),
        ("-2147483648", i32::MIN),
    ] {
        let value = serde_json::from_str::<Value>(written).unwrap();
        let read = read::<ProviderCredService>(&service(json!({ "percentage": value }))).unwrap();
        assert_eq!(read.percentage, Optional::Value(number), "{written}");
    }
    for (written, code) in [
        ("2147483648", "format"),
        ("-2147483649", "format"),
        ("1e300", "format"),
        ("5.5", "type"),
        ("\"5\"", "type"),
        ("true", "type"),
    ] {
        let value = serde_json::from_str::<Value>(written).unwrap();
        assert_eq!(
            refused(json!({ "percentage": value })),
            [("/percentage".to_owned(), code)],
            "{written}"
        );
    }
}

#[test]
fn null_is_refused_where_it_is_not_described() {
    assert_eq!(
        refused(json!({ "entry_Date": null })),
        [("/entry_Date".to_owned(), "type")]
    );
    assert_eq!(
        refused(json!({ "providerCred_Key": null })),
        [("/providerCred_Key".to_owned(), "type")]
    );
    let missing = read::<ProviderCredLicense>(&json!({})).unwrap_err();
    let both = [
        ("/providerCredLicense_Key".to_owned(), "required"),
        ("/providerCred_Key".to_owned(), "required"),
    ];
    assert_eq!(missing, both);
}

#[test]
fn everything_that_is_wrong_is_told_up_to_a_cap_and_nothing_is_echoed() {
    let secret = "s3cr3t".repeat(30);
    let violations = json::read(
        &service(json!({ "entry_User": secret, "entry_Date": secret })),
        ProviderCredService::from_json,
    );
    let violations = violations.unwrap_err();
    assert_eq!(violations.as_slice().len(), 2);
    assert!(
        violations
            .as_slice()
            .iter()
            .all(|one| !one.message.contains("s3cr3t"))
    );
    let many = vec![json!("x"); 500];
    let violations = json::read(&json!(many), Vec::<i32>::from_json).unwrap_err();
    assert_eq!(
        (violations.as_slice().len(), violations.more()),
        (Violations::CAP, 400)
    );
}

#[test]
fn members_that_are_not_described_are_ignored() {
    assert!(read::<ProviderCredService>(&service(json!({ "new_Field": { "a": [1] } }))).is_ok());
}

#[test]
fn any_value_and_null_bodies_are_read() {
    let answer = json!({
        "data": [{ "id": [{ "key": null, "value": { "any": 1 } }], "status": 201, "body": "Created" }],
        "error": null,
        "debug": { "activityID": "a" },
    });
    let decoded = read::<ServiceBatchAnswer>(&answer).unwrap();
    assert!(decoded.error.is_null());
    assert_eq!(serde_json::to_value(&decoded).unwrap(), answer);
}

#[test]
fn date_times_are_strict() {
    let good = [
        "2026-01-31T12:00:00Z",
        "2026-01-31t12:00:00.123456789012+05:30",
        "2024-02-29T00:00:00-00:00",
        "2016-12-31T23:59:60Z",
        "2016-12-31T18:59:60-05:00",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
    ];
    for text in good {
        assert_eq!(
            DateTime::parse(text)
                .map(|read| read.to_string())
                .as_deref(),
            Some(text)
        );
    }
    let bad = [
        "2026-01-31T12:00:00",
        "2026-01-31 12:00:00Z",
        "2026-01-31",
        "2026-02-29T00:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T12:00:60Z",
        "2026-01-31T12:00Z",
        "2026-01-31T12:00:00+0530",
        "2026-01-31T12:00:00+24:00",
        "2026-01-31T12:00:00.Z",
        "2026-1-31T12:00:00Z",
        "２026-01-31T12:00:00Z",
        "2026-01-31T12:00:00Z ",
        "",
    ];
    for text in bad {
        assert_eq!(DateTime::parse(text), None, "{text}");
    }
}

#[test]
fn date_times_are_compared_as_instants_and_written_as_sent() {
    let (one, other) = (
        DateTime::parse("2026-01-31T12:00:00Z").unwrap(),
        DateTime::parse("2026-01-31T13:00:00.000+01:00").unwrap(),
    );
    assert_eq!(one, other);
    assert_eq!(
        serde_json::to_string(&other).unwrap(),
        "\"2026-01-31T13:00:00.000+01:00\""
    );
    assert!(one < DateTime::now() || one > DateTime::parse("2026-01-01T00:00:00Z").unwrap());
    assert_eq!(one.timestamp().as_second(), 1_769_860_800);
    assert_eq!(
        DateTime::parse("1969-12-31T23:59:59Z")
            .unwrap()
            .timestamp()
            .as_second(),
        -1
    );
}
