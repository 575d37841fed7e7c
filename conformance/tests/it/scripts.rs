//! The scripts of findings send byte for byte what the suite sent, and nothing in them is taken for anything but text.

use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use conformance::bind::{Binding, Keys, bind, render};
use conformance::contract::{Carrier, Contract, Kind, OperationId, Scheme};
use conformance::evidence::Given;
use conformance::plan::{
    BodyDefect, Call, Credentials, Form, Item, KeyChoice, PathDefect, PathValue, Plan, Purpose,
    Request, Step, Symbol,
};
use conformance::recording::{FORMAT, Recording};
use conformance::script::script;
use conformance::transcript::Transcript;
use serde_json::json;

use crate::hostile::{find, say, serve_and_tell};
use crate::support::{contract, fixed};

/// What would be seen if bash took some of it for a command, or curl for a file.
const EVIL: &str = "@/etc/passwd' \"; $(touch pwned) `touch pwned` ${HOME} \\' \\\\ %s !! \n\rrm\u{0}\u{7}\u{202e}\u{e4}";

/// A server that keeps every request and answers none of them well.
fn keeping() -> (String, Arc<Mutex<Vec<Vec<u8>>>>) {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&kept);
    let url = serve_and_tell(None, move |_, request: &[u8], stream: &mut TcpStream| {
        keep.lock().unwrap().push(request.to_vec());
        say(
            stream,
            b"HTTP/1.1 207 Multi-Status\r\ncontent-length: 2\r\n\r\n\x1b{",
        );
        true
    });
    (url, kept)
}

fn recording(
    contract: &Contract,
    operation: OperationId,
    requests: Vec<Request>,
    at_once: bool,
) -> Recording {
    let steps = if at_once {
        vec![Step::Together(requests)]
    } else {
        requests.into_iter().map(Step::One).collect()
    };
    let plan = Plan {
        keys: KeyChoice::default(),
        id: Purpose::Accept(EVIL.to_owned()).into(),
        operation,
        steps,
    };
    let mut keys = Keys::new(1_000_000_000, 2_147_483_647, 7);
    let binding: Binding = bind(contract, &plan, &fixed(), &mut keys).unwrap();
    Recording {
        format: FORMAT,
        suite: "0".to_owned(),
        title: EVIL.to_owned(),
        operation: contract.operation(operation).id.clone(),
        endpoint: format!("PUT {EVIL}"),
        oracle: "one-result-per-item".to_owned(),
        about: EVIL.to_owned(),
        message: EVIL.to_owned(),
        keys: (1_000_000_000, 2_147_483_647),
        given: Given::default(),
        transcript: Transcript {
            plan,
            binding,
            exchanges: Vec::new(),
        },
    }
}

/// The first number that was drawn for `recording`.
fn first() -> String {
    // an integer key is its number
    let contract = contract();
    let recording = recording(
        &contract,
        OperationId(0),
        vec![Request::batch(vec![Item::bare(Symbol(0))])],
        false,
    );
    recording.transcript.binding.keys[0]["credService_Key"].to_string()
}

fn run(folder: &Path, text: &str, url: &str, first: &str) -> Output {
    std::fs::write(folder.join("script.sh"), text).unwrap();
    Command::new("bash")
        .current_dir(folder)
        .args(["script.sh", url, first, "1"])
        .env("API_KEY_AUTH", "a $(touch pwned) key")
        .env("BEARER_AUTH", "token")
        .env("EVIL_SCHEME", "e")
        .output()
        .unwrap()
}

/// Runs the script of `requests` with the recorded keys, and compares what arrives with what the suite sends.
fn same_bytes(contract: &Contract, number: usize, requests: Vec<Request>, at_once: bool) {
    let recording = recording(contract, OperationId(number), requests, at_once);
    let (url, kept) = keeping();
    let folder = tempfile::tempdir().unwrap();
    let text = script(&recording, contract, "http://127.0.0.1:1/'$(touch pwned)");
    let output = run(folder.path(), &text, &url, &first());
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["script.sh"], "{text}");
    assert!(output.status.success(), "{output:?}\n{text}");
    assert!(
        !output.stdout.contains(&0x1b),
        "the answer can drive the terminal"
    );

    let binding = &recording.transcript.binding;
    let mut sent: Vec<(String, Vec<u8>)> = recording
        .transcript
        .plan
        .requests()
        .map(|(_, request)| {
            let wire = render(contract, OperationId(number), request, binding);
            let url = reqwest_like(&wire.target);
            (
                format!("{} {url} HTTP/1.1", wire.method),
                wire.body.unwrap_or_default().0,
            )
        })
        .collect();
    let mut arrived: Vec<(String, Vec<u8>)> = kept
        .lock()
        .unwrap()
        .iter()
        .map(|request| {
            let end = find(request, b"\r\n\r\n").unwrap();
            let head = String::from_utf8_lossy(&request[..end]).into_owned();
            let line = head.lines().next().unwrap().to_owned();
            let body = &request[end + 4..];
            let body = match head.to_lowercase().contains("transfer-encoding: chunked") {
                true => unchunked(body),
                false => body.to_vec(),
            };
            (line, body)
        })
        .collect();
    if at_once {
        sent.sort();
        arrived.sort();
    }
    assert_eq!(arrived, sent, "{text}");
}

