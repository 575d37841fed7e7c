//! What is wrong with the problem in an answer (RFC 9457).

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// What is wrong with a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "UPPERCASE")]
pub enum ProblemKind {
    /// it stands beside results of success
    BesideResults,
    /// it is no object
    NotAnObject {
        /// the status of the answer
        #[serde(skip)]
        status: u16,
    },
    /// a member has another type
    Member {
        /// the member
        member: String,
        /// its type
        #[serde(skip)]
        found: JsonType,
        /// the status of the answer
        #[serde(skip)]
        status: u16,
    },
    /// it says another status than the answer
    Status {
        /// the status of the answer
        #[serde(skip)]
        status: u16,
        /// what the problem says
        #[serde(skip)]
        said: i64,
    },
    /// a member is no URI reference
    Uri {
        /// the member
        member: &'static str,
    },
    /// another one of the same type and status has another title
    Titles,
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

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BesideResults => f.write_str("results and a problem in one answer"),
            Self::NotAnObject { status } => {
                write!(f, "the answer is {status}, and its problem is no object")
            }
            Self::Member {
                member,
                found,
                status,
            } => write!(
                f,
                "the answer is {status}, and the `{member}` of its problem is {found}"
            ),
            Self::Status { status, said } => {
                write!(f, "the answer is {status}, its problem says {said}")
            }
            Self::Uri { member } => write!(f, "`{member}` of a problem is no URI reference"),
            Self::Titles => {
                f.write_str("two problems of one type and status have different titles")
            }
        }
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
