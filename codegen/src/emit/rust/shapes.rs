//! Schemas as shapes: what generated declarations say about a value beside its type.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::names::Names;
use crate::ir::{Check, Limit, Schema, Style, Type};

/// The shape of a schema without null, when it says more than the type alone.
pub(super) fn limited(names: &Names, schema: &Schema) -> Option<TokenStream> {
    (!is_plain(schema)).then(|| bare(names, schema))
}

/// The same with null.
pub(super) fn limited_with_null(names: &Names, schema: &Schema) -> Option<TokenStream> {
    (!is_plain(schema)).then(|| shape(names, schema))
}

/// Whether the type alone says it all.
fn is_plain(schema: &Schema) -> bool {
    let inner = match &schema.ty {
        Type::Array(inner) | Type::Map(inner) => is_plain(inner),
        _ => true,
    };
    inner && schema.checks.is_empty()
}

/// The whole shape of a schema.
pub(super) fn shape(names: &Names, schema: &Schema) -> TokenStream {
    let bare = bare(names, schema);
    if schema.nullable {
        quote!(shape::Nullable(&#bare))
    } else {
        bare
    }
}

fn bare(names: &Names, schema: &Schema) -> TokenStream {
    let limits = limits(names, &schema.checks);
    match &schema.ty {
        Type::Boolean => quote!(shape::Boolean(&#limits)),
        Type::Int32 => quote!(shape::Int32(&#limits)),
        Type::Int64 => quote!(shape::Int64(&#limits)),
        Type::Number => quote!(shape::Number(&#limits)),
        Type::Text => quote!(shape::Text(&#limits)),
        Type::DateTime => quote!(shape::DateTime),
        Type::Date => quote!(shape::Date),
        Type::Uuid => quote!(shape::Uuid),
        Type::Bytes => quote!(shape::Bytes),
        Type::Null => quote!(shape::Null),
        Type::Any => quote!(shape::Any(&#limits)),
        Type::Array(items) => {
            let items = shape(names, items);
            quote!(shape::List(&#items, &#limits))
        }
        Type::Map(values) => {
            let values = shape(names, values);
            quote!(shape::Map(&#values, &#limits))
        }
        Type::Named(id) => {
            let ident = &names.types[id.0];
            quote!(shape::Of(types::#ident::shape))
        }
    }
}

/// A list of limits.
pub(super) fn limits(names: &Names, checks: &[Check]) -> TokenStream {
    let limits = checks.iter().map(|check| limit(names, check));
    quote!([#(#limits),*])
}

fn limit(names: &Names, check: &Check) -> TokenStream {
    let count = |count: &u64| Literal::u64_unsuffixed(*count);
    match check {
        Check::MinLength(limit) => {
            let limit = count(limit);
            quote!(shape::MinLength(#limit))
        }
        Check::MaxLength(limit) => {
            let limit = count(limit);
            quote!(shape::MaxLength(#limit))
        }
        Check::Pattern(pattern) => quote!(shape::pattern!(#pattern)),
        Check::Minimum(limit, excluded) => {
            let limit = bound(*limit);
            match excluded {
                true => quote!(shape::ExclusiveMinimum(#limit)),
                false => quote!(shape::Minimum(#limit)),
            }
        }
        Check::Maximum(limit, excluded) => {
            let limit = bound(*limit);
            match excluded {
                true => quote!(shape::ExclusiveMaximum(#limit)),
                false => quote!(shape::Maximum(#limit)),
            }
        }
        Check::MultipleOf(divisor) => {
            let divisor = bound(*divisor);
            quote!(shape::MultipleOf(#divisor))
        }
        Check::MinItems(limit) => {
            let limit = count(limit);
            quote!(shape::MinItems(#limit))
        }
        Check::MaxItems(limit) => {
            let limit = count(limit);
            quote!(shape::MaxItems(#limit))
        }
        Check::UniqueItems => quote!(shape::UniqueItems),
        Check::MinProperties(limit) => {
            let limit = count(limit);
            quote!(shape::MinProperties(#limit))
        }
        Check::MaxProperties(limit) => {
            let limit = count(limit);
            quote!(shape::MaxProperties(#limit))
        }
        Check::Required(members) => quote!(shape::Required(&[#(#members),*])),
        Check::OneOf(limits) => {
            let limits = limits.iter().map(|limit| bound(*limit));
            quote!(shape::OneOf(&[#(#limits),*]))
        }
        Check::Only(only) => quote!(shape::Only(#only)),
        Check::Values(texts) => quote!(shape::Values(&[#(#texts),*])),
        Check::When(schema) => {
            let limits = limits(names, &schema.checks);
            match schema.ty {
                Type::Text => quote!(shape::When(&shape::Text(&#limits))),
                Type::Array(_) => {
                    quote!(shape::When(&shape::List(&shape::Any(&[]), &#limits)))
                }
                _ => quote!(shape::When(&shape::Number(&#limits))),
            }
        }
    }
}

/// A number; a negative one is a token for the sign and one for the number.
fn bound(limit: Limit) -> TokenStream {
    match limit {
        Limit::Integer(i64::MIN) => quote!(shape::Whole(i64::MIN)),
        Limit::Integer(number) => {
            let sign = (number < 0).then(|| quote!(-));
            let literal = Literal::u64_unsuffixed(number.unsigned_abs());
            quote!(shape::Whole(#sign #literal))
        }
        Limit::Number(number) => {
            let sign = (number < 0.0).then(|| quote!(-));
            let literal = Literal::f64_unsuffixed(number.abs());
            quote!(shape::Real(#sign #literal))
        }
    }
}

/// How a parameter travels that is several texts.
pub(super) fn style(style: Style) -> TokenStream {
    match style {
        Style::Form => quote!(Form),
        Style::Simple => quote!(Simple),
        Style::Label => quote!(Label),
        Style::Matrix => quote!(Matrix),
        Style::Spaces => quote!(Spaces),
        Style::Pipes => quote!(Pipes),
        Style::Deep => quote!(Deep),
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
