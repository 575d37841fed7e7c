//! Which objects an OpenAPI description is made of, which keys each has, and what becomes of them. The inside of
//! schemas is known only as far as schemas stand in it: their keywords are told by lowering.

use serde_json::Value;

use crate::swagger::grammar::Object;

/// A kind of object, or a collection of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The whole description.
    Root,
    /// `info`
    Info,
    /// `components`
    Components,
    /// What stands at one path.
    PathItem,
    /// One method of a path.
    Operation,
    /// A parameter.
    Parameter,
    /// A header of an answer.
    Header,
    /// A request body.
    RequestBody,
    /// An answer.
    Response,
    /// A body of one media type.
    MediaType,
    /// A way to authenticate.
    SecurityScheme,
    /// A schema.
    Schema,
    /// How the type of a value is told from the value.
    Discriminator,
    /// References to schemas, by value of a discriminator.
    Mapping,
    /// Callbacks: expressions, each with a path item.
    Callback,
    /// What has no parts that are looked at here.
    Data,
    /// An object of Swagger 2.0.
    Swagger(Object),
    /// Several of a kind.
    List(&'static Kind),
    /// Several of a kind, each with a name.
    Named(&'static Kind),
}

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// Something is written because of it, or it is reported where it cannot be.
    Read,
    /// Nothing depends on it, on purpose: documentation, examples, and what other tools are for.
    Ignored,
    /// It changes what travels, and no code is written for it.
    Unsupported,
}

use Kind::{
    Callback, Components, Data, Discriminator, Header, Info, List, Mapping, MediaType, Named,
    Operation, Parameter, PathItem, RequestBody, Response, Root, Schema, SecurityScheme, Swagger,
};
use Use::{Ignored, Read, Unsupported};

type Keys = &'static [(&'static str, Kind, Use)];

const ROOT: Keys = &[
    ("openapi", Data, Read),
    ("info", Info, Read),
    ("paths", Named(&PathItem), Read),
    ("components", Components, Read),
    ("security", Data, Read),
    ("servers", Data, Ignored),
    ("tags", Data, Ignored),
    ("externalDocs", Data, Ignored),
    ("webhooks", Named(&PathItem), Ignored),
    ("jsonSchemaDialect", Data, Ignored),
];
const INFO: Keys = &[
    ("title", Data, Read),
    ("version", Data, Read),
    ("summary", Data, Ignored),
    ("description", Data, Ignored),
    ("termsOfService", Data, Ignored),
    ("contact", Data, Ignored),
    ("license", Data, Ignored),
];
const COMPONENTS: Keys = &[
    ("schemas", Named(&Schema), Read),
    ("responses", Named(&Response), Read),
    ("parameters", Named(&Parameter), Read),
    ("requestBodies", Named(&RequestBody), Read),
    ("headers", Named(&Header), Read),
    ("securitySchemes", Named(&SecurityScheme), Read),
    ("pathItems", Named(&PathItem), Read),
    ("examples", Data, Ignored),
    ("links", Data, Ignored),
    ("callbacks", Named(&Callback), Ignored),
];
const PATH_ITEM: Keys = &[
    ("$ref", Data, Read),
    ("parameters", List(&Parameter), Read),
    ("get", Operation, Read),
    ("put", Operation, Read),
    ("post", Operation, Read),
    ("delete", Operation, Read),
    ("options", Operation, Read),
    ("head", Operation, Read),
    ("patch", Operation, Read),
    ("trace", Operation, Read),
    ("summary", Data, Ignored),
    ("description", Data, Ignored),
    ("servers", Data, Ignored),
];
const OPERATION: Keys = &[
    ("tags", Data, Read),
    ("summary", Data, Read),
    ("description", Data, Read),
    ("operationId", Data, Read),
    ("parameters", List(&Parameter), Read),
    ("requestBody", RequestBody, Read),
    ("responses", Named(&Response), Read),
    ("security", Data, Read),
    ("externalDocs", Data, Ignored),
    ("callbacks", Named(&Callback), Ignored),
    ("deprecated", Data, Ignored),
    ("servers", Data, Ignored),
];
const PARAMETER: Keys = &[
    ("name", Data, Read),
    ("in", Data, Read),
    ("description", Data, Read),
    ("required", Data, Read),
    ("schema", Schema, Read),
    ("content", Named(&MediaType), Read),
    ("style", Data, Read),
    ("explode", Data, Read),
    ("deprecated", Data, Ignored),
    ("allowEmptyValue", Data, Ignored),
    ("allowReserved", Data, Ignored),
    ("example", Data, Ignored),
    ("examples", Data, Ignored),
];
const HEADER: Keys = &[
    ("description", Data, Read),
    ("required", Data, Read),
    ("schema", Schema, Read),
    ("content", Named(&MediaType), Read),
    ("style", Data, Ignored),
    ("explode", Data, Ignored),
    ("deprecated", Data, Ignored),
    ("allowEmptyValue", Data, Ignored),
    ("allowReserved", Data, Ignored),
    ("example", Data, Ignored),
    ("examples", Data, Ignored),
];
const REQUEST_BODY: Keys = &[
    ("description", Data, Read),
    ("content", Named(&MediaType), Read),
    ("required", Data, Read),
];
const RESPONSE: Keys = &[
    ("description", Data, Read),
    ("headers", Named(&Header), Read),
    ("content", Named(&MediaType), Read),
    ("links", Data, Ignored),
];
const MEDIA_TYPE: Keys = &[
    ("schema", Schema, Read),
    ("encoding", Data, Unsupported),
    ("example", Data, Ignored),
    ("examples", Data, Ignored),
];
const SECURITY_SCHEME: Keys = &[
    ("type", Data, Read),
    ("description", Data, Read),
    ("name", Data, Read),
    ("in", Data, Read),
    ("scheme", Data, Read),
    ("bearerFormat", Data, Ignored),
    ("flows", Data, Ignored),
    ("openIdConnectUrl", Data, Ignored),
];
/// Where schemas stand in schemas; any other keyword is lowering's.
const SCHEMA: Keys = &[
    ("properties", Named(&Schema), Read),
    ("patternProperties", Named(&Schema), Read),
    ("dependentSchemas", Named(&Schema), Read),
    ("$defs", Named(&Schema), Read),
    ("items", Schema, Read),
    ("additionalProperties", Schema, Read),
    ("not", Schema, Read),
    ("allOf", List(&Schema), Read),
    ("anyOf", List(&Schema), Read),
    ("oneOf", List(&Schema), Read),
    ("prefixItems", List(&Schema), Read),
    ("contains", Schema, Read),
    ("propertyNames", Schema, Read),
    ("if", Schema, Read),
    ("then", Schema, Read),
    ("else", Schema, Read),
    ("unevaluatedItems", Schema, Read),
    ("unevaluatedProperties", Schema, Read),
    ("contentSchema", Schema, Read),
    ("discriminator", Discriminator, Read),
];
const DISCRIMINATOR: Keys = &[("mapping", Mapping, Read), ("propertyName", Data, Read)];

