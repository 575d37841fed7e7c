//! `host`, `basePath` and `schemes` to servers, for the whole description and for operations with schemes of their own.

use serde_json::{Value, json};

use super::Converter;
use super::parts::Servers;
use crate::origins::Place;
use crate::pointer;

const SCHEMES: [&str; 4] = ["http", "https", "ws", "wss"];

impl Converter<'_> {
    pub(super) fn read_servers(
        &mut self,
        host: Option<Value>,
        base_path: Option<Value>,
        schemes: Option<Value>,
    ) -> Servers {
        let at = match (&host, &base_path) {
            (Some(_), _) => "/host",
            (None, Some(_)) => "/basePath",
            _ => "/schemes",
        };
        let schemes = self.schemes(schemes, "/schemes").unwrap_or_default();
        let host = match host {
            Some(Value::String(host)) if is_host(&host) => Some(host),
            Some(_) => {
                let hint = "write `api.example.com` or `localhost:8080`, without scheme and path";
                self.error(
                    "structure",
                    "/host",
                    "`host` is no name of a host, and is ignored",
                    hint,
                );
                None
            }
            None => None,
        };
        let base_path = match base_path {
            Some(Value::String(path)) if path.starts_with('/') || path.is_empty() => path,
            Some(Value::String(path)) => {
                let message = "`basePath` does not begin with a slash";
                self.error(
                    "structure",
                    "/basePath",
                    message,
                    &format!("write `/{path}`"),
                );
                format!("/{path}")
            }
            Some(_) => {
                let message = "`basePath` is no text and is ignored";
                self.error(
                    "structure",
                    "/basePath",
                    message,
                    "write `/v1`, for example",
                );
                String::new()
            }
            None => String::new(),
        };
        let base_path = base_path.trim_end_matches('/').to_owned();
        Servers {
            host,
            base_path,
            schemes,
            at,
        }
    }

    /// The servers of the whole description; `None` when it says nothing about them.
    pub(super) fn all_servers(&mut self) -> Option<Value> {
        let Servers {
            host,
            base_path,
            schemes,
            at,
        } = &self.servers;
        if host.is_none() && base_path.is_empty() {
            return None;
        }
        self.origins.made("/servers", at);
        Some(listed(host.as_deref(), base_path, schemes))
    }

    /// The servers of an operation with the schemes `own`; `None` when they are those of the description.
    pub(super) fn own_servers(&mut self, own: Value, place: &Place) -> Option<Value> {
        let old = pointer::join(&place.old, "schemes");
        let schemes = self.schemes(Some(own), &old)?;
        let Servers {
            host,
            base_path,
            schemes: all,
            ..
        } = &self.servers;
        if host.is_none() || schemes == *all || schemes.is_empty() {
            return None;
        }
        self.origins
            .made(&pointer::join(&place.new, "servers"), &old);
        Some(listed(host.as_deref(), base_path, &schemes))
    }

    fn schemes(&mut self, value: Option<Value>, old: &str) -> Option<Vec<String>> {
        let mut schemes = Vec::new();
        let hint = "write a list of http, https, ws and wss";
        let Value::Array(items) = value? else {
            self.error(
                "structure",
                old,
                "`schemes` is not a list and is ignored",
                hint,
            );
            return None;
        };
        for (index, item) in items.into_iter().enumerate() {
            match item {
                Value::String(scheme) if SCHEMES.contains(&scheme.as_str()) => {
                    if !schemes.contains(&scheme) {
                        schemes.push(scheme);
                    }
                }
                _ => {
                    let old = format!("{old}/{index}");
                    self.error(
                        "structure",
                        &old,
                        "this is no scheme of Swagger 2.0 and is ignored",
                        hint,
                    );
                }
            }
        }
        Some(schemes)
    }
}

fn listed(host: Option<&str>, base_path: &str, schemes: &[String]) -> Value {
    let Some(host) = host else {
        return json!([{ "url": base_path }]);
    };
    if schemes.is_empty() {
        return json!([{ "url": format!("//{host}{base_path}") }]);
    }
    let urls = schemes
        .iter()
        .map(|scheme| json!({ "url": format!("{scheme}://{host}{base_path}") }));
    Value::Array(urls.collect())
}

fn is_host(text: &str) -> bool {
    !text.is_empty() && !text.contains(['/', '{', '}', '?', '#', ' '])
}
