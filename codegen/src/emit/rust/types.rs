//! Named types as structs, enums and aliases, each with the code that reads it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::docs_or;
use super::groups::{Groups, Scope};
use super::names::{Names, fields, variant_names};
use super::{shapes, unions};
use crate::emit::draft::{Module, Part};
use crate::ir;

const IMPORTS: [&str; 13] = [
    "std::collections::BTreeMap",
    "serde_json::Value",
    "crate::support::choice::choice",
    "crate::support::date_time::DateTime",
    "crate::support::formats::Bytes",
    "crate::support::formats::Date",
    "crate::support::formats::Uuid",
    "crate::support::json",
    "crate::support::object::object",
    "crate::support::optional::Optional",
    "crate::support::shape",
    "crate::support::texts::texts",
    "crate::types",
];

pub(super) fn types<'a>(api: &'a ir::Api, names: &'a Names, scope: Scope<'a>) -> Module<'a> {
    let own = api.types.iter().zip(&names.types).enumerate();
    let items = own
        .filter(move |(index, _)| scope.has_type(*index))
        .map(|(_, (named, ident))| match &named.kind {
            ir::Kind::Object {
                members,
                rest,
                demanded,
                checks,
            } => object(named, ident, members, (rest, demanded, checks), names),
            ir::Kind::Enumeration { texts, open } => enumeration(named, ident, texts, *open),
            ir::Kind::Union {
                variants,
                discriminator,
                exclusive,
            } => unions::union(
                named,
                ident,
                variants,
                discriminator.as_ref(),
                *exclusive,
                names,
            ),
            ir::Kind::Alias(schema) => {
                let docs = docs_or(&named.doc, &format!("`{}` of the description.", named.name));
                let ty = names.bare(schema);
                quote! { #docs pub type #ident = #ty; }
            }
        });
    let modules = scope.modules(Groups::typed, |name| quote!(pub use #name::*;));
    let modules = std::iter::once(Part::Items(modules));
    Module {
        head: TokenStream::new(),
        imports: &IMPORTS,
        parts: Box::new(modules.chain(items.map(Part::Declarations))),
    }
}

fn object(
    named: &ir::Named,
    ident: &Ident,
    members: &[ir::Member],
    (rest, demanded, checks): (&ir::Rest, &[String], &[ir::Check]),
    names: &Names,
) -> TokenStream {
    let docs = docs_or(&named.doc, &format!("`{}` of the description.", named.name));
    let wires = members.iter().map(|member| member.wire.as_str());
    let mut idents = fields(wires.chain(["additional_properties"]));
    let rest_field = idents.pop();
    let fields = members
        .iter()
        .zip(&idents)
        .map(|(member, ident)| field(member, ident, names));
    let rest = match rest {
        ir::Rest::Ignored => None,
        ir::Rest::Refused => Some(quote!(refuses others;)),
        ir::Rest::Kept(schema) => {
            let (shape, ty) = (shapes::shape(names, schema), names.ty(schema));
            Some(quote!(keeps #rest_field: BTreeMap<String, #ty> = #shape;))
        }
    };
    let mut limits = checks.to_vec();
    if !demanded.is_empty() {
        limits.insert(0, ir::Check::Required(demanded.to_vec()));
    }
    let limits = (!limits.is_empty()).then(|| {
        let limits = shapes::limits(names, &limits);
        quote!(limits #limits;)
    });
    quote! {
        object! {
            #docs
            pub struct #ident { #(#fields)* }
            #rest
            #limits
        }
    }
}

fn field(member: &ir::Member, ident: &Ident, names: &Names) -> TokenStream {
    let docs = docs_or(&member.doc, &format!("The member `{}`.", member.wire));
    let mut ty = names.bare(&member.schema);
    if member.indirect {
        ty = quote!(Box<#ty>);
    }
    let how = match (member.required, member.only, member.schema.nullable) {
        (true, Some(ir::Direction::Answer), false) => quote!(answered),
        (true, Some(ir::Direction::Answer), true) => quote!(answered_nullable),
        (true, Some(ir::Direction::Request), false) => quote!(sent),
        (true, Some(ir::Direction::Request), true) => quote!(sent_nullable),
        (true, None, false) => quote!(required),
        (true, None, true) => quote!(required_nullable),
        (false, _, false) => quote!(optional),
        (false, _, true) => quote!(optional_nullable),
    };
    let ty = match (
        member.required && member.only.is_none(),
        member.schema.nullable,
    ) {
        (true, false) => ty,
        (true, true) | (false, false) => quote!(Option<#ty>),
        (false, true) => quote!(Optional<#ty>),
    };
    let wire = &member.wire;
    let shape = shapes::limited(names, &member.schema);
    let shape = shape.into_iter();
    quote! { #docs pub #ident: #ty = #how(#wire #(, #shape)*), }
}

fn enumeration(named: &ir::Named, ident: &Ident, texts: &[String], open: bool) -> TokenStream {
    let docs = docs_or(&named.doc, &format!("`{}` of the description.", named.name));
    let variants = variant_names(texts, open);
    let open = open.then(|| quote!(open));
    quote! {
        texts! {
            #docs
            pub #open enum #ident { #(#variants = #texts),* }
        }
    }
}
