//! Parameters as structs and answers as enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::{Names, OperationNames, fields, status};
use super::{docs, docs_or, imports};
use crate::ir;

const IMPORTS: [&str; 4] = [
    "std::collections::BTreeMap",
    "serde_json::Value",
    "crate::support::date_time::DateTime",
    "crate::types",
];

pub(super) fn operations(api: &ir::Api, names: &Names) -> TokenStream {
    let each = api.operations.iter().zip(&names.operations);
    let items: Vec<TokenStream> = each
        .map(|(operation, own)| one(operation, own, names))
        .collect();
    let body = quote!(#(#items)*);
    let imports = imports::needed(&IMPORTS, &body);
    quote! {
        #![allow(clippy::large_enum_variant, reason = "an answer is made once and moved once")]
        #imports
        #body
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
        .map(|response| variant(response, names));
    let statuses = operation.responses.iter().map(|response| {
        let (name, code) = (status(response.status), response.status);
        match (&response.body, response.headers.is_empty()) {
            (_, false) => quote!(Self::#name { .. } => #code,),
            (Some(_), true) => quote!(Self::#name(_) => #code,),
            (None, true) => quote!(Self::#name => #code,),
        }
    });
    quote! {
        #params

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

fn variant(response: &ir::Response, names: &Names) -> TokenStream {
    let docs = docs_or(&response.doc, &format!("The status {}.", response.status));
    let name = status(response.status);
    let body = response.body.as_ref().map(|body| names.ty(&body.schema));
    if response.headers.is_empty() {
        let body = body.map(|body| quote!((#body)));
        return quote!(#docs #name #body,);
    }
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
    quote!(#docs #name { #body #(#headers)* },)
}

/// The fields of an answer's headers, told apart from the body's.
pub(super) fn header_fields(response: &ir::Response) -> Vec<proc_macro2::Ident> {
    let wires =
        std::iter::once("body").chain(response.headers.iter().map(|header| header.wire.as_str()));
    fields(wires).split_off(1)
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
