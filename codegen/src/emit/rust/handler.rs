//! What the server does with one operation: reads parameters and body, calls the implementation, writes the answer.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::names::{Names, OperationNames, status};
use super::operations::header_fields;
use super::validation;
use crate::ir::{self, Place, Type};

/// The name of the function that serves an operation.
pub(super) fn handler_name(own: &OperationNames) -> proc_macro2::Ident {
    format_ident!("handle_{}", own.method)
}

/// The functions that serve one operation: read, run, write.
pub(super) fn handler(
    operation: &ir::Operation,
    own: &OperationNames,
    names: &Names,
) -> TokenStream {
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
    let negotiated = operation.responses.iter().any(|one| one.body.is_some());
    let parts = if negotiated { quote!(parts) } else { quote!(_) };
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

        fn #respond(response: operations::#response, #parts: &Parts) -> Response {
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
            let checks = validation::checks(&limits, false);
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
            let checks = validation::checks(&parameter.schema, true);
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
