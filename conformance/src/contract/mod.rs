//! What the description obliges a server to do, resolved and ready to be judged against. Reads nothing of the generated
//! types: a mistake of the generator must not hide itself here.

mod infer;
mod other;
mod read;
mod responses;
mod roles;
mod schema;
mod shape;
mod space;

pub(crate) use infer::is_json;
pub use other::{Body, Host, Other, Subject};
pub use read::{Overrides, read, read_with};
pub use responses::{Declared, Responses};
pub use roles::{DeclaredResult, DeclaredRoles, ResultRoles, Roles};
pub use schema::{ItemModel, Kind, Property, is_audit};

use schemars::JsonSchema;
pub use space::{SPACIOUS, TINY};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Everything the suite knows about one description.
#[derive(Debug)]
pub struct Contract {
    /// `info.title` of the description
    pub title: String,
    /// the operations that take an array and answer 207, in the order of the description
    pub batches: Vec<BatchOperation>,
    /// the other operations, in the order of the description
    pub others: Vec<Other>,
    /// operations that are left alone, as `GET /things`, each with the reason
    pub left_out: Vec<(String, String)>,
}

/// A place in the description.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Location {
    /// the file, as it was named to the suite
    pub file: String,
    /// from 1
    pub line: usize,
    /// in code points, from 1
    pub column: usize,
}

/// One operation that takes an array of items and answers 207 with one result per item (RFC 4918, 13).
#[derive(Debug)]
pub struct BatchOperation {
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
    /// the media type of the request body
    pub media_type: String,
    /// one element of the array
    pub item: ItemModel,
    /// which parts the fields play
    pub roles: Roles,
    /// for each role what it was inferred from, or where it is declared
    pub reasons: Vec<String>,
    /// a sentence when the key is a guess among several; a campaign refuses such an operation
    pub ambiguous: Option<String>,
    /// the declared responses
    pub responses: Responses,
    /// operations of the same collection that one entity can be read, or removed, with
    pub siblings: Siblings,
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
    /// its schema, `$ref`s followed
    pub schema: Value,
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

/// Operations beside the batch, found by their paths.
#[derive(Clone, Debug, Default)]
pub struct Siblings {
    /// the path of one entity, with its parameters and the item properties whose values stand there; none when a part of
    /// it cannot be filled
    pub entity: Option<(String, Vec<(String, String)>)>,
    /// all of them by their roles, `list`, `create`, `get`, `update`, `delete`, each as `GET /things/{id}`
    pub named: Vec<(&'static str, String)>,
    /// reads one entity; none when a part of its path cannot be filled
    pub get: Option<Sibling>,
    /// removes one entity; likewise
    pub delete: Option<Sibling>,
}

/// One operation on one entity.
#[derive(Clone, Debug)]
pub struct Sibling {
    /// its `operationId`, or method and path
    pub id: String,
    /// its path template
    pub path: String,
    /// path parameter, and the item property whose value stands there
    pub keys: Vec<(String, String)>,
    /// JSON pointer to the entity in the answer
    pub entity: String,
    /// the members that the entity in the answer has by the description; none when it does not say
    pub members: Vec<String>,
}

impl BatchOperation {
    /// `PUT /things/{id}/parts-batch`
    pub fn endpoint(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The path template of the list beside it, where the parameters of this operation fill it.
    pub fn list_path(&self) -> Option<&str> {
        let named = self.siblings.named.iter().find(|(role, _)| *role == "list");
        let path = named?.1.strip_prefix("GET ")?;
        let known = |name: &str| {
            let mut parameters = self.parameters.iter();
            parameters.any(|p| p.place == Place::Path && p.name == name)
        };
        let mut open = path.split('{').skip(1);
        open.all(|rest| rest.split_once('}').is_some_and(|(name, _)| known(name)))
            .then_some(path)
    }

    /// The key properties that no path parameter fixes, in the order of the description.
    pub fn free_keys(&self) -> impl Iterator<Item = &Property> {
        self.item.properties.iter().filter(|p| {
            self.roles.key.contains(&p.name)
                && !self
                    .roles
                    .bindings
                    .iter()
                    .any(|(_, bound)| *bound == p.name)
        })
    }

    /// The path parameter whose value `property` of each item has to repeat.
    pub fn bound_to(&self, property: &str) -> Option<&str> {
        self.roles
            .bindings
            .iter()
            .find(|(_, bound)| bound == property)
            .map(|(parameter, _)| parameter.as_str())
    }

    /// All schemes of the first alternative: what a request carries by default.
    pub fn schemes(&self) -> &[Scheme] {
        self.security.first().map_or(&[], Vec::as_slice)
    }
}
