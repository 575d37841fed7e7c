//! The shapes of parameters and forms: how their texts become JSON values before they are read.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Names;
use crate::ir::{Kind, Rest, Schema, Style, Type};

/// How deep objects in parameters are told apart; below, texts are what they look like.
const MAX_DEPTH: usize = 3;

/// The shape of a schema.
pub(super) fn shape(names: &Names, schema: &Schema) -> TokenStream {
    at(names, schema, 0)
}

fn at(names: &Names, schema: &Schema, depth: usize) -> TokenStream {
    match &schema.ty {
        Type::Text | Type::DateTime | Type::Date | Type::Uuid => quote!(Shape::Text),
        Type::Bytes => quote!(Shape::Bytes),
        Type::Boolean | Type::Int32 | Type::Int64 | Type::Number => quote!(Shape::Scalar),
        Type::Null | Type::Any => quote!(Shape::Any),
        Type::Array(items) => {
            let items = at(names, items, depth + 1);
            quote!(Shape::List(&#items))
        }
        Type::Map(values) => {
            let values = at(names, values, depth + 1);
            quote!(Shape::Object(&[], &#values))
        }
        Type::Named(_) if depth > MAX_DEPTH => quote!(Shape::Any),
        Type::Named(id) => match &names.api.named(*id).kind {
            Kind::Enumeration { .. } => quote!(Shape::Text),
            Kind::Alias(schema) => at(names, schema, depth + 1),
            Kind::Object { members, rest, .. } => {
                let known = members.iter().map(|member| {
                    let (wire, shape) = (&member.wire, at(names, &member.schema, depth + 1));
                    quote!((#wire, #shape))
                });
                let others = match rest {
                    Rest::Kept(schema) => at(names, schema, depth + 1),
                    _ => quote!(Shape::Any),
                };
                quote!(Shape::Object(&[#(#known),*], &#others))
            }
            Kind::Union { variants, .. } => {
                let shapes: Vec<TokenStream> = variants
                    .iter()
                    .map(|variant| at(names, &variant.schema, depth + 1))
                    .collect();
                let texts: Vec<String> = shapes.iter().map(ToString::to_string).collect();
                let same = texts.windows(2).all(|pair| pair[0] == pair[1]);
                let structured = texts
                    .iter()
                    .position(|text| text.contains("Object") || text.contains("List"));
                match (same, structured) {
                    (true, _) => shapes
                        .into_iter()
                        .next()
                        .unwrap_or_else(|| quote!(Shape::Any)),
                    (false, Some(first)) if depth == 0 => shapes[first].clone(),
                    _ => quote!(Shape::Any),
                }
            }
        },
    }
}

/// A style as the generated code calls it.
pub(super) fn style(style: Style) -> TokenStream {
    match style {
        Style::Form => quote!(Style::Form),
        Style::Simple => quote!(Style::Simple),
        Style::Label => quote!(Style::Label),
        Style::Matrix => quote!(Style::Matrix),
        Style::Spaces => quote!(Style::Spaces),
        Style::Pipes => quote!(Style::Pipes),
        Style::Deep => quote!(Style::Deep),
    }
}
