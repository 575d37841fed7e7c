//! Security schemes as types: extractors for the server, headers for the client.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::{docs, docs_or};
use super::ident::field_name;
use super::names::Names;
use crate::ir::{Api, Place, Requirement, Scheme, SchemeKind};

pub(super) fn security(api: &Api, names: &Names) -> TokenStream {
    let challenge = challenge(api);
    let schemes = api
        .schemes
        .iter()
        .zip(&names.schemes)
        .map(|(scheme, ident)| one(scheme, ident));
    let schemes: Vec<TokenStream> = schemes.collect();
    let groups = groups(api, names);
    // A requirement of its own may have the same group as an earlier choice: it keeps its name.
    let named = |together: &[usize]| match together {
        [one] => names.schemes[*one].clone(),
        _ => groups
            .iter()
            .find(|(known, _)| *known == together)
            .map_or_else(|| format_ident!("Nothing"), |(_, name)| name.clone()),
    };
    let together = groups
        .iter()
        .map(|(together, ident)| self::together(together, ident, api, names));
    let choices: Vec<(&Requirement, &Ident)> = api
        .requirements
        .iter()
        .zip(&names.requirements)
        .filter(|(one, _)| one.alternatives.len() > 1 || one.optional)
        .collect();
    let aliases = api
        .requirements
        .iter()
        .zip(&names.requirements)
        .filter_map(|(one, ident)| {
            let own = named(one.alternatives.first()?);
            let other = one.alternatives.len() == 1 && !one.optional && own != *ident;
            other.then(|| quote!(#[doc = " The same under another name."] pub type #ident = #own;))
        });
    let choice_items = choices
        .iter()
        .map(|(requirement, ident)| choice(requirement, ident, &named));
    let all = (api.requirements.len() > 1).then(|| all(api, names));
    let extractors = names
        .schemes
        .iter()
        .chain(groups.iter().map(|(_, ident)| ident))
        .chain(choices.iter().map(|(_, ident)| *ident))
        .map(extractor);
    quote! {
        use crate::support::secret::SecretText;
        #[cfg(feature = "server")]
        use crate::support::{credentials, rejection::Rejection};

        /// What a 401 says is wanted.
        pub const CHALLENGE: &str = #challenge;

        #(#schemes)*
        #(#together)*
        #(#aliases)*
        #(#choice_items)*
        #all

        #(#extractors)*
    }
}

/// How a request is asked for credentials.
fn extractor(ident: &Ident) -> TokenStream {
    quote! {
        #[cfg(feature = "server")]
        impl credentials::FromParts for #ident {
            fn from_parts(parts: &axum::http::request::Parts) -> Result<Self, Rejection> {
                Self::from_parts(parts)
            }
        }

        #[cfg(feature = "server")]
        impl<S: Sync> axum::extract::FromRequestParts<S> for #ident {
            type Rejection = Rejection;

            async fn from_request_parts(
                parts: &mut axum::http::request::Parts,
                _: &S,
            ) -> Result<Self, Self::Rejection> {
                Self::from_parts(parts)
            }
        }
    }
}

/// The credentials that are required together, each once, with a name.
fn groups<'a>(api: &'a Api, names: &Names) -> Vec<(&'a [usize], Ident)> {
    let mut groups: Vec<(&[usize], Ident)> = Vec::new();
    for (requirement, ident) in api.requirements.iter().zip(&names.requirements) {
        let alone = requirement.alternatives.len() == 1 && !requirement.optional;
        for together in requirement.alternatives.iter().filter(|one| one.len() > 1) {
            if groups.iter().all(|(known, _)| known != together) {
                let name = if alone {
                    ident.clone()
                } else {
                    group_name(together, names)
                };
                groups.push((together, name));
            }
        }
    }
    groups
}

fn group_name(together: &[usize], names: &Names) -> Ident {
    let parts: Vec<String> = together
        .iter()
        .map(|index| names.schemes[*index].to_string())
        .collect();
    let name = parts.join("And");
    let taken = |name: &str| {
        names
            .schemes
            .iter()
            .chain(&names.requirements)
            .any(|known| known == name)
    };
    let mut candidate = name.clone();
    let mut number = 2;
    while taken(&candidate) {
        candidate = format!("{name}{number}");
        number += 1;
    }
    format_ident!("{candidate}")
}

