//! Plans in which the request as a whole is wrong, or right in an unusual way: credentials, tenant, path, body, media
//! types. Each ends with a probe that shows whether anything of it was applied.

use super::listed::{Writer, items};
use super::{BodyDefect, Call, Credentials, Plan, Request, Tenant, WRAPPED_32, WRAPPED_64};
use crate::contract::Carrier;

impl Writer<'_> {
    /// The plans whose first request has to be refused, most telling first.
    pub(super) fn refusals(&self) -> Vec<Plan> {
        let mut plans = Vec::new();
        if !self.operation.schemes().is_empty() {
            plans.push(self.rejected("no credentials", |r| r.credentials = Credentials::None));
        }
        if self.operation.tenant.is_some() {
            plans.push(self.rejected("no tenant", |r| r.tenant = Tenant::Missing));
        }
        plans.push(self.bad_body("truncated", BodyDefect::Truncated));
        for scheme in self.operation.schemes() {
            if self.operation.schemes().len() > 1 {
                let without = Credentials::Without(scheme.name.clone());
                plans.push(
                    self.rejected(format!("no {}", scheme.name), |r| r.credentials = without),
                );
            }
            let wrong = Credentials::Wrong(scheme.name.clone());
            plans.push(self.rejected(format!("wrong {}", scheme.name), |r| r.credentials = wrong));
        }
        plans.push(self.bad_body("never closed", BodyDefect::Unclosed));
        plans.push(self.bad_body("an object around the array", BodyDefect::Wrapped));
        plans.push(self.bad_body("one item, no array", BodyDefect::Bare));
        plans.push(self.bad_body("none", BodyDefect::Absent));
        plans.push(self.bad_body("invalid UTF-8", BodyDefect::InvalidUtf8));
        plans.push(self.bad_body("text behind it", BodyDefect::Followed(" x".to_owned())));
        plans.push(self.bad_body("a bracket too many", BodyDefect::Followed("]".to_owned())));
        for text in [
            "", "null", "true", "7", "\"text\"", "{}", "[", "]", "[}", "not JSON",
        ] {
            let name = if text.is_empty() { "zero bytes" } else { text };
            plans.push(self.bad_body(name, BodyDefect::Text(text.to_owned())));
        }
        if let Some(name) = self.integer_parameter() {
            for text in ["abc", "1.5", "99999999999", "9223372036854775808", "%20"] {
                let path = (name.to_owned(), text.to_owned());
                plans.push(
                    self.rejected(format!("path: {name} is {text}"), |r| r.path = Some(path)),
                );
            }
        }
        for (name, format) in self.bounded_parameters() {
            let text = if format == "int64" {
                WRAPPED_64
            } else {
                WRAPPED_32
            };
            let path = (name.to_owned(), text.to_owned());
            plans.push(self.rejected(format!("path: {name} beyond {format}"), |r| {
                r.path = Some(path)
            }));
        }
        if !self.operation.schemes().is_empty() {
            plans.push(self.rejected("no credentials, another media type", |r| {
                r.credentials = Credentials::None;
                r.media_type = Some("text/xml".to_owned());
            }));
        }
        for media_type in [
            "application/xml",
            "text/csv",
            "multipart/form-data; boundary=x",
        ] {
            plans.push(self.rejected(format!("body as {media_type}"), |r| {
                r.media_type = Some(media_type.to_owned())
            }));
        }
        plans
    }

    /// Credentials that are nearly right: comparing only how they begin lets them in.
    pub(super) fn nearly_right_credentials(&self) -> Vec<Plan> {
        let mut plans = Vec::new();
        for scheme in self.operation.schemes() {
            let name = &scheme.name;
            let longer = Credentials::Longer(name.clone());
            plans.push(self.rejected(format!("{name} with more behind it"), |r| {
                r.credentials = longer
            }));
            let empty = Credentials::Empty(name.clone());
            plans.push(self.rejected(format!("empty {name}"), |r| r.credentials = empty));
            if matches!(scheme.carrier, Carrier::Authorization(_)) {
                let renamed = Credentials::Renamed(name.clone());
                plans.push(self.rejected(format!("{name} under another scheme"), |r| {
                    r.credentials = renamed
                }));
            }
        }
        plans
    }

    /// Unusual requests that are as good as any other.
    pub(super) fn unusual(&self) -> Vec<Plan> {
        let mut plans = Vec::new();
        for accept in [
            "application/json",
            "text/plain",
            "*/*",
            "text/plain;q=0.5, application/json",
        ] {
            let mut request = Request::batch(items(0..2));
            request.accept = Some(accept.to_owned());
            plans.push(self.plan(format!("Accept: {accept}"), vec![request]));
        }
        let mut request = Request::batch(items(0..2));
        request.accept = Some("image/png".to_owned());
        plans.push(self.plan("Accept: image/png", vec![request]));
        let mut request = Request::batch(items(0..2));
        request.media_type = Some(format!("{}; charset=utf-8", self.operation.media_type()));
        plans.push(self.plan("a charset parameter", vec![request]));
        let empty = Request::call(Call::Batch {
            items: Vec::new(),
            defect: None,
        });
        plans.push(self.plan(
            "empty, then one item",
            vec![empty, Request::batch(items(0..1))],
        ));
        plans
    }
}
