//! Security schemes as types: extractors for the server, headers for the client.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Names;
use super::{docs, docs_or};
use crate::ir::{Api, Scheme, SchemeKind};

pub(super) fn security(api: &Api, names: &Names) -> TokenStream {
    let challenge = challenge(api);
    let schemes = api
        .schemes
        .iter()
        .zip(&names.schemes)
        .map(|(scheme, ident)| one(scheme, ident));
    let schemes: Vec<TokenStream> = schemes.collect();
    let together = together(api, names);
    let extractors = names.schemes.iter().chain(
        names
            .credentials
            .iter()
            .filter(|_| api.credentials.len() > 1),
    );
    quote! {
        use crate::support::secret::SecretText;
        #[cfg(feature = "server")]
        use crate::support::{credentials, rejection::Rejection};

        /// What a 401 says is wanted.
        pub const CHALLENGE: &str = #challenge;

        #(#schemes)*
        #together

        #(
            #[cfg(feature = "server")]
            impl<S: Sync> axum::extract::FromRequestParts<S> for #extractors {
                type Rejection = Rejection;

                async fn from_request_parts(
                    parts: &mut axum::http::request::Parts,
                    _: &S,
                ) -> Result<Self, Self::Rejection> {
                    Self::from_headers(&parts.headers)
                }
            }
        )*
    }
}

fn challenge(api: &Api) -> String {
    let of = |index: &usize| match &api.schemes[*index].kind {
        SchemeKind::ApiKey(header) => (1, format!("ApiKey realm=\"{header}\"")),
        SchemeKind::Bearer => (0, "Bearer".to_owned()),
        SchemeKind::Basic => (0, "Basic realm=\"api\", charset=\"UTF-8\"".to_owned()),
    };
    // The registered scheme first: clients look for that one.
    api.credentials
        .iter()
        .map(of)
        .min()
        .map(|(_, challenge)| challenge)
        .unwrap_or_default()
}

fn one(scheme: &Scheme, ident: &proc_macro2::Ident) -> TokenStream {
    let docs = docs_or(
        &scheme.doc,
        &format!("The security scheme `{}`.", scheme.name),
    );
    let read = match &scheme.kind {
        SchemeKind::ApiKey(header) => {
            quote!(credentials::single(headers, #header, CHALLENGE).map(Self))
        }
        SchemeKind::Bearer => quote!(credentials::scheme(headers, "Bearer", CHALLENGE).map(Self)),
        SchemeKind::Basic => quote! {
            let (user, password) = credentials::basic(headers, CHALLENGE)?;
            Ok(Self { user, password })
        },
    };
    let (header, value) = match &scheme.kind {
        SchemeKind::ApiKey(header) => (header.as_str(), quote!(self.0.expose())),
        SchemeKind::Bearer => (
            "authorization",
            quote!(&format!("Bearer {}", self.0.expose())),
        ),
        SchemeKind::Basic => (
            "authorization",
            quote!(&format!(
                "Basic {}",
                crate::support::base64::encode(
                    format!("{}:{}", self.user, self.password.expose()).as_bytes()
                )
            )),
        ),
    };
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
    quote! {
        #shape

        impl #ident {
            /// Reads the credential of a request.
            ///
            /// # Errors
            /// A 401 when it is missing, sent twice or malformed.
            #[cfg(feature = "server")]
            pub fn from_headers(headers: &axum::http::HeaderMap) -> Result<Self, Rejection> {
                #read
            }

            /// Adds the credential to a call.
            ///
            /// # Errors
            /// When no header can hold it.
            #[cfg(feature = "client")]
            pub fn add_to(
                &self,
                headers: &mut reqwest::header::HeaderMap,
            ) -> Result<(), crate::support::call::ClientError> {
                headers.insert(#header, crate::support::call::sensitive(#header, #value)?);
                Ok(())
            }
        }
    }
}

fn together(api: &Api, names: &Names) -> Option<TokenStream> {
    let ident = names
        .credentials
        .as_ref()
        .filter(|_| api.credentials.len() > 1)?;
    let required: Vec<&Scheme> = api
        .credentials
        .iter()
        .map(|index| &api.schemes[*index])
        .collect();
    let list: Vec<String> = required
        .iter()
        .map(|scheme| format!("`{}`", scheme.name))
        .collect();
    let about = docs(&list.join(" AND "), false);
    let fields: Vec<_> = api
        .credentials
        .iter()
        .map(|index| &names.scheme_fields[*index])
        .collect();
    let types: Vec<_> = api
        .credentials
        .iter()
        .map(|index| &names.schemes[*index])
        .collect();
    let field_docs = required
        .iter()
        .map(|scheme| docs(&format!("The credential of `{}`.", scheme.name), false));
    Some(quote! {
        #about
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #ident {
            #(#field_docs pub #fields: #types,)*
        }

        impl #ident {
            /// Reads the credentials of a request.
            ///
            /// # Errors
            /// A 401 when one of them is missing, sent twice or malformed.
            #[cfg(feature = "server")]
            pub fn from_headers(headers: &axum::http::HeaderMap) -> Result<Self, Rejection> {
                Ok(Self { #(#fields: #types::from_headers(headers)?,)* })
            }

            /// Adds the credentials to a call.
            ///
            /// # Errors
            /// When no header can hold one of them.
            #[cfg(feature = "client")]
            pub fn add_to(
                &self,
                headers: &mut reqwest::header::HeaderMap,
            ) -> Result<(), crate::support::call::ClientError> {
                #(self.#fields.add_to(headers)?;)*
                Ok(())
            }
        }
    })
}
