//! The grammar of OpenAPI, once: which objects a description is made of, which keys each has, what stands there, and what
//! becomes of it. Everything that walks a document walks it by this table.

/// A kind of object, or a collection of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// The whole description.
    Root,
    /// `info`
    Info,
    /// `info.contact`
    Contact,
    /// `info.license`
    License,
    /// `components`
    Components,
    /// A server.
    Server,
    /// A variable in the URL of a server.
    Variable,
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
    /// How one part of a form is written.
    Encoding,
    /// An example with a name.
    Example,
    /// What may be called after an answer.
    Link,
    /// A tag.
    Tag,
    /// Documentation elsewhere.
    ExternalDocs,
    /// A way to authenticate.
    SecurityScheme,
    /// The OAuth flows of a security scheme.
    Flows,
    /// One OAuth flow.
    Flow,
    /// A schema.
    Schema,
    /// A schema, or several: `items` before JSON Schema 2020-12.
    SchemaOrList,
    /// How the type of a value is told from the value.
    Discriminator,
    /// References to schemas, by value of a discriminator.
    Mapping,
    /// The schema that a discriminator means by default.
    MappingTarget,
    /// How a value is written as XML.
    Xml,
    /// Callbacks: expressions, each with a path item.
    Callback,
    /// What has no parts that are looked at here.
    Data,
    /// Several of a kind.
    List(&'static Kind),
    /// Several of a kind, each with a name.
    Named(&'static Kind),
    /// The same, by HTTP status.
    Statuses,
    /// The same, by path.
    Paths,
}

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// It is part of the typed result.
    Read,
    /// Nothing depends on it, on purpose: documentation for people, and what other tools are for.
    Ignored,
    /// It is part of the typed result in OpenAPI 3.2 and later, and no key before.
    Since32,
}

use Kind::{
    Callback, Components, Contact, Data, Discriminator, Encoding, Example, ExternalDocs, Flow,
    Flows, Header, Info, License, Link, List, Mapping, MappingTarget, MediaType, Named, Operation,
    Parameter, PathItem, Paths, RequestBody, Response, Root, Schema, SchemaOrList, SecurityScheme,
    Server, Statuses, Tag, Variable, Xml,
};
use Use::{Ignored, Read, Since32};

type Keys = &'static [(&'static str, Kind, Use)];