fn challenge(api: &Api) -> String {
    let of = |scheme: &Scheme| match &scheme.kind {
        SchemeKind::ApiKey(_, name) => {
            let name: String = name
                .chars()
                .filter(|one| one.is_ascii_graphic() && !"\"\\".contains(*one))
                .collect();
            (1, format!("ApiKey realm=\"{name}\""))
        }
        SchemeKind::Bearer => (0, "Bearer".to_owned()),
        SchemeKind::Basic => (0, "Basic realm=\"api\", charset=\"UTF-8\"".to_owned()),
    };
    // The registered scheme first: clients look for that one.
    api.schemes
        .iter()
        .map(of)
        .min_by_key(|(order, _)| *order)
        .map(|(_, challenge)| challenge)
        .unwrap_or_default()
}

fn one(scheme: &Scheme, ident: &Ident) -> TokenStream {
    let docs = docs_or(
        &scheme.doc,
        &format!("The security scheme `{}`.", scheme.name),
    );
    let (read, send) = ways(&scheme.kind);
    let shape = if scheme.kind == SchemeKind::Basic {
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct #ident {
                /// The name of the user.
                pub user: String,
                /// The password.
                pub password: SecretText,
            }
        }
    } else {
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct #ident(SecretText);

            impl #ident {
                /// Takes the credential.
                pub fn new(secret: impl Into<String>) -> Self {
                    Self(SecretText::new(secret))
                }

                /// The credential itself; do not log what comes out.
                #[must_use]
                pub fn expose(&self) -> &str {
                    self.0.expose()
                }
            }
        }
    };
    let in_query = matches!(scheme.kind, SchemeKind::ApiKey(Place::Query, _));
    let (url, headers) = if in_query {
        (quote!(url), quote!(_))
    } else {
        (quote!(_), quote!(headers))
    };
    let methods = methods(ident, &read, &send, (&url, &headers));
    quote! {
        #shape
        #methods
    }
}

