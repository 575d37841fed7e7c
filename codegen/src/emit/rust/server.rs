//! The server: a trait with one method per operation, and a router that reads requests and writes answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::groups::{Groups, Scope};
use super::handler::handler;
use super::names::{Names, OperationNames};
use super::operations::about;
use super::{bodies, routes};
use crate::emit::draft::{Module, Part};
use crate::ir;

const IMPORTS: [&str; 22] = [
    "std::collections::BTreeMap",
    "axum::extract::Request",
    "axum::extract::State",
    "axum::response::Response",
    "serde_json::Value",
    "crate::operations",
    "crate::security",
    "crate::support::batch::Batch",
    "crate::support::date_time::DateTime",
    "crate::support::formats::Bytes",
    "crate::support::formats::Date",
    "crate::support::formats::Uuid",
    "crate::support::json",
    "crate::support::json::FromJson",
    "crate::support::overloads",
    "crate::support::rejection::Rejection",
    "crate::support::serve",
    "crate::support::serve::App",
    "crate::support::serve::Exchange",
    "crate::support::serve::serves",
    "crate::support::shape",
    "crate::types",
];

/// The operations that the server has.
type Served<'a> = Vec<(&'a ir::Operation, &'a OperationNames)>;

pub(super) fn server<'a>(api: &'a ir::Api, names: &'a Names, scope: Scope<'a>) -> Module<'a> {
    let own = api.operations.iter().zip(&names.operations).enumerate();
    let handlers = own
        .filter(move |(index, (operation, _))| operation.served && scope.has_operation(*index))
        .map(|(_, (operation, own))| handler(operation, own, names));
    let handlers = Part::Block {
        empty: quote!(serves! {}),
        members: Box::new(handlers),
    };
    if scope.is_group() {
        return Module {
            head: TokenStream::new(),
            imports: &IMPORTS,
            parts: Box::new(std::iter::once(handlers)),
        };
    }
    let served: Served<'a> = api
        .operations
        .iter()
        .zip(&names.operations)
        .filter(|(operation, _)| operation.served)
        .collect();
    let operations = Part::Block {
        empty: quote!(serve::operations! {}),
        members: Box::new(described(&served).into_iter()),
    };
    let routes = Part::Block {
        empty: quote!(serve::routes! {}),
        members: Box::new(routes::routes(&served).into_iter()),
    };
    let choosers = routes::choosers(&served);
    let modules = scope.modules(Groups::served, |name| quote!(use #name::*;));
    let reexports = quote!(
        pub use crate::support::serve::{Limits, RequestInfo};
    );
    let parts = [
        Part::Items(quote!(#modules #reexports)),
        trait_of_all(names, &served),
        operations,
        routes,
        Part::Items(choosers),
    ];
    let has_handlers = served.iter().any(|_| !scope.is_root());
    Module {
        head: TokenStream::new(),
        imports: &IMPORTS,
        parts: Box::new(parts.into_iter().chain(has_handlers.then_some(handlers))),
    }
}

/// The trait with a method for each operation.
fn trait_of_all<'a>(names: &'a Names, served: &Served<'a>) -> Part<'a> {
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
    let methods = served.clone().into_iter();
    let methods = methods.map(|(operation, own)| method(operation, own, names));
    let reject = quote! {
        /// How a refused request looks on the wire; the default is RFC 9457 problem details.
        fn reject(&self, rejection: Rejection, request: &RequestInfo) -> Response {
            rejection.into_problem(Some(&request.path))
        }
    };
    Part::Block {
        empty: quote! {
            /// What an implementation of the description does.
            pub trait Api: Clone + Send + Sync + 'static {}
        },
        members: Box::new(authorize.chain(methods).chain([reject])),
    }
}

fn method(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let about = docs(&about(operation), false);
    let (method, response) = (&own.method, &own.response);
    let credentials = operation.security.map(|index| &names.requirements[index]);
    let credentials = credentials.map(|ty| quote!(credentials: security::#ty));
    let params = own
        .params
        .as_ref()
        .map(|params| quote!(params: operations::#params));
    let body = operation.body.as_ref().map(|body| {
        let ty = bodies::received_type(body, &own.body, names);
        match body.required {
            true => quote!(body: #ty),
            false => quote!(body: Option<#ty>),
        }
    });
    let arguments = credentials.into_iter().chain(params).chain(body);
    quote! {
        #about
        fn #method(&self #(, #arguments)*)
            -> impl Future<Output = Result<operations::#response, Rejection>> + Send;
    }
}

/// What is known about each operation.
fn described(served: &[(&ir::Operation, &OperationNames)]) -> Vec<TokenStream> {
    let each = served.iter().map(|(one, own)| {
        let (variant, id, path) = (&own.variant, &one.id, &one.path);
        let method = proc_macro2::Ident::new(one.method, proc_macro2::Span::call_site());
        let scopes = one.scopes.iter().map(|(scheme, scopes)| {
            let scopes = scopes.iter();
            quote!(#scheme: #(#scopes)*)
        });
        let scopes = (!one.scopes.is_empty()).then(|| quote!([#(#scopes),*]));
        quote!(#variant = #id #method #path #scopes;)
    });
    each.collect()
}
