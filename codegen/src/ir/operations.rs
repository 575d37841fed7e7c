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
    /// What of the path is sent as such: without query and fragment.
    pub route: String,
    /// Pairs that the path as described has in a query of its own.
    pub fixed_query: Vec<(String, String)>,
    /// How a request is known to be for this operation and not for another one of the same method and route;
    /// empty for the only one, or the one that is left when no other is meant.
    pub conditions: Vec<Condition>,
    /// Whether the server has it: not when no request could tell it from another one.
    pub served: bool,
    /// Summary and description.
    pub doc: String,
    /// The first of its tags.
    pub tag: Option<String>,
    /// Which of [`super::Api::requirements`] it has.
    pub security: Option<usize>,
    /// The scopes that are required, by scheme.
    pub scopes: Vec<(String, Vec<String>)>,
    /// In the order described, those of the path item first.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub body: Option<Body>,
    /// What is answered, by status.
    pub responses: Vec<Response>,
}

/// What a request must have to be for one of several operations of the same method and route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A query parameter, with this value if one is given.
    Query(String, Option<String>),
    /// A header, with this value if one is given.
    Header(String, Option<String>),
    /// A body of one of these media types.
    MediaType(Vec<String>),
    /// The segment with this number, from 0, has these literals around its parameters.
    Literals(usize, Vec<String>),
    /// The segment with this number, from 0, is an integer.
    Integer(usize),
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
    /// In a cookie.
    Cookie,
}

/// How a parameter that is no plain text travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `name=a,b`, or `name=a&name=b`.
    Form,
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;name=a`
    Matrix,
    /// `name=a b`
    Spaces,
    /// `name=a|b`
    Pipes,
    /// `name[key]=a`
    Deep,
}

/// How a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// As the text of its one value.
    Plain,
    /// As several texts.
    Styled {
        /// In which form.
        style: Style,
        /// Whether each of them stands for itself.
        explode: bool,
    },
    /// As JSON.
    Json,
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
    /// Its type; plain ones are never an array, object or anything.
    pub schema: Schema,
    /// How it travels.
    pub travel: Travel,
    /// Its default, as text on the wire; only plain ones have one.
    pub default: Option<String>,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// What the description says about it.
    pub doc: String,
    /// Whether it must be there.
    pub required: bool,
    /// The forms that it may be sent in; at least one.
    pub contents: Vec<Content>,
    /// Whether it is an array that is read and answered item by item.
    pub batch: bool,
}

/// The status of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// This one.
    Code(u16),
    /// Those that begin with this digit.
    Range(u8),
    /// Any that is not described.
    Default,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The HTTP status.
    pub status: Status,
    /// What the description says about it.
    pub doc: String,
    /// The forms of its body; none for no body.
    pub contents: Vec<Content>,
    /// Its headers.
    pub headers: Vec<Header>,
}

/// How the bytes of a body are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON, whatever the media types are called.
    Json,
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
    /// `application/x-www-form-urlencoded`
    Urlencoded,
    /// `multipart/form-data`
    Multipart,
}

/// One form of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// In the order described; the first is the default.
    pub types: Vec<String>,
    /// How its bytes are written.
    pub form: Form,
    /// Its type; that of texts and bytes is [`super::Type::Text`] or [`super::Type::Bytes`].
    pub schema: Schema,
}

/// What an operation requires of its caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Each is a list of indices of schemes that are required together; one of the lists suffices.
    pub alternatives: Vec<Vec<usize>>,
    /// Whether nothing at all suffices as well.
    pub optional: bool,
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
    /// A parameter of its own; headers in lower case.
    ApiKey(Place, String),
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
}

/// The literals and the names of the parameters of one segment of a path: one literal more than there are names.
/// `None` when braces do not match, or nothing stands between two parameters.
#[must_use]
pub fn segment(segment: &str) -> Option<(Vec<String>, Vec<String>)> {
    let (mut literals, mut names) = (Vec::new(), Vec::new());
    let mut rest = segment;
    loop {
        let Some(open) = rest.find('{') else {
            if rest.contains('}') {
                return None;
            }
            literals.push(rest.to_owned());
            return Some((literals, names));
        };
        let literal = &rest[..open];
        let close = rest[open..].find('}')? + open;
        let name = &rest[open + 1..close];
        if literal.contains('}')
            || name.is_empty()
            || name.contains('{')
            || (literal.is_empty() && !names.is_empty())
        {
            return None;
        }
        literals.push(literal.to_owned());
        names.push(name.to_owned());
        rest = &rest[close + 1..];
    }
}
