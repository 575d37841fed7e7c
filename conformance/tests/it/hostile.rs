//! Servers that mean ill, as raw TCP on loopback: each campaign ends in time, holds no more memory than it is allowed, and
//! blames no oracle for a connection that broke.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use conformance::campaign::{Options, campaign};
use conformance::drive::{Settings, Target};
use conformance::outcome::{Overall, Report};
use secrecy::SecretString;
use servers::Credentials;

use crate::recordings::{AUTH, DESCRIPTION, OVERLAY, text};
use crate::support::{contract, options, runtime, server};

/// What a server does with a request that it has read.
type Act = fn(&mut TcpStream);

const HANG: Act = |stream| {
    let mut byte = [0];
    while let Ok(1..) = stream.read(&mut byte) {} // until the client gives up
};

const CLOSE_IN_BODY: Act = |stream| {
    say(
        stream,
        b"HTTP/1.1 207 Multi-Status\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{\"data\":[{\"id\":",
    );
};

const CLOSE_AT_ONCE: Act = |_| ();

const ENDLESS: Act = |stream| {
    say(
        stream,
        b"HTTP/1.1 207 Multi-Status\r\ncontent-length: 10000000000\r\n\r\n",
    );
    let block = [b'['; 65536];
    while stream.write_all(&block).is_ok() {}
};

const ENDLESS_IN_CHUNKS: Act = |stream| {
    say(
        stream,
        b"HTTP/1.1 207 Multi-Status\r\ntransfer-encoding: chunked\r\n\r\n",
    );
    let mut block = b"10000\r\n".to_vec();
    block.extend([b' '; 65536]);
    block.extend(b"\r\n");
    while stream.write_all(&block).is_ok() {}
};

const TOO_LONG_LENGTH: Act = |stream| {
    say(
        stream,
        b"HTTP/1.1 207 Multi-Status\r\ncontent-length: 400\r\n\r\n{\"data\":[],\"error\":null}",
    );
    HANG(stream);
};

const HEADER_BOMB: Act = |stream| {
    say(stream, b"HTTP/1.1 207 Multi-Status\r\n");
    for n in 0..200_000 {
        if write!(stream, "x-{n}: {}\r\n", "y".repeat(100)).is_err() {
            return;
        }
    }
    say(stream, b"\r\n");
};

const ONE_LONG_HEADER: Act = |stream| {
    say(stream, b"HTTP/1.1 207 Multi-Status\r\nx: ");
    let block = [b'y'; 65536];
    while stream.write_all(&block).is_ok() {}
};

