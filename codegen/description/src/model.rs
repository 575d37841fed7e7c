//! What a description says, typed: operations with their parameters, bodies and answers, security and servers. Each part
//! knows the JSON pointer at which it stands; what is referred to from several places is shared.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::schema::SchemaId;

/// The kind of description that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// OpenAPI 3.0, and Swagger 2.0 after its conversion: what stands beside a `$ref` does not count.
    V30,
    /// OpenAPI 3.1: schemas are JSON Schema 2020-12.
    V31,
    /// OpenAPI 3.2
    V32,
}

/// `info`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// `title`
    pub title: String,
    /// `version`, of the API
    pub version: String,
}

/// A place where the API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// With `{variables}`.
    pub url: String,
    /// For people.
    pub description: Option<String>,
    /// By name.
    pub variables: IndexMap<String, ServerVariable>,
}

/// A variable in the URL of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The value where none is chosen.
    pub default: String,
    /// The only values; none for any.
    pub values: Vec<String>,
}

/// A tag of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// As operations name it.
    pub name: String,
    /// For people.
    pub description: Option<String>,
    /// The tag that it is below (OpenAPI 3.2).
    pub parent: Option<String>,
    /// What it is for (OpenAPI 3.2), for example `nav`.
    pub kind: Option<String>,
}

/// One method on one path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub at: String,
    /// The method as it is sent: in capitals, unless `additionalOperations` says otherwise.
    pub method: String,
    /// The path template; of a webhook its name, of a callback its expression.
    pub path: String,
    /// Where the path stands that it was found by: not where the operation stands when the path is a reference.
    pub path_at: String,
    /// `operationId`, if it is not blank.
    pub id: Option<String>,
    /// `tags`
    pub tags: Vec<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// Those of the path, replaced by those of the operation where both name the same.
    pub parameters: Vec<Arc<Parameter>>,
    /// What is sent.
    pub body: Option<Arc<RequestBody>>,
    /// What is answered, in the order written.
    pub responses: Vec<(Status, Arc<Response>)>,
    /// What the caller is asked for.
    pub security: Security,
    /// Those of the operation, else of the path, else of the description.
    pub servers: Vec<Server>,
    /// What the server calls in turn.
    pub callbacks: Vec<Callback>,
    /// Members that begin with `x-`.
    pub extensions: Map<String, Value>,
    /// Parts that could not be read, with the JSON pointer of each; diagnostics say why.
    pub unread: Vec<String>,
}

/// What an operation asks of its caller, and where that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Security {
    /// Where it stands: at the operation, or for the whole description.
    pub at: String,
    /// One of these is enough; each is a list of schemes, all of them needed, with their scopes.
    pub alternatives: Vec<Vec<(String, Vec<String>)>>,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The whole query (OpenAPI 3.2).
    QueryString,
    /// In a header field.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a value with parts is written as text (RFC 6570).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `name=a,b`, or `name=a&name=b`
    Form,
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;name=a`
    Matrix,
    /// `name=a b`
    SpaceDelimited,
    /// `name=a|b`
    PipeDelimited,
    /// `name[key]=a`
    DeepObject,
    /// `a; b`, the cookie header itself (OpenAPI 3.2)
    Cookie,
}

/// What a parameter or a header holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A value that is written by a style.
    Schema(SchemaId),
    /// A text in a media type.
    Content(Vec<MediaType>),
    /// It is not said.
    Missing,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Where it stands.
    pub at: String,
    /// As it travels.
    pub name: String,
    /// Where it stands in a request.
    pub location: Location,
    /// For people.
    pub description: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// How it is written.
    pub style: Style,
    /// Whether each part of it stands for itself.
    pub explode: bool,
    /// Whether characters with a meaning in URLs are sent as they are.
    pub allow_reserved: bool,
    /// Whether it may be empty.
    pub allow_empty: bool,
    /// What it holds.
    pub shape: Shape,
    /// Values that the description shows.
    pub examples: Vec<Value>,
}

/// A header of an answer, or of a part of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Where it stands.
    pub at: String,
    /// For people.
    pub description: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Whether each part of it stands for itself.
    pub explode: bool,
    /// What it holds.
    pub shape: Shape,
    /// Values that the description shows.
    pub examples: Vec<Value>,
}

/// What is sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestBody {
    /// Where it stands.
    pub at: String,
    /// For people.
    pub description: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// Its forms.
    pub content: Vec<MediaType>,
}

/// The statuses of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// This one.
    Code(u16),
    /// Those that begin with this digit.
    Range(u16),
    /// Those that nothing else is said of.
    Default,
}

impl std::fmt::Display for Status {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(formatter, "{code}"),
            Self::Range(digit) => write!(formatter, "{digit}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// Where it stands.
    pub at: String,
    /// For people.
    pub description: String,
    /// By name, as written.
    pub headers: IndexMap<String, Arc<Header>>,
    /// Names of headers that could not be read.
    pub unread_headers: Vec<String>,
    /// Its forms.
    pub content: Vec<MediaType>,
    /// What may be called next, by name.
    pub links: IndexMap<String, Link>,
}

/// One form of a body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MediaType {
    /// Where it stands.
    pub at: String,
    /// The media type or range, as written.
    pub name: String,
    /// What it holds.
    pub schema: Option<SchemaId>,
    /// What each item of a sequence holds (OpenAPI 3.2).
    pub item_schema: Option<SchemaId>,
    /// How members are written, by name.
    pub encoding: IndexMap<String, Encoding>,
    /// Values that the description shows.
    pub examples: Vec<Value>,
}

/// How one member of a form is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encoding {
    /// `contentType`
    pub content_type: Option<String>,
    /// Headers of the part, by name.
    pub headers: IndexMap<String, Arc<Header>>,
    /// How it is written; none where nothing is said.
    pub style: Option<Style>,
    /// Whether each part of it stands for itself; none where nothing is said.
    pub explode: Option<bool>,
    /// Whether characters with a meaning in URLs are sent as they are.
    pub allow_reserved: bool,
}

/// What may be called after an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it stands.
    pub at: String,
    /// Which operation.
    pub operation: LinkTarget,
    /// Values of parameters, or expressions that say where they are found.
    pub parameters: IndexMap<String, Value>,
    /// The same for the body.
    pub body: Option<Value>,
}

/// The operation that a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// By `operationId`.
    Id(String),
    /// By reference.
    Reference(String),
}

/// What the server calls in turn.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Its name.
    pub name: String,
    /// The operations; the path of each is an expression.
    pub operations: Vec<Operation>,
}

/// A way to authenticate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Where it stands.
    pub at: String,
    /// For people.
    pub description: Option<String>,
    /// How.
    pub kind: SchemeKind,
}

/// How a caller authenticates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in a parameter of its own.
    ApiKey(Location, String),
    /// The header field `Authorization`, by this scheme of HTTP, as written.
    Http(String),
    /// A token of OAuth 2.
    OAuth2,
    /// A token of OpenID Connect.
    OpenIdConnect,
    /// A certificate of the client (OpenAPI 3.1).
    MutualTls,
}
