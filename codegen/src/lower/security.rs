//! Security requirements: which schemes each operation requires, together or one instead of another. Refuses
//! schemes that no header, query or cookie carries; operations that only those open are for the client only.

use std::collections::BTreeMap;

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};

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

impl Lowering<'_> {
    /// The schemes, the requirements, and what each operation requires, by its pointer. An operation that is not
    /// there requires something that is not supported.
    pub(super) fn security(
        &mut self,
    ) -> (Vec<Scheme>, Vec<Requirement>, BTreeMap<String, Required>) {
        let resolved = self.resolved;
        let (mut schemes, mut requirements) = (Vec::new(), Vec::new());
        let (mut known, mut by_operation) = (Known::new(), BTreeMap::new());
        for (path, item) in &resolved.api.paths.paths {
            let path_at = pointer::join("/paths", path);
            let Ok((item, item_at)) = resolved.item(item, &path_at) else {
                continue; // Reported where operations are lowered.
            };
            for (method, operation) in item.iter() {
                let operation_at = pointer::join(&item_at, method);
                let (list, at) = match &operation.security {
                    Some(own) => (own.as_slice(), pointer::join(&operation_at, "security")),
                    None => (
                        resolved.api.security.as_deref().unwrap_or_default(),
                        "/security".to_owned(),
                    ),
                };
                if let Some((requirement, scopes)) =
                    self.requirement(list, &at, &mut schemes, &mut known)
                {
                    let nothing = requirement.alternatives.is_empty();
                    let requirement = (!nothing).then(|| {
                        let same = requirements.iter().position(|one| *one == requirement);
                        same.unwrap_or_else(|| {
                            requirements.push(requirement);
                            requirements.len() - 1
                        })
                    });
                    by_operation.insert(
                        operation_at,
                        Required {
                            requirement,
                            scopes,
                        },
                    );
                }
            }
        }
        (schemes, requirements, by_operation)
    }

    fn requirement(
        &mut self,
        list: &[SecurityRequirement],
        at: &str,
        schemes: &mut Vec<Scheme>,
        known: &mut Known,
    ) -> Option<(Requirement, Scopes)> {
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
        let resolved = self.resolved;
        let components = resolved.api.components.as_ref();
        let Some(scheme) = components.and_then(|components| components.security_schemes.get(name))
        else {
            let message = format!("the security scheme `{name}` is not described");
            let hint = "add it to `components.securitySchemes`";
            self.error("unknown-scheme", at, message, hint);
            return None;
        };
        let scheme_at = pointer::join("/components/securitySchemes", name);
        let found = resolved.item(scheme, &scheme_at);
        let (scheme, at) = self.note(found)?;
        let hint = "supported: apiKey, http with bearer or basic, oauth2, openIdConnect";
        let (kind, doc) = match scheme {
            SecurityScheme::APIKey {
                location,
                name,
                description,
                ..
            } => {
                let kind = match location {
                    APIKeyLocation::Header if header_name(&name) => {
                        SchemeKind::ApiKey(Place::Header, name.to_lowercase())
                    }
                    APIKeyLocation::Query => SchemeKind::ApiKey(Place::Query, name),
                    APIKeyLocation::Cookie if header_name(&name) => {
                        SchemeKind::ApiKey(Place::Cookie, name)
                    }
                    _ => {
                        let at = pointer::join(&at, "name");
                        self.error("bad-name", &at, "no header can have this name", hint);
                        return None;
                    }
                };
                (kind, description)
            }
            SecurityScheme::HTTP {
                scheme,
                description,
                ..
            } => match scheme.to_lowercase().as_str() {
                "bearer" => (SchemeKind::Bearer, description),
                "basic" => (SchemeKind::Basic, description),
                _ => {
                    self.unsupported(
                        &pointer::join(&at, "scheme"),
                        "this HTTP authentication scheme",
                        hint,
                    );
                    return None;
                }
            },
            // However the token was obtained, it travels as a bearer token (RFC 6750).
            SecurityScheme::OAuth2 { description, .. }
            | SecurityScheme::OpenIDConnect { description, .. } => {
                (SchemeKind::Bearer, description)
            }
        };
        Some(Scheme {
            name: name.to_owned(),
            doc: doc.unwrap_or_default(),
            kind,
        })
    }
}

/// Whether a header can have this name (RFC 9110, 5.1).
pub(super) fn header_name(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token)
}
