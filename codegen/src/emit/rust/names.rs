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
    /// What every secured operation requires; one of `schemes` when it is alone.
    pub(super) credentials: Option<Ident>,
}

/// The names that belong to one operation.
pub(super) struct OperationNames {
    pub(super) method: Ident,
    pub(super) variant: Ident,
    /// `None` when the operation has no parameters.
    pub(super) params: Option<Ident>,
    pub(super) fields: Vec<Ident>,
    pub(super) response: Ident,
}

/// Names that traits and structs around the operations use themselves.
const TAKEN_METHODS: [&str; 7] = [
    "authorize",
    "reject",
    "new",
    "with_http",
    "clone",
    "send",
    "with_max_response_bytes",
];

impl Names {
    pub(super) fn of(api: &ir::Api) -> Self {
        let types = unique(api.types.iter().map(|named| type_name(&named.name)), "");
        let operations = &api.operations;
        let methods = TAKEN_METHODS.iter().map(|name| (*name).to_owned());
        let methods = methods.chain(operations.iter().map(|one| field_name(&one.id)));
        let methods = unique(methods, "_").split_off(TAKEN_METHODS.len());
        let variants = unique(operations.iter().map(|one| type_name(&one.id)), "");
        let schemes = unique(api.schemes.iter().map(|scheme| type_name(&scheme.name)), "");
        let scheme_fields = unique(
            api.schemes.iter().map(|scheme| field_name(&scheme.name)),
            "_",
        );
        let together: Vec<&str> = api
            .credentials
            .iter()
            .map(|index| schemes[*index].as_str())
            .collect();
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
        });
        Self {
            variants: api
                .types
                .iter()
                .map(|named| texts_and_variants(&named.kind))
                .collect(),
            operations: operations.collect(),
            types: types.iter().map(|name| token(name)).collect(),
            credentials: (!together.is_empty()).then(|| token(&together.join("And"))),
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

fn texts_and_variants(kind: &ir::Kind) -> Vec<(String, Ident)> {
    let ir::Kind::Enumeration(texts) = kind else {
        return Vec::new();
    };
    let names = unique(texts.iter().map(|text| type_name(text)), "");
    texts
        .iter()
        .cloned()
        .zip(names.iter().map(|name| token(name)))
        .collect()
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
