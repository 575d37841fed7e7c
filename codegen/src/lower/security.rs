//! Security requirements. Refuses alternatives, operations that require different things, and schemes other than an
//! API key in a header and HTTP's Bearer and Basic.

use std::collections::BTreeSet;

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};

use super::Lowering;
use crate::ir::{Scheme, SchemeKind};
use crate::pointer;

impl Lowering<'_> {
    /// The schemes, which of them are required together, and the pointers of the operations that require them.
    pub(super) fn security(&mut self) -> (Vec<Scheme>, Vec<usize>, BTreeSet<String>) {
        let resolved = self.resolved;
        let mut secured = BTreeSet::new();
        let mut common: Option<(SecurityRequirement, String)> = None;
        let mut told = BTreeSet::new();
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
                let requirement = match list {
                    [] => continue,
                    [one] if one.is_empty() => continue,
                    [one] => one,
                    _ => {
                        if told.insert(at.clone()) {
                            self.unsupported(
                                &at,
                                "a choice between security requirements",
                                "keep one entry of the list",
                            );
                        }
                        continue;
                    }
                };
                match &common {
                    None => common = Some((requirement.clone(), at)),
                    Some((first, _)) if same(first, requirement) => {}
                    Some((_, first_at)) => {
                        let what = format!(
                            "operations that require different credentials (the first are at {first_at})"
                        );
                        if told.insert(at.clone()) {
                            self.unsupported(
                                &at,
                                what,
                                "require the same schemes everywhere, or none",
                            );
                        }
                        continue;
                    }
                }
                secured.insert(operation_at);
            }
        }
        let Some((requirement, at)) = common else {
            return (Vec::new(), Vec::new(), secured);
        };
        let mut schemes = Vec::new();
        for name in requirement.keys() {
            let entry_at = pointer::join(&format!("{at}/0"), name);
            if let Some(scheme) = self.scheme(name, &entry_at) {
                schemes.push(scheme);
            }
        }
        let uses_header = schemes
            .iter()
            .filter(|scheme| !matches!(scheme.kind, SchemeKind::ApiKey(_)));
        if uses_header.count() > 1 {
            self.unsupported(
                &at,
                "two schemes that share the header `Authorization`",
                "require only one of them",
            );
        }
        let credentials = (0..schemes.len()).collect();
        (schemes, credentials, secured)
    }

    fn scheme(&mut self, name: &str, at: &str) -> Option<Scheme> {
        let resolved = self.resolved;
        let components = resolved.api.components.as_ref();
        let Some(scheme) = components.and_then(|components| components.security_schemes.get(name))
        else {
            let message = format!("the security scheme `{name}` is not described");
            self.error(
                "unknown-scheme",
                at,
                message,
                "add it to `components.securitySchemes`",
            );
            return None;
        };
        let scheme_at = pointer::join("/components/securitySchemes", name);
        let found = resolved.item(scheme, &scheme_at);
        let (scheme, at) = self.note(found)?;
        let hint = "supported: apiKey in a header, http with bearer or basic";
        let (kind, doc) = match scheme {
            SecurityScheme::APIKey {
                location,
                name,
                description,
                ..
            } => match location {
                APIKeyLocation::Header if header_name(&name) => {
                    (SchemeKind::ApiKey(name.to_lowercase()), description)
                }
                APIKeyLocation::Header => {
                    self.error(
                        "bad-name",
                        &pointer::join(&at, "name"),
                        "no header can have this name",
                        hint,
                    );
                    return None;
                }
                _ => {
                    self.unsupported(
                        &pointer::join(&at, "in"),
                        "an API key outside a header",
                        hint,
                    );
                    return None;
                }
            },
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
            SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => {
                let hint = "describe the token that is sent as `type: http` with `scheme: bearer`";
                self.unsupported(
                    &pointer::join(&at, "type"),
                    "logging in by OAuth 2 or OpenID Connect",
                    hint,
                );
                return None;
            }
        };
        Some(Scheme {
            name: name.to_owned(),
            doc: doc.unwrap_or_default(),
            kind,
        })
    }
}

fn same(one: &SecurityRequirement, other: &SecurityRequirement) -> bool {
    one.len() == other.len() && one.keys().all(|name| other.contains_key(name))
}

/// Whether a header can have this name (RFC 9110, 5.1).
pub(super) fn header_name(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token)
}
