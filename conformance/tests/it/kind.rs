//! Kindness to a target on another machine: nothing is written unasked, requests keep to their pace, a refusal for overload
//! is waited out, credentials are read again. `0.0.0.0` leads to this machine, but is not one of its loopback addresses.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use conformance::bind::{Slot, SlotPlace, SlotValue, WireRequest};
use conformance::drive::{Bucket, Credential, Held, Settings, Target, pause, retry_after};
use conformance::transcript::{Exchange, Outcome};

use crate::hostile::serve_and_tell;
use crate::recordings::{AUTH, DESCRIPTION, OVERLAY, conform, text, with_server};
use crate::support::runtime;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_bucket_lets_a_burst_pass_and_then_its_rate() {
    let mut bucket = Bucket::new(10.0, 4);
    let at = |tenths: u32| SECOND / 10 * tenths;
    for _ in 0..4 {
        assert_eq!(bucket.take(at(0)), Duration::ZERO);
    }
    // who comes later waits longer
    assert_eq!(bucket.take(at(0)), at(1));
    assert_eq!(bucket.take(at(0)), at(2));
    assert_eq!(bucket.take(at(1)), at(2));
    // a long pause fills it, and no more than that
    for _ in 0..4 {
        assert_eq!(bucket.take(at(1000)), Duration::ZERO);
    }
    assert_eq!(bucket.take(at(1000)), at(1));
    assert!(Bucket::new(0.0, 0).take(at(0)).is_zero(), "the first one");
}

#[test]
fn a_pause_doubles_keeps_to_retry_after_and_ends() {
    let longest = SECOND * 60;
    let after = |attempts, asked, chance| pause(attempts, SECOND, asked, longest, chance);
    assert_eq!(after(1, None, 1.0), SECOND);
    assert_eq!(after(1, None, 0.0), SECOND / 2, "jitter");
    assert_eq!(after(3, None, 1.0), SECOND * 4);
    assert_eq!(after(40, None, 1.0), longest);
    assert_eq!(after(1, Some(SECOND * 7), 0.5), SECOND * 7);
    assert_eq!(after(1, Some(SECOND * 7000), 0.5), longest);

    let now = "1994-11-06T08:49:30Z".parse().unwrap();
    assert_eq!(retry_after(" 120 ", now), Some(SECOND * 120));
    let date = |text| retry_after(text, now);
    assert_eq!(date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(SECOND * 7));
    assert_eq!(date("Sun, 06 Nov 1994 08:49:29 GMT"), Some(Duration::ZERO));
    assert!(date("99999999999999999999999").unwrap() > longest);
    for garbage in ["", "soon", "-1", "1.5"] {
        assert_eq!(date(garbage), None, "{garbage}");
    }
}

fn run(url: &str, more: &[&str]) -> Output {
    let parameters = [
        "--param",
        "providerCredKey=7",
        "--param",
        "vbasoftware-database=alpha",
    ];
    let base = ["run", DESCRIPTION, "--overlay", OVERLAY, "--url", url];
    conform(&[&base[..], &AUTH, &parameters, more].concat())
}

/// The same server under a name that is not one of loopback.
fn elsewhere(url: &str) -> String {
    url.replace("127.0.0.1", "0.0.0.0")
}

/// Passes requests on, and counts them.
fn counted(upstream: &str) -> (String, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let url = serve_and_tell(Some(upstream.to_owned()), move |_, _, _| {
        counted.fetch_add(1, Ordering::SeqCst);
        false
    });
    (elsewhere(&url), count)
}

