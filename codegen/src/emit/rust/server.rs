//! The server: a trait with one method per operation, and a router that reads requests and writes answers.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs;
use super::names::{Names, OperationNames, status};
use super::operations::header_fields;
use super::validation;
use crate::ir::{self, Place, Type};

pub(super) fn server(api: &ir::Api, names: &Names) -> TokenStream {
    let pairs = || api.operations.iter().zip(&names.operations);
    let credentials = names.credentials.as_ref();
    let authorize = credentials.map(|credentials| {
        quote! {
            /// Called after the credentials were read and before anything else (parameters, body) is looked at.
            fn authorize(
                &self,
                credentials: &security::#credentials,
                operation: Operation,
            ) -> impl Future<Output = Result<(), Rejection>> + Send;
        }
    });
    let methods = pairs().map(|(operation, own)| method(operation, own, names));
    let operation_enum = operation_enum(api, names);
    let routes = routes(api, names);
    let handlers = pairs().map(|(operation, own)| handler(operation, own, names));
    let refusals = refusals(api);
    let security = credentials.map(|_| {
        quote!(
            use crate::security;
        )
    });
    quote! {
        #![allow(unused_imports)]

        use std::collections::BTreeMap;
        use std::future::Future;
        use std::sync::LazyLock;

        use axum::extract::{RawPathParams, Request, State};
        use axum::http::request::Parts;
        use axum::http::{HeaderValue, Method, StatusCode, header};
        use axum::response::Response;
        use axum::{RequestPartsExt, Router, routing};
        use serde_json::Value;

        use crate::operations;
        #security
        use crate::support::batch::Batch;
        use crate::support::date_time::DateTime;
        use crate::support::exchange::{self, Incoming};
        use crate::support::json::{self, FromJson};
        use crate::support::parameters::{Parameters, Place};
        use crate::support::rejection::Rejection;
        use crate::support::{check, negotiate};
        use crate::types;

        /// What an implementation of the description does.
        pub trait Api: Clone + Send + Sync + 'static {
            #authorize
            #(#methods)*

            /// How a refused request looks on the wire; the default is RFC 9457 problem details.
            fn reject(&self, rejection: Rejection, request: &RequestInfo) -> Response {
                rejection.into_problem(Some(&request.path))
            }
        }

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

        #(#handlers)*
    }
}

