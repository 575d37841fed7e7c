//! Parameters as structs and answers as enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{docs, docs_or};
use super::groups::{Groups, Scope};
use super::names::{Names, OperationNames, fields, status_name};
use super::{bodies, shapes};
use crate::emit::draft::{Module, Part};
use crate::ir::{self, Place, Travel, Type};

const IMPORTS: [&str; 13] = [
    "std::collections::BTreeMap",
    "serde_json::Value",
    "crate::support::answers::answers",
    "crate::support::answers::bodies",
    "crate::support::date_time::DateTime",
    "crate::support::formats::Bytes",
    "crate::support::formats::Date",
    "crate::support::formats::Uuid",
    "crate::support::json",
    "crate::support::json::FromJson",
    "crate::support::params::params",
    "crate::support::shape",
    "crate::types",
];

pub(super) fn operations<'a>(api: &'a ir::Api, names: &'a Names, scope: Scope<'a>) -> Module<'a> {
    let each = api.operations.iter().zip(&names.operations).enumerate();
    let each = each.filter(move |(index, _)| scope.has_operation(*index));
    let items = each.map(|(_, (operation, own))| Part::Declarations(one(operation, own, names)));
    let modules = scope.modules(Groups::called, |name| quote!(pub use #name::*;));
    let items = std::iter::once(Part::Items(modules)).chain(items);
    Module {
        head: TokenStream::new(),
        imports: &IMPORTS,
        parts: Box::new(items),
    }
}

fn one(operation: &ir::Operation, own: &OperationNames, names: &Names) -> TokenStream {
    let title = format!("`{} {}`", operation.method, operation.path);
    let params = own.params.as_ref().map(|params| {
        let about = docs(&format!("The parameters of {title}"), false);
        let each = operation.parameters.iter().zip(&own.fields);
        let fields = each.map(|(one, field)| parameter(one, field, operation, names));
        quote! {
            params! {
                #about
                pub struct #params { #(#fields)* }
            }
        }
    });
    let response = &own.response;
    let about = docs(&format!("What {title} answers"), false);
    let mut responses: Vec<&ir::Response> = operation.responses.iter().collect();
    // The client takes the first that fits.
    responses.sort_by_key(|one| one.status);
    let variants = responses
        .into_iter()
        .map(|response| variant(response, own, names));
    let sent = operation.body.as_ref().and_then(|body| {
        let about = docs(&format!("The forms of the body of {title}"), false);
        bodies::body_enum(
            &body.contents,
            &own.body,
            (&about, bodies::Way::Sent),
            names,
        )
    });
    let answered = operation.responses.iter().filter_map(|response| {
        let about = docs(&format!("The forms of an answer of {title}"), false);
        let ident = answer_body(response, own);
        bodies::body_enum(
            &response.contents,
            &ident,
            (&about, bodies::Way::Answered),
            names,
        )
    });
    quote! {
        #params
        #sent
        #(#answered)*
        answers! {
            #about
            pub enum #response { #(#variants)* }
        }
    }
}

/// What is said about an operation where it is called or served.
pub(super) fn about(operation: &ir::Operation) -> String {
    let (method, path) = (operation.method, &operation.path);
    match operation.doc.trim() {
        "" => format!("`{method} {path}`"),
        doc => format!("`{method} {path}`: {doc}"),
    }
}

fn parameter(
    parameter: &ir::Parameter,
    field: &proc_macro2::Ident,
    operation: &ir::Operation,
    names: &Names,
) -> TokenStream {
    let mut doc = match parameter.doc.trim() {
        "" => format!("The parameter `{}`.", parameter.wire),
        doc => doc.to_owned(),
    };
    if let Some(default) = &parameter.default {
        doc.push_str(&format!(" (by default `{}`)", default.replace('`', "'")));
    }
    let docs = docs(&doc, false);
    let ty = names.bare(&parameter.schema);
    let (how, ty, default) = match (&parameter.default, parameter.required) {
        (Some(default), _) => {
            let default = default_value(parameter, default, names);
            (quote!(default), ty, Some(quote!(or #default)))
        }
        (None, true) => (quote!(required), ty, None),
        (None, false) => (quote!(optional), quote!(Option<#ty>), None),
    };
    let place = place(parameter, &operation.route);
    let wire = match parameter.place {
        Place::Header => parameter.wire.to_lowercase(),
        _ => parameter.wire.clone(),
    };
    let shape = shapes::limited(names, &parameter.schema);
    let shape = shape.into_iter();
    let travel = match parameter.travel {
        Travel::Plain => None,
        Travel::Json => Some(quote!(as Json)),
        Travel::Styled { style, explode } => {
            let style = shapes::style(style);
            Some(quote!(as Styled(#style, #explode)))
        }
    };
    quote!(#docs pub #field: #ty = #how(#place, #wire #(, #shape)*) #travel #default,)
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
        Place::Query => quote!(Query),
        Place::Header => quote!(Header),
        Place::Cookie => quote!(Cookie),
        Place::Path => {
            let segments = path.split('/').filter(|segment| segment.contains('{'));
            for (number, segment) in segments.enumerate() {
                let (literals, found) = ir::segment(segment).unwrap_or_default();
                let part = found.iter().position(|name| *name == parameter.wire);
                let number = proc_macro2::Literal::usize_unsuffixed(number);
                match part {
                    Some(0) if literals.iter().all(String::is_empty) => {
                        return quote!(Path(#number));
                    }
                    Some(part) => {
                        let part = proc_macro2::Literal::usize_unsuffixed(part);
                        return quote!(Part(#number, &[#(#literals),*], #part));
                    }
                    None => {}
                }
            }
            quote!(Path(0))
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
    let literal = proc_macro2::Literal::u16_unsuffixed;
    let (code, fixed) = match response.status {
        ir::Status::Code(code) => {
            let code = literal(code);
            (quote!(#code), true)
        }
        ir::Status::Range(digit) => {
            let (from, to) = (u16::from(digit) * 100, u16::from(digit) * 100 + 99);
            let (from, to) = (literal(from), literal(to));
            (quote!(#from..=#to), false)
        }
        ir::Status::Default => (quote!(0..=999), false),
    };
    let body = bodies::answered(&response.contents, &answer_body(response, own), names);
    if response.headers.is_empty() && fixed {
        let body = body.map(|(ty, how)| quote!((#ty = #how)));
        return quote!(#docs #code => #name #body,);
    }
    let status = (!fixed).then(|| quote!(#[doc = " The status."] status: u16 = status(),));
    let body = body.map(|(ty, how)| quote!(#[doc = " The body."] body: #ty = #how,));
    let idents = header_fields(response);
    let headers = response.headers.iter().zip(&idents).map(|(header, ident)| {
        let docs = docs_or(&header.doc, &format!("The header `{}`.", header.wire));
        let (ty, wire) = (names.bare(&header.schema), &header.wire);
        match header.required {
            true => quote!(#docs #ident: #ty = header(#wire),),
            false => quote!(#docs #ident: Option<#ty> = optional_header(#wire),),
        }
    });
    quote!(#docs #code => #name { #status #body #(#headers)* },)
}

/// The fields of an answer's headers, told apart from the body's.
pub(super) fn header_fields(response: &ir::Response) -> Vec<proc_macro2::Ident> {
    let wires = ["body", "status", "response", "parts"]
        .into_iter()
        .chain(response.headers.iter().map(|header| header.wire.as_str()));
    fields(wires).split_off(4)
}