#[test]
fn another_machine_is_not_written_to_unasked() {
    with_server(None, |upstream| {
        let (url, count) = counted(upstream);
        let plan = [
            "upsertProviderCredServices",
            "PUT /provider-credentialing/{providerCredKey}/licenses-batch",
            "requests (",
            "keys      1000000000..2147483647",
            "tenants   alpha",
            "20 requests a second, 4 at the same time",
        ];
        let refused = run(&url, &[]);
        let shown = format!("{}{}", text(&refused.stdout), text(&refused.stderr));
        assert_eq!(refused.status.code(), Some(2), "{shown}");
        for word in plan.iter().chain(&["--allow-writes"]) {
            assert!(shown.contains(word), "`{word}` is missing in: {shown}");
        }
        let dry = run(&url, &["--dry-run", "--allow-writes"]);
        let shown = text(&dry.stdout);
        assert_eq!(dry.status.code(), Some(0), "{shown}");
        for word in plan.iter().chain(&["Nothing was sent"]) {
            assert!(shown.contains(word), "`{word}` is missing in: {shown}");
        }
        // loopback too, when asked; no credential is read for it
        let local = run(upstream, &["--dry-run", "--auth", "apiKeyAuth=env:NOT_SET"]);
        assert_eq!(local.status.code(), Some(0), "{}", text(&local.stderr));
        assert!(text(&local.stdout).contains("as fast as it answers"));
        assert_eq!(count.load(Ordering::SeqCst), 0, "nothing was sent");

        let allowed = run(
            &url,
            &["--allow-writes", "--budget", "40", "--rate", "1000"],
        );
        let shown = text(&allowed.stdout);
        assert!(shown.contains("1000 requests a second"), "{shown}");
        assert!(shown.contains("INCONCLUSIVE"), "too few to judge: {shown}");
        assert!(count.load(Ordering::SeqCst) >= 40);
    });
}

#[test]
fn what_the_plan_says_is_what_is_sent() {
    with_server(None, |upstream| {
        let (url, count) = counted(upstream);
        let run = run(&url, &["--allow-writes", "--budget", "60", "--rate", "1e6"]);
        let shown = text(&run.stdout);
        let said = shown.lines().find_map(|line| {
            line.trim()
                .strip_prefix("in all")?
                .split_whitespace()
                .next()
        });
        assert_eq!(
            said.unwrap().parse::<usize>().unwrap(),
            count.load(Ordering::SeqCst),
            "{shown}"
        );
    });
}

/// Answers 200 to everything; keeps the requests.
fn keeping() -> (String, Arc<Mutex<Vec<String>>>) {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&kept);
    let url = serve_and_tell(None, move |_, request, stream| {
        let request = String::from_utf8_lossy(request).into_owned();
        let old = request.contains("Bearer old") || request.contains("bearer old");
        let status = if old { "401 Unauthorized" } else { "200 OK" };
        let _ = write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 2\r\n\r\n{{}}");
        keep.lock().unwrap().push(request);
        true
    });
    (url, kept)
}

fn bearer(target: &Target, authorized: bool) -> Exchange {
    let request = WireRequest {
        method: "GET".to_owned(),
        target: "/x".to_owned(),
        headers: Vec::new(),
        slots: vec![Slot {
            scheme: "bearer".to_owned(),
            carrier: SlotPlace::Authorization("Bearer".to_owned()),
            value: SlotValue::Right,
        }],
        body: None,
        chunked: false,
        title_case: false,
        abandoned: false,
    };
    runtime().block_on(async {
        match authorized {
            true => target.send_authorized(0, request).await,
            false => target.send(0, request).await,
        }
    })
}

fn from_file(url: &str, file: &Path) -> Target {
    let credential: Credential = format!("bearer=file:{}", file.display()).parse().unwrap();
    Target::new(
        url,
        Held::read(vec![credential]).unwrap(),
        Settings::default(),
    )
    .unwrap()
}

/// A token without a signature that anybody would check, valid for so many seconds from now.
fn token(name: &str, seconds: i64) -> String {
    let now = jiff::Timestamp::now().as_second();
    let claims = format!("{{\"sub\":\"{name}\",\"exp\":{}}}", now + seconds);
    format!("{name}.{}.sig", URL_SAFE_NO_PAD.encode(claims))
}

#[test]
fn a_refused_credential_is_read_again_once() {
    let (url, kept) = keeping();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "old-token").unwrap();
    let target = from_file(&url, &file);
    std::fs::write(&file, "new-token").unwrap();
    // a request that may be refused changes nothing
    let answer = bearer(&target, false);
    assert!(matches!(&answer.outcome, Outcome::Answered(r) if r.status == 401));
    let answer = bearer(&target, true);
    assert!(matches!(&answer.outcome, Outcome::Answered(r) if r.status == 200));
    assert_eq!(answer.attempts, 2);
    let sent = kept.lock().unwrap().clone();
    assert!(sent[2].contains("Bearer new-token"), "{sent:?}");
    assert!(
        sent[0].contains("user-agent: multistatus-conform/"),
        "{sent:?}"
    );
    // once: a second refusal so soon is an answer
    std::fs::write(&file, "old-again").unwrap();
    drop(target);
    let target = from_file(&url, &file);
    let refused = bearer(&target, true);
    assert!(matches!(&refused.outcome, Outcome::Answered(r) if r.status == 401));
    assert_eq!(refused.attempts, 1, "the source holds nothing newer");
}