const ROOT: Keys = &[
    ("openapi", Data, Read),
    ("$self", Data, Since32),
    ("info", Info, Read),
    ("jsonSchemaDialect", Data, Ignored),
    ("servers", List(&Server), Read),
    ("paths", Paths, Read),
    ("webhooks", Named(&PathItem), Read),
    ("components", Components, Read),
    ("security", Data, Read),
    ("tags", List(&Tag), Read),
    ("externalDocs", ExternalDocs, Ignored),
];
const INFO: Keys = &[
    ("title", Data, Read),
    ("version", Data, Read),
    ("summary", Data, Ignored),
    ("description", Data, Ignored),
    ("termsOfService", Data, Ignored),
    ("contact", Contact, Ignored),
    ("license", License, Ignored),
];
const CONTACT: Keys = &[
    ("name", Data, Ignored),
    ("url", Data, Ignored),
    ("email", Data, Ignored),
];
const LICENSE: Keys = &[
    ("name", Data, Ignored),
    ("identifier", Data, Ignored),
    ("url", Data, Ignored),
];
const COMPONENTS: Keys = &[
    ("schemas", Named(&Schema), Read),
    ("responses", Named(&Response), Read),
    ("parameters", Named(&Parameter), Read),
    ("examples", Named(&Example), Read),
    ("requestBodies", Named(&RequestBody), Read),
    ("headers", Named(&Header), Read),
    ("securitySchemes", Named(&SecurityScheme), Read),
    ("links", Named(&Link), Read),
    ("callbacks", Named(&Callback), Read),
    ("pathItems", Named(&PathItem), Read),
    ("mediaTypes", Named(&MediaType), Since32),
];
const SERVER: Keys = &[
    ("url", Data, Read),
    ("name", Data, Since32),
    ("description", Data, Read),
    ("variables", Named(&Variable), Read),
];
const VARIABLE: Keys = &[
    ("enum", Data, Read),
    ("default", Data, Read),
    ("description", Data, Ignored),
];
const PATH_ITEM: Keys = &[
    ("$ref", Data, Read),
    ("summary", Data, Ignored),
    ("description", Data, Ignored),
    ("servers", List(&Server), Read),
    ("parameters", List(&Parameter), Read),
    ("get", Operation, Read),
    ("put", Operation, Read),
    ("post", Operation, Read),
    ("delete", Operation, Read),
    ("options", Operation, Read),
    ("head", Operation, Read),
    ("patch", Operation, Read),
    ("trace", Operation, Read),
    ("query", Operation, Since32),
    ("additionalOperations", Named(&Operation), Since32),
];
const OPERATION: Keys = &[
    ("tags", Data, Read),
    ("summary", Data, Read),
    ("description", Data, Read),
    ("externalDocs", ExternalDocs, Ignored),
    ("operationId", Data, Read),
    ("parameters", List(&Parameter), Read),
    ("requestBody", RequestBody, Read),
    ("responses", Statuses, Read),
    ("callbacks", Named(&Callback), Read),
    ("deprecated", Data, Read),
    ("security", Data, Read),
    ("servers", List(&Server), Read),
];
const PARAMETER: Keys = &[
    ("name", Data, Read),
    ("in", Data, Read),
    ("description", Data, Read),
    ("required", Data, Read),
    ("deprecated", Data, Read),
    ("allowEmptyValue", Data, Read),
    ("style", Data, Read),
    ("explode", Data, Read),
    ("allowReserved", Data, Read),
    ("schema", Schema, Read),
    ("content", Named(&MediaType), Read),
    ("example", Data, Read),
    ("examples", Named(&Example), Read),
];
const HEADER: Keys = &[
    ("description", Data, Read),
    ("required", Data, Read),
    ("deprecated", Data, Read),
    ("allowEmptyValue", Data, Ignored),
    ("style", Data, Read),
    ("explode", Data, Read),
    ("allowReserved", Data, Ignored),
    ("schema", Schema, Read),
    ("content", Named(&MediaType), Read),
    ("example", Data, Read),
    ("examples", Named(&Example), Read),
];
const REQUEST_BODY: Keys = &[
    ("description", Data, Read),
    ("content", Named(&MediaType), Read),
    ("required", Data, Read),
];
const RESPONSE: Keys = &[
    ("summary", Data, Since32),
    ("description", Data, Read),
    ("headers", Named(&Header), Read),
    ("content", Named(&MediaType), Read),
    ("links", Named(&Link), Read),
];
const MEDIA_TYPE: Keys = &[
    ("schema", Schema, Read),
    ("itemSchema", Schema, Since32),
    ("encoding", Named(&Encoding), Read),
    ("prefixEncoding", List(&Encoding), Since32),
    ("itemEncoding", Encoding, Since32),
    ("example", Data, Read),
    ("examples", Named(&Example), Read),
];
const ENCODING: Keys = &[
    ("contentType", Data, Read),
    ("headers", Named(&Header), Read),
    ("style", Data, Read),
    ("explode", Data, Read),
    ("allowReserved", Data, Read),
    ("encoding", Named(&Encoding), Since32),
    ("prefixEncoding", List(&Encoding), Since32),
    ("itemEncoding", Encoding, Since32),
];
const EXAMPLE: Keys = &[
    ("summary", Data, Ignored),
    ("description", Data, Ignored),
    ("value", Data, Read),
    ("externalValue", Data, Ignored),
    ("dataValue", Data, Since32),
    ("serializedValue", Data, Since32),
];
const LINK: Keys = &[
    ("operationRef", Data, Read),
    ("operationId", Data, Read),
    ("parameters", Data, Read),
    ("requestBody", Data, Read),
    ("description", Data, Ignored),
    ("server", Server, Ignored),
];
const TAG: Keys = &[
    ("name", Data, Read),
    ("summary", Data, Since32),
    ("description", Data, Read),
    ("externalDocs", ExternalDocs, Ignored),
    ("parent", Data, Since32),
    ("kind", Data, Since32),
];
const EXTERNAL_DOCS: Keys = &[("description", Data, Ignored), ("url", Data, Ignored)];
const SECURITY_SCHEME: Keys = &[
    ("type", Data, Read),
    ("description", Data, Read),
    ("name", Data, Read),
    ("in", Data, Read),
    ("scheme", Data, Read),
    ("bearerFormat", Data, Ignored),
    ("flows", Flows, Ignored),
    ("openIdConnectUrl", Data, Ignored),
    ("oauth2MetadataUrl", Data, Since32),
    ("deprecated", Data, Since32),
];
const FLOWS: Keys = &[
    ("implicit", Flow, Ignored),
    ("password", Flow, Ignored),
    ("clientCredentials", Flow, Ignored),
    ("authorizationCode", Flow, Ignored),
    ("deviceAuthorization", Flow, Since32),
];
const FLOW: Keys = &[
    ("authorizationUrl", Data, Ignored),
    ("deviceAuthorizationUrl", Data, Since32),
    ("tokenUrl", Data, Ignored),
    ("refreshUrl", Data, Ignored),
    ("scopes", Data, Ignored),
];
/// The keywords of JSON Schema from draft 4 to 2020-12, and those that OpenAPI adds.
const SCHEMA: Keys = &[
    ("$ref", Data, Read),
    ("$dynamicRef", Data, Read),
    ("$recursiveRef", Data, Read),
    ("$id", Data, Read),
    ("$anchor", Data, Read),
    ("$dynamicAnchor", Data, Read),
    ("$recursiveAnchor", Data, Read),
    ("$schema", Data, Ignored),
    ("$vocabulary", Data, Ignored),
    ("$comment", Data, Ignored),
    ("$defs", Named(&Schema), Read),
    ("definitions", Named(&Schema), Read),
    ("title", Data, Read),
    ("description", Data, Read),
    ("type", Data, Read),
    ("nullable", Data, Read),
    ("format", Data, Read),
    ("enum", Data, Read),
    ("const", Data, Read),
    ("default", Data, Read),
    ("example", Data, Read),
    ("examples", Data, Read),
    ("deprecated", Data, Read),
    ("readOnly", Data, Read),
    ("writeOnly", Data, Read),
    ("minimum", Data, Read),
    ("maximum", Data, Read),
    ("exclusiveMinimum", Data, Read),
    ("exclusiveMaximum", Data, Read),
    ("multipleOf", Data, Read),
    ("minLength", Data, Read),
    ("maxLength", Data, Read),
    ("pattern", Data, Read),
    ("contentEncoding", Data, Read),
    ("contentMediaType", Data, Read),
    ("contentSchema", Schema, Read),
    ("items", SchemaOrList, Read),
    ("prefixItems", List(&Schema), Read),
    ("contains", Schema, Read),
    ("minContains", Data, Read),
    ("maxContains", Data, Read),
    ("minItems", Data, Read),
    ("maxItems", Data, Read),
    ("uniqueItems", Data, Read),
    ("unevaluatedItems", Schema, Read),
    ("properties", Named(&Schema), Read),
    ("patternProperties", Named(&Schema), Read),
    ("additionalProperties", Schema, Read),
    ("propertyNames", Schema, Read),
    ("required", Data, Read),
    ("minProperties", Data, Read),
    ("maxProperties", Data, Read),
    ("dependentRequired", Data, Read),
    ("dependentSchemas", Named(&Schema), Read),
    ("unevaluatedProperties", Schema, Read),
    ("allOf", List(&Schema), Read),
    ("anyOf", List(&Schema), Read),
    ("oneOf", List(&Schema), Read),
    ("not", Schema, Read),
    ("if", Schema, Read),
    ("then", Schema, Read),
    ("else", Schema, Read),
    ("discriminator", Discriminator, Read),
    ("externalDocs", ExternalDocs, Ignored),
    ("xml", Xml, Ignored),
];
const DISCRIMINATOR: Keys = &[
    ("propertyName", Data, Read),
    ("mapping", Mapping, Read),
    ("defaultMapping", MappingTarget, Since32),
];
const XML: Keys = &[
    ("name", Data, Ignored),
    ("namespace", Data, Ignored),
    ("prefix", Data, Ignored),
    ("attribute", Data, Ignored),
    ("wrapped", Data, Ignored),
    ("nodeType", Data, Since32),
];

