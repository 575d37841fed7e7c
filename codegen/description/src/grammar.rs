//! The grammar of OpenAPI, once: which objects a description is made of, which keys each has, what stands there, and what
//! becomes of it. Everything that walks a document walks it by this table.

mod keys;
mod kind;
mod swagger;

use serde_json::Value;

use Kind::*;
use Use::Read;
use keys::*;
pub(crate) use kind::{Kind, Object, Use};

impl Kind {
    fn keys(self) -> Keys {
        match self {
            Root => ROOT,
            Info => INFO,
            Contact => CONTACT,
            License => LICENSE,
            Components => COMPONENTS,
            Server => SERVER,
            Variable => VARIABLE,
            PathItem => PATH_ITEM,
            Operation => OPERATION,
            Parameter => PARAMETER,
            Header => HEADER,
            RequestBody => REQUEST_BODY,
            Response => RESPONSE,
            MediaType => MEDIA_TYPE,
            Encoding => ENCODING,
            Example => EXAMPLE,
            Link => LINK,
            Tag => TAG,
            ExternalDocs => EXTERNAL_DOCS,
            SecurityScheme => SECURITY_SCHEME,
            Flows => FLOWS,
            Flow => FLOW,
            Schema => SCHEMA,
            Discriminator => DISCRIMINATOR,
            Xml => XML,
            Mapping | MappingTarget | Callback | Data | List(_) | Named(_) | Statuses | Paths
            | Swagger(_) => &[],
        }
    }

    /// The kind of the member `key`, and what becomes of it; `None` for a key that OpenAPI does not have here.
    pub(crate) fn member(self, key: &str) -> Option<(Kind, Use)> {
        match self {
            Callback | Paths => return Some((PathItem, Read)),
            Statuses => return Some((Response, Read)),
            Named(kind) => return Some((*kind, Read)),
            Mapping => return Some((MappingTarget, Read)),
            MappingTarget | Data | List(_) => return Some((Data, Read)),
            Swagger(object) => return object.member(key),
            _ => {}
        }
        let found = self.keys().iter().find(|(own, ..)| *own == key);
        found.map(|(_, kind, what)| (*kind, *what))
    }

    /// The kind of the items, when it is a list.
    pub(crate) fn item(self) -> Kind {
        match self {
            List(kind) => *kind,
            // `items` before JSON Schema 2020-12.
            Schema => Schema,
            _ => Data,
        }
    }

    /// Whether the keys of it are names that people chose.
    pub(crate) fn is_named(self) -> bool {
        matches!(self, Named(_) | Callback | Mapping | Statuses | Paths)
    }

    /// The kind of a whole description.
    pub(crate) fn of_root(root: &Value) -> Kind {
        match root.get("swagger") {
            Some(_) => Swagger(Object::Root),
            None => Root,
        }
    }

    /// The way to where shared ones stand in a description of the kind `self`.
    pub(crate) fn shelf(self, shared: Kind) -> Option<Vec<&'static str>> {
        let section = shared.component()?;
        Some(match (self, section) {
            (Swagger(_), "schemas") => vec!["definitions"],
            (Swagger(_), section) => vec![section],
            _ => vec!["components", section],
        })
    }

    /// Where in `components` one of it may stand. What may stand there may also be referred to.
    pub(crate) fn component(self) -> Option<&'static str> {
        Some(match self {
            Schema => "schemas",
            Response => "responses",
            Parameter => "parameters",
            Example => "examples",
            RequestBody => "requestBodies",
            Header => "headers",
            SecurityScheme => "securitySchemes",
            Link => "links",
            Callback => "callbacks",
            PathItem => "pathItems",
            MediaType => "mediaTypes",
            Swagger(object) => return object.component(),
            _ => return None,
        })
    }

    /// What it is called in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Root => "a description",
            Info => "`info`",
            Contact => "`contact`",
            License => "`license`",
            Components => "`components`",
            Server => "a server",
            Variable => "a variable of a server",
            PathItem => "a path",
            Operation => "an operation",
            Parameter => "a parameter",
            Header => "a header",
            RequestBody => "a request body",
            Response => "a response",
            MediaType => "a media type",
            Encoding => "an encoding",
            Example => "an example",
            Link => "a link",
            Tag => "a tag",
            ExternalDocs => "`externalDocs`",
            SecurityScheme => "a security scheme",
            Flows => "`flows`",
            Flow => "an OAuth flow",
            Schema => "a schema",
            Discriminator => "a discriminator",
            Xml => "`xml`",
            Mapping | MappingTarget | Callback | Data | List(_) | Named(_) | Statuses | Paths
            | Swagger(_) => "this object",
        }
    }
}
