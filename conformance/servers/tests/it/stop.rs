//! Stopping: what began is answered, and nobody new is let in.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::site::{SERVICES, Site, services};

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_began_is_answered_before_the_server_stops() {
    let site = Site::honest().await;
    let address = site
        .running
        .base_url
        .trim_start_matches("http://")
        .to_owned();
    let body = services([1, 2]).to_string();
    let head = format!(
        "PUT {SERVICES} HTTP/1.1\r\nhost: {address}\r\nx-api-key: reference-key\r\n\
         authorization: Bearer reference-token\r\nvbasoftware-database: alpha\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\r\n",
        body.len()
    );
    let mut connection = TcpStream::connect(&address).unwrap();
    connection.write_all(head.as_bytes()).unwrap();
    // The server asks for the body when the operation begins to read it.
    let mut interim = [0; 25];
    connection.read_exact(&mut interim).unwrap();
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");

    let stopping = tokio::spawn(site.running.shutdown());
    while TcpStream::connect(&address).is_ok() {
        tokio::task::yield_now().await;
    }
    connection.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 207 "), "{answer}");
    stopping.await.unwrap();
}
