//! The same seed sends the same bytes: on every run, whatever the number of lanes.

use std::sync::{Arc, Mutex};

use conformance::campaign::campaign;
use conformance::event::Event;
use conformance::plan::{OtherCalls, Scope, Step, schedule};

use crate::support::{contract, options, runtime, server, target};

const SCOPE: Scope = Scope {
    two_tenants: true,
    closed_tenant: true,
    burst: true,
    largest_batch: None,
    range_only: false,
    others: OtherCalls::All,
};

/// All requests of a campaign's search, in the order of the schedule, as JSON.
async fn stream(seed: u64, lanes: usize) -> Vec<String> {
    let contract = contract();
    let server = server(None).await;
    let mut sent = Vec::new();
    let mut options = options(seed, 300);
    options.lanes = lanes;
    campaign(
        &contract,
        &target(&server.base_url),
        &options,
        std::future::pending(),
        &mut |event| {
            if let Event::Judged { transcript, .. } = event {
                sent.extend(
                    transcript
                        .exchanges
                        .iter()
                        .map(|e| serde_json::to_string(&e.request).unwrap()),
                );
            }
        },
    )
    .await;
    server.shutdown().await;
    sent
}

#[test]
fn one_seed_sends_the_same_bytes_with_one_lane_and_with_eight() {
    runtime().block_on(async {
        let (first, again, eight) = (
            stream(42, 1).await,
            stream(42, 1).await,
            stream(42, 8).await,
        );
        assert!(first.len() > 250, "{}", first.len());
        assert!(first == again, "two runs of the same seed differ");
        assert!(first == eight, "lanes change what is sent");
        assert!(
            first != stream(43, 1).await,
            "another seed sends something else"
        );
    });
}

/// What goes over the wire, seen from the other side: a recorder between the suite and the reference server.
#[test]
fn one_seed_sends_the_same_bytes_over_the_wire() {
    runtime().block_on(async {
        let mut recorded = Vec::new();
        for _ in 0..2 {
            let server = server(None).await;
            let log = Arc::new(Mutex::new(Vec::new()));
            let proxy = record(
                server.base_url.strip_prefix("http://").unwrap().to_owned(),
                Arc::clone(&log),
            )
            .await;
            let mut options = options(7, 120);
            options.lanes = 1;
            campaign(
                &contract(),
                &target(&format!("http://{proxy}")),
                &options,
                std::future::pending(),
                &mut |_| (),
            )
            .await;
            server.shutdown().await;
            // requests of one concurrent step may arrive in any order, on any connection
            let bytes = log.lock().unwrap().join(&b'\n');
            let text = String::from_utf8_lossy(&bytes).replace(&proxy, "HOST");
            let text = text.replace("GET /", "\nGET /");
            let text = ["PUT", "POST", "DELETE", "PATCH"]
                .iter()
                .fold(text, |text, method| {
                    text.replace(&format!("{method} /"), &format!("\n{method} /"))
                });
            let mut lines: Vec<String> = text
                .lines()
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect();
            lines.sort_unstable();
            recorded.push(lines);
        }
        assert!(recorded[0].len() > 500, "{}", recorded[0].len());
        let other: Vec<_> = recorded[0]
            .iter()
            .zip(&recorded[1])
            .find(|(a, b)| a != b)
            .into_iter()
            .collect();
        assert!(
            recorded[0] == recorded[1],
            "the bytes on the wire differ: {other:#?}"
        );
    });
}

/// Forwards connections to `to` and keeps what the client sends.
async fn record(to: String, log: Arc<Mutex<Vec<Vec<u8>>>>) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (to, log) = (to.clone(), Arc::clone(&log));
            tokio::spawn(async move {
                let Ok(server) = tokio::net::TcpStream::connect(to).await else {
                    return;
                };
                let (mut from_client, mut to_client) = client.into_split();
                let (mut from_server, mut to_server) = server.into_split();
                tokio::spawn(
                    async move { tokio::io::copy(&mut from_server, &mut to_client).await },
                );
                let connection = {
                    let mut log = log.lock().unwrap();
                    log.push(Vec::new());
                    log.len() - 1
                };
                let mut buffer = vec![0; 65536];
                while let Ok(n @ 1..) = from_client.read(&mut buffer).await {
                    log.lock().unwrap()[connection].extend_from_slice(&buffer[..n]);
                    if to_server.write_all(&buffer[..n]).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    address
}

#[test]
fn the_schedule_keeps_to_its_budget() {
    let contract = contract();
    for budget in [1, 10, 100, 900] {
        let plans = schedule(&contract, 3, budget, SCOPE).collect::<Vec<_>>();
        let requests: usize = plans.iter().map(|s| s.plan().requests().count()).sum();
        assert!(requests <= budget, "{requests} of {budget}");
    }
    let plans = schedule(&contract, 3, 900, SCOPE).collect::<Vec<_>>();
    let races = plans
        .iter()
        .filter(|s| {
            s.plan()
                .steps
                .iter()
                .any(|step| matches!(step, Step::Together(_)))
        })
        .count();
    assert!(races >= 4, "{races} plans with concurrent steps");
}