impl Kind {
    fn keys(self) -> Keys {
        match self {
            Root => ROOT,
            Info => INFO,
            Contact => CONTACT,
            License => LICENSE,
            Components => COMPONENTS,
            Server => SERVER,
            Variable => VARIABLE,
            PathItem => PATH_ITEM,
            Operation => OPERATION,
            Parameter => PARAMETER,
            Header => HEADER,
            RequestBody => REQUEST_BODY,
            Response => RESPONSE,
            MediaType => MEDIA_TYPE,
            Encoding => ENCODING,
            Example => EXAMPLE,
            Link => LINK,
            Tag => TAG,
            ExternalDocs => EXTERNAL_DOCS,
            SecurityScheme => SECURITY_SCHEME,
            Flows => FLOWS,
            Flow => FLOW,
            Schema | SchemaOrList => SCHEMA,
            Discriminator => DISCRIMINATOR,
            Xml => XML,
            Mapping | MappingTarget | Callback | Data | List(_) | Named(_) | Statuses | Paths => {
                &[]
            }
        }
    }

    /// The kind of the member `key`, and what becomes of it; `None` for a key that OpenAPI does not have here.
    pub(crate) fn member(self, key: &str) -> Option<(Kind, Use)> {
        match self {
            Callback | Paths => return Some((PathItem, Read)),
            Statuses => return Some((Response, Read)),
            Named(kind) => return Some((*kind, Read)),
            Mapping => return Some((MappingTarget, Read)),
            MappingTarget | Data | List(_) => return Some((Data, Read)),
            _ => {}
        }
        let found = self.keys().iter().find(|(own, ..)| *own == key);
        found.map(|(_, kind, what)| (*kind, *what))
    }

