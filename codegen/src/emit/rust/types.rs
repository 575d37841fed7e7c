//! Named types as structs, enums and aliases, each with the code that reads it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::groups::{Groups, Scope};
use super::names::{Names, fields, variant_names};
use super::{docs_or, unions, validation};
use crate::emit::{Module, Part};
use crate::ir;

const IMPORTS: [&str; 19] = [
    "std::collections::BTreeMap",
    "serde::Serialize",
    "serde::Serializer",
    "serde_json::Value",
    "crate::support::check",
    "crate::support::composed",
    "crate::support::composed::Choice",
    "crate::support::date_time::DateTime",
    "crate::support::formats::Bytes",
    "crate::support::formats::Date",
    "crate::support::formats::Uuid",
    "crate::support::json",
    "crate::support::json::FromJson",
    "crate::support::json::Members",
    "crate::support::json::Pointer",
    "crate::support::json::Violations",
    "crate::support::optional::Optional",
    "crate::support::text::TextValue",
    "crate::types",
];

pub(super) fn types<'a>(
    api: &'a ir::Api,
    names: &'a Names<'a>,
    scope: &'a Scope<'a>,
) -> Module<'a> {
    let own = api.types.iter().zip(&names.types).enumerate();
    let items = own
        .filter(|(index, _)| scope.has_type(*index))
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
        parts: Box::new(modules.chain(items.map(Part::Items))),
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
    let locals: Vec<Ident> = idents.iter().map(local).collect();
    let reads = members.iter().zip(&locals).map(|(member, local)| {
        let wire = &member.wire;
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
        let bare = validation::bare(&member.schema);
        let decode = if member.indirect {
            let call = validation::call(names, &bare);
            quote!(|value, at, violations| #call.map(Box::new))
        } else {
            validation::function(names, &bare)
        };
        quote!(let #local = members.#how(#wire, #decode);)
    });
    let known: Vec<&String> = members.iter().map(|member| &member.wire).collect();
    let (mut rest_read, mut rest_member, mut rest_value) = (None, None, None);
    let mut last = Vec::new();
    match rest {
        ir::Rest::Ignored => {}
        ir::Rest::Refused => last.push(quote!(members.closed();)),
        ir::Rest::Kept(schema) => {
            let (decode, ty) = (validation::function(names, schema), names.ty(schema));
            rest_read = Some(quote!(let rest = members.rest(&[#(#known),*], #decode);));
            rest_member = Some(quote! {
                /// The members that are not described further.
                #[serde(flatten)]
                pub #rest_field: BTreeMap<String, #ty>,
            });
            rest_value = Some(quote!(#rest_field: rest?,));
        }
    }
    if !demanded.is_empty() {
        last.push(quote!(members.demand(&[#(#demanded),*]);));
    }
    last.extend(
        checks
            .iter()
            .map(|check| validation::one(check, &ir::Type::Any, &quote!(value))),
    );
    let members =
        if members.is_empty() && rest_read.is_none() && last.iter().all(|one| !uses_members(one)) {
            quote!(_)
        } else {
            quote!(mut members)
        };
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Serialize)]
        pub struct #ident {
            #(#fields)*
            #rest_member
        }

        impl FromJson for #ident {
            fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
                let #members = Members::of(value, at, violations)?;
                #(#reads)*
                #rest_read
                #(#last)*
                Some(Self { #(#idents: #locals?,)* #rest_value })
            }
        }
    }
}

fn uses_members(statement: &TokenStream) -> bool {
    statement
        .clone()
        .into_iter()
        .next()
        .is_some_and(|first| first.to_string() == "members")
}

/// A local variable for a field that hides nothing that the code around it uses.
fn local(field: &Ident) -> Ident {
    let taken = [
        "members",
        "violations",
        "value",
        "at",
        "json",
        "check",
        "types",
        "composed",
        "rest",
        "self",
    ];
    if taken.iter().any(|name| field == name) {
        format_ident!("{field}_")
    } else {
        field.clone()
    }
}

fn field(member: &ir::Member, ident: &Ident, names: &Names) -> TokenStream {
    let docs = docs_or(&member.doc, &format!("The member `{}`.", member.wire));
    let mut ty = names.bare(&member.schema);
    if member.indirect {
        ty = quote!(Box<#ty>);
    }
    let wire = &member.wire;
    let required = member.required && member.only.is_none();
    let (ty, skip) = match (required, member.schema.nullable) {
        (true, false) => (ty, None),
        (true, true) => (quote!(Option<#ty>), None),
        (false, false) => (quote!(Option<#ty>), Some("Option::is_none")),
        (false, true) => (quote!(Optional<#ty>), Some("Optional::is_absent")),
    };
    let rename = (ident != wire.as_str()).then(|| quote!(rename = #wire));
    let skip = skip.map(|skip| quote!(skip_serializing_if = #skip));
    let attributes: Vec<TokenStream> = rename.into_iter().chain(skip).collect();
    let serde = (!attributes.is_empty()).then(|| quote!(#[serde(#(#attributes),*)]));
    quote! { #docs #serde pub #ident: #ty, }
}

fn enumeration(named: &ir::Named, ident: &Ident, texts: &[String], open: bool) -> TokenStream {
    let docs = docs_or(&named.doc, &format!("`{}` of the description.", named.name));
    let variants = variant_names(texts, open);
    let variant_docs: Vec<TokenStream> = texts
        .iter()
        .map(|text| docs_or("", &format!("The value `{}`.", text.replace('`', "'"))))
        .collect();
    let allowed = match texts {
        texts if texts.len() > 40 => format!("one of {} values", texts.len()),
        texts => format!("one of {}", texts.join(", ")),
    };
    let (derived, unknown, open) = if open {
        let unknown = quote! {
            /// A value that is not described; only answers hold one.
            Unknown(String),
        };
        (None, Some(unknown), Some(quote!(open)))
    } else {
        (Some(quote!(Copy,)), None, None)
    };
    quote! {
        #docs
        #[derive(Clone, #derived Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #ident {
            #(#variant_docs #variants,)*
            #unknown
        }

        crate::support::text::texts! {
            #open #ident: #allowed, #(#variants = #texts),*
        }
    }
}
