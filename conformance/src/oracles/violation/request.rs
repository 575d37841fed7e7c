//! What was asked, as far as its answer depends on it.

use std::fmt;

use serde::Serialize;

use super::pair;
use crate::evidence::View;
use crate::plan::{Call, Credentials, Form, ItemDefect, RequestDefect, Tenant};

/// What sets a request apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "UPPERCASE")]
pub enum Sent {
    /// a read of one entity
    Read,
    /// a read of the collection
    List,
    /// a sound call of an operation that is no batch
    Call,
    /// a sound batch of so many valid items
    Batch(#[serde(skip)] usize),
    /// a batch whose bad items all have this defect
    BadItem(#[serde(serialize_with = "pair")] ItemDefect),
    /// a batch whose bad items have several defects
    BadItems,
    /// a sound batch with this `Accept`
    Accept(String),
    /// a sound batch in this form
    Form(Form),
    /// a sound batch on a connection that had carried another request
    UsedConnection,
    /// a tenant that the credentials do not open
    ClosedTenant(Access),
    /// no credentials, and this beside it
    Unauthorized(RequestDefect),
    /// a defect of the request as a whole
    #[serde(untagged)]
    Defect(RequestDefect),
}

/// What a request does with an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// reads it
    Read,
    /// writes it
    Write,
}

impl Sent {
    /// What sets the request of `view` apart.
    pub fn of(view: &View) -> Self {
        let request = view.request;
        if let Some(defect) = request.defect() {
            return Self::Defect(defect);
        }
        match request.call {
            Call::Get(_) => Self::Read,
            Call::List => Self::List,
            Call::Other { .. } => Self::Call,
            Call::Batch { .. } if !view.is_all_valid() => {
                let mut defects = view
                    .items
                    .iter()
                    .filter_map(|item| item.item.defect.as_ref());
                let first = defects.next().map(ItemDefect::from);
                let alone = defects.all(|other| Some(ItemDefect::from(other)) == first);
                first
                    .filter(|_| alone)
                    .map_or(Self::BadItems, Self::BadItem)
            }
            Call::Batch { .. } if request.form != Form::Plain => Self::Form(request.form),
            Call::Batch { .. } => match &request.accept {
                Some(accept) => Self::Accept(accept.clone()),
                None => Self::Batch(view.items.len()),
            },
        }
    }

    /// The member that it is about.
    pub(super) fn member(&self) -> Option<&str> {
        match self {
            Self::BadItem(defect) => Some(defect.member.as_str()),
            _ => None,
        }
    }

    /// The beginning of a sentence that ends with the status of the answer.
    pub(super) fn clause(&self) -> String {
        match self {
            Self::Read | Self::List | Self::Call | Self::BadItem(_) | Self::BadItems => {
                format!("{self} is answered with")
            }
            Self::Batch(items) => format!("a batch of {items} valid items was answered with"),
            Self::Accept(_) => format!("{self}: the answer is"),
            Self::Form(Form::Expect) => {
                "a valid batch with Expect: 100-continue was answered with".to_owned()
            }
            Self::Form(form) => format!("a sound batch written as `{form}` is answered with"),
            Self::UsedConnection => {
                "on a connection that had carried another request a sound batch was answered with"
                    .to_owned()
            }
            Self::ClosedTenant(access) => {
                let what = match access {
                    Access::Read => "a read",
                    Access::Write => "a batch",
                };
                format!("{what} for a tenant that the credentials do not open is answered with")
            }
            Self::Unauthorized(defect) => {
                let what = match defect {
                    RequestDefect::MediaType(_) => "another media type",
                    _ => "a malformed body",
                };
                format!("no credentials and {what} are answered with")
            }
            Self::Defect(defect) => clause(defect),
        }
    }
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "a read",
            Self::List => "a list",
            Self::Call => "a sound call",
            Self::Batch(_) | Self::UsedConnection => "a sound batch",
            Self::BadItems => "a batch with bad items",
            Self::BadItem(defect) => return write!(f, "a batch with a bad item ({defect})"),
            Self::Accept(accept) => return write!(f, "Accept: {accept}"),
            Self::Form(form) => return write!(f, "a sound batch written as `{form}`"),
            Self::ClosedTenant(_) => "a tenant that the credentials do not open",
            Self::Unauthorized(defect) => return write!(f, "no credentials, {defect}"),
            Self::Defect(defect) => return defect.fmt(f),
        })
    }
}

fn clause(defect: &RequestDefect) -> String {
    let credential = |scheme: &String, what: &str| {
        format!("the credential for {scheme} {what}, and the answer is")
    };
    match defect {
        RequestDefect::Credentials(credentials) => match credentials {
            Credentials::All => "all credentials were sent, and the answer is".to_owned(),
            Credentials::None => "no credentials were sent, and the answer is".to_owned(),
            Credentials::Without(scheme) => credential(scheme, "was left out"),
            Credentials::Wrong(scheme) => credential(scheme, "was wrong"),
            Credentials::Longer(scheme) => credential(scheme, "had more behind it"),
            Credentials::Empty(scheme) => credential(scheme, "was empty"),
            Credentials::Renamed(scheme) => {
                format!("the token of {scheme} was sent under an unknown scheme, and the answer is")
            }
        },
        RequestDefect::Without(name) => format!("`{name}` was left out, and the answer is"),
        RequestDefect::Tenant(Tenant::Missing) => {
            "no tenant was named, and the answer is".to_owned()
        }
        RequestDefect::Path(path) => match path.value.text() {
            Some(text) => format!(
                "`{text}` stands for `{}`, and the answer is",
                path.parameter
            ),
            None => format!("{path}: the answer is"),
        },
        RequestDefect::MediaType(name) => format!("a body labelled `{name}` is answered with"),
        RequestDefect::Method(name) => format!("{name}, which is not declared, is answered with"),
        RequestDefect::Coding => "a body in an unknown coding is answered with".to_owned(),
        RequestDefect::Tenant(_) | RequestDefect::Body(_) | RequestDefect::ByteOrderMark => {
            format!("{defect}: the answer is")
        }
    }
}
