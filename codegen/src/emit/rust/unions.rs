//! Choices between types as enums that dispatch themselves: by the member that tells them apart, or by trying each.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::{token, type_name, unique};
use super::names::Names;
use super::{docs_or, validation};
use crate::ir;

pub(super) fn union(
    named: &ir::Named,
    ident: &Ident,
    variants: &[ir::Variant],
    discriminator: Option<&ir::Discriminator>,
    exclusive: bool,
    names: &Names,
) -> TokenStream {
    let docs = docs_or(&named.doc, &format!("`{}` of the description.", named.name));
    let idents = unique(variants.iter().map(|variant| type_name(&variant.name)), "");
    let idents: Vec<Ident> = idents.iter().map(|name| token(name)).collect();
    let about = variants
        .iter()
        .map(|variant| docs_or("", &format!("`{}`", variant.name.replace('`', "'"))));
    let types = variants.iter().map(|variant| {
        let ty = names.ty(&variant.schema);
        if variant.indirect {
            quote!(Box<#ty>)
        } else {
            ty
        }
    });
    let decode = |index: usize| {
        let (function, ident) = (
            validation::call(names, &variants[index].schema),
            &idents[index],
        );
        if variants[index].indirect {
            quote!(#function.map(|decoded| Self::#ident(Box::new(decoded))))
        } else {
            quote!(#function.map(Self::#ident))
        }
    };
    let read = match discriminator {
        Some(discriminator) => {
            let wire = &discriminator.wire;
            let arms = (0..variants.len()).map(|index| {
                let own = discriminator
                    .values
                    .iter()
                    .filter(|(_, known)| *known == index);
                let own = own.map(|(value, _)| value);
                let decode = decode(index);
                quote!(#(#own)|* => #decode,)
            });
            let allowed: Vec<&str> = discriminator
                .values
                .iter()
                .map(|(value, _)| value.as_str())
                .collect();
            let allowed = allowed.join(", ");
            quote! {
                match composed::discriminator(value, #wire, at, violations)? {
                    #(#arms)*
                    _ => {
                        composed::unknown_discriminator(#wire, #allowed, at, violations);
                        None
                    }
                }
            }
        }
        None => {
            let attempts = (0..variants.len()).map(|index| {
                let decode = decode(index);
                quote!(choice.attempt(violations, |value, at, violations| #decode);)
            });
            let tried: Vec<String> = idents.iter().map(ToString::to_string).collect();
            let tried = tried.join(", ");
            quote! {
                let mut choice = Choice::new(value, at);
                #(#attempts)*
                choice.end(#tried, #exclusive, violations)
            }
        }
    };
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum #ident {
            #(#about #idents(#types),)*
        }

        impl FromJson for #ident {
            fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
                #read
            }
        }
    }
}
