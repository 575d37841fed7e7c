//! Security requirements: which schemes each operation requires, together or one instead of another. Refuses
//! schemes that no header, query or cookie carries; operations that only those open are for the client only.

use std::collections::BTreeMap;

use description::model::{self, Location, Security};

use super::Lowering;
use crate::ir::{Place, Requirement, Scheme, SchemeKind};
use crate::pointer;

/// What an operation requires.
#[derive(Clone, Debug)]
pub(super) struct Required {
    /// The index of its requirement; `None` for nothing.
    pub(super) requirement: Option<usize>,
    /// The scopes, by scheme.
    pub(super) scopes: Scopes,
}

type Scopes = Vec<(String, Vec<String>)>;
type Known = BTreeMap<String, Option<usize>>;

impl<'a> Lowering<'a> {
    /// The schemes, the requirements, and what each operation requires, by its place. An operation that is not there
    /// requires something that is not supported.
    pub(super) fn security(
        &mut self,
    ) -> (Vec<Scheme>, Vec<Requirement>, BTreeMap<&'a str, Required>) {
        let description = self.description;
        let (mut schemes, mut requirements) = (Vec::new(), Vec::new());
        let (mut known, mut by_operation) = (Known::new(), BTreeMap::new());
        for operation in &description.operations {
            let found = self.requirement(&operation.security, &mut schemes, &mut known);
            let Some((requirement, scopes)) = found else {
                continue;
            };
            let nothing = requirement.alternatives.is_empty();
            let requirement = (!nothing).then(|| {
                let same = requirements.iter().position(|one| *one == requirement);
                same.unwrap_or_else(|| {
                    requirements.push(requirement);
                    requirements.len() - 1
                })
            });
            let required = Required {
                requirement,
                scopes,
            };
            by_operation.insert(operation.at.as_str(), required);
        }
        (schemes, requirements, by_operation)
    }

    fn requirement(
        &mut self,
        security: &Security,
        schemes: &mut Vec<Scheme>,
        known: &mut Known,
    ) -> Option<(Requirement, Scopes)> {
        let (list, at) = (&security.alternatives, &security.at);
        let mut requirement = Requirement {
            alternatives: Vec::new(),
            optional: false,
        };
        let mut scopes = Scopes::new();
        for (number, entry) in list.iter().enumerate() {
            let mut together = Vec::new();
            let mut complete = true;
            for (name, listed) in entry {
                let entry_at = pointer::join(&format!("{at}/{number}"), name);
                let index = match known.get(name) {
                    Some(index) => *index,
                    None => {
                        let scheme = self.scheme(name, &entry_at);
                        let index = scheme.map(|scheme| {
                            schemes.push(scheme);
                            schemes.len() - 1
                        });
                        known.insert(name.clone(), index);
                        index
                    }
                };
                match index {
                    Some(index) => together.push(index),
                    None => complete = false,
                }
                if !listed.is_empty() {
                    scopes.push((name.clone(), listed.clone()));
                }
            }
            let in_authorization = |index: &&usize| {
                matches!(
                    schemes[**index].kind,
                    SchemeKind::Bearer | SchemeKind::Basic
                )
            };
            let kinds: Vec<&SchemeKind> = together
                .iter()
                .filter(in_authorization)
                .map(|index| &schemes[*index].kind)
                .collect();
            if kinds.len() > 1 {
                // Several flows of one service are often listed as if all of them were needed at once; however it
                // was obtained, one token is sent, and it is the one credential of all of them.
                if kinds.contains(&&SchemeKind::Basic) {
                    let at = format!("{at}/{number}");
                    let what = "two schemes that share the header `Authorization`; only the first is asked for";
                    self.unsupported(&at, what, "require only one of them");
                }
                let first = together
                    .iter()
                    .copied()
                    .find(|index| in_authorization(&index));
                together.retain(|index| Some(*index) == first || !in_authorization(&index));
            }
            if entry.is_empty() {
                requirement.optional = true;
            } else if complete && !requirement.alternatives.contains(&together) {
                requirement.alternatives.push(together);
            }
        }
        let nothing_left =
            requirement.alternatives.is_empty() && !requirement.optional && !list.is_empty();
        (!nothing_left).then_some((requirement, scopes))
    }

    fn scheme(&mut self, name: &str, at: &str) -> Option<Scheme> {
        let description = self.description;
        let Some(scheme) = description.security_schemes.get(name) else {
            let folder = "/components/securitySchemes";
            let written = pointer::find(&description.document.value, &pointer::join(folder, name));
            if written.is_none() {
                let message = format!("the security scheme `{name}` is not described");
                let hint = "add it to `components.securitySchemes`";
                self.error("unknown-scheme", at, message, hint);
            }
            return None;
        };
        let hint = "supported: apiKey, http with bearer or basic, oauth2, openIdConnect";
        let kind = match &scheme.kind {
            model::SchemeKind::ApiKey(location, name) => match location {
                Location::Header if header_name(name) => {
                    SchemeKind::ApiKey(Place::Header, name.to_lowercase())
                }
                Location::Query => SchemeKind::ApiKey(Place::Query, name.clone()),
                Location::Cookie if header_name(name) => {
                    SchemeKind::ApiKey(Place::Cookie, name.clone())
                }
                _ => {
                    let at = pointer::join(&scheme.at, "name");
                    self.error("bad-name", &at, "no header can have this name", hint);
                    return None;
                }
            },
            model::SchemeKind::Http(word) => match word.to_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                _ => {
                    let at = pointer::join(&scheme.at, "scheme");
                    self.unsupported(&at, "this HTTP authentication scheme", hint);
                    return None;
                }
            },
            model::SchemeKind::MutualTls => {
                self.unsupported(&scheme.at, "certificates of clients", hint);
                return None;
            }
            // However the token was obtained, it travels as a bearer token (RFC 6750).
            model::SchemeKind::OAuth2 | model::SchemeKind::OpenIdConnect => SchemeKind::Bearer,
        };
        Some(Scheme {
            name: name.to_owned(),
            doc: scheme.description.clone().unwrap_or_default(),
            kind,
        })
    }
}

/// Whether a header can have this name (RFC 9110, 5.1).
pub(super) fn header_name(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token)
}
