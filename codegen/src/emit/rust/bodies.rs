//! Bodies of requests and answers: their types, and in which forms they travel.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::{token, unique};
use super::names::Names;
use super::shapes;
use crate::ir::{self, Content, Form, Type};

/// Which way a body travels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Sent,
    Answered,
}

/// The variants of a body of several forms.
fn variants(contents: &[Content]) -> Vec<Ident> {
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

/// The type of a body of several forms, as a declaration.
pub(super) fn body_enum(
    contents: &[Content],
    ident: &Ident,
    (about, way): (&TokenStream, Way),
    names: &Names,
) -> Option<TokenStream> {
    if contents.len() < 2 {
        return None;
    }
    let each = contents
        .iter()
        .zip(variants(contents))
        .map(|(content, variant)| {
            let (ty, how) = (names.ty(&content.schema), form(content, way, names));
            quote!(#variant(#ty) = #how)
        });
    let way = match way {
        Way::Sent => quote!(sent),
        Way::Answered => quote!(answered),
    };
    Some(quote! {
        bodies! {
            #about
            pub #way enum #ident { #(#each),* }
        }
    })
}

/// How one form is read and written: its name, its media types, and the limits that hold only here.
fn form(content: &Content, way: Way, names: &Names) -> TokenStream {
    let types = match way {
        Way::Sent => content.types.clone(),
        Way::Answered => concrete(content),
    };
    let name = match (content.form, way) {
        (Form::Text, _) => quote!(text),
        (Form::Bytes, _) => quote!(bytes),
        (Form::Urlencoded, Way::Sent) => quote!(form),
        (Form::Multipart, Way::Sent) => quote!(multipart),
        _ => quote!(json),
    };
    let raw = matches!(content.form, Form::Text | Form::Bytes);
    let shape = shapes::limited_with_null(names, &content.schema).filter(|_| !raw);
    let shape = shape.map(|shape| quote!(; #shape));
    quote!(#name(#(#types),* #shape))
}

/// The type of an answer's body, and how it is read and written; `ident` names it when it has several forms.
pub(super) fn answered(
    contents: &[Content],
    ident: &Ident,
    names: &Names,
) -> Option<(TokenStream, TokenStream)> {
    match contents {
        [] => None,
        [one] => Some((names.ty(&one.schema), form(one, Way::Answered, names))),
        _ => Some((quote!(#ident), quote!(either()))),
    }
}

/// The type of a request's body when it is there.
pub(super) fn received_type(body: &ir::Body, ident: &Ident, names: &Names) -> TokenStream {
    match body.contents.as_slice() {
        [one] => match &one.schema.ty {
            Type::Array(items) if body.batch => {
                let items = names.ty(items);
                quote!(Batch<#items>)
            }
            _ => names.ty(&one.schema),
        },
        _ => quote!(operations::#ident),
    }
}

/// How the server reads a body: whether it must be there, and its form.
pub(super) fn received(body: &ir::Body, ident: &Ident, names: &Names) -> TokenStream {
    // An empty text or file is a body as well.
    let raw = |content: &Content| matches!(content.form, Form::Bytes | Form::Text);
    let need = match body.required {
        true if body.contents.iter().any(raw) => quote!(present),
        true => quote!(required),
        false => quote!(optional),
    };
    match body.contents.as_slice() {
        [one] if body.batch && one.form == Form::Json => {
            let types = &one.types;
            let shape = shapes::limited_with_null(names, &one.schema);
            let shape = shape.map(|shape| quote!(; #shape));
            quote!(#need batch(#(#types),* #shape))
        }
        [one] => {
            let form = form(one, Way::Sent, names);
            quote!(#need #form)
        }
        _ => quote!(#need either<operations::#ident>()),
    }
}

/// The media types with those that have an asterisk made concrete.
fn concrete(content: &Content) -> Vec<String> {
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

/// The statement by which the client adds `body` to `call`.
pub(super) fn send(body: &ir::Body, names: &Names) -> TokenStream {
    let send = match body.contents.as_slice() {
        [one] => {
            let types = concrete(one);
            let form = form(one, Way::Sent, names);
            let name = form.into_iter().next();
            quote!(call.#name(body, &[#(#types),*])?;)
        }
        _ => quote!(call.either(body, &[])?;),
    };
    match body.required {
        true => send,
        false => quote!(if let Some(body) = body { #send }),
    }
}
