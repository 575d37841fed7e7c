//! Which objects a Swagger 2.0 description is made of, and which keys each has. The inside of schemas is that of
//! OpenAPI 3.0, as far as Swagger has it.

use super::kind::{Kind, Object, Use};

use Kind::{Data, Info, List, Named, Schema, Swagger};
use Object::{Header, Items, Operation, Parameter, PathItem, Response, Root, SecurityScheme};

type Keys = &'static [(&'static str, Kind)];

const ROOT: Keys = &[
    ("swagger", Data),
    ("info", Info),
    ("host", Data),
    ("basePath", Data),
    ("schemes", Data),
    ("consumes", Data),
    ("produces", Data),
    ("paths", Named(&Swagger(PathItem))),
    ("definitions", Named(&Schema)),
    ("parameters", Named(&Swagger(Parameter))),
    ("responses", Named(&Swagger(Response))),
    ("securityDefinitions", Named(&Swagger(SecurityScheme))),
    ("security", Data),
    ("tags", Data),
    ("externalDocs", Data),
];
const PATH_ITEM: Keys = &[
    ("$ref", Data),
    ("get", Swagger(Operation)),
    ("put", Swagger(Operation)),
    ("post", Swagger(Operation)),
    ("delete", Swagger(Operation)),
    ("options", Swagger(Operation)),
    ("head", Swagger(Operation)),
    ("patch", Swagger(Operation)),
    ("parameters", List(&Swagger(Parameter))),
];
const OPERATION: Keys = &[
    ("tags", Data),
    ("summary", Data),
    ("description", Data),
    ("externalDocs", Data),
    ("operationId", Data),
    ("consumes", Data),
    ("produces", Data),
    ("parameters", List(&Swagger(Parameter))),
    ("responses", Named(&Swagger(Response))),
    ("schemes", Data),
    ("deprecated", Data),
    ("security", Data),
];
const PARAMETER: Keys = &[
    ("name", Data),
    ("in", Data),
    ("description", Data),
    ("required", Data),
    ("schema", Schema),
    ("allowEmptyValue", Data),
];
const HEADER: Keys = &[("description", Data)];
/// What says which values a parameter, a header or an item may have.
const VALUES: Keys = &[
    ("type", Data),
    ("format", Data),
    // Swagger does not have references there, but many descriptions do; what they mean is clear.
    ("items", Schema),
    ("collectionFormat", Data),
    ("default", Data),
    ("maximum", Data),
    ("exclusiveMaximum", Data),
    ("minimum", Data),
    ("exclusiveMinimum", Data),
    ("maxLength", Data),
    ("minLength", Data),
    ("pattern", Data),
    ("maxItems", Data),
    ("minItems", Data),
    ("uniqueItems", Data),
    ("enum", Data),
    ("multipleOf", Data),
];
const RESPONSE: Keys = &[
    ("description", Data),
    ("schema", Schema),
    ("headers", Named(&Swagger(Header))),
    ("examples", Data),
];
const SECURITY_SCHEME: Keys = &[
    ("type", Data),
    ("description", Data),
    ("name", Data),
    ("in", Data),
    ("flow", Data),
    ("authorizationUrl", Data),
    ("tokenUrl", Data),
    ("scopes", Data),
];

impl Object {
    /// The kind of the member `key`; `None` for a key that Swagger does not have here.
    pub(crate) fn member(self, key: &str) -> Option<(Kind, Use)> {
        let (own, values): (Keys, Keys) = match self {
            Root => (ROOT, &[]),
            PathItem => (PATH_ITEM, &[]),
            Operation => (OPERATION, &[]),
            Parameter => (PARAMETER, VALUES),
            Items => (&[], VALUES),
            Response => (RESPONSE, &[]),
            Header => (HEADER, VALUES),
            SecurityScheme => (SECURITY_SCHEME, &[]),
        };
        let found = own.iter().chain(values).find(|(known, _)| *known == key)?;
        Some((found.1, Use::Read))
    }

    /// Whether `key` says which values there may be.
    pub(crate) fn is_value(key: &str) -> bool {
        VALUES.iter().any(|(known, _)| *known == key)
    }

    /// Where shared ones stand.
    pub(crate) fn component(self) -> Option<&'static str> {
        match self {
            Parameter => Some("parameters"),
            Response => Some("responses"),
            PathItem => Some("pathItems"),
            _ => None,
        }
    }

    /// What it is called in findings.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Root => "a description",
            PathItem => "a path",
            Operation => "an operation",
            Parameter => "a parameter",
            Items => "items",
            Response => "a response",
            Header => "a header",
            SecurityScheme => "a security scheme",
        }
    }
}
