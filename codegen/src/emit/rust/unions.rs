//! Choices between types as enums that dispatch themselves: by the member that tells them apart, or by trying each.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::docs_or;
use super::ident::{token, type_name, unique};
use super::names::Names;
use super::shapes;
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
    let mut tags: Vec<Vec<&String>> = vec![Vec::new(); variants.len()];
    for (value, index) in discriminator.into_iter().flat_map(|told| &told.values) {
        tags[*index].push(value);
    }
    let each = variants.iter().zip(&idents).zip(&tags);
    let each = each.map(|((variant, ident), tags)| {
        let (ident, mut ty) = (token(ident), names.ty(&variant.schema));
        if variant.indirect {
            ty = quote!(Box<#ty>);
        }
        let tags = (!tags.is_empty()).then(|| quote!(= #(#tags)|*));
        let shape = shapes::limited_with_null(names, &variant.schema);
        let shape = shape.map(|shape| quote!(where #shape));
        quote!(#ident(#ty) #tags #shape,)
    });
    let tell = match (discriminator, exclusive) {
        (Some(discriminator), _) => {
            let wire = &discriminator.wire;
            quote!(by #wire)
        }
        (None, true) => quote!(one_of),
        (None, false) => quote!(any_of),
    };
    quote! {
        choice! {
            #docs
            pub enum #ident #tell { #(#each)* }
        }
    }
}