/// How the credential of a scheme is read from a request, and added to a call.
fn ways(kind: &SchemeKind) -> (TokenStream, TokenStream) {
    let sensitive = |header: &str, value: TokenStream| quote!(headers.insert(#header, crate::support::call::sensitive(#header, #value)?););
    match kind {
        SchemeKind::ApiKey(Place::Query, name) => (
            quote!(credentials::query(parts, #name, CHALLENGE).map(Self)),
            quote!(url.query_pairs_mut().append_pair(#name, self.0.expose());),
        ),
        SchemeKind::ApiKey(Place::Cookie, name) => (
            quote!(credentials::cookie(parts, #name, CHALLENGE).map(Self)),
            quote!(crate::support::call::cookie(headers, #name, self.0.expose())?;),
        ),
        SchemeKind::ApiKey(_, header) => (
            quote!(credentials::single(&parts.headers, #header, CHALLENGE).map(Self)),
            sensitive(header, quote!(self.0.expose())),
        ),
        SchemeKind::Bearer => (
            quote!(credentials::scheme(&parts.headers, "Bearer", CHALLENGE).map(Self)),
            sensitive(
                "authorization",
                quote!(&format!("Bearer {}", self.0.expose())),
            ),
        ),
        SchemeKind::Basic => (
            quote! {
                let (user, password) = credentials::basic(&parts.headers, CHALLENGE)?;
                Ok(Self { user, password })
            },
            sensitive(
                "authorization",
                quote!(&format!(
                    "Basic {}",
                    crate::support::base64::encode(
                        format!("{}:{}", self.user, self.password.expose()).as_bytes()
                    )
                )),
            ),
        ),
    }
}

/// How credentials are read and sent.
fn methods(
    ident: &Ident,
    read: &TokenStream,
    send: &TokenStream,
    (url, headers): (&TokenStream, &TokenStream),
) -> TokenStream {
    quote! {
        impl #ident {
            /// Reads the credentials of a request.
            ///
            /// # Errors
            /// A 401 when one is missing, sent twice or malformed.
            #[cfg(feature = "server")]
            pub fn from_parts(parts: &axum::http::request::Parts) -> Result<Self, Rejection> {
                #read
            }

            /// Adds the credentials to a call.
            ///
            /// # Errors
            /// When no header can hold one of them.
            #[cfg(feature = "client")]
            pub fn add_to(
                &self,
                #url: &mut reqwest::Url,
                #headers: &mut reqwest::header::HeaderMap,
            ) -> Result<(), crate::support::received::ClientError> {
                #send
                Ok(())
            }
        }
    }
}

fn together(together: &[usize], ident: &Ident, api: &Api, names: &Names) -> TokenStream {
    let required: Vec<&Scheme> = together.iter().map(|index| &api.schemes[*index]).collect();
    let list: Vec<String> = required
        .iter()
        .map(|scheme| format!("`{}`", scheme.name))
        .collect();
    let about = docs(&list.join(" AND "), false);
    let fields: Vec<_> = together
        .iter()
        .map(|index| &names.scheme_fields[*index])
        .collect();
    let types: Vec<_> = together
        .iter()
        .map(|index| &names.schemes[*index])
        .collect();
    let field_docs = required
        .iter()
        .map(|scheme| docs(&format!("The credential of `{}`.", scheme.name), false));
    let read = quote!(Ok(Self { #(#fields: #types::from_parts(parts)?,)* }));
    let send = quote!(#(self.#fields.add_to(url, headers)?;)*);
    let methods = methods(ident, &read, &send, (&quote!(url), &quote!(headers)));
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #ident {
            #(#field_docs pub #fields: #types,)*
        }

        #methods
    }
}

/// One requirement or another, or none.
fn choice(
    requirement: &Requirement,
    ident: &Ident,
    named: &dyn Fn(&[usize]) -> Ident,
) -> TokenStream {
    let types: Vec<Ident> = requirement
        .alternatives
        .iter()
        .map(|one| named(one))
        .collect();
    let about = types.iter().map(|ty| format!(" `{ty}` suffices."));
    let attempts: Vec<TokenStream> = types
        .iter()
        .map(|ty| quote!(#ty::from_parts(parts).map(Self::#ty)))
        .collect();
    let nothing = requirement.optional.then(|| {
        quote!(
            #[doc = " No credentials were sent."]
            Nothing,
        )
    });
    let nothing_arm = requirement.optional.then(|| quote!(Self::Nothing => {}));
    let read = if requirement.optional {
        let attempts = attempts.iter();
        quote! {
            #(if let Ok(found) = #attempts { return Ok(found); })*
            Ok(Self::Nothing)
        }
    } else {
        let (first, others) = attempts
            .split_first()
            .map_or((quote!(), &[][..]), |(first, others)| {
                (first.clone(), others)
            });
        quote!(#first #(.or_else(|_| #others))*)
    };
    let send = quote! {
        match self {
            #(Self::#types(own) => own.add_to(url, headers)?,)*
            #nothing_arm
        }
    };
    let methods = methods(ident, &read, &send, (&quote!(url), &quote!(headers)));
    quote! {
        /// Credentials of which one set is enough.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum #ident {
            #(#[doc = #about] #types(#types),)*
            #nothing
        }

        #methods
    }
}

/// What a client has, for operations that require different things.
fn all(api: &Api, names: &Names) -> TokenStream {
    let (fields, types) = (&names.scheme_fields, &names.schemes);
    let about = api
        .schemes
        .iter()
        .map(|scheme| docs(&format!("The credential of `{}`.", scheme.name), false));
    let adds = api
        .requirements
        .iter()
        .zip(&names.requirements)
        .map(|(requirement, ident)| {
            let add = format_ident!("add_{}", field_name(&ident.to_string()));
            let about = format!(" Adds `{ident}` to a call.");
            let name = ident.to_string();
            let attempts = requirement.alternatives.iter().map(|together| {
                let fields: Vec<_> = together.iter().map(|index| &fields[*index]).collect();
                quote! {
                    if let (#(Some(#fields),)*) = (#(&self.#fields,)*) {
                        #(#fields.add_to(url, headers)?;)*
                        return Ok(());
                    }
                }
            });
            let end = if requirement.optional {
                quote!(Ok(()))
            } else {
                quote!(Err(crate::support::received::ClientError::Credentials(#name)))
            };
            quote! {
                #[doc = #about]
                ///
                /// # Errors
                /// When they are missing, or no header can hold one of them.
                #[cfg(feature = "client")]
                pub fn #add(
                    &self,
                    url: &mut reqwest::Url,
                    headers: &mut reqwest::header::HeaderMap,
                ) -> Result<(), crate::support::received::ClientError> {
                    #(#attempts)*
                    #end
                }
            }
        });
    quote! {
        /// Everything a client has; each operation takes what it requires.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Credentials {
            #(#about pub #fields: Option<#types>,)*
        }

        impl Credentials {
            #(#adds)*
        }
    }
}
