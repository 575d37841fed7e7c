//! Every name of the output, chosen once, so that all files agree and no two meet.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::{field_name, token, type_name, unique};
use crate::ir;

/// The names of an API in Rust; the vectors run parallel to those of [`ir::Api`].
pub(super) struct Names {
    pub(super) types: Vec<Ident>,
    /// The variants of each type that is an enumeration, with their texts.
    variants: Vec<Vec<(String, Ident)>>,
    pub(super) operations: Vec<OperationNames>,
    pub(super) schemes: Vec<Ident>,
    pub(super) scheme_fields: Vec<Ident>,
    /// The types of the requirements; one of `schemes` when it is alone.
    pub(super) requirements: Vec<Ident>,
    /// What each requirement is checked by.
    pub(super) authorize: Vec<Ident>,
}

/// The names that belong to one operation.
pub(super) struct OperationNames {
    pub(super) method: Ident,
    pub(super) variant: Ident,
    /// `None` when the operation has no parameters.
    pub(super) params: Option<Ident>,
    pub(super) fields: Vec<Ident>,
    pub(super) response: Ident,
    /// The type of a request body of several forms.
    pub(super) body: Ident,
}

/// Names that traits and structs around the operations use themselves.
const TAKEN_METHODS: [&str; 7] = [
    "authorize",
    "reject",
    "new",
    "with_http",
    "clone",
    "call",
    "with_max_response_bytes",
];

/// Names that the file of the security schemes uses itself.
const TAKEN_SCHEMES: [&str; 4] = ["Rejection", "SecretText", "Credentials", "Parts"];

impl Names {
    pub(super) fn of(api: &ir::Api) -> Self {
        let operations = &api.operations;
        let schemes = TAKEN_SCHEMES.iter().map(|name| (*name).to_owned());
        let schemes = schemes.chain(api.schemes.iter().map(|scheme| type_name(&scheme.name)));
        let mut schemes = unique(schemes, "");
        let requirements = requirement_names(api, &schemes);
        let schemes = schemes.split_off(TAKEN_SCHEMES.len());
        let authorize: Vec<String> = match requirements.as_slice() {
            [_] => vec!["authorize".to_owned()],
            several => several
                .iter()
                .map(|name| format!("authorize_{}", field_name(name)))
                .collect(),
        };
        let taken = TAKEN_METHODS
            .iter()
            .map(|name| (*name).to_owned())
            .chain(authorize.iter().cloned());
        let methods = taken.chain(operations.iter().map(|one| field_name(&one.id)));
        let count = TAKEN_METHODS.len() + authorize.len();
        let methods = unique_from(methods, "_", count);
        let variants = unique(operations.iter().map(|one| type_name(&one.id)), "");
        let scheme_fields = unique(
            api.schemes.iter().map(|scheme| field_name(&scheme.name)),
            "_",
        );
        let operations = operations.iter().zip(methods.iter().zip(&variants));
        let operations = operations.map(|(operation, (method, variant))| OperationNames {
            method: token(method),
            variant: token(variant),
            params: (!operation.parameters.is_empty()).then(|| token(&format!("{variant}Params"))),
            fields: fields(
                operation
                    .parameters
                    .iter()
                    .map(|parameter| parameter.wire.as_str()),
            ),
            response: token(&format!("{variant}Response")),
            body: token(&format!("{variant}Body")),
        });
        Self {
            variants: api
                .types
                .iter()
                .map(|named| texts_and_variants(&named.kind))
                .collect(),
            operations: operations.collect(),
            types: type_names(api),
            requirements: requirements.iter().map(|name| token(name)).collect(),
            authorize: authorize.iter().map(|name| token(name)).collect(),
            schemes: schemes.iter().map(|name| token(name)).collect(),
            scheme_fields: scheme_fields.iter().map(|name| token(name)).collect(),
        }
    }

    /// The variant that stands for `text`; lowering made sure that there is one.
    pub(super) fn variant_of(&self, id: ir::TypeId, text: &str) -> Option<&Ident> {
        let found = self.variants[id.0].iter().find(|(own, _)| own == text);
        found.map(|(_, variant)| variant)
    }

