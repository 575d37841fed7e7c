//! Bodies of requests and answers: their types, and the code that reads and writes each form on either side.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::{token, unique};
use super::names::Names;
use super::shapes::shape;
use super::validation;
use crate::ir::{self, Content, Form, Type};

/// The type of a body; `ident` names it when it has several forms.
pub(super) fn body_type(contents: &[Content], ident: &Ident, names: &Names) -> Option<TokenStream> {
    match contents {
        [] => None,
        [one] => Some(names.ty(&one.schema)),
        _ => Some(quote!(#ident)),
    }
}

/// The variants of a body of several forms.
pub(super) fn variants(contents: &[Content]) -> Vec<Ident> {
    let names = contents.iter().map(|content| {
        let name = match content.form {
            Form::Json => "Json",
            Form::Text => "Text",
            Form::Bytes => "Octets",
            Form::Urlencoded => "Form",
            Form::Multipart => "Multipart",
        };
        name.to_owned()
    });
    unique(names, "").iter().map(|name| token(name)).collect()
}

/// The type of a body of several forms, as an item.
pub(super) fn body_enum(
    contents: &[Content],
    ident: &Ident,
    about: &TokenStream,
    names: &Names,
) -> Option<TokenStream> {
    if contents.len() < 2 {
        return None;
    }
    let variants = variants(contents);
    let types = contents.iter().map(|content| names.ty(&content.schema));
    let docs = contents
        .iter()
        .map(|content| format!(" As `{}`.", content.types.join("`, `")));
    Some(quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        pub enum #ident {
            #(#[doc = #docs] #variants(#types),)*
        }
    })
}