impl Kind {
    /// The kind of the member `key`, and what becomes of it; `None` for a key that OpenAPI does not have here.
    pub(crate) fn member(self, key: &str) -> Option<(Kind, Use)> {
        let keys = match self {
            Root => ROOT,
            Info => INFO,
            Components => COMPONENTS,
            PathItem => PATH_ITEM,
            Operation => OPERATION,
            Parameter => PARAMETER,
            Header => HEADER,
            RequestBody => REQUEST_BODY,
            Response => RESPONSE,
            MediaType => MEDIA_TYPE,
            SecurityScheme => SECURITY_SCHEME,
            Discriminator => DISCRIMINATOR,
            Swagger(object) => return object.member(key),
            Schema => {
                let found = SCHEMA.iter().find(|(own, ..)| *own == key);
                return Some(found.map_or((Data, Read), |(_, kind, what)| (*kind, *what)));
            }
            Callback => return Some((PathItem, Ignored)),
            Named(kind) => return Some((*kind, Read)),
            Mapping | Data | List(_) => return Some((Data, Read)),
        };
        let found = keys.iter().find(|(own, ..)| *own == key);
        found.map(|(_, kind, what)| (*kind, *what))
    }

    /// The kind of the items, when it is a list.
    pub(crate) fn item(self) -> Kind {
        match self {
            List(kind) => *kind,
            _ => Data,
        }
    }

    /// Whether the keys of it are names that people chose.
    pub(crate) fn is_named(self) -> bool {
        matches!(self, Named(_) | Callback | Mapping)
    }

    /// The kind of a whole description.
    pub(crate) fn of_root(root: &Value) -> Kind {
        match root.get("swagger") {
            Some(_) => Swagger(Object::Root),
            None => Root,
        }
    }

    /// The way to where shared ones stand in a description of the kind `self`.
    pub(crate) fn shelf(self, shared: Kind) -> Option<Vec<&'static str>> {
        let section = shared.component()?;
        Some(match (self, section) {
            (Swagger(_), "schemas") => vec!["definitions"],
            (Swagger(_), section) => vec![section],
            _ => vec!["components", section],
        })
    }

    /// Where in `components` one of it may stand.
    pub(crate) fn component(self) -> Option<&'static str> {
        Some(match self {
            Schema => "schemas",
            Response => "responses",
            Parameter => "parameters",
            RequestBody => "requestBodies",
            Header => "headers",
            SecurityScheme => "securitySchemes",
            PathItem => "pathItems",
            Callback => "callbacks",
            Swagger(object) => return object.component(),
            _ => return None,
        })
    }
}