const INFORMATIONAL_FLOOD: Act = |stream| {
    while stream
        .write_all(b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")
        .is_ok()
    {
        std::thread::sleep(Duration::from_millis(1));
    }
};

const DRIP: Act = |stream| {
    say(
        stream,
        b"HTTP/1.1 207 Multi-Status\r\ncontent-length: 1000\r\n\r\n",
    );
    while stream.write_all(b" ").is_ok() {
        std::thread::sleep(Duration::from_millis(100));
    }
};

const NOT_HTTP: Act = |stream| say(stream, b"220 smtp.example.org ESMTP\r\n");

const BAD_CHUNK: Act = |stream| {
    say(
        stream,
        b"HTTP/1.1 207 Multi-Status\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    );
};

/// A connection that breaks is no evidence: whatever was asked, nobody is to blame.
const BREAKING: [(&str, Act); 12] = [
    ("hangs", HANG),
    ("closes at once", CLOSE_AT_ONCE),
    ("closes in the body", CLOSE_IN_BODY),
    ("endless body", ENDLESS),
    ("endless body in chunks", ENDLESS_IN_CHUNKS),
    ("too long a Content-Length", TOO_LONG_LENGTH),
    ("header bomb", HEADER_BOMB),
    ("one endless header", ONE_LONG_HEADER),
    ("flood of 1xx", INFORMATIONAL_FLOOD),
    ("drips", DRIP),
    ("not HTTP", NOT_HTTP),
    ("bad chunks", BAD_CHUNK),
];

#[test]
fn a_server_that_never_answers_is_unusable_and_nobody_is_to_blame() {
    for (name, act) in BREAKING {
        let url = serve(None, move |_, stream| spoilt(act, stream));
        let report = bounded(name, &url, &short(Duration::from_secs(20)));
        assert_eq!(
            report.verdict,
            Overall::Inconclusive,
            "{name}: {}",
            report.summary
        );
        assert!(report.findings.is_empty(), "{name}");
        assert!(
            report.summary.contains("does not answer"),
            "{name}: {}",
            report.summary
        );
    }
}

/// Those that send a whole head, and a body behind it also in answer to HEAD.
const WITH_BODY: [&str; 6] = [
    "closes in the body",
    "endless body",
    "endless body in chunks",
    "too long a Content-Length",
    "drips",
    "bad chunks",
];

/// Every seventh answer of a sound server is lost, after the server has done its work: what is known of the entities is
/// then uncertain, and no oracle may take it for certain.
#[test]
fn answers_that_get_lost_are_no_evidence() {
    for (name, act) in BREAKING {
        let lost = move |n: usize, stream: &mut TcpStream| {
            // now and then two in a row, so that trying again does not help
            n > 10 && (n.is_multiple_of(7) || n % 35 == 1) && spoilt(act, stream)
        };
        let runtime = runtime();
        let server = runtime.block_on(server(None));
        let url = serve(Some(server.base_url.clone()), lost);
        let report = bounded(name, &url, &short(Duration::from_secs(15)));
        runtime.block_on(server.shutdown());
        let found: Vec<String> = report
            .findings
            .iter()
            // bytes behind the head of an answer to HEAD are wrong, whatever becomes of the rest
            .filter(|f| f.oracle != "head-has-no-body" || !WITH_BODY.contains(&name))
            .map(|f| format!("{} ({}): {}", f.oracle, f.about, f.message))
            .collect();
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

/// Complete answers that nobody can use are judged: they end with a finding, or before anything was judged.
#[test]
fn answers_that_are_no_answers_are_judged() {
    let answers: [(&str, &[u8]); 7] = [
        (
            "invalid UTF-8",
            b"HTTP/1.1 207 Multi-Status\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\n\xff\xfe{]",
        ),
        (
            "gzip garbage",
            b"HTTP/1.1 207 Multi-Status\r\ncontent-encoding: gzip\r\ncontent-length: 7\r\n\r\ngarbage",
        ),
        (
            "too short a Content-Length",
            b"HTTP/1.1 207 Multi-Status\r\ncontent-length: 9\r\n\r\n{\"data\":[],\"error\":null}",
        ),
        (
            "redirect loop",
            b"HTTP/1.1 307 Temporary Redirect\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n",
        ),
        ("nothing in it", b"HTTP/1.1 207 Multi-Status\r\ncontent-length: 0\r\n\r\n"),
        ("no content", b"HTTP/1.1 204 No Content\r\n\r\n"),
        (
            "deep nesting",
            b"HTTP/1.1 207 Multi-Status\r\ncontent-length: 300\r\n\r\n\
              [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\
              [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\
              [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        ),
    ];
    for (name, answer) in answers {
        let url = serve(None, move |_, stream| {
            say(stream, answer);
            true
        });
        let report = bounded(name, &url, &short(Duration::from_secs(20)));
        assert_ne!(report.verdict, Overall::Pass, "{name}");
        let found: Vec<&str> = report.findings.iter().map(|f| f.oracle.as_ref()).collect();
        let unreadable = [
            "invalid UTF-8",
            "gzip garbage",
            "too short a Content-Length",
        ];
        assert!(
            !unreadable.contains(&name) || found.contains(&"answer-is-json"),
            "{name}: {found:?}"
        );
    }
}

#[test]
fn the_longest_time_holds_even_while_a_server_hangs() {
    let options = Options {
        max_time: Duration::from_secs(1),
        ..short(Duration::ZERO)
    };
    let url = serve(None, |_, stream| spoilt(HANG, stream));
    let began = Instant::now();
    let report = judged(&url, &options, Duration::from_secs(60));
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
    assert_eq!(report.verdict, Overall::Inconclusive);
    assert!(
        report.summary.contains("stopped before"),
        "{}",
        report.summary
    );
}

/// Ten gigabytes do not fit into the two that the program may have.
#[test]
fn an_endless_body_does_not_fill_the_memory() {
    let url = serve(None, |_, stream| spoilt(ENDLESS, stream));
    let limited = format!(
        "ulimit -v 2000000; exec {} run {DESCRIPTION} --overlay {OVERLAY} --url {url} {} --max-time 20s \
         --param providerCredKey=7 --param vbasoftware-database=alpha",
        env!("CARGO_BIN_EXE_conform"),
        AUTH.join(" "),
    );
    let output = Command::new("bash")
        .args(["-c", &limited])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("KEY", "reference-key")
        .env("TOKEN", "reference-token")
        .output()
        .unwrap();
    let shown = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{shown}");
    assert!(shown.contains("longer than 16777216 bytes"), "{shown}");
}

/// A run that is stopped while findings are at hand still reports them.
#[test]
fn a_run_that_is_out_of_time_reports_what_it_found() {
    let fault = servers::Fault::by_id("drops-last-result").unwrap();
    let runtime = runtime();
    let server = runtime.block_on(server(Some(fault)));
    // answers until the 40th request, then silent: the time runs out while requests are under way
    let silent = |n: usize, stream: &mut TcpStream| n >= 40 && spoilt(HANG, stream);
    let url = serve(Some(server.base_url.clone()), silent);
    let options = Options {
        max_time: Duration::from_secs(4),
        ..short(Duration::ZERO)
    };
    let report = judged(&url, &options, Duration::from_secs(60));
    assert_eq!(report.verdict, Overall::Fail, "{}", report.summary);
    assert!(
        report
            .findings
            .iter()
            .any(|f| f.oracle == "one-result-per-item")
    );
    runtime.block_on(server.shutdown());
}

fn short(max_time: Duration) -> Options {
    Options {
        max_time,
        ..options(1, 100)
    }
}

/// A campaign that has to end within its longest time, give or take the slowness of a busy machine.
fn bounded(name: &str, url: &str, options: &Options) -> Report {
    let began = Instant::now();
    let report = judged(url, options, Duration::from_millis(400));
    let limit = options.max_time + Duration::from_secs(20);
    assert!(began.elapsed() < limit, "{name} took {:?}", began.elapsed());
    report
}

fn judged(url: &str, options: &Options, timeout: Duration) -> Report {
    let Credentials { api_key, bearer } = Credentials::default();
    let credentials: BTreeMap<String, SecretString> = [
        ("apiKeyAuth".to_owned(), SecretString::from(api_key)),
        ("bearerAuth".to_owned(), SecretString::from(bearer)),
    ]
    .into();
    let settings = Settings {
        timeout,
        attempts: 2,
        response_limit: 1 << 20,
        ..Settings::default()
    };
    let target = Target::new(url, credentials, settings).unwrap();
    let contract = contract();
    runtime().block_on(campaign(
        &contract,
        &target,
        options,
        std::future::pending(),
        &mut |_| (),
    ))
}

fn spoilt(act: Act, stream: &mut TcpStream) -> bool {
    act(stream);
    true
}

/// Reads one request from each connection, lets `upstream` carry it out, and passes its answer on unless `spoil` answered
/// in its place. Requests are numbered from 0.
fn serve(
    upstream: Option<String>,
    spoil: impl Fn(usize, &mut TcpStream) -> bool + Send + Sync + 'static,
) -> String {
    serve_and_tell(upstream, move |n, _, stream| spoil(n, stream))
}

/// The same, for one that wants to see the request.
pub(crate) fn serve_and_tell(
    upstream: Option<String>,
    spoil: impl Fn(usize, &[u8], &mut TcpStream) -> bool + Send + Sync + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let state = Arc::new((spoil, AtomicUsize::new(0), upstream));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let state = Arc::clone(&state);
            std::thread::spawn(move || {
                let (spoil, count, upstream) = &*state;
                let Some(request) = read_request(&mut stream) else {
                    return;
                };
                let answer = upstream.as_ref().map(|url| forward(url, &request));
                if !spoil(count.fetch_add(1, Ordering::SeqCst), &request, &mut stream) {
                    say(&mut stream, &answer.unwrap_or_default());
                }
                // a close with unread bytes would be a reset, which can overtake the answer
                let _ = stream.shutdown(Shutdown::Write);
                let _ = stream.set_read_timeout(Some(Duration::from_millis(200)));
                let mut rest = [0; 4096];
                while let Ok(1..) = stream.read(&mut rest) {}
            });
        }
    });
    url
}

/// Head and body as they came.
fn read_request(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let mut block = [0; 65536];
    loop {
        if let Some(end) = find(&request, b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"))
                .and_then(|length| length.trim().parse::<usize>().ok());
            let whole = match length {
                Some(length) => request.len() >= end + 4 + length,
                None => !head.contains("transfer-encoding:") || request.ends_with(b"0\r\n\r\n"),
            };
            if whole {
                return Some(request);
            }
        }
        match stream.read(&mut block) {
            Ok(n @ 1..) => request.extend_from_slice(&block[..n]),
            _ => return None,
        }
    }
}

fn forward(url: &str, request: &[u8]) -> Vec<u8> {
    let mut upstream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    let end = find(request, b"\r\n").unwrap();
    upstream.write_all(&request[..end]).unwrap();
    upstream.write_all(b"\r\nconnection: close").unwrap();
    upstream.write_all(&request[end..]).unwrap();
    let mut answer = Vec::new();
    let _ = upstream.read_to_end(&mut answer);
    answer
}

pub(crate) fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// The client may have hung up.
pub(crate) fn say(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
}
