//! One symbolic request: what is called, with which items, and what is wrong with it on purpose.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{BodyDefect, Credentials, Defect, PathDefect, RequestDefect, Tenant};

/// A content coding that no server knows.
const UNKNOWN_CODING: &str = "x-conformance";

/// One symbolic request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// what is called
    pub call: Call,
    /// which tenant
    #[serde(default, skip_serializing_if = "Tenant::is_first")]
    pub tenant: Tenant,
    /// which credentials
    #[serde(default, skip_serializing_if = "Credentials::is_all")]
    pub credentials: Credentials,
    /// a path parameter with another value
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<PathDefect>,
    /// another Content-Type than the declared one
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// an `Accept` header
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accept: Option<String>,
    /// how the same request is written down and sent
    #[serde(default, skip_serializing_if = "Form::is_plain")]
    pub form: Form,
    /// another method than the declared one
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// a `Content-Encoding` that no server knows
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// the client hangs up before the answer is there
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub abandoned: bool,
}

/// Ways to write and send one and the same request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// compact JSON with `Content-Length`
    #[default]
    Plain,
    /// white space wherever JSON allows it (RFC 8259, 2)
    Spaced,
    /// names and texts with `\\u` escapes (RFC 8259, 7)
    Escaped,
    /// members in the opposite order (RFC 8259, 4)
    Reordered,
    /// `Transfer-Encoding: chunked` (RFC 9112, 7.1)
    Chunked,
    /// names of header fields in another case (RFC 9110, 5.1)
    TitleCase,
    /// with `Expect: 100-continue` (RFC 9110, 10.1.1)
    Expect,
    /// a byte order mark before the JSON, which a server may refuse (RFC 8259, 8.1)
    Bom,
}

impl Form {
    fn is_plain(&self) -> bool {
        *self == Self::Plain
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "plain",
            Self::Spaced => "spaced",
            Self::Escaped => "escaped",
            Self::Reordered => "reordered",
            Self::Chunked => "chunked",
            Self::TitleCase => "titlecase",
            Self::Expect => "expect",
            Self::Bom => "bom",
        })
    }
}

/// What a request calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    /// the batch operation
    Batch {
        /// the elements of the array
        items: Vec<Item>,
        /// what is wrong with the body as a whole
        #[serde(default, skip_serializing_if = "Option::is_none")]
        defect: Option<BodyDefect>,
    },
    /// the sibling that reads one entity
    Get(Symbol),
    /// the sibling that lists the collection
    List,
    /// the operation that the plan is about, which is no batch
    Other {
        /// the entity that it is about, where it is about one
        key: Symbol,
        /// the required parameter that is left out
        #[serde(default, skip_serializing_if = "Option::is_none")]
        without: Option<String>,
        /// what is wrong with the body
        #[serde(default, skip_serializing_if = "Option::is_none")]
        defect: Option<BodyDefect>,
    },
}

/// A key without a value: `k1`. Binding gives it one that was never used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Symbol(pub usize);

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "k{}", self.0 + 1)
    }
}

/// One element of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// which entity
    pub key: Symbol,
    /// the properties beside the key, in the order in which they are sent
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, Value)>,
    /// what is wrong with it, on purpose
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defect: Option<Defect>,
}

impl Request {
    /// A sound request of the batch operation.
    pub fn batch(items: Vec<Item>) -> Self {
        Self::call(Call::Batch {
            items,
            defect: None,
        })
    }

    /// A sound call.
    pub fn call(call: Call) -> Self {
        Self {
            call,
            tenant: Tenant::First,
            credentials: Credentials::All,
            path: None,
            media_type: None,
            accept: None,
            form: Form::Plain,
            method: None,
            encoding: None,
            abandoned: false,
        }
    }

    /// Reads one entity.
    pub fn get(key: Symbol) -> Self {
        Self::call(Call::Get(key))
    }

    /// The items of a batch; none for another call.
    pub fn items(&self) -> &[Item] {
        match &self.call {
            Call::Batch { items, .. } => items,
            Call::Get(_) | Call::List | Call::Other { .. } => &[],
        }
    }

    /// The defect of the body as a whole.
    pub fn body_defect(&self) -> Option<&BodyDefect> {
        match &self.call {
            Call::Batch { defect, .. } | Call::Other { defect, .. } => defect.as_ref(),
            Call::Get(_) | Call::List => None,
        }
    }

    /// A sound call of the operation that the plan is about, which is no batch.
    pub fn other() -> Self {
        Self::call(Call::Other {
            key: Symbol(0),
            without: None,
            defect: None,
        })
    }

    /// The required parameter that is left out.
    pub fn without(&self) -> Option<&str> {
        match &self.call {
            Call::Other { without, .. } => without.as_deref(),
            _ => None,
        }
    }

    /// Nothing is wrong with the request as a whole: credentials, tenant, path, body and media type are sound. Single
    /// items may still be bad.
    pub fn is_sound(&self) -> bool {
        self.defect().is_none()
    }
}

impl Item {
    /// The entity `key` with nothing but its key.
    pub fn bare(key: Symbol) -> Self {
        Self {
            key,
            values: Vec::new(),
            defect: None,
        }
    }

    /// The same with this defect.
    #[must_use]
    pub fn with(mut self, defect: Defect) -> Self {
        self.defect = Some(defect);
        self
    }
}

impl Request {
    /// The same with this defect.
    #[must_use]
    pub fn with(mut self, defect: RequestDefect) -> Self {
        match defect {
            RequestDefect::Credentials(credentials) => self.credentials = credentials,
            RequestDefect::Tenant(tenant) => self.tenant = tenant,
            RequestDefect::Path(path) => self.path = Some(path),
            RequestDefect::MediaType(name) => self.media_type = Some(name),
            RequestDefect::Method(name) => self.method = Some(name),
            RequestDefect::Coding => self.encoding = Some(UNKNOWN_CODING.to_owned()),
            RequestDefect::ByteOrderMark => self.form = Form::Bom,
            RequestDefect::Without(name) => {
                if let Call::Other { without, .. } = &mut self.call {
                    *without = Some(name);
                }
            }
            RequestDefect::Body(body) => {
                if let Call::Batch { defect, .. } | Call::Other { defect, .. } = &mut self.call {
                    *defect = Some(body);
                }
            }
        }
        self
    }

    /// What is wrong with it as a whole; where several things are, the one that a server looks at first.
    pub fn defect(&self) -> Option<RequestDefect> {
        if self.credentials != Credentials::All {
            return Some(RequestDefect::Credentials(self.credentials.clone()));
        }
        if let Some(name) = self.without() {
            return Some(RequestDefect::Without(name.to_owned()));
        }
        if !matches!(self.tenant, Tenant::First | Tenant::Second) {
            return Some(RequestDefect::Tenant(self.tenant));
        }
        let path = self.path.clone().map(RequestDefect::Path);
        let method = self.method.clone().map(RequestDefect::Method);
        let media_type = self.media_type.clone().map(RequestDefect::MediaType);
        let coding = self.encoding.as_ref().map(|_| RequestDefect::Coding);
        let body = self.body_defect().cloned().map(RequestDefect::Body);
        let mark = (self.form == Form::Bom).then_some(RequestDefect::ByteOrderMark);
        path.or(method).or(media_type).or(coding).or(body).or(mark)
    }
}
