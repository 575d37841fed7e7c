//! What a description means, as plain data: the seam between reading descriptions and writing code. Knows neither
//! OpenAPI's model nor any target language; every name is as written on the wire or in the description.

mod operations;
mod types;

pub use operations::{
    Body, Condition, Content, Form, Header, Operation, Parameter, Place, Requirement, Response,
    Scheme, SchemeKind, Status, Style, Travel, segment,
};
pub use types::{
    Check, Direction, Discriminator, Exclusive, Kind, Limit, Member, Named, Rest, Schema, Type,
    TypeId, Variant,
};

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
    /// What operations require; [`Operation::security`] is an index into it.
    pub requirements: Vec<Requirement>,
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

/// Calls `visit` for every limit, wherever it stands.
pub fn each_check(api: &Api, mut visit: impl FnMut(&Check)) {
    fn inside(schema: &Schema, visit: &mut impl FnMut(&Check)) {
        if let Type::Array(inner) | Type::Map(inner) = &schema.ty {
            inside(inner, visit);
        }
        schema.checks.iter().for_each(|check| check.each(visit));
    }
    for named in &api.types {
        if let Kind::Object { checks, .. } = &named.kind {
            checks.iter().for_each(|check| check.each(&mut visit));
        }
    }
    each_schema(api, |schema| inside(schema, &mut visit));
}

/// Calls `visit` for every schema that stands somewhere itself, not for those inside it.
pub fn each_schema(api: &Api, mut visit: impl FnMut(&Schema)) {
    for named in &api.types {
        match &named.kind {
            Kind::Object { members, rest, .. } => {
                members.iter().for_each(|member| visit(&member.schema));
                if let Rest::Kept(schema) = rest {
                    visit(schema);
                }
            }
            Kind::Union { variants, .. } => {
                variants.iter().for_each(|variant| visit(&variant.schema))
            }
            Kind::Alias(schema) => visit(schema),
            Kind::Enumeration { .. } => {}
        }
    }
    for operation in &api.operations {
        operation
            .parameters
            .iter()
            .for_each(|parameter| visit(&parameter.schema));
        let sent = operation.body.iter().flat_map(|body| &body.contents);
        let answered = operation
            .responses
            .iter()
            .flat_map(|response| &response.contents);
        sent.chain(answered)
            .for_each(|content| visit(&content.schema));
        let headers = operation
            .responses
            .iter()
            .flat_map(|response| &response.headers);
        headers.for_each(|header| visit(&header.schema));
    }
}