    /// The kind of the items, when it is a list.
    pub(crate) fn item(self) -> Kind {
        match self {
            List(kind) => *kind,
            SchemaOrList => Schema,
            _ => Data,
        }
    }

    /// Whether the keys of it are names that people chose.
    pub(crate) fn is_named(self) -> bool {
        matches!(self, Named(_) | Callback | Mapping | Statuses | Paths)
    }

    /// Where in `components` one of it may stand. What may stand there may also be referred to.
    pub(crate) fn component(self) -> Option<&'static str> {
        Some(match self {
            Schema | SchemaOrList => "schemas",
            Response => "responses",
            Parameter => "parameters",
            Example => "examples",
            RequestBody => "requestBodies",
            Header => "headers",
            SecurityScheme => "securitySchemes",
            Link => "links",
            Callback => "callbacks",
            PathItem => "pathItems",
            _ => return None,
        })
    }

    /// What it is called in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Root => "a description",
            Info => "`info`",
            Contact => "`contact`",
            License => "`license`",
            Components => "`components`",
            Server => "a server",
            Variable => "a variable of a server",
            PathItem => "a path",
            Operation => "an operation",
            Parameter => "a parameter",
            Header => "a header",
            RequestBody => "a request body",
            Response => "a response",
            MediaType => "a media type",
            Encoding => "an encoding",
            Example => "an example",
            Link => "a link",
            Tag => "a tag",
            ExternalDocs => "`externalDocs`",
            SecurityScheme => "a security scheme",
            Flows => "`flows`",
            Flow => "an OAuth flow",
            Schema | SchemaOrList => "a schema",
            Discriminator => "a discriminator",
            Xml => "`xml`",
            Mapping | MappingTarget | Callback | Data | List(_) | Named(_) | Statuses | Paths => {
                "this object"
            }
        }
    }
}
