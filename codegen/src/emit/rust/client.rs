//! The client: one method per operation, over reqwest.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::groups::{Groups, Scope};
use super::names::{Names, OperationNames, status_name};
use super::operations::{answer_body, header_fields};
use super::{bodies, shapes};
use crate::emit::{Module, Part};
use crate::ir::{self, Place, Travel};

/// The first ones are defined by the file itself, and imported by those of groups.
const IMPORTS: [&str; 29] = [
    "crate::client::Client",
    "crate::client::ClientError",
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
    "crate::support::formats::Bytes",
    "crate::support::formats::Date",
    "crate::support::formats::Uuid",
    "crate::support::forms",
    "crate::support::styles",
    "crate::support::styles::Shape",
    "crate::support::styles::Style",
    "crate::support::json",
    "crate::support::json::FromJson",
    "crate::support::text::TextValue",
    "crate::types",
];

pub(super) fn client<'a>(
    api: &'a ir::Api,
    names: &'a Names<'a>,
    scope: &'a Scope<'a>,
) -> Module<'a> {
    let own = api.operations.iter().zip(&names.operations).enumerate();
    let methods = own
        .filter(|(index, _)| scope.has_operation(*index))
        .map(|(_, (operation, own))| method(operation, own, names));
    if scope.is_group() {
        let methods = Part::Block {
            empty: quote!(impl Client {}),
            members: Box::new(methods),
        };
        return Module {
            head: TokenStream::new(),
            imports: &IMPORTS,
            parts: Box::new(std::iter::once(methods)),
        };
    }
    let credentials = match names.requirements.as_slice() {
        [] => None,
        [one] => Some(quote!(#one)),
        _ => Some(quote!(Credentials)),
    };
    let field = credentials
        .as_ref()
        .map(|ty| quote!(credentials: security::#ty,));
    let value = credentials.as_ref().map(|_| quote!(credentials,));
    let modules = scope.modules(Groups::called, |_| TokenStream::new());
    let shared = quote! {
        #modules

        pub use crate::support::call::ClientError;

        /// Calls the operations of the description.
        #[derive(Clone, Debug)]
        pub struct Client {
            http: reqwest::Client,
            base: Url,
            #field
            max_response_bytes: usize,
        }

    };
    let own = quote! {
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
    };
    let methods = Part::Block {
        empty: quote!(impl Client {}),
        members: Box::new(std::iter::once(own).chain(methods)),
    };
    // Without any operation there is nothing that uses what all of them share.
    let idle = api
        .operations
        .is_empty()
        .then(|| quote!(#![allow(dead_code)]));
    Module {
        head: quote!(#idle),
        imports: &IMPORTS[2..],
        parts: Box::new([Part::Items(shared), methods].into_iter()),
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
        let ty = bodies::sent_type(body, &own.body, names);
        quote!(body: #ty,)
    });
    let verb = proc_macro2::Ident::new(operation.method, proc_macro2::Span::call_site());
    let url = url(operation, own);
    let query = query(operation, own);
    let url_binding = if query.is_some() || operation.security.is_some() {
        quote!(let mut url)
    } else {
        quote!(let url)
    };
    let headers = headers(operation, own, names);
    let (payload, body_value) = match &operation.body {
        None => (quote!(), quote!(None)),
        Some(body) => bodies::send(body, &own.body, names),
    };
    let mut responses: Vec<&ir::Response> = operation.responses.iter().collect();
    responses.sort_by_key(|one| one.status);
    let rest = responses
        .last()
        .is_none_or(|one| one.status != ir::Status::Default);
    let rest = rest.then(|| quote!(_ => Err(answer.undocumented()),));
    let answers = responses
        .iter()
        .map(|one| answer(one, response, own, names));
    quote! {
        #about
        ///
        /// # Errors
        /// When no answer is obtained, or one that the description does not promise.
        pub async fn #name(&self, #params #body) -> Result<operations::#response, ClientError> {
            #url_binding = #url;
            #query
            #headers
            #payload
            let answer = self.send(Method::#verb, url, headers, #body_value).await?;
            match answer.status {
                #(#answers)*
                #rest
            }
        }
    }
}

fn url(operation: &ir::Operation, own: &OperationNames) -> TokenStream {
    let segments = operation
        .route
        .split('/')
        .skip(1)
        .filter(|segment| !segment.is_empty())
        .map(|segment| {
            let (literals, found) = ir::segment(segment).unwrap_or_default();
            let values = found.iter().map(|name| {
                let place = |one: &ir::Parameter| one.place == Place::Path && one.wire == *name;
                let index = operation
                    .parameters
                    .iter()
                    .position(place)
                    .unwrap_or_default();
                text(&operation.parameters[index], &{
                    let field = &own.fields[index];
                    quote!(params.#field)
                })
            });
            let values: Vec<TokenStream> = values.collect();
            match values.as_slice() {
                [] => quote!(#segment),
                [one] if literals.iter().all(String::is_empty) => quote!(&#one),
                several => {
                    let pieces = literals
                        .iter()
                        .map(|literal| literal.replace(['{', '}'], ""));
                    let pieces: Vec<String> = pieces.collect();
                    let format = pieces.join("{}");
                    quote!(&format!(#format, #(#several),*))
                }
            }
        });
    let trailing = operation.route.len() > 1 && operation.route.ends_with('/');
    quote!(call::address(&self.base, &[#(#segments),*], #trailing)?)
}

/// The one text of a parameter.
fn text(parameter: &ir::Parameter, value: &TokenStream) -> TokenStream {
    match parameter.travel {
        Travel::Plain => quote!(#value.to_text()),
        Travel::Json => quote!(call::value(&#value)?.to_string()),
        Travel::Styled { style, explode } => {
            let (wire, style) = (&parameter.wire, shapes::style(style));
            quote!(styles::write_text(&call::value(&#value)?, #wire, #style, #explode))
        }
    }
}

/// `write` for the value of a parameter, or for each there is.
fn each(
    parameter: &ir::Parameter,
    field: &proc_macro2::Ident,
    write: impl Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    if is_optional(parameter) {
        let write = write(quote!(value));
        quote!(if let Some(value) = &params.#field { #write })
    } else {
        write(quote!(params.#field))
    }
}

fn query(operation: &ir::Operation, own: &OperationNames) -> Option<TokenStream> {
    let pairs: Vec<TokenStream> = of_place(operation, own, Place::Query)
        .map(|(parameter, field)| {
            let wire = &parameter.wire;
            each(parameter, field, |value| match parameter.travel {
                Travel::Styled { style, explode } => {
                    let style = shapes::style(style);
                    let value = if is_optional(parameter) { value } else { quote!(&#value) };
                    quote! {
                        for (name, text) in styles::write_pairs(&call::value(#value)?, #wire, #style, #explode) {
                            url.query_pairs_mut().append_pair(&name, &text);
                        }
                    }
                }
                _ => {
                    let text = match parameter.travel {
                        Travel::Json if is_optional(parameter) => quote!(call::value(#value)?.to_string()),
                        _ => text(parameter, &value),
                    };
                    quote!(url.query_pairs_mut().append_pair(#wire, &#text);)
                }
            })
        })
        .collect();
    let fixed = operation.fixed_query.iter();
    let fixed: Vec<TokenStream> = fixed
        .map(|(name, value)| quote!(url.query_pairs_mut().append_pair(#name, #value);))
        .collect();
    (!pairs.is_empty() || !fixed.is_empty()).then(|| quote!(#(#fixed)* #(#pairs)*))
}

fn headers(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let credentials = operation
        .security
        .map(|index| match names.requirements.as_slice() {
            [_] => quote!(self.credentials.add_to(&mut url, &mut headers)?;),
            _ => {
                let add = quote::format_ident!(
                    "add_{}",
                    super::ident::field_name(&names.requirements[index].to_string())
                );
                quote!(self.credentials.#add(&mut url, &mut headers)?;)
            }
        });
    let parameters = of_place(operation, own, Place::Header).map(|(parameter, field)| {
        let wire = parameter.wire.to_lowercase();
        each(parameter, field, |value| {
            let text = by_reference(parameter, &value);
            quote!(headers.insert(#wire, call::header(#wire, &#text)?);)
        })
    });
    let cookies = of_place(operation, own, Place::Cookie).map(|(parameter, field)| {
        let wire = &parameter.wire;
        each(parameter, field, |value| {
            let text = by_reference(parameter, &value);
            quote!(call::cookie(&mut headers, #wire, &#text)?;)
        })
    });
    let mut accepted: Vec<String> = Vec::new();
    for content in operation.responses.iter().flat_map(|one| &one.contents) {
        for media_type in bodies::concrete(content) {
            if !accepted.contains(&media_type) {
                accepted.push(media_type);
            }
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
        .chain(cookies)
        .collect();
    if statements.is_empty() && operation.body.is_none() {
        return quote!(let headers = HeaderMap::new(););
    }
    quote!(let mut headers = HeaderMap::new(); #(#statements)*)
}

/// The one text of a parameter, of which `value` is a reference when it is optional.
fn by_reference(parameter: &ir::Parameter, value: &TokenStream) -> TokenStream {
    match parameter.travel {
        Travel::Plain => quote!(#value.to_text()),
        _ if is_optional(parameter) => text(parameter, &quote!(*#value)),
        _ => text(parameter, value),
    }
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

fn answer(
    response: &ir::Response,
    ident: &proc_macro2::Ident,
    own: &OperationNames,
    names: &Names,
) -> TokenStream {
    let name = status_name(response.status);
    let (pattern, fixed) = match response.status {
        ir::Status::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            (quote!(#code), true)
        }
        ir::Status::Range(digit) => {
            let from = proc_macro2::Literal::u16_unsuffixed(u16::from(digit) * 100);
            let to = proc_macro2::Literal::u16_unsuffixed(u16::from(digit) * 100 + 99);
            (quote!(#from..=#to), false)
        }
        ir::Status::Default => (quote!(_), false),
    };
    let body = bodies::decode(&response.contents, &answer_body(response, own), names);
    if response.headers.is_empty() && fixed {
        let body = body.map(|body| quote!((#body)));
        return quote!(#pattern => Ok(operations::#ident::#name #body),);
    }
    let status = (!fixed).then(|| quote!(status: answer.status,));
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
    quote!(#pattern => Ok(operations::#ident::#name { #status #body #(#headers)* }),)
}
