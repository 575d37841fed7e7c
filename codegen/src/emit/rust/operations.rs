//! Parameters as structs and answers as enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::groups::{Groups, Scope};
use super::names::{Names, OperationNames, fields, status_name};
use super::{bodies, docs, docs_or};
use crate::emit::{Module, Part};
use crate::ir;

const IMPORTS: [&str; 7] = [
    "std::collections::BTreeMap",
    "serde_json::Value",
    "crate::support::date_time::DateTime",
    "crate::support::formats::Bytes",
    "crate::support::formats::Date",
    "crate::support::formats::Uuid",
    "crate::types",
];

pub(super) fn operations<'a>(
    api: &'a ir::Api,
    names: &'a Names<'a>,
    scope: &'a Scope<'a>,
) -> Module<'a> {
    let each = api.operations.iter().zip(&names.operations).enumerate();
    let each = each.filter(|(index, _)| scope.has_operation(*index));
    let items = each.map(|(_, (operation, own))| Part::Items(one(operation, own, names)));
    let modules = scope.modules(Groups::called, |name| quote!(pub use #name::*;));
    let items = std::iter::once(Part::Items(modules)).chain(items);
    Module {
        head: quote! {
            #![allow(clippy::large_enum_variant, reason = "an answer is made once and moved once")]
        },
        imports: &IMPORTS,
        parts: Box::new(items),
    }
}

fn one(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let title = format!("`{} {}`", operation.method, operation.path);
    let params = own.params.as_ref().map(|params| {
        let about = docs(&format!("The parameters of {title}"), false);
        let fields = operation
            .parameters
            .iter()
            .zip(&own.fields)
            .map(|(parameter, field)| {
                let docs = docs_or(
                    &parameter.doc,
                    &format!("The parameter `{}`.", parameter.wire),
                );
                let default = parameter.default.as_ref().map(|default| {
                    docs_or(
                        "",
                        &format!("\nThe default is `{}`.", default.replace('`', "'")),
                    )
                });
                let ty = parameter_type(parameter, names);
                quote!(#docs #default pub #field: #ty,)
            });
        quote! {
            #about
            #[derive(Clone, Debug, PartialEq)]
            pub struct #params { #(#fields)* }
        }
    });
    let response = &own.response;
    let about = docs(&format!("What {title} answers"), false);
    let variants = operation
        .responses
        .iter()
        .map(|response| variant(response, own, names));
    let statuses = operation.responses.iter().map(|response| {
        let name = status_name(response.status);
        match (
            response.status,
            response.contents.is_empty(),
            response.headers.is_empty(),
        ) {
            (ir::Status::Code(code), true, true) => quote!(Self::#name => #code,),
            (ir::Status::Code(code), false, true) => quote!(Self::#name(_) => #code,),
            (ir::Status::Code(code), _, false) => quote!(Self::#name { .. } => #code,),
            _ => quote!(Self::#name { status, .. } => *status,),
        }
    });
    let sent = operation.body.as_ref().and_then(|body| {
        let about = docs(&format!("The forms of the body of {title}"), false);
        bodies::body_enum(&body.contents, &own.body, &about, names)
    });
    let answered = operation.responses.iter().filter_map(|response| {
        let about = docs(&format!("The forms of an answer of {title}"), false);
        bodies::body_enum(
            &response.contents,
            &answer_body(response, own),
            &about,
            names,
        )
    });
    quote! {
        #params
        #sent
        #(#answered)*

        #about
        #[derive(Clone, Debug, PartialEq)]
        pub enum #response { #(#variants)* }

        impl #response {
            /// The HTTP status.
            #[must_use]
            pub fn status(&self) -> u16 {
                match self { #(#statuses)* }
            }
        }
    }
}

/// The type of an answer's body of several forms.
pub(super) fn answer_body(response: &ir::Response, own: &OperationNames) -> proc_macro2::Ident {
    quote::format_ident!("{}{}Body", own.variant, status_name(response.status))
}

fn variant(response: &ir::Response, own: &OperationNames, names: &Names) -> TokenStream {
    let fallback = match response.status {
        ir::Status::Code(code) => format!("The status {code}."),
        ir::Status::Range(digit) => format!("A status that begins with {digit}."),
        ir::Status::Default => "Any other status.".to_owned(),
    };
    let docs = docs_or(&response.doc, &fallback);
    let name = status_name(response.status);
    let body = bodies::body_type(&response.contents, &answer_body(response, own), names);
    let fixed = matches!(response.status, ir::Status::Code(_));
    if response.headers.is_empty() && fixed {
        let body = body.map(|body| quote!((#body)));
        return quote!(#docs #name #body,);
    }
    let status = (!fixed).then(|| quote!(#[doc = " The status."] status: u16,));
    let body = body.map(|body| quote!(#[doc = " The body."] body: #body,));
    let idents = header_fields(response);
    let headers = response.headers.iter().zip(&idents).map(|(header, ident)| {
        let docs = docs_or(&header.doc, &format!("The header `{}`.", header.wire));
        let ty = names.bare(&header.schema);
        let ty = if header.required {
            ty
        } else {
            quote!(Option<#ty>)
        };
        quote!(#docs #ident: #ty,)
    });
    quote!(#docs #name { #status #body #(#headers)* },)
}

/// The fields of an answer's headers, told apart from the body's.
pub(super) fn header_fields(response: &ir::Response) -> Vec<proc_macro2::Ident> {
    let wires = ["body", "status", "response", "parts"]
        .into_iter()
        .chain(response.headers.iter().map(|header| header.wire.as_str()));
    fields(wires).split_off(4)
}

/// A parameter with a default is always there; another one may be missing unless it is required.
pub(super) fn parameter_type(parameter: &ir::Parameter, names: &Names) -> TokenStream {
    let ty = names.bare(&parameter.schema);
    if parameter.required || parameter.default.is_some() {
        ty
    } else {
        quote!(Option<#ty>)
    }
}
