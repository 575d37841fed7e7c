//! The server: a trait with one method per operation, and a router that reads requests and writes answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::groups::{Groups, Scope};
use super::handler::handler;
use super::names::{Names, OperationNames};
use super::routes;
use crate::emit::{Module, Part};
use crate::ir::{self, Type};

/// The first ones are defined by the file itself, and imported by those of groups.
const IMPORTS: [&str; 38] = [
    "crate::server::Api",
    "crate::server::App",
    "crate::server::Exchange",
    "crate::server::Operation",
    "std::collections::BTreeMap",
    "axum::Router",
    "axum::routing",
    "axum::extract::RawPathParams",
    "axum::extract::Request",
    "axum::extract::State",
    "axum::http::HeaderValue",
    "axum::http::Method",
    "axum::http::StatusCode",
    "axum::http::header",
    "axum::http::request::Parts",
    "axum::response::Response",
    "serde_json::Value",
    "crate::operations",
    "crate::security",
    "crate::support::batch::Batch",
    "crate::support::check",
    "crate::support::date_time::DateTime",
    "crate::support::exchange",
    "crate::support::exchange::Incoming",
    "crate::support::formats::Bytes",
    "crate::support::formats::Date",
    "crate::support::formats::Uuid",
    "crate::support::forms",
    "crate::support::json",
    "crate::support::json::FromJson",
    "crate::support::negotiate",
    "crate::support::overloads",
    "crate::support::parameters::Parameters",
    "crate::support::parameters::Place",
    "crate::support::rejection::Rejection",
    "crate::support::styles::Shape",
    "crate::support::styles::Style",
    "crate::types",
];

