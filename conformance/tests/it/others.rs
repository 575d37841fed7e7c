//! Operations that are no batches: a description without any batch is judged, a correct server is not accused, each
//! mistake is found where it is, and what could do harm is not sent.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response};
use conformance::campaign::Options;
use conformance::contract::{Contract, Role};
use conformance::judge::judge as judge_offline;
use conformance::oracles::{Level, Verdict};
use conformance::plan::{OtherCalls, default_budget};
use conformance::report::{Overall, Report, json};
use serde_json::{Value, json};

use crate::inference::read;
use crate::support::{judge, options, runtime};

const PETS: &str = include_str!("fixtures/pets.openapi.yaml");

/// A request as the server saw it: `GET /pets`, whether it had the key, and its body.
type Seen = (String, bool, String);

/// The server of the pets, and what it was asked.
struct Pets {
    url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

async fn start(mistake: &'static str) -> Pets {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let log = Arc::clone(&seen);
    let service = axum::Router::new().fallback(move |request: Request<Body>| {
        let log = Arc::clone(&log);
        async move {
            let (head, body) = request.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let keyed = is_keyed(&head.headers);
            let line = format!("{} {}", head.method, head.uri.path());
            let text = String::from_utf8_lossy(&body).into_owned();
            log.lock().unwrap().push((line, keyed, text));
            let query = head.uri.query().unwrap_or_default();
            let asked = (&head.method, head.uri.path(), query);
            let (status, media_type, text) = answer(mistake, asked, &head.headers, &body);
            Response::builder()
                .status(status)
                .header("content-type", media_type)
                .body(Body::from(text))
                .unwrap()
        }
    });
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    Pets { url, seen }
}

fn is_keyed(headers: &HeaderMap) -> bool {
    headers
        .get("x-api-key")
        .is_some_and(|key| key == "reference-key")
}

type Answer = (u16, &'static str, String);

fn problem(status: u16) -> Answer {
    (
        status,
        "application/problem+json",
        json!({ "title": "no" }).to_string(),
    )
}

fn answer(
    mistake: &str,
    (method, path, query): (&Method, &str, &str),
    headers: &HeaderMap,
    body: &[u8],
) -> Answer {
    let fine = |status: u16, body: Value| (status, "application/json", body.to_string());
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let open = matches!(parts[..], ["health"] | ["session"])
        || (mistake == "delete is open"
            && method == Method::DELETE
            && !headers.contains_key("x-api-key"))
        || (mistake == "any key is good" && headers.contains_key("x-api-key"));
    if !open && !is_keyed(headers) {
        return problem(401);
    }
    let sent: Option<Value> = serde_json::from_slice(body).ok();
    let pet = |id: i64| json!({ "id": id, "name": "Bo", "born": "2020-02-29" });
    match (method.as_str(), &parts[..]) {
        ("GET", ["health"]) if mistake == "health is 500" => problem(500),
        ("GET", ["health"]) => (200, "text/plain", "7".to_owned()),
        ("GET", ["pets"]) if query.contains("kind=") || mistake == "kind is optional" => {
            fine(200, json!([pet(7)]))
        }
        ("GET", ["pets"]) => problem(422),
        ("POST", ["pets"]) => match sent {
            Some(sent) if sent["name"].is_string() && sent["secret"].is_string() => {
                fine(201, pet(8))
            }
            None if mistake == "anything is a pet" => fine(201, pet(8)),
            _ => problem(400),
        },
        (_, ["pets", id, ..]) if id.parse::<i64>().is_err() => match mistake {
            "text is a key" if method == Method::GET && parts.len() == 2 => fine(200, pet(0)),
            _ => problem(400),
        },
        ("GET", ["pets", "7"]) => fine(200, pet(7)),
        ("GET", ["pets", "7", "photo"]) => match mistake {
            "photo is a page" => (200, "text/html", "<p>7</p>".to_owned()),
            _ => (200, "image/png", "\u{fffd}PNG".to_owned()),
        },
        ("PUT", ["pets", _]) if sent.is_none() => problem(400),
        ("DELETE", ["pets", _]) if mistake == "delete is open" => {
            (204, "text/plain", String::new())
        }
        ("PUT" | "DELETE", ["pets", _]) => problem(404),
        ("GET", ["owners", _]) if mistake == "owner has no name" => fine(202, json!({})),
        ("GET", ["owners", _]) => fine(202, json!({ "name": "Al", "pets": null })),
        ("GET", ["reports"]) if headers.contains_key("x-report") => match mistake {
            "report is cut" => (200, "application/json", "{\"lines\":".to_owned()),
            _ => fine(200, json!({ "lines": 3 })),
        },
        ("GET", ["search"]) if mistake == "search is 203" => fine(203, json!([])),
        ("GET", ["search"]) => fine(200, json!([])),
        ("GET", ["export"]) => (200, "text/csv; charset=utf-8", "a;b\n".to_owned()),
        ("PATCH", ["settings"]) if sent.is_some() => fine(200, json!({})),
        ("POST", ["session"]) => (204, "text/plain", String::new()),
        _ => problem(400),
    }
}

fn pets() -> Contract {
    read("pets.openapi.yaml", PETS)
}

fn campaign_options(contract: &Contract, calls: OtherCalls) -> Options {
    let mut options = options(3, default_budget(contract, calls));
    options.fixed = Default::default();
    options.others = calls;
    options
}

fn campaign(mistake: &'static str, calls: OtherCalls) -> (Report, Vec<Seen>) {
    let contract = pets();
    runtime().block_on(async {
        let pets = start(mistake).await;
        let report = judge(&contract, &pets.url, &campaign_options(&contract, calls)).await;
        let seen = pets.seen.lock().unwrap().clone();
        (report, seen)
    })
}

fn found(report: &Report) -> Vec<(&str, &str)> {
    let findings = report.findings.iter();
    findings
        .map(|f| (f.oracle.as_ref(), f.operation.as_str()))
        .collect()
}

#[test]
fn a_description_without_batches_is_read() {
    let contract = pets();
    assert!(!contract.has_batches());
    assert_eq!(contract.operations.len(), 13);
    assert_eq!(contract.left_out.len(), 1, "{:?}", contract.left_out);
    assert_eq!(contract.left_out[0].0, "GET /vault");
    let create = contract
        .operations
        .iter()
        .find(|other| other.id == "createPet")
        .unwrap();
    let sample = create.body.as_ref().unwrap().sample().unwrap();
    assert!(
        sample["secret"].is_string() && sample["id"].is_null(),
        "{sample}"
    );
}

/// Operations on one kind of entity share a resource, with its key and what is done with one entity.
#[test]
fn operations_on_one_entity_share_a_resource() {
    let mut contract = pets();
    let ids = |contract: &Contract| {
        let get = contract.find("getPet").unwrap();
        let links = contract.resource(get).links.iter();
        let linked = links.map(|link| (link.role, contract.operation(link.operation.unwrap())));
        let linked = linked.map(|(role, operation)| (role, operation.id.clone()));
        linked.collect::<Vec<_>>()
    };
    let pet = |role, id: &str| (role, id.to_owned());
    assert_eq!(
        ids(&contract),
        [
            pet(Role::Get, "getPet"),
            pet(Role::Update, "updatePet"),
            pet(Role::Delete, "deletePet")
        ]
    );
    let key = |id: &str| {
        let id = contract.find(id).unwrap();
        contract.resource(id).key.names.clone()
    };
    assert_eq!(key("deletePet"), ["petId"]);
    assert_eq!(key("createPet"), [""; 0]);
    contract.retain(|operation| !matches!(operation.id.as_str(), "health" | "updatePet"));
    let links = &contract.resource(contract.find("getPet").unwrap()).links;
    let linked = links
        .iter()
        .filter_map(|link| Some((link, contract.operation(link.operation?))));
    let linked: Vec<_> = linked.map(|(link, one)| (&link.id, &one.id)).collect();
    assert_eq!(linked.len(), 2);
    assert!(linked.iter().all(|(link, one)| link == one), "{linked:?}");
}

#[test]
fn a_correct_server_is_not_accused() {
    let (report, seen) = campaign("", OtherCalls::All);
    assert_eq!(found(&report), []);
    assert_eq!(report.verdict, Overall::Pass, "{}", report.summary);
    assert!(
        report.summary.contains("no batch operation"),
        "{}",
        report.summary
    );
    assert_eq!(report.operations.len(), 13);
    for row in report.oracles.iter().filter(|row| row.armed == 0) {
        let why = &row.not_evaluated;
        assert_eq!(
            why.as_deref(),
            Some("needs a batch operation"),
            "{}",
            row.id
        );
    }
    for row in &report.operations {
        assert!(
            row.coverage.calls.values().all(|calls| *calls > 0),
            "{}",
            row.id
        );
    }
    // nobody has created it, and the description shows it: it is read, not removed
    let removed = |(line, keyed, _): &&Seen| *keyed && line == "DELETE /pets/7";
    assert!(
        seen.iter()
            .any(|(line, keyed, _)| *keyed && line == "GET /pets/7")
    );
    assert_eq!(seen.iter().find(removed), None);
}

#[test]
fn each_mistake_is_found_where_it_is() {
    let wanted = [
        ("health is 500", "no-server-error", "health"),
        ("kind is optional", "required-parameter-refused", "listPets"),
        ("anything is a pet", "malformed-body-refused", "createPet"),
        ("text is a key", "invalid-path-refused", "getPet"),
        ("photo is a page", "documented-media-type", "getPhoto"),
        ("delete is open", "credentials-required", "deletePet"),
        ("any key is good", "each-credential-required", "listPets"),
        ("owner has no name", "answer-matches-schema", "getOwner"),
        ("report is cut", "answer-is-json", "getReport"),
        ("search is 203", "status-is-documented", "search"),
    ];
    for (mistake, oracle, operation) in wanted {
        let (report, _) = campaign(mistake, OtherCalls::All);
        let all = found(&report);
        assert!(all.contains(&(oracle, operation)), "{mistake}: {all:?}");
        assert!(
            all.iter().all(|(id, _)| *id == oracle),
            "{mistake}: {all:?}"
        );
        let level = report.findings[0].level;
        let verdict = if level == Level::Must {
            Overall::Fail
        } else {
            Overall::Pass
        };
        assert_eq!(report.verdict, verdict, "{mistake}: {}", report.summary);
    }
}

#[test]
fn a_finding_is_small_and_can_be_judged_again() {
    let (report, _) = campaign("kind is optional", OtherCalls::All);
    let finding = &report.findings[0];
    assert_eq!(finding.requests.len(), 1);
    assert_eq!(finding.reproduced.times, 1);
    assert_eq!(finding.endpoint, "GET /pets");
    assert_eq!(
        finding.at.as_ref().map(|at| at.file.as_str()),
        Some("pets.openapi.yaml")
    );
    assert!(finding.curl.contains("/pets?page=1"), "{}", finding.curl);
    let recorded = finding.recorded.as_ref().unwrap();
    let text = recorded.recording.write().unwrap();
    let mut recording = conformance::recording::Recording::read(&text).unwrap();
    let contract = pets();
    recording.fit(&contract).unwrap();
    let verdicts = judge_offline(&contract, &recording.transcript, recording.given);
    let violated = verdicts
        .iter()
        .filter(|(_, j)| j.verdict() == Verdict::Violated);
    let ids: Vec<&str> = violated.map(|(oracle, _)| oracle.id).collect();
    assert_eq!(ids, ["required-parameter-refused"]);
    // the report is what its schema says
    let report: Value = serde_json::from_str(&json::render(&report).unwrap()).unwrap();
    let schema = std::fs::read_to_string("report.schema.json").unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::validate(&schema, &report).unwrap();
}

#[test]
fn without_leave_to_write_only_what_has_to_be_refused_is_written() {
    let (report, seen) = campaign("", OtherCalls::Harmless);
    assert_eq!(report.verdict, Overall::Pass, "{}", report.summary);
    for (line, keyed, body) in seen.iter().filter(|(line, ..)| !line.starts_with("GET")) {
        let malformed = serde_json::from_str::<Value>(body).is_err();
        let removes = line.starts_with("DELETE");
        assert!(!*keyed || (malformed && !removes), "{line}: {body}");
    }
    assert!(seen.iter().any(|(line, ..)| line.starts_with("DELETE")));
}

#[test]
fn a_server_that_lets_nothing_succeed_is_not_passed() {
    let contract = pets();
    let report = runtime().block_on(async {
        let pets = start("").await;
        let options = campaign_options(&contract, OtherCalls::All);
        judge(&contract, &format!("{}/elsewhere", pets.url), &options).await
    });
    assert_eq!(report.verdict, Overall::Inconclusive, "{}", report.summary);
    assert!(report.summary.contains("--url"), "{}", report.summary);
}
