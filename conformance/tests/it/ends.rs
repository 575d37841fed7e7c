//! How a run ends when the target does not play along to the end, and what it leaves behind.

use std::io::Write;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use conformance::bind::WireRequest;
use conformance::transcript::Outcome;
use serde_json::Value;

use crate::hostile::serve_and_tell;
use crate::recordings::{self, TENANTS, text, with_server};
use crate::support::{runtime, target};

fn run(url: &str, folder: &Path, more: &[&str]) -> (Output, Value) {
    let fixed = [TENANTS[0], TENANTS[1], "--seed", "3"];
    recordings::run(url, folder, &[&fixed[..], more].concat())
}

/// Passes requests on until the `last`, and closes all connections from then on.
fn dying(upstream: &str, last: usize) -> String {
    serve_and_tell(Some(upstream.to_owned()), move |n, _, _| n >= last)
}

#[test]
fn a_target_that_dies_leaves_what_was_found() {
    with_server(Some("drops-last-result"), |upstream| {
        let folder = tempfile::tempdir().unwrap();
        let (output, report) = run(&dying(upstream, 150), folder.path(), &["--budget", "5000"]);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{shown}");
        assert!(shown.contains("the target no longer answers"), "{shown}");
        assert_eq!(report["stopped"]["why"], "target-gone");
        let file = report["findings"][0]["recording"].as_str().unwrap();
        assert!(folder.path().join(file).is_file());
    });
}

#[test]
fn a_sound_target_that_dies_has_not_passed() {
    with_server(None, |upstream| {
        let folder = tempfile::tempdir().unwrap();
        let (output, report) = run(
            &dying(upstream, 900),
            folder.path(),
            &["--budget", "5000", "--clean-up"],
        );
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(2), "{shown}");
        assert!(shown.contains("silent since the plan"), "{shown}");
        assert_eq!(report["findings"], serde_json::json!([]));
        let created = &report["created"];
        assert_eq!(created["left"], created["entities"], "nothing was removed");
        assert!(report["requests"].as_u64().unwrap() < 1500, "{report:#}");
    });
}

#[test]
fn credentials_that_are_no_longer_good_are_no_finding() {
    with_server(None, |upstream| {
        let url = serve_and_tell(Some(upstream.to_owned()), |n, _, stream| {
            if n < 300 {
                return false;
            }
            let _ = write!(
                stream,
                "HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Bearer\r\ncontent-length: 0\r\n\r\n"
            );
            true
        });
        let folder = tempfile::tempdir().unwrap();
        let (output, report) = run(&url, folder.path(), &[]);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(2), "{shown}");
        assert!(shown.contains("check what --auth names"), "{shown}");
        assert_eq!(report["stopped"]["why"], "credentials-refused");
        assert_eq!(report["findings"], serde_json::json!([]));
    });
}

/// A target that falls silent for a while is judged as any other: late, among random plans, so that no oracle depends on
/// what is lost.
#[test]
fn a_target_that_comes_back_is_judged_to_the_end() {
    with_server(None, |upstream| {
        let url = serve_and_tell(Some(upstream.to_owned()), |n, _, _| {
            (1400..1412).contains(&n)
        });
        let folder = tempfile::tempdir().unwrap();
        let (output, report) = run(&url, folder.path(), &["--lanes", "1"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
        assert_eq!(report["stopped"], Value::Null);
    });
}

/// How many entities one tenant has, as the target itself says.
fn entities(url: &str, collection: &str) -> usize {
    let request = WireRequest {
        method: "GET".to_owned(),
        target: format!("/provider-credentialing/7/{collection}?pageSize=1"),
        headers: vec![("vbasoftware-database".to_owned(), "alpha".to_owned())],
        slots: conformance_slots(),
        body: None,
        chunked: false,
        title_case: false,
        abandoned: false,
    };
    let exchange = runtime().block_on(async { target(url).send(0, request).await });
    let Outcome::Answered(answer) = exchange.outcome else {
        panic!("no answer")
    };
    let pages: Value = serde_json::from_str(answer.header("x-pagination").unwrap()).unwrap();
    usize::try_from(pages["TotalCount"].as_u64().unwrap()).unwrap()
}

fn conformance_slots() -> Vec<conformance::bind::Slot> {
    use conformance::bind::{Slot, SlotPlace, SlotValue};
    vec![
        Slot {
            scheme: "apiKeyAuth".to_owned(),
            carrier: SlotPlace::Header("x-api-key".to_owned()),
            value: SlotValue::Right,
        },
        Slot {
            scheme: "bearerAuth".to_owned(),
            carrier: SlotPlace::Authorization("Bearer".to_owned()),
            value: SlotValue::Right,
        },
    ]
}

#[test]
fn what_was_created_is_listed_and_removed_when_asked() {
    with_server(None, |url| {
        let folder = tempfile::tempdir().unwrap();
        let (output, report) = run(url, folder.path(), &["--budget", "150"]);
        let created = report["created"]["entities"].as_u64().unwrap();
        assert!(created > 100, "{}", text(&output.stdout));
        assert_eq!(
            report["created"]["listed"].as_array().unwrap().len() as u64,
            created.min(1000)
        );
        assert_eq!(report["created"]["removed"], Value::Null);
        let before = (entities(url, "services"), entities(url, "licenses"));
        assert!(before.0 > 40 && before.1 > 40, "{before:?}");

        let again = [
            "--budget",
            "300",
            "--clean-up",
            "--keys",
            "5000000..9000000",
        ];
        let (output, report) = run(url, folder.path(), &again);
        let shown = text(&output.stdout);
        assert!(shown.contains("of them removed"), "{shown}");
        assert_eq!(report["created"]["left"], 0, "{shown}");
        assert!(report["created"]["removed"].as_u64().unwrap() > 300);
        let after = (entities(url, "services"), entities(url, "licenses"));
        assert_eq!(
            before, after,
            "all of the second run is gone, nothing of the first"
        );
    });
}

#[test]
fn a_removal_that_fails_is_told() {
    with_server(None, |upstream| {
        let refused = AtomicUsize::new(0);
        let told = AtomicBool::new(false);
        let url = serve_and_tell(Some(upstream.to_owned()), move |_, request, stream| {
            // deletes beyond the third are refused
            let delete = request.starts_with(b"DELETE");
            if !delete || refused.fetch_add(1, Ordering::SeqCst) < 3 {
                return false;
            }
            told.store(true, Ordering::SeqCst);
            let _ = write!(stream, "HTTP/1.1 409 Conflict\r\ncontent-length: 0\r\n\r\n");
            true
        });
        let folder = tempfile::tempdir().unwrap();
        let (output, report) = run(&url, folder.path(), &["--budget", "20", "--clean-up"]);
        let shown = text(&output.stdout);
        assert!(shown.contains("was answered with 409"), "{shown}");
        assert!(report["created"]["left"].as_u64().unwrap() > 0, "{shown}");
    });
}
