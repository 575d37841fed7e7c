//! Plans in which the request as a whole is wrong, or right in an unusual way: credentials, tenant, path, body, media
//! types. Each ends with a probe that shows whether anything of it was applied.

use super::listed::{Writer, items};
use super::{
    BodyDefect, Call, Credentials, PathDefect, PathValue, Plan, Purpose, Request, RequestDefect,
    Tenant,
};
use crate::contract::Carrier;

impl Writer<'_> {
    /// The plans whose first request has to be refused, most telling first.
    pub(super) fn refusals(&self) -> Vec<Plan> {
        let mut defects = Vec::new();
        let credentials = RequestDefect::Credentials;
        if !self.operation.schemes().is_empty() {
            defects.push(credentials(Credentials::None));
        }
        if self.operation.tenant.is_some() {
            defects.push(RequestDefect::Tenant(Tenant::Missing));
        }
        defects.push(RequestDefect::Body(BodyDefect::Truncated));
        for scheme in self.operation.schemes() {
            if self.operation.schemes().len() > 1 {
                defects.push(credentials(Credentials::Without(scheme.name.clone())));
            }
            defects.push(credentials(Credentials::Wrong(scheme.name.clone())));
        }
        defects.extend(bodies().map(RequestDefect::Body));
        let path = |parameter: &str, value| {
            let parameter = parameter.to_owned();
            RequestDefect::Path(PathDefect { parameter, value })
        };
        if let Some(name) = self.integer_parameter() {
            let texts = ["abc", "1.5", "99999999999", "9223372036854775808", "%20"];
            defects.extend(texts.map(|text| path(name, PathValue::Text(text.to_owned()))));
        }
        let bounded = self.bounded_parameters().into_iter();
        defects.extend(bounded.map(|(name, value)| path(name, value)));
        let mut plans: Vec<Plan> = defects.into_iter().map(|d| self.rejected(d)).collect();
        if !self.operation.schemes().is_empty() {
            let media_type = RequestDefect::MediaType("text/xml".to_owned());
            let both = [credentials(Credentials::None), media_type];
            plans.push(self.rejected_as(Purpose::UnauthorizedMediaType, both));
        }
        let media_types = [
            "application/xml",
            "text/csv",
            "multipart/form-data; boundary=x",
        ];
        plans.extend(
            media_types.map(|name| self.rejected(RequestDefect::MediaType(name.to_owned()))),
        );
        plans
    }

    /// Credentials that are nearly right: comparing only how they begin lets them in.
    pub(super) fn nearly_right_credentials(&self) -> Vec<Plan> {
        let mut plans = Vec::new();
        for scheme in self.operation.schemes() {
            let mut nearly = vec![Credentials::Longer, Credentials::Empty];
            if matches!(scheme.carrier, Carrier::Authorization(_)) {
                nearly.push(Credentials::Renamed);
            }
            let defects = nearly.into_iter().map(|of| of(scheme.name.clone()));
            plans.extend(defects.map(|d| self.rejected(RequestDefect::Credentials(d))));
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
            "image/png",
        ] {
            let mut request = Request::batch(items(0..2));
            request.accept = Some(accept.to_owned());
            plans.push(self.plan(Purpose::Accept(accept.to_owned()), vec![request]));
        }
        let mut request = Request::batch(items(0..2));
        request.media_type = Some(format!("{}; charset=utf-8", self.operation.media_type()));
        plans.push(self.plan(Purpose::Charset, vec![request]));
        let empty = Request::call(Call::Batch {
            items: Vec::new(),
            defect: None,
        });
        plans.push(self.plan(
            Purpose::EmptyThenOne,
            vec![empty, Request::batch(items(0..1))],
        ));
        plans
    }
}

/// Bodies that are no array of items, beside a truncated one.
fn bodies() -> impl Iterator<Item = BodyDefect> {
    let texts = [
        "", "null", "true", "7", "\"text\"", "{}", "[", "]", "[}", "not JSON",
    ];
    let texts = texts.map(|text| BodyDefect::Text(text.to_owned()));
    let others = [
        BodyDefect::Unclosed,
        BodyDefect::Wrapped,
        BodyDefect::Bare,
        BodyDefect::Absent,
        BodyDefect::InvalidUtf8,
        BodyDefect::Followed(" x".to_owned()),
        BodyDefect::Followed("]".to_owned()),
    ];
    others.into_iter().chain(texts)
}