fn method(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let title = format!(
        "`{} {}`\n\n{}",
        operation.method, operation.path, operation.doc
    );
    let about = docs(&title, false);
    let (method, response) = (&own.method, &own.response);
    let credentials = names.credentials.as_ref().filter(|_| operation.secured);
    let credentials = credentials.map(|ty| quote!(credentials: security::#ty,));
    let params = own
        .params
        .as_ref()
        .map(|params| quote!(params: operations::#params,));
    let body = operation.body.as_ref().map(|body| {
        let ty = body_type(body, names);
        quote!(body: #ty,)
    });
    quote! {
        #about
        fn #method(&self, #credentials #params #body)
            -> impl Future<Output = Result<operations::#response, Rejection>> + Send;
    }
}

fn body_type(body: &ir::Body, names: &Names) -> TokenStream {
    let ty = match &body.schema.ty {
        Type::Array(items) if body.batch => {
            let items = names.ty(items);
            quote!(Batch<#items>)
        }
        _ => names.ty(&body.schema),
    };
    if body.required {
        ty
    } else {
        quote!(Option<#ty>)
    }
}

fn operation_enum(api: &ir::Api, names: &Names) -> TokenStream {
    let variants: Vec<_> = names.operations.iter().map(|own| &own.variant).collect();
    let about = api
        .operations
        .iter()
        .map(|one| docs(&format!("`{} {}`", one.method, one.path), false));
    let ids = api.operations.iter().map(|one| &one.id);
    let methods = api.operations.iter().map(|one| one.method);
    let paths = api.operations.iter().map(|one| &one.path);
    let count = variants.len();
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
                match self { #(Self::#variants => #ids,)* }
            }

            /// The HTTP method.
            #[must_use]
            pub fn method(self) -> &'static str {
                match self { #(Self::#variants => #methods,)* }
            }

            /// The path as described.
            #[must_use]
            pub fn path(self) -> &'static str {
                match self { #(Self::#variants => #paths,)* }
            }
        }
    }
}

/// The operations by path, in the order described.
fn by_path(api: &ir::Api) -> Vec<(&str, Vec<usize>)> {
    let mut order: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let place = *known.entry(&operation.path).or_insert_with(|| {
            order.push((&operation.path, Vec::new()));
            order.len() - 1
        });
        order[place].1.push(index);
    }
    order
}

fn routes(api: &ir::Api, names: &Names) -> TokenStream {
    let routes = by_path(api).into_iter().enumerate().map(|(number, (path, operations))| {
        let route = route(path);
        let refusal = format_ident!("method_not_allowed_{number}");
        let methods = operations.iter().map(|index| {
            let verb = format_ident!("{}", api.operations[*index].method.to_lowercase());
            let handler = handler_name(&names.operations[*index]);
            quote!(.#verb(#handler::<A>))
        });
        quote!(.route(#route, routing::MethodRouter::new() #(#methods)* .fallback(#refusal::<A>)))
    });
    quote!(#(#routes)*)
}

/// The path with its parameters numbered, so that no name can be illegal in a route.
fn route(path: &str) -> String {
    let mut number = 0;
    let segments = path.split('/').map(|segment| {
        if !segment.starts_with('{') {
            return segment.to_owned();
        }
        number += 1;
        format!("{{p{}}}", number - 1)
    });
    segments.collect::<Vec<_>>().join("/")
}

fn refusals(api: &ir::Api) -> TokenStream {
    let each = by_path(api).into_iter().enumerate().map(|(number, (path, operations))| {
        let name = format_ident!("method_not_allowed_{number}");
        let mut methods: Vec<&str> = operations.iter().map(|index| api.operations[*index].method).collect();
        if let Some(place) = methods.iter().position(|method| *method == "GET") {
            methods.insert(place + 1, "HEAD");
        }
        let allow = methods.join(", ");
        let detail = format!("{path} has only {allow}");
        quote! {
            async fn #name<A: Api>(State(app): State<App<A>>, request: Request) -> Response {
                let exchange = Exchange::new(request, None, app.limits);
                let rejection = Rejection::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", #detail)
                    .with_header(header::ALLOW, HeaderValue::from_static(#allow));
                exchange.end(&app.api, Err(rejection)).await
            }
        }
    });
    quote! {
        async fn not_found<A: Api>(State(app): State<App<A>>, request: Request) -> Response {
            let exchange = Exchange::new(request, None, app.limits);
            let rejection = Rejection::new(StatusCode::NOT_FOUND, "not-found", "no operation has this path");
            exchange.end(&app.api, Err(rejection)).await
        }

        #(#each)*
    }
}

fn handler_name(own: &OperationNames) -> proc_macro2::Ident {
    format_ident!("handle_{}", own.method)
}

fn handler(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let (name, method, variant) = (handler_name(own), &own.method, &own.variant);
    let run = format_ident!("run_{}", own.method);
    let respond = format_ident!("respond_{}", own.method);
    let read = format_ident!("params_{}", own.method);
    let secured = names.credentials.as_ref().filter(|_| operation.secured);
    let credentials = secured.map(|ty| {
        quote! {
            let credentials = security::#ty::from_headers(&exchange.parts.headers)?;
            app.api.authorize(&credentials, Operation::#variant).await?;
        }
    });
    let credentials_argument = secured.map(|_| quote!(credentials,));
    let has_path = operation
        .parameters
        .iter()
        .any(|parameter| parameter.place == Place::Path);
    let path = if has_path {
        quote! {
            let path = exchange.parts.extract::<RawPathParams>().await.map_err(|_| {
                let detail = "the path is not UTF-8";
                Rejection::new(StatusCode::BAD_REQUEST, "invalid-parameter", detail)
            })?;
        }
    } else {
        quote!()
    };
    let path_argument = if has_path {
        quote!(Some(&path))
    } else {
        quote!(None)
    };
    let params = own.params.as_ref().map(|_| {
        quote! {
            #path
            let params = #read(#path_argument, &exchange.parts)?;
        }
    });
    let params_argument = own.params.as_ref().map(|_| quote!(params,));
    let body = operation.body.as_ref().map(|body| read_body(body, names));
    let body_argument = operation.body.as_ref().map(|_| quote!(body,));
    let params_function = own
        .params
        .as_ref()
        .map(|_| params_function(operation, own, names));
    let response = &own.response;
    let answers = operation
        .responses
        .iter()
        .map(|one| answer(one, operation.secured));
    quote! {
        async fn #name<A: Api>(State(app): State<App<A>>, request: Request) -> Response {
            let mut exchange = Exchange::new(request, Some(Operation::#variant), app.limits);
            let outcome = #run(&app, &mut exchange).await;
            exchange.end(&app.api, outcome).await
        }

        async fn #run<A: Api>(app: &App<A>, exchange: &mut Exchange) -> Result<Response, Rejection> {
            #credentials
            #params
            #body
            let response = app.api.#method(#credentials_argument #params_argument #body_argument).await?;
            Ok(#respond(response, &exchange.parts))
        }

        #params_function

        #[allow(unused_variables)]
        fn #respond(response: operations::#response, parts: &Parts) -> Response {
            match response {
                #(operations::#response::#answers)*
            }
        }
    }
}

fn read_body(body: &ir::Body, names: &Names) -> TokenStream {
    let accepted = &body.media_types;
    let read = match &body.schema.ty {
        Type::Array(items) if body.batch => {
            let decode = validation::function(names, items);
            let limits = ir::Schema {
                ty: Type::Array(items.clone()),
                nullable: false,
                checks: body.schema.checks.clone(),
            };
            let checks = validation::checks(&limits);
            let check = (!limits.checks.is_empty()).then(|| quote! {
                let mut limits = json::Violations::default();
                {
                    let (decoded, at, violations) = (&batch.items, &json::Pointer::Root, &mut limits);
                    #checks
                }
                if !limits.is_empty() {
                    return Err(Rejection::malformed_body(limits));
                }
            });
            let batch =
                quote!(Batch::decode_with(&bytes, #decode).map_err(Rejection::malformed_body)?);
            match check {
                None => batch,
                Some(check) => quote!({
                    let batch = #batch;
                    #check
                    batch
                }),
            }
        }
        _ => {
            let decode = validation::function(names, &body.schema);
            quote! {{
                let value = json::parse(&bytes).map_err(Rejection::malformed_body)?;
                json::read(&value, #decode).map_err(Rejection::malformed_body)?
            }}
        }
    };
    let decode = if body.required {
        quote! {
            exchange::required_body(&bytes, typed)?;
            let body = #read;
        }
    } else {
        quote! {
            let body = if exchange::present_body(&bytes, typed)? { Some(#read) } else { None };
        }
    };
    quote! {
        let typed = exchange::check_media_type(&exchange.parts.headers, &[#(#accepted),*])?;
        let bytes = exchange.body.bytes().await?;
        #decode
    }
}

fn params_function(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let read = format_ident!("params_{}", own.method);
    let params = &own.params;
    let locals: Vec<_> = (0..own.fields.len())
        .map(|index| format_ident!("value_{index}"))
        .collect();
    let reads = operation
        .parameters
        .iter()
        .zip(&locals)
        .map(|(parameter, local)| {
            let wire = &parameter.wire;
            let place = place(parameter, &operation.path);
            let ty = names.bare(&parameter.schema);
            let checks = validation::checks(&parameter.schema);
            let check = if parameter.schema.checks.is_empty() {
                quote!(|_, _, _| {})
            } else if matches!(parameter.schema.ty, Type::Text) {
                quote!(|decoded, at, violations| { #checks })
            } else {
                quote!(|&decoded, at, violations| { #checks })
            };
            let how = if parameter.required {
                quote!(required)
            } else {
                quote!(optional)
            };
            let default = parameter.default.as_ref().map(|default| {
                let default = default_value(parameter, default, names);
                quote!(.unwrap_or(#default))
            });
            quote!(let #local = parameters.#how::<#ty>(#place, #wire, #check) #default;)
        });
    let required = operation
        .parameters
        .iter()
        .zip(&locals)
        .filter(|(parameter, _)| parameter.required);
    let required: Vec<_> = required.map(|(_, local)| local).collect();
    let present = (!required.is_empty()).then(|| {
        quote! {
            let (#(Some(#required),)*) = (#(#required,)*) else {
                return Err(Parameters::lost());
            };
        }
    });
    let fields = &own.fields;
    quote! {
        fn #read(path: Option<&RawPathParams>, parts: &Parts) -> Result<operations::#params, Rejection> {
            let mut parameters = Parameters::new(path, parts);
            #(#reads)*
            parameters.finish()?;
            #present
            Ok(operations::#params { #(#fields: #locals,)* })
        }
    }
}

fn default_value(parameter: &ir::Parameter, default: &str, names: &Names) -> TokenStream {
    let number: Option<TokenStream> = default.parse().ok();
    match (&parameter.schema.ty, number) {
        (Type::Number, Some(number)) => quote!(f64::from(#number)),
        (Type::Int32 | Type::Int64 | Type::Boolean, Some(number)) => number,
        (Type::Named(id), _) => {
            let name = &names.types[id.0];
            let variant = names.variant_of(*id, default);
            quote!(types::#name::#variant)
        }
        _ => quote!(#default.to_owned()),
    }
}

fn place(parameter: &ir::Parameter, path: &str) -> TokenStream {
    match parameter.place {
        Place::Query => quote!(Place::Query),
        Place::Header => quote!(Place::Header),
        Place::Path => {
            let own = format!("{{{}}}", parameter.wire);
            let number = path
                .split('/')
                .filter(|segment| segment.starts_with('{'))
                .position(|segment| segment == own);
            let number = proc_macro2::Literal::usize_unsuffixed(number.unwrap_or_default());
            quote!(Place::Path(#number))
        }
    }
}

fn answer(response: &ir::Response, secured: bool) -> TokenStream {
    let (name, code) = (status(response.status), response.status);
    let code = proc_macro2::Literal::u16_unsuffixed(code);
    let fields = header_fields(response);
    let body = response.body.as_ref().map(|_| quote!(body));
    let pattern = if response.headers.is_empty() {
        body.as_ref().map(|body| quote!((#body)))
    } else {
        let body = body.as_ref().map(|body| quote!(#body,));
        Some(quote!({ #body #(#fields,)* }))
    };
    let written = match &response.body {
        Some(media) => {
            let types = &media.types;
            quote!(exchange::json(#code, negotiate::pick(&parts.headers, &[#(#types),*]), &body))
        }
        None => quote!(exchange::empty(#code)),
    };
    let headers = response.headers.iter().zip(&fields).map(|(header, field)| {
        let wire = &header.wire;
        let value = if header.required {
            quote!(Some(&#field))
        } else {
            quote!(#field.as_ref())
        };
        quote!(exchange::header(&mut response, #wire, #value);)
    });
    // RFC 9110, 15.5.2: a 401 says what is wanted, whether the description thought of it or not.
    let challenge = (response.status == 401 && secured).then(|| {
        quote! {
            exchange::challenge(&mut response, security::CHALLENGE);
        }
    });
    let extra: Vec<TokenStream> = headers.chain(challenge).collect();
    if extra.is_empty() {
        quote!(#name #pattern => #written,)
    } else {
        quote!(#name #pattern => {
            let mut response = #written;
            #(#extra)*
            response
        })
    }
}
