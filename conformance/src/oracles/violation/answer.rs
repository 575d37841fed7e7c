//! What is wrong with an answer itself: its header fields, and its body as a whole.

use std::fmt;

use serde::Serialize;

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
        /// the parameter that it was the value of
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
    /// the body of an error is an HTML page
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
