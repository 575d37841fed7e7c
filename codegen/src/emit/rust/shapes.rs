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
        composed => rules(names, composed),
    }
}

/// A limit that is made of others.
fn rules(names: &Names, check: &Check) -> TokenStream {
    match check {
        Check::Is(kinds) => quote!(shape::Is(&[#(#kinds),*])),
        Check::Fits(schema) => match &schema.ty {
            Type::Named(id) => {
                let ident = &names.types[id.0];
                match schema.nullable {
                    true => quote!(shape::Fits(json::fits::<Option<types::#ident>>)),
                    false => quote!(shape::Fits(json::fits::<types::#ident>)),
                }
            }
            _ => {
                let shape = bare(names, schema);
                quote!(shape::Format(&#shape))
            }
        },
        Check::Not(checks) => {
            let limits = limits(names, checks);
            quote!(shape::Not(&#limits))
        }
        Check::If(parts) => {
            let parts = lists(names, &parts[..]);
            quote!(shape::If(#(&#parts),*))
        }
        Check::Choice(branches, exclusive) => {
            let branches = lists(names, branches);
            match exclusive {
                true => quote!(shape::ExactlyOne(&[#(&#branches),*])),
                false => quote!(shape::AnyOf(&[#(&#branches),*])),
            }
        }
        parts => rules_of_parts(names, parts),
    }
}

fn lists(names: &Names, lists: &[Vec<Check>]) -> Vec<TokenStream> {
    lists.iter().map(|list| limits(names, list)).collect()
}

/// A limit on the items of an array or the members of an object.
fn rules_of_parts(names: &Names, check: &Check) -> TokenStream {
    let named = |each: &[(String, Vec<Check>)]| -> Vec<TokenStream> {
        let each = each.iter().map(|(name, checks)| {
            let limits = limits(names, checks);
            quote!((#name, &#limits))
        });
        each.collect()
    };
    match check {
        Check::Contains(checks, least, most) => {
            let (limits, least) = (limits(names, checks), Literal::u64_unsuffixed(*least));
            let most = match most.map(Literal::u64_unsuffixed) {
                Some(most) => quote!(#most),
                None => quote!(usize::MAX),
            };
            quote!(shape::Contains(&#limits, #least, #most))
        }
        Check::Items(first, others) => {
            let (first, others) = (lists(names, first), limits(names, others));
            quote!(shape::Items(&[#(&#first),*], &#others))
        }
        Check::Names(checks) => {
            let limits = limits(names, checks);
            quote!(shape::Names(&#limits))
        }
        Check::DependentRequired(each) => {
            let each = each
                .iter()
                .map(|(name, needed)| quote!((#name, &[#(#needed),*])));
            quote!(shape::DependentRequired(&[#(#each),*]))
        }
        Check::DependentSchemas(each) => {
            let each = named(each);
            quote!(shape::DependentSchemas(&[#(#each),*]))
        }
        Check::Members {
            known,
            patterns,
            others,
        } => {
            let (known, others) = (named(known), limits(names, others));
            let patterns = patterns.iter().map(|(pattern, checks)| {
                let limits = limits(names, checks);
                quote!((shape::pattern!(#pattern), &#limits))
            });
            quote!(shape::Members(&[#(#known),*], &[#(#patterns),*], &#others))
        }
        _ => TokenStream::new(),
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
    let mut found = false;
    crate::ir::each_check(api, |check| {
        found |= match check {
            Check::Pattern(_) => true,
            Check::Members { patterns, .. } => !patterns.is_empty(),
            _ => false,
        };
    });
    found
}