pub(super) fn server<'a>(
    api: &'a ir::Api,
    names: &'a Names<'a>,
    scope: &'a Scope<'a>,
) -> Module<'a> {
    let own = api.operations.iter().zip(&names.operations).enumerate();
    let handlers = own
        .filter(|(index, (operation, _))| operation.served && scope.has_operation(*index))
        .map(|(_, (operation, own))| Part::Items(handler(operation, own, names, scope.is_group())));
    if scope.is_group() {
        return Module {
            head: TokenStream::new(),
            imports: &IMPORTS,
            parts: Box::new(handlers),
        };
    }
    let served: Vec<(&ir::Operation, &OperationNames)> = api
        .operations
        .iter()
        .zip(&names.operations)
        .filter(|(operation, _)| operation.served)
        .collect();
    let authorize =
        names
            .requirements
            .iter()
            .zip(&names.authorize)
            .map(|(credentials, authorize)| {
                quote! {
                    /// Called after the credentials were read and before anything else (parameters, body) is looked at.
                    fn #authorize(
                        &self,
                        credentials: &security::#credentials,
                        operation: Operation,
                    ) -> impl Future<Output = Result<(), Rejection>> + Send;
                }
            });
    let methods = served
        .clone()
        .into_iter()
        .map(|(operation, own)| method(operation, own, names));
    let reject = quote! {
        /// How a refused request looks on the wire; the default is RFC 9457 problem details.
        fn reject(&self, rejection: Rejection, request: &RequestInfo) -> Response {
            rejection.into_problem(Some(&request.path))
        }
    };
    let trait_of_all = Part::Block {
        empty: quote! {
            /// What an implementation of the description does.
            pub trait Api: Clone + Send + Sync + 'static {}
        },
        members: Box::new(authorize.chain(methods).chain([reject])),
    };
    let operation_enum = operation_enum(&served);
    let routes = routes::routes(&served);
    let refusals = routes::refusals(&served);
    let choosers = routes::choosers(&served);
    let odd = |one: &ir::Operation| {
        one.route
            .split('/')
            .any(|segment| segment.starts_with([':', '*']))
    };
    // Such segments were parameters once, and are literals now.
    let lenient = served
        .iter()
        .any(|(operation, _)| odd(operation))
        .then(|| quote!(.without_v07_checks()));
    let shared = quote! {
        #operation_enum

        /// What is known about a request that is refused.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct RequestInfo {
            /// The operation; none when the path or the method has none.
            pub operation: Option<Operation>,
            /// The method.
            pub method: Method,
            /// The path, as sent.
            pub path: String,
        }

        /// What a server takes before it refuses.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Limits {
            /// The largest body of a request.
            pub max_body_bytes: usize,
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { max_body_bytes: 8 * 1024 * 1024 }
            }
        }

        #[derive(Clone)]
        struct App<A> {
            api: A,
            limits: Limits,
        }

        /// Routes every operation to `api`.
        pub fn router<A: Api>(api: A, limits: Limits) -> Router {
            Router::new()
                #lenient
                #routes
                .fallback(not_found::<A>)
                .with_state(App { api, limits })
        }

        /// A request, taken apart.
        struct Exchange {
            parts: Parts,
            body: Incoming,
            about: RequestInfo,
        }

        impl Exchange {
            fn new(request: Request, operation: Option<Operation>, limits: Limits) -> Self {
                let (parts, body) = request.into_parts();
                let about = RequestInfo {
                    operation,
                    method: parts.method.clone(),
                    path: parts.uri.path().to_owned(),
                };
                let body = Incoming::new(&parts.headers, body, limits.max_body_bytes);
                Self { parts, body, about }
            }

            /// Ends the exchange: what is left of the body is read, so that the connection can be used again.
            async fn end<A: Api>(self, api: &A, outcome: Result<Response, Rejection>) -> Response {
                self.body.drain().await;
                outcome.unwrap_or_else(|rejection| api.reject(rejection, &self.about))
            }
        }

        #refusals

        #choosers
    };
    // Without any operation there is nothing that uses what all of them share.
    let idle = served.is_empty().then(|| quote!(#![allow(dead_code)]));
    let modules = scope.modules(Groups::served, |name| quote!(use #name::*;));
    Module {
        head: quote!(#idle),
        imports: &IMPORTS[4..],
        parts: Box::new(
            [Part::Items(modules), trait_of_all, Part::Items(shared)]
                .into_iter()
                .chain(handlers),
        ),
    }
}

fn method(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let title = format!(
        "`{} {}`\n\n{}",
        operation.method, operation.path, operation.doc
    );
    let about = docs(&title, false);
    let (method, response) = (&own.method, &own.response);
    let credentials = operation.security.map(|index| &names.requirements[index]);
    let credentials = credentials.map(|ty| quote!(credentials: security::#ty,));
    let params = own
        .params
        .as_ref()
        .map(|params| quote!(params: operations::#params,));
    let body = operation.body.as_ref().map(|body| {
        let ty = body_type(body, own, names);
        quote!(body: #ty,)
    });
    quote! {
        #about
        fn #method(&self, #credentials #params #body)
            -> impl Future<Output = Result<operations::#response, Rejection>> + Send;
    }
}

fn body_type(body: &ir::Body, own: &OperationNames, names: &Names) -> TokenStream {
    let ty = match body.contents.as_slice() {
        [one] => match &one.schema.ty {
            Type::Array(items) if body.batch => {
                let items = names.ty(items);
                quote!(Batch<#items>)
            }
            _ => names.ty(&one.schema),
        },
        _ => {
            let ident = &own.body;
            quote!(operations::#ident)
        }
    };
    if body.required {
        ty
    } else {
        quote!(Option<#ty>)
    }
}

fn operation_enum(served: &[(&ir::Operation, &OperationNames)]) -> TokenStream {
    let variants: Vec<_> = served.iter().map(|(_, own)| &own.variant).collect();
    let operations: Vec<_> = served.iter().map(|(operation, _)| *operation).collect();
    let about = operations
        .iter()
        .map(|one| docs(&format!("`{} {}`", one.method, one.path), false));
    let ids = operations.iter().map(|one| &one.id);
    let methods = operations.iter().map(|one| one.method);
    let paths = operations.iter().map(|one| &one.path);
    let count = variants.len();
    let scoped = operations.iter().any(|one| !one.scopes.is_empty());
    let scopes = scoped.then(|| {
        let lists = operations
            .iter()
            .zip(&variants)
            .filter(|(one, _)| !one.scopes.is_empty());
        let arms = lists.map(|(one, variant)| {
            let schemes = one
                .scopes
                .iter()
                .map(|(scheme, scopes)| quote!((#scheme, &[#(#scopes),*])));
            quote!(Self::#variant => &[#(#schemes),*],)
        });
        let arms: Vec<TokenStream> = arms.collect();
        let rest = (arms.len() < count).then(|| quote!(_ => &[],));
        quote! {
            /// The scopes that are required, by security scheme.
            #[must_use]
            pub fn scopes(self) -> &'static [(&'static str, &'static [&'static str])] {
                match self { #(#arms)* #rest }
            }
        }
    });
    quote! {
        /// The operations of the description.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {
            #(#about #variants,)*
        }

        impl Operation {
            /// Every operation, in the order described.
            pub const ALL: [Self; #count] = [#(Self::#variants),*];

            /// The `operationId`.
            #[must_use]
            pub fn id(self) -> &'static str {
                self.about().0
            }

            /// The HTTP method.
            #[must_use]
            pub fn method(self) -> &'static str {
                self.about().1
            }

            /// The path as described.
            #[must_use]
            pub fn path(self) -> &'static str {
                self.about().2
            }

            #scopes

            fn about(self) -> (&'static str, &'static str, &'static str) {
                match self { #(Self::#variants => (#ids, #methods, #paths),)* }
            }
        }
    }
}
