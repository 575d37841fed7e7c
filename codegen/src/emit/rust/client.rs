//! The client: one method per operation, over reqwest.

use proc_macro2::TokenStream;
use quote::quote;

use super::bodies;
use super::docs::docs;
use super::groups::{Groups, Scope};
use super::names::{Names, OperationNames};
use super::operations::about;
use crate::emit::draft::{Module, Part};
use crate::ir;

/// The first ones are defined by the file itself, and imported by those of groups.
const IMPORTS: [&str; 16] = [
    "crate::client::Client",
    "crate::client::ClientError",
    "std::collections::BTreeMap",
    "std::time::Duration",
    "reqwest::Method",
    "reqwest::Url",
    "serde_json::Value",
    "crate::operations",
    "crate::security",
    "crate::support::call",
    "crate::support::call::Call",
    "crate::support::date_time::DateTime",
    "crate::support::formats::Bytes",
    "crate::support::formats::Date",
    "crate::support::formats::Uuid",
    "crate::types",
];

pub(super) fn client<'a>(api: &'a ir::Api, names: &'a Names, scope: Scope<'a>) -> Module<'a> {
    let own = api.operations.iter().zip(&names.operations).enumerate();
    let methods = own
        .filter(move |(index, _)| scope.has_operation(*index))
        .map(|(_, (operation, own))| method(operation, own, names));
    if scope.is_group() {
        let methods = Part::Block {
            empty: quote!(impl Client {}),
            members: Box::new(methods),
        };
        return Module {
            head: alike(),
            imports: &IMPORTS,
            parts: Box::new(std::iter::once(methods)),
        };
    }
    let modules = scope.modules(Groups::called, |_| TokenStream::new());
    let reexport = quote!(
        pub use crate::support::received::ClientError;
    );
    let shared = shared(names);
    let methods = Part::Block {
        empty: quote!(impl Client {}),
        members: Box::new(methods),
    };
    // Without any operation there is nothing that uses what all of them share.
    let idle = api
        .operations
        .is_empty()
        .then(|| quote!(#![allow(dead_code)]));
    Module {
        head: {
            let alike = alike();
            quote!(#alike #idle)
        },
        imports: &IMPORTS[2..],
        parts: Box::new([Part::Items(quote!(#modules #reexport #shared)), methods].into_iter()),
    }
}

/// The client itself, without its operations.
fn shared(names: &Names) -> TokenStream {
    let credentials = match names.requirements.as_slice() {
        [] => None,
        [one] => Some(quote!(#one)),
        _ => Some(quote!(Credentials)),
    };
    let field = credentials
        .as_ref()
        .map(|ty| quote!(credentials: security::#ty,));
    let value = credentials.as_ref().map(|_| quote!(credentials,));
    let call = begin_call(names);
    quote! {
        /// Calls the operations of the description. Each call fails when no answer is obtained, or one that the
        /// description does not promise.
        #[derive(Clone, Debug)]
        pub struct Client {
            http: reqwest::Client,
            base: Url,
            #field
            max_response_bytes: usize,
        }

        impl Client {
            /// A client for the server at `base_url`, which gives up after 30 seconds and follows no redirects,
            /// because credentials must not travel to another server.
            ///
            /// # Errors
            /// When `base_url` is no URL, or no client can be made on this machine.
            pub fn new(base_url: &str, #field) -> Result<Self, ClientError> {
                let http = reqwest::Client::builder()
                    .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
                    .redirect(reqwest::redirect::Policy::none())
                    .timeout(Duration::from_secs(30))
                    .build()?;
                Ok(Self {
                    http,
                    base: call::base(base_url)?,
                    #value
                    max_response_bytes: 64 * 1024 * 1024,
                })
            }

            /// The same with an HTTP client of one's own.
            #[must_use]
            pub fn with_http(mut self, http: reqwest::Client) -> Self {
                self.http = http;
                self
            }

            /// The same with another limit for the size of answers.
            #[must_use]
            pub fn with_max_response_bytes(mut self, limit: usize) -> Self {
                self.max_response_bytes = limit;
                self
            }

            #call
        }
    }
}

/// Where calls begin, if all of them have the same credentials.
fn begin_call(names: &Names) -> Option<TokenStream> {
    let (mutable, credentials) = match names.requirements.as_slice() {
        [] => (None, None),
        [_] => (
            Some(quote!(mut)),
            Some(quote!(self.credentials.add_to(&mut call.url, &mut call.headers)?;)),
        ),
        _ => return None,
    };
    Some(quote! {
        fn call(&self, method: Method, route: &'static str) -> Result<Call, ClientError> {
            let #mutable call = Call::new(&self.base, method, route);
            #credentials
            Ok(call)
        }
    })
}

/// What would be said about every call is said about the client.
fn alike() -> TokenStream {
    quote!(#![allow(clippy::missing_errors_doc, reason = "all calls fail alike: see `Client`")])
}

fn method(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let about = docs(&about(operation), false);
    let (name, response, route) = (&own.method, &own.response, &operation.route);
    let verb = proc_macro2::Ident::new(operation.method, proc_macro2::Span::call_site());
    let params = own
        .params
        .as_ref()
        .map(|params| quote!(params: &operations::#params));
    let body = operation.body.as_ref().map(|body| {
        let ty = bodies::sent_type(body, &own.body, names);
        quote!(body: #ty)
    });
    let fixed = operation.fixed_query.iter();
    let fixed = fixed.map(|(name, value)| quote!(call.pair(#name, #value);));
    // What every operation wants is added where calls begin.
    let (begin, credentials) = match (operation.security, names.requirements.as_slice()) {
        (None, []) | (Some(_), [_]) => (quote!(self.call(Method::#verb, #route)?), None),
        (None, _) => (quote!(Call::new(&self.base, Method::#verb, #route)), None),
        (Some(index), several) => {
            let name = super::ident::field_name(&several[index].to_string());
            let add = quote::format_ident!("add_{name}");
            (
                quote!(Call::new(&self.base, Method::#verb, #route)),
                Some(quote!(self.credentials.#add(&mut call.url, &mut call.headers)?;)),
            )
        }
    };
    let add_params = own.params.as_ref().map(|_| quote!(call.params(params)?;));
    let send = operation
        .body
        .as_ref()
        .map(|body| bodies::send(body, names));
    let bare = operation.fixed_query.is_empty()
        && credentials.is_none()
        && add_params.is_none()
        && send.is_none();
    let arguments = params.into_iter().chain(body);
    let mutable = (!bare).then(|| quote!(mut));
    quote! {
        #about
        pub async fn #name(&self #(, #arguments)*) -> Result<operations::#response, ClientError> {
            let #mutable call = #begin;
            #(#fixed)*
            #credentials
            #add_params
            #send
            call.send(&self.http, self.max_response_bytes).await
        }
    }
}
