//! Operations that are no batches, as far as checks need them that fit any operation: how a sound call of one looks, whose
//! keys it takes, and what it promises. Knows nothing of what such an operation does.

use serde_json::Value;

use super::infer::is_json;
use super::read::sample_of_kind;
use super::{BatchOperation, Contract, Location, Parameter, Place, Responses, Scheme};

/// An operation that is no batch.
#[derive(Debug)]
pub struct Other {
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
    /// whose keys stand in its path
    pub host: Host,
    /// parameters of the path, and the properties of the host's key whose values stand there
    pub keys: Vec<(String, String)>,
}

/// The request body of an operation that is no batch.
#[derive(Clone, Debug)]
pub struct Body {
    /// its media type
    pub media_type: String,
    /// an example of it, from the description or made of the schema; none where none is known to be valid
    pub sample: Option<Value>,
}

impl Body {
    /// Its media type is one of JSON's.
    pub fn is_json(&self) -> bool {
        is_json(&self.media_type)
    }
}

/// Where an operation that is no batch takes its keys from.
#[derive(Debug)]
pub enum Host {
    /// this batch operation of the contract, which creates the entities that it is about
    Batch(usize),
    /// nobody creates them: an operation in name only, whose keys are never used
    Nobody(Box<BatchOperation>),
}

/// What a plan is about: a batch operation, or another one beside the operation that gives it keys.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// the batch operation; for another operation the one that it takes keys from
    pub batch: &'a BatchOperation,
    /// the operation that is no batch
    pub other: Option<&'a Other>,
}

impl<'a> From<&'a BatchOperation> for Subject<'a> {
    fn from(batch: &'a BatchOperation) -> Self {
        Self { batch, other: None }
    }
}

impl<'a> Subject<'a> {
    /// The id of the operation.
    pub fn id(&self) -> &'a str {
        self.other.map_or(&self.batch.id, |other| &other.id)
    }

    /// `GET /things/{id}`
    pub fn endpoint(&self) -> String {
        let batch = || self.batch.endpoint();
        self.other.map_or_else(batch, Other::endpoint)
    }

    /// Its method.
    pub fn method(&self) -> &'a str {
        self.other.map_or(&self.batch.method, |other| &other.method)
    }

    /// Where the description speaks of it.
    pub fn at(&self) -> Option<&'a Location> {
        (self.other.map_or(&self.batch.at, |other| &other.at)).as_ref()
    }

    /// Its parameters.
    pub fn parameters(&self) -> &'a [Parameter] {
        (self.other).map_or(&self.batch.parameters, |other| &other.parameters)
    }

    /// What a request of it carries by default.
    pub fn schemes(&self) -> &'a [Scheme] {
        self.other.map_or(self.batch.schemes(), Other::schemes)
    }

    /// What it declares to answer.
    pub fn responses(&self) -> &'a Responses {
        (self.other).map_or(&self.batch.responses, |other| &other.responses)
    }
}

impl Other {
    /// `GET /things/{id}`
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
                && parameter.schema["default"].is_null()
                && !idle(&parameter.name)
        })
    }
}

impl Parameter {
    /// Not one of the header parameters that a description says nothing by (OpenAPI 3.0.3, Parameter Object).
    pub fn is_sendable(&self) -> bool {
        let ignored = ["accept", "content-type", "authorization"];
        self.place != Place::Header || !ignored.contains(&self.name.to_ascii_lowercase().as_str())
    }

    /// The description shows a value of it.
    pub fn has_example(&self) -> bool {
        ["example", "default", "enum"]
            .iter()
            .any(|word| !self.schema[*word].is_null())
    }

    /// A value of it, as text: an example of the description, or one made of the schema.
    pub fn sample(&self) -> String {
        let schema = match &self.schema["items"] {
            Value::Null => &self.schema,
            items => items,
        };
        crate::bind::plain(&sample_of_kind(schema))
    }

    /// It takes an integer in the path.
    pub fn is_integer_in_path(&self) -> bool {
        self.place == Place::Path && self.schema["type"] == "integer"
    }
}

impl Contract {
    /// Operation number `operation`: the batches first, then the others.
    ///
    /// # Panics
    /// There is no such operation.
    pub fn subject(&self, operation: usize) -> Subject<'_> {
        let Some(number) = operation.checked_sub(self.batches.len()) else {
            return Subject::from(&self.batches[operation]);
        };
        let other = &self.others[number];
        let batch = match &other.host {
            Host::Batch(host) => &self.batches[*host],
            Host::Nobody(nobody) => nobody,
        };
        Subject {
            batch,
            other: Some(other),
        }
    }

    /// Every operation, in the order of their numbers.
    pub fn subjects(&self) -> impl Iterator<Item = Subject<'_>> {
        (0..self.batches.len() + self.others.len()).map(|number| self.subject(number))
    }

    /// The number of the batch operation whose entities operation number `operation` is about.
    pub fn host(&self, operation: usize) -> Option<usize> {
        match self.subject(operation).other.map(|other| &other.host) {
            None => Some(operation),
            Some(Host::Batch(host)) => Some(*host),
            Some(Host::Nobody(_)) => None,
        }
    }
}
