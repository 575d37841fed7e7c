//! What is wrong with an answer itself: its header fields, its body, its problem (RFC 9457), its results.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "UPPERCASE")]
pub enum AnswerKind {
    /// a header field is missing
    FieldMissing {
        /// its name
        name: &'static str,
        /// the status
        #[serde(skip)]
        status: u16,
    },
    /// the methods that are allowed do not name the declared one
    MethodNotAllowed {
        /// what the field says
        #[serde(skip)]
        allow: String,
        /// the declared method
        #[serde(skip)]
        method: String,
    },
    /// a value that was sent became a header field
    FieldInjected {
        /// the parameter that held it
        parameter: String,
        /// the field
        #[serde(skip)]
        name: &'static str,
    },
    /// the media type is not declared
    MediaType {
        /// it
        name: String,
        /// the status
        #[serde(skip)]
        status: u16,
    },
    /// the body is not JSON
    NotJson(#[serde(skip)] String),
    /// the body is JSON, but no object
    NotAnObject,
    /// the body is labelled as JSON, and is none
    LabelledJson,
    /// an error is told by an HTML page
    HtmlPage(#[serde(skip)] u16),
    /// the body is not UTF-8
    NotUtf8,
    /// bytes follow the answer
    StrayBytes(#[serde(skip)] String),
    /// bytes follow the answer to HEAD
    BodyOfHead(#[serde(skip)] String),
    /// it shows what stands inside the server
    Leak {
        /// what it looks like
        what: Leak,
        /// the beginning of it
        #[serde(skip)]
        text: String,
    },
    /// it holds the values of these credentials
    Credentials(Vec<String>),
    /// it holds text that only another tenant wrote
    OtherTenantsText,
    /// there is a problem beside results of success
    ProblemBesideResults,
    /// the problem is no object
    ProblemNotAnObject(#[serde(skip)] u16),
    /// a member of the problem has another type
    ProblemMember {
        /// the member
        member: String,
        /// its type
        #[serde(skip)]
        found: JsonType,
        /// the status
        #[serde(skip)]
        status: u16,
    },
    /// the problem says another status
    ProblemStatus {
        /// the status
        #[serde(skip)]
        status: u16,
        /// what the problem says
        #[serde(skip)]
        said: i64,
    },
    /// a member of the problem is no URI reference
    ProblemUri(String),
    /// two problems of one type and status have different titles
    ProblemTitles,
    /// a result has a number that is no status
    ResultStatus(#[serde(skip)] i64),
    /// a successful result has a status that says something else
    SuccessStatus(i64),
    /// a result is about what was not sent
    ForeignResult {
        /// its id
        #[serde(skip)]
        id: String,
        /// its position, from 0
        #[serde(skip)]
        position: usize,
    },
    /// two results are about one item
    RepeatedResult,
    /// two results have the same id
    SameId(#[serde(skip)] usize, #[serde(skip)] usize),
    /// the id of a result lacks a part of the key
    IdWithout(String),
    /// the results stand in another order than the items
    Order,
    /// a path parameter is beyond its format, and items are answered as written
    PathBeyondFormat(String),
    /// the id of the call is empty
    CallIdEmpty,
    /// the id of the call repeats what was sent
    CallIdRepeats,
}

/// What an answer gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leak {
    /// a stack trace
    StackTrace,
    /// the name of an exception
    Exception,
    /// an SQL statement
    Sql,
    /// a database error
    Database,
    /// a connection string
    Connection,
    /// a file path
    Path,
}

/// A type of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "JSON's words")]
pub enum JsonType {
    Text,
    Number,
    Array,
    Object,
    Boolean,
    Null,
}

impl From<&Value> for JsonType {
    fn from(value: &Value) -> Self {
        match value {
            Value::String(_) => Self::Text,
            Value::Number(_) => Self::Number,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
            Value::Bool(_) => Self::Boolean,
            Value::Null => Self::Null,
        }
    }
}

impl fmt::Display for AnswerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FieldMissing { name, status } => return write!(f, "the {status} has no {name}"),
            Self::MethodNotAllowed { allow, method } => {
                return write!(f, "the allowed methods {allow:?} do not name {method}");
            }
            Self::FieldInjected { parameter, name } => {
                return write!(
                    f,
                    "the value of `{parameter}` put a header field `{name}` into the answer"
                );
            }
            Self::MediaType { name, status } => {
                return write!(
                    f,
                    "the {status} is labelled `{name}`, which the description does not declare"
                );
            }
            Self::NotJson(cause) => return write!(f, "the body is not JSON: {cause}"),
            Self::HtmlPage(status) => {
                return write!(f, "the answer is {status}, and its body is an HTML page");
            }
            Self::StrayBytes(bytes) => {
                return write!(f, "bytes that nobody asked for follow an answer: {bytes:?}");
            }
            Self::BodyOfHead(bytes) => {
                return write!(
                    f,
                    "bytes follow the header fields of the answer to HEAD: {bytes:?}"
                );
            }
            Self::Leak { what, text } => {
                return write!(f, "the answer looks like it holds {what}: {text:?}");
            }
            Self::Credentials(schemes) => {
                return write!(f, "the answer holds the value of {}", schemes.join(", "));
            }
            Self::ProblemNotAnObject(status) => {
                return write!(f, "the answer is {status}, and its problem is no object");
            }
            Self::ProblemMember {
                member,
                found,
                status,
            } => {
                return write!(
                    f,
                    "the answer is {status}, and the `{member}` of its problem is {found}"
                );
            }
            Self::ProblemStatus { status, said } => {
                return write!(f, "the answer is {status}, its problem says {said}");
            }
            Self::ProblemUri(member) => {
                return write!(f, "`{member}` of a problem is no URI reference");
            }
            Self::ResultStatus(status) => return write!(f, "a result has the status {status}"),
            Self::SuccessStatus(status) => {
                return write!(f, "a successful result has the status {status}");
            }
            Self::ForeignResult { id, position } => {
                return write!(
                    f,
                    "result {} is about {id}, which no item of the batch is",
                    position + 1
                );
            }
            Self::SameId(one, other) => {
                return write!(f, "results {} and {} have the same id", one + 1, other + 1);
            }
            Self::IdWithout(member) => {
                return write!(f, "the id of a successful result has no `{member}`");
            }
            Self::PathBeyondFormat(name) => {
                return write!(
                    f,
                    "`{name}` is beyond its format, and items are answered as written"
                );
            }
            Self::NotAnObject => "the body is JSON, but no object",
            Self::LabelledJson => "the body is labelled as JSON, and is none",
            Self::NotUtf8 => "the body is not UTF-8, or begins with a byte order mark",
            Self::OtherTenantsText => "the answer holds text that only another tenant wrote",
            Self::ProblemBesideResults => "results and a problem in one answer",
            Self::ProblemTitles => "two problems of one type and status have different titles",
            Self::RepeatedResult => "two results are about the same item",
            Self::Order => "the results stand in another order than the items",
            Self::CallIdEmpty => "the id of the call is empty",
            Self::CallIdRepeats => "the id of the call repeats what was sent",
        })
    }
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StackTrace => "a stack trace",
            Self::Exception => "the name of an exception",
            Self::Sql => "an SQL statement",
            Self::Database => "a database error",
            Self::Connection => "a connection string",
            Self::Path => "a file path",
        })
    }
}

impl fmt::Display for JsonType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Boolean => "a truth value",
            Self::Null => "null",
        })
    }
}