/// An expression by which the server reads the body of a request from `bytes`.
pub(super) fn read(body: &ir::Body, ident: &Ident, names: &Names) -> TokenStream {
    match body.contents.as_slice() {
        [one] => read_one(one, body.batch, names),
        several => {
            let variants = variants(several);
            let reads: Vec<TokenStream> = several
                .iter()
                .map(|one| read_one(one, false, names))
                .collect();
            let (first, first_read) = (&variants[0], &reads[0]);
            let others = (1..several.len()).map(|index| {
                let (variant, read) = (&variants[index], &reads[index]);
                quote!(Some(#index) => operations::#ident::#variant(#read),)
            });
            quote! {
                match typed {
                    #(#others)*
                    _ => operations::#ident::#first(#first_read),
                }
            }
        }
    }
}

fn read_one(content: &Content, batch: bool, names: &Names) -> TokenStream {
    let shape = || shape(names, &content.schema);
    let decode = validation::function(names, &content.schema);
    match content.form {
        Form::Json => match &content.schema.ty {
            Type::Array(items) if batch => read_batch(items, &content.schema.checks, names),
            _ => quote! {{
                let value = json::parse(&bytes).map_err(Rejection::malformed_body)?;
                json::read(&value, #decode).map_err(Rejection::malformed_body)?
            }},
        },
        Form::Text => quote!(exchange::utf8(&bytes)?),
        Form::Bytes => quote!(Bytes(bytes.to_vec())),
        Form::Urlencoded => {
            let shape = shape();
            quote!(exchange::form(|guess| Ok(forms::read_urlencoded(&bytes, #shape, guess)), #decode)?)
        }
        Form::Multipart => {
            let shape = shape();
            quote! {{
                let content_type = exchange::content_type(&exchange.parts.headers);
                exchange::form(|guess| forms::read_multipart(&bytes, content_type, #shape, guess), #decode)?
            }}
        }
    }
}

fn read_batch(items: &ir::Schema, checks: &[ir::Check], names: &Names) -> TokenStream {
    let decode = validation::function(names, items);
    let checks: Vec<ir::Check> = checks
        .iter()
        .filter(|check| !matches!(check, ir::Check::UniqueItems))
        .cloned()
        .collect();
    let limits = ir::Schema {
        ty: Type::Array(Box::new(items.clone())),
        nullable: false,
        checks,
    };
    let checks = validation::checks(&limits, false);
    let batch = quote!(Batch::decode_with(&bytes, #decode).map_err(Rejection::malformed_body)?);
    if limits.checks.is_empty() {
        return batch;
    }
    quote!({
        let batch = #batch;
        let mut limits = json::Violations::default();
        {
            let (decoded, at, violations) = (&batch.items, &json::Pointer::Root, &mut limits);
            #checks
        }
        if !limits.is_empty() {
            return Err(Rejection::malformed_body(limits));
        }
        batch
    })
}

/// An expression by which the server answers with `body`.
pub(super) fn write(contents: &[Content], ident: &Ident, status: &TokenStream) -> TokenStream {
    match contents {
        [] => quote!(exchange::empty(#status)),
        [one] => write_one(one, status, &quote!(body)),
        several => {
            let arms = several
                .iter()
                .zip(variants(several))
                .map(|(content, variant)| {
                    let write = write_one(content, status, &quote!(body));
                    quote!(operations::#ident::#variant(body) => #write,)
                });
            quote!(match body { #(#arms)* })
        }
    }
}

fn write_one(content: &Content, status: &TokenStream, body: &TokenStream) -> TokenStream {
    let types = concrete(content);
    let label = match types.as_slice() {
        [one] if content.form != Form::Json => quote!(#one),
        types => quote!(negotiate::pick(&parts.headers, &[#(#types),*])),
    };
    match content.form {
        Form::Text => quote!(exchange::text(#status, #label, #body)),
        Form::Bytes => quote!(exchange::bytes(#status, #label, #body.0)),
        _ => quote!(exchange::json(#status, #label, &#body)),
    }
}

/// Whether writing the body looks at the request.
pub(super) fn negotiates(contents: &[Content]) -> bool {
    contents
        .iter()
        .any(|content| content.form == Form::Json || content.types.len() > 1)
}

/// The media types with those that have an asterisk made concrete.
pub(super) fn concrete(content: &Content) -> Vec<String> {
    let mut types: Vec<String> = Vec::new();
    for own in &content.types {
        let own = match (own.contains('*'), content.form) {
            (false, _) => own.as_str(),
            (true, Form::Text) => "text/plain",
            (true, Form::Bytes) => "application/octet-stream",
            (true, _) => "application/json",
        };
        if !types.iter().any(|known| known == own) {
            types.push(own.to_owned());
        }
    }
    types
}

/// An expression by which the client reads an answer's body.
pub(super) fn decode(contents: &[Content], ident: &Ident, names: &Names) -> Option<TokenStream> {
    let one = |content: &Content| match content.form {
        Form::Text => quote!(answer.text()),
        Form::Bytes => quote!(answer.bytes()),
        _ => {
            let decode = validation::function(names, &content.schema);
            quote!(answer.body(#decode)?)
        }
    };
    match contents {
        [] => None,
        [content] => Some(one(content)),
        several => {
            let variants = variants(several);
            let (first, first_read) = (&variants[0], one(&several[0]));
            let others = several.iter().zip(&variants).skip(1).map(|(content, variant)| {
                let (types, read) = (concrete(content), one(content));
                quote!(if answer.is(&[#(#types),*]) { operations::#ident::#variant(#read) } else)
            });
            Some(quote!(#(#others)* { operations::#ident::#first(#first_read) }))
        }
    }
}

/// The type by which the client takes a body.
pub(super) fn sent_type(body: &ir::Body, ident: &Ident, names: &Names) -> TokenStream {
    let ty = match body.contents.as_slice() {
        [one] => match &one.schema.ty {
            Type::Array(items) if !one.schema.nullable => {
                let items = names.ty(items);
                quote!(&[#items])
            }
            Type::Text if !one.schema.nullable => quote!(&str),
            _ => {
                let ty = names.ty(&one.schema);
                quote!(&#ty)
            }
        },
        _ => quote!(&operations::#ident),
    };
    if body.required {
        ty
    } else {
        quote!(Option<#ty>)
    }
}

/// Statements and an expression by which the client sends `body`: its bytes, with the header set.
pub(super) fn send(body: &ir::Body, ident: &Ident, names: &Names) -> (TokenStream, TokenStream) {
    let one = |content: &Content| send_one(content, names);
    let payload = match body.contents.as_slice() {
        [content] => one(content),
        several => {
            let arms = several
                .iter()
                .zip(variants(several))
                .map(|(content, variant)| {
                    let send = one(content);
                    quote!(operations::#ident::#variant(body) => #send,)
                });
            quote!(match body { #(#arms)* })
        }
    };
    if body.required {
        (quote!(let payload = #payload;), quote!(Some(payload)))
    } else {
        let statement = quote! {
            let payload = match body {
                None => None,
                Some(body) => Some(#payload),
            };
        };
        (statement, quote!(payload))
    }
}

fn send_one(content: &Content, names: &Names) -> TokenStream {
    let label = concrete(content).into_iter().next().unwrap_or_default();
    let insert = quote!(headers.insert(CONTENT_TYPE, HeaderValue::from_static(#label)););
    match content.form {
        Form::Json => quote!({ #insert call::json(body)? }),
        Form::Text => quote!({ #insert body.as_bytes().to_vec() }),
        Form::Bytes => quote!({ #insert body.0.clone() }),
        Form::Urlencoded => quote!({ #insert forms::write_urlencoded(&call::value(body)?) }),
        Form::Multipart => {
            let shape = shape(names, &content.schema);
            quote! {{
                let (content_type, payload) = forms::write_multipart(&call::value(body)?, #shape);
                headers.insert(CONTENT_TYPE, call::header("content-type", &content_type)?);
                payload
            }}
        }
    }
}