#[test]
fn a_token_is_read_again_before_it_expires_and_an_expired_one_is_no_evidence() {
    let (url, kept) = keeping();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, token("first", 20)).unwrap();
    let target = from_file(&url, &file);
    std::fs::write(&file, token("second", 3600)).unwrap();
    assert!(matches!(
        bearer(&target, true).outcome,
        Outcome::Answered(_)
    ));
    assert!(kept.lock().unwrap()[0].contains("Bearer second."));

    std::fs::write(&file, token("short", 1)).unwrap();
    let target = from_file(&url, &file);
    std::thread::sleep(Duration::from_millis(1100));
    let before = kept.lock().unwrap().len();
    let Outcome::Unavailable(reason) = bearer(&target, true).outcome else {
        panic!("an answer to an expired token is no evidence")
    };
    let reason = reason.to_string();
    assert!(
        reason.contains("`bearer` expired at") && !reason.contains("short"),
        "{reason}"
    );
    assert_eq!(kept.lock().unwrap().len(), before, "it was not sent");

    std::fs::write(&file, token("late", -5)).unwrap();
    let credential: Credential = format!("bearer=file:{}", file.display()).parse().unwrap();
    let refused = match Held::read(vec![credential]) {
        Ok(_) => panic!("an expired token was taken"),
        Err(refused) => refused.to_string(),
    };
    assert!(
        refused.contains("`bearer`") && refused.contains("get a new one"),
        "{refused}"
    );
}

/// What is echoed in another spelling is still a secret.
#[test]
fn every_spelling_of_a_secret_is_taken_out_of_an_answer() {
    let secret = "canary/with \"quotes\"+and=more?";
    let base64 = base64::engine::general_purpose::STANDARD.encode(format!("me:{secret}"));
    let body = format!(
        "{{\"raw\":{raw},\"b\":\"{base64}\",\"p\":\"canary%2Fwith%20%22quotes%22%2Band%3Dmore%3F\",\"l\":\"canary%2fwith+%22quotes%22%2band%3dmore%3f\"}}",
        raw = serde_json::Value::from(secret),
    );
    let sent = body.clone();
    let url = serve_and_tell(None, move |_, _, stream| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nx-echo: {secret}\r\ncontent-length: {}\r\n\r\n",
            sent.len()
        );
        let _ = write!(stream, "{head}{sent}");
        true
    });
    let held: BTreeMap<String, secrecy::SecretString> =
        [("bearer".to_owned(), secret.to_owned().into())].into();
    let target = Target::new(&url, held, Settings::default()).unwrap();
    let Outcome::Answered(answer) = bearer(&target, false).outcome else {
        panic!("no answer")
    };
    let kept = format!("{:?}{}", answer.headers, answer.body.text());
    assert_eq!(kept.matches("[value of bearer]").count(), 5, "{kept}");
    assert!(
        !kept.contains("canary") && !kept.contains("quotes"),
        "{kept}"
    );
    assert_eq!(answer.echoed, ["bearer"]);
}

#[test]
fn no_more_requests_are_under_way_than_there_are_connections() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let peak = Arc::clone(&most);
    let url = serve_and_tell(None, move |_, _, stream| {
        let others = now.fetch_add(1, Ordering::SeqCst);
        most.fetch_max(others + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(30));
        now.fetch_sub(1, Ordering::SeqCst);
        let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        true
    });
    let settings = Settings {
        rate: Some(10_000.0),
        connections: Some(3),
        ..Settings::kind()
    };
    let target = Target::new(&url, BTreeMap::new(), settings).unwrap();
    let request = WireRequest {
        method: "GET".to_owned(),
        target: "/".to_owned(),
        headers: Vec::new(),
        slots: Vec::new(),
        body: None,
        chunked: false,
        title_case: false,
        abandoned: false,
    };
    runtime().block_on(async {
        let all = (0..12).map(|_| target.send(0, request.clone()));
        futures_util::future::join_all(all).await;
    });
    assert_eq!(peak.load(Ordering::SeqCst), 3);
}
