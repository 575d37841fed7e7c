//! What types look like, for property tests: data from which values are made.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::names::Names;
use crate::emit::{Module, Part};
use crate::ir::{Check, Direction, Kind, Limit, Rest, Schema, Type, TypeId};

const IMPORTS: [&str; 6] = [
    "crate::support::shape::Limit",
    "crate::support::shape::Others",
    "crate::support::shape::Shape",
    "crate::support::shape::Tell",
    "crate::support::strategies::Arbitrary",
    "crate::types",
];

/// Aliases are no types of their own; what they mean stands where they are used.
pub(super) fn strategies<'a>(api: &'a crate::ir::Api, names: &'a Names<'_>) -> Module<'a> {
    let items = api.types.iter().enumerate().filter_map(|(index, named)| {
        let shape = match &named.kind {
            Kind::Alias(_) => return None,
            _ => kind(names, TypeId(index)),
        };
        let ident = &names.types[index];
        Some(Part::Items(quote! {
            impl Arbitrary for types::#ident {
                fn shape() -> &'static Shape {
                    const SHAPE: Shape = #shape;
                    &SHAPE
                }
            }
        }))
    });
    Module {
        head: TokenStream::new(),
        imports: &IMPORTS,
        parts: Box::new(items),
    }
}

fn kind(names: &Names, id: TypeId) -> TokenStream {
    match &names.api.named(id).kind {
        Kind::Enumeration { texts, .. } => quote!(Shape::Texts(&[#(#texts),*])),
        Kind::Alias(schema) => shape(names, schema),
        Kind::Object {
            members,
            rest,
            demanded,
            checks,
        } => {
            let members = members.iter().map(|member| {
                let (wire, shape) = (&member.wire, shape(names, &member.schema));
                let required = member.required && member.only != Some(Direction::Answer);
                quote!((#wire, #required, #shape))
            });
            let others = match rest {
                Rest::Ignored => quote!(Others::Ignored),
                Rest::Refused => quote!(Others::Refused),
                Rest::Kept(schema) => {
                    let shape = shape(names, schema);
                    quote!(Others::Kept(&#shape))
                }
            };
            let demanded =
                (!demanded.is_empty()).then(|| quote!(Limit::Required(&[#(#demanded),*])));
            let limits = checks.iter().map(limit).chain(demanded);
            quote!(Shape::Object(&[#(#members),*], #others, &[#(#limits),*]))
        }
        Kind::Union {
            variants,
            discriminator,
            exclusive,
        } => {
            let tell = match discriminator {
                Some(known) => {
                    let values = (0..variants.len()).map(|index| {
                        let own = known.values.iter().find(|(_, known)| *known == index);
                        own.map_or("", |(value, _)| value)
                    });
                    let wire = &known.wire;
                    quote!(Tell::Member(#wire, &[#(#values),*]))
                }
                None if *exclusive => quote!(Tell::OneOf),
                None => quote!(Tell::AnyOf),
            };
            let variants = variants.iter().map(|one| shape(names, &one.schema));
            quote!(Shape::Choice(&[#(#variants),*], #tell))
        }
    }
}

fn shape(names: &Names, schema: &Schema) -> TokenStream {
    let limits: Vec<TokenStream> = schema.checks.iter().map(limit).collect();
    let limits = quote!(&[#(#limits),*]);
    let bare = match &schema.ty {
        Type::Boolean => quote!(Shape::Boolean(#limits)),
        Type::Int32 => quote!(Shape::Int32(#limits)),
        Type::Int64 => quote!(Shape::Int64(#limits)),
        Type::Number => quote!(Shape::Number(#limits)),
        Type::Text => quote!(Shape::Text(#limits)),
        Type::DateTime => quote!(Shape::DateTime),
        Type::Date => quote!(Shape::Date),
        Type::Uuid => quote!(Shape::Uuid),
        Type::Bytes => quote!(Shape::Bytes),
        Type::Null => quote!(Shape::Null),
        Type::Any => quote!(Shape::Any(#limits)),
        Type::Array(items) => {
            let items = shape(names, items);
            quote!(Shape::List(&#items, #limits))
        }
        Type::Map(values) => {
            let values = shape(names, values);
            quote!(Shape::Map(&#values, #limits))
        }
        Type::Named(id) => match &names.api.named(*id).kind {
            Kind::Alias(schema) => shape(names, schema),
            _ => {
                let ident = &names.types[id.0];
                quote!(Shape::Of(types::#ident::shape))
            }
        },
    };
    if schema.nullable {
        quote!(Shape::Nullable(&#bare))
    } else {
        bare
    }
}

fn limit(check: &Check) -> TokenStream {
    let count = |count: &u64| Literal::u64_unsuffixed(*count);
    match check {
        Check::MinLength(limit) => {
            let limit = count(limit);
            quote!(Limit::MinLength(#limit))
        }
        Check::MaxLength(limit) => {
            let limit = count(limit);
            quote!(Limit::MaxLength(#limit))
        }
        Check::Pattern(pattern) => quote!(Limit::Pattern(#pattern)),
        Check::Minimum(limit, excluded) => {
            let limit = number(*limit);
            quote!(Limit::Minimum(#limit, #excluded))
        }
        Check::Maximum(limit, excluded) => {
            let limit = number(*limit);
            quote!(Limit::Maximum(#limit, #excluded))
        }
        Check::MultipleOf(divisor) => {
            let divisor = number(*divisor);
            quote!(Limit::MultipleOf(#divisor))
        }
        Check::MinItems(limit) => {
            let limit = count(limit);
            quote!(Limit::MinItems(#limit))
        }
        Check::MaxItems(limit) => {
            let limit = count(limit);
            quote!(Limit::MaxItems(#limit))
        }
        Check::UniqueItems => quote!(Limit::UniqueItems),
        Check::MinProperties(limit) => {
            let limit = count(limit);
            quote!(Limit::MinProperties(#limit))
        }
        Check::MaxProperties(limit) => {
            let limit = count(limit);
            quote!(Limit::MaxProperties(#limit))
        }
        Check::Required(names) => quote!(Limit::Required(&[#(#names),*])),
        Check::OneOf(limits) => {
            let texts = limits.iter().map(|limit| match limit {
                Limit::Integer(number) => number.to_string(),
                Limit::Number(number) => number.to_string(),
            });
            quote!(Limit::Values(&[#(#texts),*]))
        }
        Check::Only(only) => {
            let text = only.to_string();
            quote!(Limit::Values(&[#text]))
        }
        Check::Values(texts) => quote!(Limit::Values(&[#(#texts),*])),
        Check::When(schema) => {
            let limits = schema.checks.iter().map(limit);
            match schema.ty {
                Type::Text => quote!(Limit::When(&Shape::Text(&[#(#limits),*]))),
                Type::Array(_) => {
                    quote!(Limit::When(&Shape::List(&Shape::Any(&[]), &[#(#limits),*])))
                }
                _ => quote!(Limit::When(&Shape::Number(&[#(#limits),*]))),
            }
        }
    }
}

/// A float; one whose last digits are lost is still near enough to make values from.
fn number(limit: Limit) -> TokenStream {
    let number = match limit {
        #[expect(clippy::cast_precision_loss)]
        Limit::Integer(number) => number as f64,
        Limit::Number(number) => number,
    };
    let literal = Literal::f64_unsuffixed(number.abs());
    if number < 0.0 {
        quote!(-#literal)
    } else {
        quote!(#literal)
    }
}
