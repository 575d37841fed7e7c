//! Operations, their parameters, bodies, answers and security.

use super::types::Schema;

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The `operationId`, or one made of method and path.
    pub id: String,
    /// In capitals.
    pub method: &'static str,
    /// The path as described, with its `{parameters}`.
    pub path: String,
    /// Summary and description.
    pub doc: String,
    /// Whether the API's credentials are required.
    pub secured: bool,
    /// In the order described, those of the path item first.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub body: Option<Body>,
    /// What is answered, by status.
    pub responses: Vec<Response>,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name on the wire.
    pub wire: String,
    /// What the description says about it.
    pub doc: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it must be there.
    pub required: bool,
    /// Its type: never an array, object or anything.
    pub schema: Schema,
    /// Its default, as text on the wire.
    pub default: Option<String>,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// What the description says about it.
    pub doc: String,
    /// Whether it must be there.
    pub required: bool,
    /// The media types that it may be sent as; all are JSON.
    pub media_types: Vec<String>,
    /// Its type.
    pub schema: Schema,
    /// Whether it is an array that is read and answered item by item.
    pub batch: bool,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// What the description says about it.
    pub doc: String,
    /// Its body, when it has one.
    pub body: Option<Media>,
    /// Its headers.
    pub headers: Vec<Header>,
}

/// A body of an answer: JSON, whatever the media types are called.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// In the order described; the first is the default.
    pub types: Vec<String>,
    /// Its type.
    pub schema: Schema,
}

/// A header of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The name on the wire, in lower case.
    pub wire: String,
    /// What the description says about it.
    pub doc: String,
    /// Whether it must be there.
    pub required: bool,
    /// Its type: never an array, object or anything.
    pub schema: Schema,
}

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// The name in `components.securitySchemes`.
    pub name: String,
    /// What the description says about it.
    pub doc: String,
    /// What it is.
    pub kind: SchemeKind,
}

/// What a security scheme is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A header of its own, in lower case.
    ApiKey(String),
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
}
