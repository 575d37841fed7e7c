//! The keys of each object of OpenAPI, what stands there, and what becomes of it.

use super::kind::Kind::{self, *};
use super::kind::Use::{self, Ignored, Read, Since32};

pub(super) type Keys = &'static [(&'static str, Kind, Use)];

pub(super) const ROOT: Keys = &[
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
pub(super) const INFO: Keys = &[
    ("title", Data, Read),
    ("version", Data, Read),
    ("summary", Data, Ignored),
    ("description", Data, Ignored),
    ("termsOfService", Data, Ignored),
    ("contact", Contact, Ignored),
    ("license", License, Ignored),
];
pub(super) const CONTACT: Keys = &[
    ("name", Data, Ignored),
    ("url", Data, Ignored),
    ("email", Data, Ignored),
];
pub(super) const LICENSE: Keys = &[
    ("name", Data, Ignored),
    ("identifier", Data, Ignored),
    ("url", Data, Ignored),
];
pub(super) const COMPONENTS: Keys = &[
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
pub(super) const SERVER: Keys = &[
    ("url", Data, Read),
    ("name", Data, Since32),
    ("description", Data, Read),
    ("variables", Named(&Variable), Read),
];
pub(super) const VARIABLE: Keys = &[
    ("enum", Data, Read),
    ("default", Data, Read),
    ("description", Data, Ignored),
];
pub(super) const PATH_ITEM: Keys = &[
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
pub(super) const OPERATION: Keys = &[
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
pub(super) const PARAMETER: Keys = &[
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
pub(super) const HEADER: Keys = &[
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
pub(super) const REQUEST_BODY: Keys = &[
    ("description", Data, Read),
    ("content", Named(&MediaType), Read),
    ("required", Data, Read),
];
pub(super) const RESPONSE: Keys = &[
    ("summary", Data, Since32),
    ("description", Data, Read),
    ("headers", Named(&Header), Read),
    ("content", Named(&MediaType), Read),
    ("links", Named(&Link), Read),
];
pub(super) const MEDIA_TYPE: Keys = &[
    ("schema", Schema, Read),
    ("itemSchema", Schema, Since32),
    ("encoding", Named(&Encoding), Read),
    ("prefixEncoding", List(&Encoding), Since32),
    ("itemEncoding", Encoding, Since32),
    ("example", Data, Read),
    ("examples", Named(&Example), Read),
];
pub(super) const ENCODING: Keys = &[
    ("contentType", Data, Read),
    ("headers", Named(&Header), Read),
    ("style", Data, Read),
    ("explode", Data, Read),
    ("allowReserved", Data, Read),
    ("encoding", Named(&Encoding), Since32),
    ("prefixEncoding", List(&Encoding), Since32),
    ("itemEncoding", Encoding, Since32),
];
pub(super) const EXAMPLE: Keys = &[
    ("summary", Data, Ignored),
    ("description", Data, Ignored),
    ("value", Data, Read),
    ("externalValue", Data, Ignored),
    ("dataValue", Data, Since32),
    ("serializedValue", Data, Since32),
];
pub(super) const LINK: Keys = &[
    ("operationRef", Data, Read),
    ("operationId", Data, Read),
    ("parameters", Data, Read),
    ("requestBody", Data, Read),
    ("description", Data, Ignored),
    ("server", Server, Ignored),
];
pub(super) const TAG: Keys = &[
    ("name", Data, Read),
    ("summary", Data, Since32),
    ("description", Data, Read),
    ("externalDocs", ExternalDocs, Ignored),
    ("parent", Data, Since32),
    ("kind", Data, Since32),
];
pub(super) const EXTERNAL_DOCS: Keys = &[("description", Data, Ignored), ("url", Data, Ignored)];
pub(super) const SECURITY_SCHEME: Keys = &[
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
pub(super) const FLOWS: Keys = &[
    ("implicit", Flow, Ignored),
    ("password", Flow, Ignored),
    ("clientCredentials", Flow, Ignored),
    ("authorizationCode", Flow, Ignored),
    ("deviceAuthorization", Flow, Since32),
];
pub(super) const FLOW: Keys = &[
    ("authorizationUrl", Data, Ignored),
    ("deviceAuthorizationUrl", Data, Since32),
    ("tokenUrl", Data, Ignored),
    ("refreshUrl", Data, Ignored),
    ("scopes", Data, Ignored),
];
/// The keywords of JSON Schema from draft 4 to 2020-12, and those that OpenAPI adds.
pub(super) const SCHEMA: Keys = &[
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
    ("items", Schema, Read),
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
pub(super) const DISCRIMINATOR: Keys = &[
    ("propertyName", Data, Read),
    ("mapping", Mapping, Read),
    ("defaultMapping", MappingTarget, Since32),
];
pub(super) const XML: Keys = &[
    ("name", Data, Ignored),
    ("namespace", Data, Ignored),
    ("prefix", Data, Ignored),
    ("attribute", Data, Ignored),
    ("wrapped", Data, Ignored),
    ("nodeType", Data, Since32),
];
