//! What the server does with one operation: reads parameters and body, calls the implementation, writes the answer.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::names::{Names, OperationNames, status_name};
use super::operations::{answer_body, header_fields};
use super::{bodies, shapes, validation};
use crate::ir::{self, Form, Place, Travel, Type};

/// The name of the function that serves an operation.
pub(super) fn handler_name(own: &OperationNames) -> proc_macro2::Ident {
    format_ident!("handle_{}", own.method)
}

/// The functions that serve one operation: read, run, write.
pub(super) fn handler(
    operation: &ir::Operation,
    own: &OperationNames,
    names: &Names,
    grouped: bool,
) -> TokenStream {
    let shown = grouped.then(|| quote!(pub(super)));
    let (name, method, variant) = (handler_name(own), &own.method, &own.variant);
    let respond = format_ident!("respond_{}", own.method);
    let read = format_ident!("params_{}", own.method);
    let secured = operation
        .security
        .map(|index| (&names.requirements[index], &names.authorize[index]));
    let credentials = secured.map(|(ty, authorize)| {
        quote! {
            let credentials = security::#ty::from_parts(&exchange.parts)?;
            app.api.#authorize(&credentials, Operation::#variant).await?;
        }
    });
    let credentials_argument = secured.map(|_| quote!(credentials,));
    let has_path = operation
        .parameters
        .iter()
        .any(|parameter| parameter.place == Place::Path);
    let path = if has_path {
        quote! {
            let path = exchange::path(&mut exchange.parts).await?;
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
    let body = operation
        .body
        .as_ref()
        .map(|body| read_body(body, own, names));
    let body_argument = operation.body.as_ref().map(|_| quote!(body,));
    let params_function = own
        .params
        .as_ref()
        .map(|_| params_function(operation, own, names));
    let response = &own.response;
    let negotiated = operation
        .responses
        .iter()
        .any(|one| bodies::negotiates(&one.contents));
    let parts = if negotiated { quote!(parts) } else { quote!(_) };
    let answers = operation
        .responses
        .iter()
        .map(|one| answer(one, operation.security.is_some(), own));
    let reads = has_path || operation.body.is_some();
    let mutable = reads.then(|| quote!(mut));
    quote! {
        #shown async fn #name<A: Api>(State(app): State<App<A>>, request: Request) -> Response {
            let #mutable exchange = Exchange::new(request, Some(Operation::#variant), app.limits);
            let run = async {
                #credentials
                #params
                #body
                let response = app.api.#method(#credentials_argument #params_argument #body_argument).await?;
                Ok(#respond(response, &exchange.parts))
            };
            let outcome = run.await;
            exchange.end(&app.api, outcome).await
        }

        #params_function

        fn #respond(response: operations::#response, #parts: &Parts) -> Response {
            match response {
                #(operations::#response::#answers)*
            }
        }
    }
}

fn read_body(body: &ir::Body, own: &OperationNames, names: &Names) -> TokenStream {
    let accepted = body.contents.iter().map(|content| {
        let types = &content.types;
        quote!(&[#(#types),*])
    });
    let read = bodies::read(body, &own.body, names);
    let raw = body
        .contents
        .iter()
        .any(|content| matches!(content.form, Form::Bytes | Form::Text));
    let decode = match (body.required, raw) {
        (true, false) => quote! {
            exchange::required_body(&bytes, typed.is_some())?;
            let body = #read;
        },
        // An empty text or file is one as well.
        (true, true) => quote! {
            exchange::present_body(&bytes, typed.is_some())?;
            let body = #read;
        },
        (false, _) => quote! {
            let body = if exchange::present_body(&bytes, typed.is_some())? { Some(#read) } else { None };
        },
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
            let place = place(parameter, &operation.route);
            let ty = names.bare(&parameter.schema);
            let required = parameter.required;
            let decode = || validation::function(names, &validation::bare(&parameter.schema));
            match parameter.travel {
                Travel::Plain => {}
                Travel::Styled { style, explode } => {
                    let (style, shape, decode) =
                        (shapes::style(style), shapes::shape(names, &parameter.schema), decode());
                    let travel = quote!((#style, #explode, #shape));
                    return quote!(let #local = parameters.styled(#place, #wire, #travel, #required, #decode););
                }
                Travel::Json => {
                    let decode = decode();
                    return quote!(let #local = parameters.json(#place, #wire, #required, #decode););
                }
            }
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
        Place::Cookie => quote!(Place::Cookie),
        Place::Path => {
            let segments = path.split('/').filter(|segment| segment.contains('{'));
            for (number, segment) in segments.enumerate() {
                let (literals, found) = ir::segment(segment).unwrap_or_default();
                let part = found.iter().position(|name| *name == parameter.wire);
                let number = proc_macro2::Literal::usize_unsuffixed(number);
                match part {
                    Some(0) if literals.iter().all(String::is_empty) => {
                        return quote!(Place::Path(#number));
                    }
                    Some(part) => {
                        let part = proc_macro2::Literal::usize_unsuffixed(part);
                        return quote!(Place::Part(#number, &[#(#literals),*], #part));
                    }
                    None => {}
                }
            }
            quote!(Place::Path(0))
        }
    }
}

fn answer(response: &ir::Response, secured: bool, own: &OperationNames) -> TokenStream {
    let name = status_name(response.status);
    let fields = header_fields(response);
    let body = (!response.contents.is_empty()).then(|| quote!(body));
    let (code, fixed) = match response.status {
        ir::Status::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            (quote!(#code), true)
        }
        _ => (quote!(status), false),
    };
    let pattern = if response.headers.is_empty() && fixed {
        body.as_ref().map(|body| quote!((#body)))
    } else {
        let body = body.as_ref().map(|body| quote!(#body,));
        let status = (!fixed).then(|| quote!(status,));
        Some(quote!({ #status #body #(#fields,)* }))
    };
    let written = bodies::write(&response.contents, &answer_body(response, own), &code);
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
    let challenge = (response.status == ir::Status::Code(401) && secured).then(|| {
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
