//! One operation of the description: what a request of it is made of, and what it promises to answer. What makes it a batch
//! is a part of it.

use std::sync::{Arc, OnceLock};

use description::schema::Type;
use serde_json::Value;

use super::media_type::is_json;
use super::values::{self, plain};
use super::{Checked, ItemModel, Key, Location, ResourceId, Responses, ResultRoles, Scalar};

/// How deep samples of bodies go.
const SAMPLE_DEPTH: usize = 8;

/// One method on one path.
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, or method and path where there is none
    pub id: String,
    /// an HTTP method in capitals
    pub method: String,
    /// the path template, as in the description
    pub path: String,
    /// where the description speaks of it
    pub at: Option<Location>,
    /// parameters of the path item and of the operation, the latter winning
    pub parameters: Vec<Parameter>,
    /// alternatives (OR) of schemes that are needed together (AND); empty when the operation is open to all
    pub security: Vec<Vec<Scheme>>,
    /// what is sent with it
    pub body: Option<Body>,
    /// the declared responses
    pub responses: Responses,
    /// the header that chooses the tenant
    pub tenant: Option<String>,
    /// where the parts stand that all its answers share
    pub envelope: Envelope,
    /// what it is about
    pub resource: ResourceId,
    /// it takes a list of items and answers an outcome for each
    pub batch: Option<Batch>,
}

/// What makes an operation a batch: it takes an array of items and answers 207 with one result per item (RFC 4918, 13).
#[derive(Clone, Debug)]
pub struct Batch {
    /// one element of the array
    pub item: ItemModel,
    /// which members tell items apart
    pub key: Arc<Key>,
    /// JSON pointer to the array with one result per item
    pub results: String,
    /// where to look in one result
    pub result: ResultRoles,
    /// for each role what it was inferred from, or where it is declared
    pub reasons: Vec<String>,
    /// a sentence when the key is a guess among several; a campaign refuses such an operation
    pub ambiguous: Option<String>,
}

/// Parts of the answers of an operation, as JSON pointers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// the problem of a request that failed as a whole
    pub error: Option<String>,
    /// the text that names one call
    pub call_id: Option<String>,
}

/// The request body of an operation.
#[derive(Clone, Debug)]
pub struct Body {
    /// its media type
    pub media_type: String,
    /// what it has to be; none where nothing is said
    pub(super) schema: Option<Checked>,
    /// what the description shows of it
    pub(super) example: Option<Value>,
    pub(super) sample: OnceLock<Option<Value>>,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// as on the wire
    pub name: String,
    /// where it stands
    pub place: Place,
    /// a request without it breaks the contract
    pub required: bool,
    /// what it holds; one element of it, where it is a list
    pub scalar: Scalar,
    /// its type, as the description says it
    pub kind: Option<Type>,
    /// a server may do without it: it has a default
    pub has_default: bool,
    /// the description shows a value of it
    pub has_example: bool,
}

/// The `in` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// a part of the path template
    Path,
    /// a query parameter
    Query,
    /// a header field
    Header,
    /// a cookie
    Cookie,
}

/// A security scheme that a request can carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// the name in `components.securitySchemes`
    pub name: String,
    /// how it travels
    pub carrier: Carrier,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// an API key in this header field
    Header(String),
    /// an API key in this query parameter
    Query(String),
    /// an API key in this cookie
    Cookie(String),
    /// `Authorization` with this scheme name, for example `Bearer`
    Authorization(String),
}

impl Operation {
    /// `PUT /things/{id}/parts-batch`
    pub fn endpoint(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// All schemes of the first alternative: what a request carries by default.
    pub fn schemes(&self) -> &[Scheme] {
        self.security.first().map_or(&[], Vec::as_slice)
    }

    /// Anybody may call it.
    pub fn is_open(&self) -> bool {
        self.security.iter().all(Vec::is_empty) || self.security.contains(&Vec::new())
    }

    /// It only reads (RFC 9110, 9.2.1).
    pub fn is_safe(&self) -> bool {
        self.method == "GET"
    }

    /// The media type of its body.
    pub fn media_type(&self) -> &str {
        (self.body.as_ref()).map_or("application/json", |body| &body.media_type)
    }

    /// Its parameters in `place`.
    pub fn parameters_in(&self, place: Place) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(move |p| p.place == place)
    }

    /// Parameters beside the path that a request has to have. Left out are those that a server may well do without: what
    /// only names or describes the call, and what has a default.
    pub fn demanded(&self) -> impl Iterator<Item = &Parameter> {
        let idle = |name: &str| {
            let name = name.to_ascii_lowercase();
            let words = [
                "request-id",
                "requestid",
                "correlation",
                "trace",
                "user-agent",
                "accept",
            ];
            words.iter().any(|word| name.contains(word))
        };
        self.parameters.iter().filter(move |parameter| {
            parameter.required
                && parameter.place != Place::Path
                && parameter.is_sendable()
                && !parameter.has_default
                && !idle(&parameter.name)
        })
    }
}

impl Batch {
    /// The members that neither belong to the key nor repeat the path.
    pub fn free_members(&self) -> impl Iterator<Item = &super::Property> {
        let free = |p: &&super::Property| !self.key.fixes(&p.name);
        self.item.properties.iter().filter(free)
    }
}

impl Body {
    /// Its media type is one of JSON's.
    pub fn is_json(&self) -> bool {
        is_json(&self.media_type)
    }

    /// An example of it, from the description or made of the schema; none where none is known to be valid.
    pub fn sample(&self) -> Option<&Value> {
        let sample = || {
            let made = |schema: &Checked| {
                values::sample_of(&schema.description().schemas, schema.id(), SAMPLE_DEPTH)
            };
            let (schema, shown) = (self.schema.as_ref(), self.example.clone());
            let sample = shown.or_else(|| schema.map(made))?;
            let valid = schema.is_none_or(|schema| schema.allows(&sample));
            (self.is_json() && valid).then_some(sample)
        };
        self.sample.get_or_init(sample).as_ref()
    }
}

impl Parameter {
    /// Not one of the header parameters that a description says nothing by (OpenAPI 3.0.3, Parameter Object).
    pub fn is_sendable(&self) -> bool {
        let ignored = ["accept", "content-type", "authorization"];
        self.place != Place::Header || !ignored.contains(&self.name.to_ascii_lowercase().as_str())
    }

    /// A value of it, as text: an example of the description, or one made of the schema.
    pub fn sample(&self) -> String {
        plain(&self.scalar.sample())
    }

    /// It takes an integer.
    pub fn is_integer(&self) -> bool {
        self.kind == Some(Type::Integer)
    }

    /// It takes an integer in the path.
    pub fn is_integer_in_path(&self) -> bool {
        self.place == Place::Path && self.is_integer()
    }
}
