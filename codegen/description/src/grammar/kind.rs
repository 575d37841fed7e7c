//! Kinds of objects of a description, and what becomes of a key.

/// A kind of object, or a collection of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// The whole description.
    Root,
    /// `info`
    Info,
    /// `info.contact`
    Contact,
    /// `info.license`
    License,
    /// `components`
    Components,
    /// A server.
    Server,
    /// A variable in the URL of a server.
    Variable,
    /// What stands at one path.
    PathItem,
    /// One method of a path.
    Operation,
    /// A parameter.
    Parameter,
    /// A header of an answer.
    Header,
    /// A request body.
    RequestBody,
    /// An answer.
    Response,
    /// A body of one media type.
    MediaType,
    /// How one part of a form is written.
    Encoding,
    /// An example with a name.
    Example,
    /// What may be called after an answer.
    Link,
    /// A tag.
    Tag,
    /// Documentation elsewhere.
    ExternalDocs,
    /// A way to authenticate.
    SecurityScheme,
    /// The OAuth flows of a security scheme.
    Flows,
    /// One OAuth flow.
    Flow,
    /// A schema.
    Schema,
    /// How the type of a value is told from the value.
    Discriminator,
    /// References to schemas, by value of a discriminator.
    Mapping,
    /// The schema that a discriminator means by default.
    MappingTarget,
    /// How a value is written as XML.
    Xml,
    /// Callbacks: expressions, each with a path item.
    Callback,
    /// What has no parts that are looked at here.
    Data,
    /// An object of Swagger 2.0.
    Swagger(Object),
    /// Several of a kind.
    List(&'static Kind),
    /// Several of a kind, each with a name.
    Named(&'static Kind),
    /// The same, by HTTP status.
    Statuses,
    /// The same, by path.
    Paths,
}

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// It is part of the typed result.
    Read,
    /// Nothing depends on it, on purpose: documentation for people, and what other tools are for.
    Ignored,
    /// It is part of the typed result in OpenAPI 3.2 and later, and no key before.
    Since32,
}

/// A kind of object of Swagger 2.0 that OpenAPI 3 has not, or has with other keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Object {
    /// The whole description.
    Root,
    /// What stands at one path.
    PathItem,
    /// One method of a path.
    Operation,
    /// A parameter; a body and the fields of forms are parameters as well.
    Parameter,
    /// The items of a parameter or a header.
    Items,
    /// A response.
    Response,
    /// A header of a response.
    Header,
    /// A way to authenticate.
    SecurityScheme,
}