    /// The Rust type of a schema, null included.
    pub(super) fn ty(&self, schema: &ir::Schema) -> TokenStream {
        let bare = self.bare(schema);
        if schema.nullable {
            quote!(Option<#bare>)
        } else {
            bare
        }
    }

    /// The Rust type of a schema, null left to the caller.
    pub(super) fn bare(&self, schema: &ir::Schema) -> TokenStream {
        match &schema.ty {
            ir::Type::Boolean => quote!(bool),
            ir::Type::Int32 => quote!(i32),
            ir::Type::Int64 => quote!(i64),
            ir::Type::Number => quote!(f64),
            ir::Type::Text => quote!(String),
            ir::Type::DateTime => quote!(DateTime),
            ir::Type::Date => quote!(Date),
            ir::Type::Uuid => quote!(Uuid),
            ir::Type::Bytes => quote!(Bytes),
            ir::Type::Null => quote!(()),
            ir::Type::Any => quote!(Value),
            ir::Type::Array(items) => {
                let items = self.ty(items);
                quote!(Vec<#items>)
            }
            ir::Type::Map(values) => {
                let values = self.ty(values);
                quote!(BTreeMap<String, #values>)
            }
            ir::Type::Named(id) => {
                let name = &self.types[id.0];
                quote!(types::#name)
            }
        }
    }
}

/// Schemas of `components` keep their names; those written inline make room.
fn type_names(api: &ir::Api) -> Vec<Ident> {
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order.sort_by_key(|index| !api.types[*index].component);
    let names = unique(
        order.iter().map(|index| type_name(&api.types[*index].name)),
        "",
    );
    let mut tokens: Vec<(usize, Ident)> = order
        .into_iter()
        .zip(names.iter().map(|name| token(name)))
        .collect();
    tokens.sort_by_key(|(index, _)| *index);
    tokens.into_iter().map(|(_, token)| token).collect()
}

/// The names of the requirements: `A`, `AAndB`, `AOrBAndC`, `AOrNothing`.
fn requirement_names(api: &ir::Api, taken: &[String]) -> Vec<String> {
    let scheme = |index: &usize| taken[TAKEN_SCHEMES.len() + *index].clone();
    let mut names = Vec::new();
    for requirement in &api.requirements {
        let mut parts: Vec<String> = requirement
            .alternatives
            .iter()
            .map(|together| together.iter().map(scheme).collect::<Vec<_>>().join("And"))
            .collect();
        if requirement.optional {
            parts.push("Nothing".to_owned());
        }
        let single = parts.len() == 1
            && requirement
                .alternatives
                .first()
                .is_some_and(|one| one.len() == 1);
        let name = parts.join("Or");
        let name = if name.len() > 100 {
            format!("Requirement{}", names.len() + 1)
        } else {
            name
        };
        let known = |name: &String| {
            names
                .iter()
                .any(|(known, _): &(String, bool)| known == name)
                || taken.contains(name)
        };
        let mut candidate = name.clone();
        let mut number = 2;
        while !single && known(&candidate) {
            candidate = format!("{name}{number}");
            number += 1;
        }
        names.push((candidate, single));
    }
    names.into_iter().map(|(name, _)| name).collect()
}

fn texts_and_variants(kind: &ir::Kind) -> Vec<(String, Ident)> {
    let ir::Kind::Enumeration { texts, open } = kind else {
        return Vec::new();
    };
    texts
        .iter()
        .cloned()
        .zip(variant_names(texts, *open))
        .collect()
}

/// The variants of an enumeration.
pub(super) fn variant_names(texts: &[String], open: bool) -> Vec<Ident> {
    let taken = open.then(|| "Unknown".to_owned());
    let names = unique(
        taken
            .into_iter()
            .chain(texts.iter().map(|text| type_name(text))),
        "",
    );
    names
        .iter()
        .skip(usize::from(open))
        .map(|name| token(name))
        .collect()
}

/// Like [`unique`], without the first `count` names, which are only kept free.
fn unique_from(
    names: impl IntoIterator<Item = String>,
    separator: &str,
    count: usize,
) -> Vec<String> {
    unique(names, separator).split_off(count)
}

/// The variant of a status: what it is called, or its class.
pub(super) fn status_name(status: ir::Status) -> Ident {
    match status {
        ir::Status::Code(code) => self::status(code),
        ir::Status::Range(2) => token("AnySuccess"),
        ir::Status::Range(3) => token("AnyRedirection"),
        ir::Status::Range(4) => token("AnyClientError"),
        ir::Status::Range(_) => token("AnyServerError"),
        ir::Status::Default => token("Other"),
    }
}

/// Field names for wire names.
pub(super) fn fields<'a>(wires: impl Iterator<Item = &'a str>) -> Vec<Ident> {
    let names = unique(wires.map(field_name), "_");
    names.iter().map(|name| token(name)).collect()
}

/// What a status is called: the reason phrase of RFC 9110 and 4918, or its number.
pub(super) fn status(code: u16) -> Ident {
    let name = match code {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        415 => "UnsupportedMediaType",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        507 => "InsufficientStorage",
        other => return token(&format!("Status{other}")),
    };
    token(name)
}
