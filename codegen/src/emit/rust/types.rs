//! Named types as structs, enums and aliases, each with the code that reads it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::ident::{token, type_name, unique};
use super::names::{Names, fields};
use super::{docs_or, imports, validation};
use crate::ir;

const IMPORTS: [&str; 14] = [
    "std::collections::BTreeMap",
    "std::sync::LazyLock",
    "serde::Serialize",
    "serde_json::Value",
    "crate::support::check",
    "crate::support::date_time::DateTime",
    "crate::support::json",
    "crate::support::json::FromJson",
    "crate::support::json::Members",
    "crate::support::json::Pointer",
    "crate::support::json::Violations",
    "crate::support::optional::Optional",
    "crate::support::text::TextValue",
    "crate::types",
];

pub(super) fn types(api: &ir::Api, names: &Names) -> TokenStream {
    let items = api
        .types
        .iter()
        .zip(&names.types)
        .map(|(named, ident)| match &named.kind {
            ir::Kind::Object { members, closed } => object(named, ident, members, *closed, names),
            ir::Kind::Enumeration(texts) => enumeration(named, ident, texts),
            ir::Kind::Alias(schema) => {
                let docs = docs_or(&named.doc, &format!("`{}` of the description.", named.name));
                let ty = names.bare(schema);
                quote! { #docs pub type #ident = #ty; }
            }
        });
    let items: Vec<TokenStream> = items.collect();
    let body = quote!(#(#items)*);
    let imports = imports::needed(&IMPORTS, &body);
    quote! {
        #imports
        #body
    }
}

fn object(
    named: &ir::Named,
    ident: &Ident,
    members: &[ir::Member],
    closed: bool,
    names: &Names,
) -> TokenStream {
    let docs = docs_or(&named.doc, &format!("`{}` of the description.", named.name));
    let idents = fields(members.iter().map(|member| member.wire.as_str()));
    let fields = members
        .iter()
        .zip(&idents)
        .map(|(member, ident)| field(member, ident, names));
    let locals: Vec<Ident> = idents.iter().map(local).collect();
    let reads = members.iter().zip(&locals).map(|(member, local)| {
        let wire = &member.wire;
        let how = match (member.required, member.schema.nullable) {
            (true, false) => quote!(required),
            (true, true) => quote!(required_nullable),
            (false, false) => quote!(optional),
            (false, true) => quote!(optional_nullable),
        };
        let bare = validation::bare(&member.schema);
        let decode = if member.indirect {
            let call = validation::call(names, &bare);
            quote!(|value, at, violations| #call.map(Box::new))
        } else {
            validation::function(names, &bare)
        };
        quote!(let #local = members.#how(#wire, violations, #decode);)
    });
    let closed = closed.then(|| {
        let known = members.iter().map(|member| &member.wire);
        quote!(members.closed(&[#(#known),*], violations);)
    });
    let members = if members.is_empty() && closed.is_none() {
        quote!(_)
    } else {
        quote!(members)
    };
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Serialize)]
        pub struct #ident {
            #(#fields)*
        }

        impl FromJson for #ident {
            fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
                let #members = Members::of(value, at, violations)?;
                #(#reads)*
                #closed
                Some(Self { #(#idents: #locals?,)* })
            }
        }
    }
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
    let (ty, skip) = match (member.required, member.schema.nullable) {
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

fn enumeration(named: &ir::Named, ident: &Ident, texts: &[String]) -> TokenStream {
    let docs = docs_or(&named.doc, &format!("`{}` of the description.", named.name));
    let variants = unique(texts.iter().map(|text| type_name(text)), "");
    let variants: Vec<Ident> = variants.iter().map(|name| token(name)).collect();
    let variant_docs = texts
        .iter()
        .map(|text| docs_or("", &format!("The value `{}`.", text.replace('`', "'"))));
    let allowed = format!("one of {}", texts.join(", "));
    let expected = format!("expected {allowed}");
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum #ident {
            #(#variant_docs #[serde(rename = #texts)] #variants,)*
        }

        impl FromJson for #ident {
            fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
                let decoded = Self::from_text(json::text(value, at, violations)?);
                if decoded.is_none() {
                    violations.add(at, "enum", #expected);
                }
                decoded
            }
        }

        impl TextValue for #ident {
            const EXPECTED: &'static str = #allowed;

            fn from_text(text: &str) -> Option<Self> {
                match text {
                    #(#texts => Some(Self::#variants),)*
                    _ => None,
                }
            }

            fn to_text(&self) -> String {
                match self {
                    #(Self::#variants => #texts.to_owned(),)*
                }
            }
        }
    }
}
