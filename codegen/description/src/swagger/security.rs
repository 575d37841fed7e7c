//! Ways to authenticate: those of Swagger 2.0 in the words of OpenAPI 3.0. Refuses flows that Swagger does not have.

use serde_json::{Map, Value, json};

use super::Converter;
use crate::grammar::Object;
use crate::origins::Place;
use crate::pointer;

/// The flows of Swagger 2.0, what OpenAPI 3.0 calls them, and the addresses that each needs.
const FLOWS: [(&str, &str, &[&str]); 4] = [
    ("implicit", "implicit", &["authorizationUrl"]),
    ("password", "password", &["tokenUrl"]),
    ("application", "clientCredentials", &["tokenUrl"]),
    (
        "accessCode",
        "authorizationCode",
        &["authorizationUrl", "tokenUrl"],
    ),
];

impl Converter<'_> {
    /// Converts the security scheme that stands at `place`; null is left of one that is none.
    pub(super) fn security_scheme(&mut self, scheme: &mut Value, place: &mut Place) {
        let Value::Object(members) = scheme else {
            let hint = "write `type: basic`, for example";
            self.error(
                "structure",
                &place.old,
                "this is no security scheme and is ignored",
                hint,
            );
            *scheme = Value::Null;
            return;
        };
        self.keys(Object::SecurityScheme, members, place);
        match members.get("type").and_then(Value::as_str) {
            Some("basic") => {
                members.insert("type".to_owned(), "http".into());
                members.insert("scheme".to_owned(), "basic".into());
            }
            Some("oauth2") => self.flows(members, place),
            Some("apiKey") => {}
            _ => {
                let old = match members.contains_key("type") {
                    true => pointer::join(&place.old, "type"),
                    false => place.old.clone(),
                };
                let message = "the security scheme has no type of Swagger 2.0 and is ignored";
                self.error(
                    "structure",
                    &old,
                    message,
                    "write `type` with one of basic, apiKey, oauth2",
                );
                *scheme = Value::Null;
            }
        }
    }

    fn flows(&mut self, scheme: &mut Map<String, Value>, place: &Place) {
        let mut flow = Map::new();
        for key in ["authorizationUrl", "tokenUrl", "scopes"] {
            flow.extend(
                scheme
                    .shift_remove(key)
                    .map(|value| (key.to_owned(), value)),
            );
        }
        let written = scheme.shift_remove("flow");
        let known = FLOWS
            .iter()
            .find(|(old, ..)| written.as_ref().is_some_and(|written| written == old));
        let at = pointer::join(&place.new, "flows");
        let mut flows = Map::new();
        match known {
            Some((_, new, needed)) => {
                for key in needed.iter().filter(|key| !flow.contains_key(**key)) {
                    let message = format!("the flow needs `{key}`");
                    self.error("structure", &place.old, message, &format!("add `{key}`"));
                }
                // What the flow does not need, OpenAPI 3.0 does not have there.
                flow.retain(|key, _| key == "scopes" || needed.contains(&key.as_str()));
                for key in *needed {
                    flow.entry(*key).or_insert_with(|| "".into());
                }
                flow.entry("scopes").or_insert_with(|| json!({}));
                self.origins.made(&pointer::join(&at, new), &place.old);
                flows.insert((*new).to_owned(), Value::Object(flow));
            }
            None => {
                let old = match written {
                    Some(_) => pointer::join(&place.old, "flow"),
                    None => place.old.clone(),
                };
                let hint = "write `flow` with one of implicit, password, application, accessCode";
                self.error(
                    "structure",
                    &old,
                    "the scheme has no flow of Swagger 2.0",
                    hint,
                );
            }
        }
        self.origins.made(&at, &place.old);
        scheme.insert("flows".to_owned(), Value::Object(flows));
    }
}
