//! The client: one method per operation, over reqwest.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::names::{Names, OperationNames, status};
use super::operations::header_fields;
use super::{imports, validation};
use crate::ir::{self, Place, Type};

const IMPORTS: [&str; 20] = [
    "std::collections::BTreeMap",
    "std::sync::LazyLock",
    "std::time::Duration",
    "reqwest::Method",
    "reqwest::Url",
    "reqwest::header::ACCEPT",
    "reqwest::header::CONTENT_TYPE",
    "reqwest::header::HeaderMap",
    "reqwest::header::HeaderValue",
    "serde_json::Value",
    "crate::operations",
    "crate::security",
    "crate::support::call",
    "crate::support::call::Answer",
    "crate::support::check",
    "crate::support::date_time::DateTime",
    "crate::support::json",
    "crate::support::json::FromJson",
    "crate::support::text::TextValue",
    "crate::types",
];

pub(super) fn client(api: &ir::Api, names: &Names) -> TokenStream {
    let methods = api
        .operations
        .iter()
        .zip(&names.operations)
        .map(|(operation, own)| method(operation, own, names));
    let methods: Vec<TokenStream> = methods.collect();
    let credentials = names.credentials.as_ref();
    let field = credentials.map(|ty| quote!(credentials: security::#ty,));
    let value = credentials.map(|_| quote!(credentials,));
    let body = quote! {
        pub use crate::support::call::ClientError;

        /// Calls the operations of the description.
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

            async fn send(
                &self,
                method: Method,
                url: Url,
                headers: HeaderMap,
                body: Option<Vec<u8>>,
            ) -> Result<Answer, ClientError> {
                let mut request = self.http.request(method, url).headers(headers);
                if let Some(body) = body {
                    request = request.body(body);
                }
                Answer::read(request.send().await?, self.max_response_bytes).await
            }

            #(#methods)*
        }
    };
    let imports = imports::needed(&IMPORTS, &body);
    quote! {
        #imports
        #body
    }
}

fn method(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let title = format!(
        "`{} {}`\n\n{}",
        operation.method, operation.path, operation.doc
    );
    let about = docs(&title, false);
    let (name, response) = (&own.method, &own.response);
    let params = own
        .params
        .as_ref()
        .map(|params| quote!(params: &operations::#params,));
    let body = operation.body.as_ref().map(|body| {
        let ty = body_type(body, names);
        quote!(body: #ty,)
    });
    let verb = proc_macro2::Ident::new(operation.method, proc_macro2::Span::call_site());
    let url = url(operation, own);
    let query = query(operation, own);
    let url_binding = if query.is_some() {
        quote!(let mut url)
    } else {
        quote!(let url)
    };
    let headers = headers(operation, own, names);
    let body_value = match &operation.body {
        None => quote!(None),
        Some(body) if body.required => quote!(Some(call::json(body)?)),
        Some(_) => quote!(body.map(call::json).transpose()?),
    };
    let answers = operation
        .responses
        .iter()
        .map(|one| answer(one, response, names));
    quote! {
        #about
        ///
        /// # Errors
        /// When no answer is obtained, or one that the description does not promise.
        pub async fn #name(&self, #params #body) -> Result<operations::#response, ClientError> {
            #url_binding = #url;
            #query
            #headers
            let answer = self.send(Method::#verb, url, headers, #body_value).await?;
            match answer.status {
                #(#answers)*
                _ => Err(answer.undocumented()),
            }
        }
    }
}

fn body_type(body: &ir::Body, names: &Names) -> TokenStream {
    let ty = match &body.schema.ty {
        Type::Array(items) if !body.schema.nullable => {
            let items = names.ty(items);
            quote!(&[#items])
        }
        Type::Text if !body.schema.nullable => quote!(&str),
        _ => {
            let ty = names.ty(&body.schema);
            quote!(&#ty)
        }
    };
    if body.required {
        ty
    } else {
        quote!(Option<#ty>)
    }
}

fn url(operation: &ir::Operation, own: &OperationNames) -> TokenStream {
    let segments = operation
        .path
        .split('/')
        .skip(1)
        .filter(|segment| !segment.is_empty())
        .map(|segment| {
            let wire = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            let index = wire.and_then(|wire| {
                operation
                    .parameters
                    .iter()
                    .position(|one| one.place == Place::Path && one.wire == wire)
            });
            match index {
                Some(index) => {
                    let field = &own.fields[index];
                    quote!(&params.#field.to_text())
                }
                None => quote!(#segment),
            }
        });
    let trailing = operation.path.len() > 1 && operation.path.ends_with('/');
    quote!(call::address(&self.base, &[#(#segments),*], #trailing)?)
}

fn query(operation: &ir::Operation, own: &OperationNames) -> Option<TokenStream> {
    let pairs: Vec<TokenStream> = of_place(operation, own, Place::Query)
        .map(|(parameter, field)| {
            let wire = &parameter.wire;
            if is_optional(parameter) {
                quote! {
                    if let Some(value) = &params.#field {
                        url.query_pairs_mut().append_pair(#wire, &value.to_text());
                    }
                }
            } else {
                quote!(url.query_pairs_mut().append_pair(#wire, &params.#field.to_text());)
            }
        })
        .collect();
    (!pairs.is_empty()).then(|| quote!(#(#pairs)*))
}

fn headers(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let credentials = names.credentials.as_ref().filter(|_| operation.secured);
    let credentials = credentials.map(|_| quote!(self.credentials.add_to(&mut headers)?;));
    let parameters = of_place(operation, own, Place::Header).map(|(parameter, field)| {
        let wire = parameter.wire.to_lowercase();
        if is_optional(parameter) {
            quote! {
                if let Some(value) = &params.#field {
                    headers.insert(#wire, call::header(#wire, &value.to_text())?);
                }
            }
        } else {
            quote!(headers.insert(#wire, call::header(#wire, &params.#field.to_text())?);)
        }
    });
    let content = operation.body.as_ref().map(|body| {
        let media_type = body
            .media_types
            .first()
            .map_or("application/json", String::as_str);
        let insert = quote!(headers.insert(CONTENT_TYPE, HeaderValue::from_static(#media_type)););
        if body.required {
            insert
        } else {
            quote!(if body.is_some() { #insert })
        }
    });
    let mut accepted: Vec<&str> = Vec::new();
    for media_type in operation
        .responses
        .iter()
        .filter_map(|one| one.body.as_ref())
        .flat_map(|body| &body.types)
    {
        if !accepted.contains(&media_type.as_str()) {
            accepted.push(media_type);
        }
    }
    let accept = (!accepted.is_empty()).then(|| {
        let accepted = accepted.join(", ");
        quote!(headers.insert(ACCEPT, HeaderValue::from_static(#accepted));)
    });
    let statements: Vec<TokenStream> = accept
        .into_iter()
        .chain(credentials)
        .chain(parameters)
        .chain(content)
        .collect();
    if statements.is_empty() {
        return quote!(let headers = HeaderMap::new(););
    }
    quote!(let mut headers = HeaderMap::new(); #(#statements)*)
}

fn of_place<'a>(
    operation: &'a ir::Operation,
    own: &'a OperationNames,
    place: Place,
) -> impl Iterator<Item = (&'a ir::Parameter, &'a proc_macro2::Ident)> {
    operation
        .parameters
        .iter()
        .zip(&own.fields)
        .filter(move |(parameter, _)| parameter.place == place)
}

fn is_optional(parameter: &ir::Parameter) -> bool {
    !parameter.required && parameter.default.is_none()
}

fn answer(response: &ir::Response, ident: &proc_macro2::Ident, names: &Names) -> TokenStream {
    let name = status(response.status);
    let code = proc_macro2::Literal::u16_unsuffixed(response.status);
    let body = response.body.as_ref().map(|media| {
        let decode = validation::function(names, &media.schema);
        quote!(answer.body(#decode)?)
    });
    if response.headers.is_empty() {
        let body = body.map(|body| quote!((#body)));
        return quote!(#code => Ok(operations::#ident::#name #body),);
    }
    let body = body.map(|body| quote!(body: #body,));
    let fields = header_fields(response);
    let headers = response.headers.iter().zip(&fields).map(|(header, field)| {
        let wire = &header.wire;
        let read = if header.required {
            quote!(required_header)
        } else {
            quote!(header)
        };
        quote!(#field: answer.#read(#wire)?,)
    });
    quote!(#code => Ok(operations::#ident::#name { #body #(#headers)* }),)
}
