//! A running server and a plain HTTP client for it; knows the paths and the documented credentials, judges nothing.

use std::io::{Read, Write};
use std::net::TcpStream;

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use servers::{Config, Fault, Running, Variant, start};

/// The services and licenses of the process that the tests use.
pub(crate) const SERVICES: &str = "/provider-credentialing/7/services-batch";
pub(crate) const LICENSES: &str = "/provider-credentialing/7/licenses-batch";

pub(crate) struct Site {
    pub(crate) running: Running,
    pub(crate) http: reqwest::Client,
}

/// A response, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Site {
    pub(crate) async fn honest() -> Self {
        Self::with(Config::default()).await
    }

    pub(crate) async fn faulty(id: &str) -> Self {
        Self::with(Config {
            fault: Some(Fault::by_id(id).unwrap()),
            ..Config::default()
        })
        .await
    }

    pub(crate) async fn varied(id: &str) -> Self {
        Self::with(Config {
            variant: Some(Variant::by_id(id).unwrap()),
            ..Config::default()
        })
        .await
    }

    pub(crate) async fn with(config: Config) -> Self {
        Self {
            running: start(config).await.unwrap(),
            http: reqwest::Client::new(),
        }
    }

    /// A request with nothing on it.
    pub(crate) fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.running.base_url))
    }

    /// A request to one database, with both credentials.
    pub(crate) fn signed(&self, method: Method, path: &str, tenant: &str) -> RequestBuilder {
        self.bare(method, path)
            .header("x-api-key", "reference-key")
            .bearer_auth("reference-token")
            .header("vbasoftware-database", tenant)
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.signed(Method::PUT, path, "alpha").json(body)).await
    }

    /// A body that need not be JSON.
    pub(crate) async fn put_text(&self, path: &str, body: impl Into<reqwest::Body>) -> Answer {
        let request = self
            .signed(Method::PUT, path, "alpha")
            .header("content-type", "application/json");
        Answer::of(request.body(body)).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        Answer::of(self.signed(Method::GET, path, "alpha")).await
    }

    /// A request written by hand to the services' batch, on a connection of its own; the answer as it stands on the wire.
    pub(crate) fn raw(&self, method: &str, header: &str, body: &str) -> String {
        let address = self.running.base_url.trim_start_matches("http://");
        let mut connection = TcpStream::connect(address).unwrap();
        let request = format!(
            "{method} {SERVICES} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nx-api-key: reference-key\r\n\
             authorization: Bearer reference-token\r\n{header}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    }

    /// The statuses of a batch that was answered 207.
    pub(crate) async fn statuses(&self, path: &str, body: &Value) -> Vec<i64> {
        self.put(path, body).await.statuses()
    }
}

impl Answer {
    pub(crate) async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Self {
            status,
            headers,
            text: response.text().await.unwrap(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        // One fault writes a byte order mark; everything else about it is sound.
        let text = self.text.trim_start_matches('\u{feff}');
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    pub(crate) fn results(&self) -> Vec<Value> {
        assert_eq!(self.status, 207, "{}", self.text);
        self.json()["data"].as_array().unwrap().clone()
    }

    pub(crate) fn statuses(&self) -> Vec<i64> {
        self.results()
            .iter()
            .map(|result| result["status"].as_i64().unwrap_or(-1))
            .collect()
    }

    /// Fails unless this is a refusal in the envelope; gives its detail.
    pub(crate) fn refused(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{}", self.text);
        let body = self.json();
        assert_eq!(body["data"], Value::Null, "{body}");
        assert_eq!(body["error"]["status"], status, "{body}");
        assert_eq!(
            body["error"]["title"],
            self.status.canonical_reason().unwrap(),
            "{body}"
        );
        assert_eq!(body["error"]["type"], "about:blank", "{body}");
        assert!(
            !body["debug"]["activityID"].as_str().unwrap().is_empty(),
            "{body}"
        );
        assert_eq!(self.header("content-type"), "application/json");
        body["error"]["detail"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn service(key: i32) -> Value {
    json!({ "providerCred_Key": 7, "credService_Key": key })
}

pub(crate) fn license(key: i32) -> Value {
    json!({ "providerCred_Key": 7, "providerCredLicense_Key": key })
}

pub(crate) fn services(keys: impl IntoIterator<Item = i32>) -> Value {
    keys.into_iter().map(service).collect()
}

/// `item` with some members changed or added.
pub(crate) fn with(mut item: Value, members: Value) -> Value {
    for (name, value) in members.as_object().unwrap() {
        item[name] = value.clone();
    }
    item
}

/// A service with a text.
pub(crate) fn user(key: i32, text: &str) -> Value {
    with(service(key), json!({ "entry_User": text }))
}

/// A service that is refused: its text is too long.
pub(crate) fn long(key: i32) -> Value {
    user(key, &"x".repeat(21))
}

/// A service with a number.
pub(crate) fn percentage(key: i32, percentage: i32) -> Value {
    with(service(key), json!({ "percentage": percentage }))
}

/// The service as it is stored.
pub(crate) async fn read(site: &Site, key: i32) -> Value {
    let path = format!("/provider-credentialing/7/services/{key}");
    site.get(&path).await.json()["data"].clone()
}
