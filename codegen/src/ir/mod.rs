//! What a description means, as plain data: the seam between reading descriptions and writing code. Knows neither
//! OpenAPI's model nor any target language; every name is as written on the wire or in the description.

mod operations;
mod types;

pub use operations::{
    Body, Header, Media, Operation, Parameter, Place, Response, Scheme, SchemeKind,
};
pub use types::{Check, Exclusive, Kind, Limit, Member, Named, Schema, Type, TypeId};

/// A whole API.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The name of the description, as shown to people.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Every named type; a [`TypeId`] is an index into it.
    pub types: Vec<Named>,
    /// The security schemes that operations use.
    pub schemes: Vec<Scheme>,
    /// Indices of the schemes that are required together by every operation that has `secured`; empty for none.
    pub credentials: Vec<usize>,
    /// Every operation, in the order described.
    pub operations: Vec<Operation>,
}

impl Api {
    /// The type with this id. Ids are only made by lowering, for types that are there.
    #[must_use]
    pub fn named(&self, id: TypeId) -> &Named {
        &self.types[id.0]
    }
}
