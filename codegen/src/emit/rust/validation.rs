//! Schemas as calls that read and check a JSON value.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Names;
use crate::ir::{Check, Limit, Schema, Type};

/// An expression that reads `value` at `at` as the schema's type, null included.
pub(super) fn call(names: &Names, schema: &Schema) -> TokenStream {
    if schema.nullable {
        let inner = function(names, &bare(schema));
        quote!(json::nullable(value, at, violations, #inner))
    } else {
        bare_call(names, schema)
    }
}

/// A function or closure that does the same.
pub(super) fn function(names: &Names, schema: &Schema) -> TokenStream {
    if is_plain(schema) {
        let ty = names.ty(schema);
        let reader = reader(schema, &ty);
        quote!(#reader::from_json)
    } else if let Some(lengths) = lengths(schema) {
        quote!(check::text(#lengths))
    } else {
        let call = call(names, schema);
        quote!(|value, at, violations| #call)
    }
}

/// The lengths of a text about which nothing else is said, as a range.
fn lengths(schema: &Schema) -> Option<TokenStream> {
    if schema.nullable || schema.ty != Type::Text {
        return None;
    }
    let count = |count: &u64| proc_macro2::Literal::u64_unsuffixed(*count);
    match schema.checks.as_slice() {
        [Check::MinLength(least)] => {
            let least = count(least);
            Some(quote!(#least..))
        }
        [Check::MaxLength(most)] => {
            let most = count(most);
            Some(quote!(..=#most))
        }
        [Check::MinLength(least), Check::MaxLength(most)] if least <= most => {
            let (least, most) = (count(least), count(most));
            Some(quote!(#least..=#most))
        }
        _ => None,
    }
}

/// The type in front of a function's name.
fn reader(schema: &Schema, ty: &TokenStream) -> TokenStream {
    if schema.nullable || matches!(schema.ty, Type::Array(_) | Type::Map(_) | Type::Null) {
        quote!(<#ty>)
    } else {
        ty.clone()
    }
}

/// The schema without null.
pub(super) fn bare(schema: &Schema) -> Schema {
    Schema {
        nullable: false,
        ..schema.clone()
    }
}

/// Whether the type alone says it all.
fn is_plain(schema: &Schema) -> bool {
    let inner = match &schema.ty {
        Type::Array(inner) | Type::Map(inner) => is_plain(inner),
        _ => true,
    };
    inner && schema.checks.is_empty()
}

fn bare_call(names: &Names, schema: &Schema) -> TokenStream {
    let base = match &schema.ty {
        Type::Array(items) if !is_plain(items) => {
            let items = function(names, items);
            quote!(json::array(value, at, violations, #items))
        }
        Type::Map(values) if !is_plain(values) => {
            let values = function(names, values);
            quote!(json::map(value, at, violations, #values))
        }
        _ => {
            let ty = names.bare(schema);
            let reader = reader(&bare(schema), &ty);
            quote!(#reader::from_json(value, at, violations))
        }
    };
    if schema.checks.is_empty() {
        return base;
    }
    let checks = checks(schema, false);
    quote!({
        let decoded = #base?;
        #checks
        Some(decoded)
    })
}

/// Statements that check `decoded`; a text is `borrowed` there already when it was read from a parameter.
pub(super) fn checks(schema: &Schema, borrowed: bool) -> TokenStream {
    let text = if borrowed {
        quote!(decoded)
    } else {
        quote!(&decoded)
    };
    let each = schema
        .checks
        .iter()
        .map(|check| one(check, &schema.ty, &text));
    quote!(#(#each)*)
}

pub(super) fn one(check: &Check, ty: &Type, text: &TokenStream) -> TokenStream {
    let count = |count: u64| proc_macro2::Literal::u64_unsuffixed(count);
    match check {
        Check::MinLength(limit) => {
            let limit = count(*limit);
            quote!(check::min_length(#text, #limit, at, violations);)
        }
        Check::MaxLength(limit) => {
            let limit = count(*limit);
            quote!(check::max_length(#text, #limit, at, violations);)
        }
        Check::Pattern(pattern) => quote!(check::pattern!(#pattern, #text, at, violations);),
        Check::Minimum(limit, exclusive) => {
            let limit = number(*limit);
            quote!(check::minimum(decoded, #limit, #exclusive, at, violations);)
        }
        Check::Maximum(limit, exclusive) => {
            let limit = number(*limit);
            quote!(check::maximum(decoded, #limit, #exclusive, at, violations);)
        }
        Check::MultipleOf(limit) => {
            let divisor = number(*limit);
            match (limit, ty) {
                (Limit::Number(_), _) => {
                    quote!(check::multiple_of_number(decoded, #divisor, at, violations);)
                }
                (_, Type::Int32) => {
                    quote!(check::multiple_of(i64::from(decoded), #divisor, at, violations);)
                }
                _ => quote!(check::multiple_of(decoded, #divisor, at, violations);),
            }
        }
        Check::MinItems(limit) => {
            let limit = count(*limit);
            quote!(check::min_items(decoded.len(), #limit, at, violations);)
        }
        Check::MaxItems(limit) => {
            let limit = count(*limit);
            quote!(check::max_items(decoded.len(), #limit, at, violations);)
        }
        Check::UniqueItems => quote!(check::unique_items(value, at, violations);),
        Check::MinProperties(limit) => {
            let limit = count(*limit);
            quote!(check::min_properties(value, #limit, at, violations);)
        }
        Check::MaxProperties(limit) => {
            let limit = count(*limit);
            quote!(check::max_properties(value, #limit, at, violations);)
        }
        Check::Required(names) => quote!(check::required(value, &[#(#names),*], at, violations);),
        Check::OneOf(limits) => {
            let limits = limits.iter().map(|limit| number(*limit));
            quote!(check::one_of(decoded, &[#(#limits),*], at, violations);)
        }
        Check::Values(texts) => {
            quote!(check::one_of_values(value, &[#(#texts),*], at, violations);)
        }
        Check::When(schema) => {
            let checks = schema
                .checks
                .iter()
                .map(|check| one(check, &schema.ty, &quote!(decoded)));
            let decoded = match schema.ty {
                Type::Text => quote!(as_str),
                Type::Array(_) => quote!(as_array),
                _ => quote!(as_f64),
            };
            quote!(if let Some(decoded) = value.#decoded() { #(#checks)* })
        }
        Check::Only(only) => quote!(check::one_of(decoded, &[#only], at, violations);),
    }
}

/// A literal; a negative one is a token for the sign and one for the number.
fn number(limit: Limit) -> TokenStream {
    match limit {
        Limit::Integer(i64::MIN) => quote!(i64::MIN),
        Limit::Integer(number) => {
            let literal = proc_macro2::Literal::u64_unsuffixed(number.unsigned_abs());
            if number < 0 {
                quote!(-#literal)
            } else {
                quote!(#literal)
            }
        }
        Limit::Number(number) => {
            let literal = proc_macro2::Literal::f64_unsuffixed(number.abs());
            if number < 0.0 {
                quote!(-#literal)
            } else {
                quote!(#literal)
            }
        }
    }
}

/// Whether any schema of the API has a pattern.
pub(super) fn uses_patterns(api: &crate::ir::Api) -> bool {
    fn in_schema(schema: &Schema) -> bool {
        let inner = match &schema.ty {
            Type::Array(inner) | Type::Map(inner) => in_schema(inner),
            _ => false,
        };
        inner
            || schema.checks.iter().any(|check| match check {
                Check::Pattern(_) => true,
                Check::When(schema) => in_schema(schema),
                _ => false,
            })
    }
    let mut found = false;
    crate::ir::each_schema(api, |schema| found |= in_schema(schema));
    found
}