/// A path without what cannot stand in a URL is sent as it is.
fn reqwest_like(target: &str) -> String {
    let mut url = String::new();
    for c in target.chars() {
        match c {
            ' ' => url.push_str("%20"),
            '"' => url.push_str("%22"),
            '`' => url.push_str("%60"),
            '<' => url.push_str("%3C"),
            '{' => url.push_str("%7B"),
            '}' => url.push_str("%7D"),
            other => url.push(other),
        }
    }
    url
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = find(body, b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return whole;
        }
        whole.extend_from_slice(&body[end + 2..end + 2 + length]);
        body = &body[end + 2 + length + 2..];
    }
}

fn items(count: usize) -> Vec<Item> {
    (0..count)
        .map(|n| Item {
            key: Symbol(n),
            // the last one looks like a key of the range, and is none
            values: vec![
                ("entry_User".to_owned(), json!(EVIL)),
                ("percentage".to_owned(), json!(1_000_000_007 + n)),
            ],
            defect: None,
        })
        .collect()
}

fn spoilt(defect: BodyDefect) -> Request {
    Request::call(Call::Batch {
        items: items(3),
        defect: Some(defect),
    })
}

fn all_requests() -> Vec<Request> {
    let with = |form| Request {
        form,
        ..Request::batch(items(2))
    };
    vec![
        Request::batch(items(2)),
        Request::get(Symbol(1)),
        with(Form::Spaced),
        with(Form::Escaped),
        with(Form::Reordered),
        with(Form::Chunked),
        with(Form::TitleCase),
        with(Form::Bom),
        spoilt(BodyDefect::Truncated),
        spoilt(BodyDefect::Unclosed),
        spoilt(BodyDefect::Wrapped),
        spoilt(BodyDefect::Bare),
        spoilt(BodyDefect::Absent),
        spoilt(BodyDefect::InvalidUtf8),
        spoilt(BodyDefect::Text(EVIL.to_owned())),
        Request {
            credentials: Credentials::None,
            path: Some(PathDefect {
                parameter: "providerCredKey".to_owned(),
                value: PathValue::Text("a'$(touch pwned)b".to_owned()),
            }),
            accept: Some("text/plain; x='$(touch pwned)'".to_owned()),
            ..Request::batch(items(1))
        },
    ]
}

#[test]
fn a_script_sends_what_the_suite_sent() {
    let contract = contract();
    same_bytes(&contract, 0, all_requests(), false);
    same_bytes(&contract, 1, all_requests(), false);
    same_bytes(&contract, 0, all_requests().split_off(9), true);
}

/// More keys than are listed one by one, and a body longer than an argument may be.
#[test]
fn a_large_batch_fits_through_the_script() {
    same_bytes(&contract(), 0, vec![Request::batch(items(2000))], false);
}

#[test]
fn text_and_date_keys_are_computed_like_the_suite_does() {
    for kind in [
        Kind::Text { min: 1, max: None },
        Kind::Text {
            min: 1,
            max: Some(4),
        },
        Kind::Date,
        Kind::DateTime,
        Kind::Uuid,
    ] {
        let mut contract = contract();
        let batch = contract.operations[0].batch.as_mut().unwrap();
        let mut key = (*batch.key).clone();
        let name = key.free().next().unwrap().name.clone();
        for property in (key.properties.iter_mut()).chain(&mut batch.item.properties) {
            if property.name == name {
                property.kind = kind.clone();
            }
        }
        batch.key = Arc::new(key);
        contract.resources[0].key = Arc::clone(&batch.key);
        same_bytes(&contract, 0, all_requests(), false);
        same_bytes(&contract, 0, vec![Request::batch(items(20))], false);
    }
}

#[test]
fn a_hostile_description_stays_text() {
    let mut contract = contract();
    let operation = &mut contract.operations[0];
    operation.path = "/a'$(touch pwned)`touch pwned`/{providerCredKey}".to_owned();
    operation.body.as_mut().unwrap().media_type =
        "text/x'$(touch pwned)\"\r\nx-injected: 1".to_owned();
    operation.security[0].extend([
        Scheme {
            name: "evil scheme".to_owned(),
            carrier: Carrier::Query("q'$(touch pwned)".to_owned()),
        },
        Scheme {
            name: "evil scheme".to_owned(),
            carrier: Carrier::Header("@/etc/passwd".to_owned()),
        },
        Scheme {
            name: "evil scheme".to_owned(),
            carrier: Carrier::Cookie("c'$(touch pwned)".to_owned()),
        },
    ]);
    let recording = recording(
        &contract,
        OperationId(0),
        vec![Request::batch(items(1))],
        false,
    );
    let (url, kept) = keeping();
    let folder = tempfile::tempdir().unwrap();
    let text = script(&recording, &contract, &url);
    let output = run(folder.path(), &text, &url, &first());
    assert!(output.status.success(), "{output:?}");
    assert!(!folder.path().join("pwned").exists(), "{text}");
    let kept = kept.lock().unwrap();
    let head = String::from_utf8_lossy(&kept[0]).into_owned();
    assert!(
        !head.contains("\r\nx-injected") && !head.contains("root:"),
        "{head}"
    );
    assert!(head.contains("x-api-key: a $(touch pwned) key"), "{head}");
    assert!(
        head.starts_with(
            "PUT /a'$(touch%20pwned)%60touch%20pwned%60/7?q%27%24%28touch%20pwned%29=e "
        ),
        "{head}"
    );
}
