//! Parameters, and headers of answers. Refuses cookies, arrays, objects and content: what is left travels as plain text.

use openapiv3::{Header, Parameter, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;

use super::Lowering;
use super::security::header_name;
use crate::ir::{self, Place, Schema, Type};
use crate::pointer;

/// Headers that OpenAPI describes elsewhere and does not let a parameter describe.
const ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

impl Lowering<'_> {
    /// The parameters of an operation: those of the path item, replaced by its own where both name the same.
    pub(super) fn parameters(
        &mut self,
        shared: (&[ReferenceOr<Parameter>], &str),
        own: (&[ReferenceOr<Parameter>], &str),
        operation: &str,
    ) -> Vec<ir::Parameter> {
        let mut parameters: Vec<ir::Parameter> = Vec::new();
        for (level, (list, at)) in [shared, own].into_iter().enumerate() {
            let inherited = if level == 0 { 0 } else { parameters.len() };
            for (index, parameter) in list.iter().enumerate() {
                let at = format!("{at}/parameters/{index}");
                let Some(parameter) = self.parameter(parameter, &at, operation) else {
                    continue;
                };
                let twin = |other: &ir::Parameter| {
                    other.place == parameter.place && other.wire == parameter.wire
                };
                match parameters.iter().position(twin) {
                    Some(place) if place < inherited => parameters[place] = parameter,
                    Some(_) => {
                        let message =
                            format!("the parameter `{}` is described twice", parameter.wire);
                        self.error("duplicate-parameter", &at, message, "remove one of the two");
                    }
                    None => parameters.push(parameter),
                }
            }
        }
        parameters
    }

    fn parameter(
        &mut self,
        parameter: &ReferenceOr<Parameter>,
        at: &str,
        operation: &str,
    ) -> Option<ir::Parameter> {
        let found = self.resolved.item(parameter, at);
        let (parameter, at) = self.note(found)?;
        let place = match &parameter {
            Parameter::Path { .. } => Place::Path,
            Parameter::Query { .. } => Place::Query,
            Parameter::Header { .. } => Place::Header,
            Parameter::Cookie { .. } => {
                self.unsupported(
                    &pointer::join(&at, "in"),
                    "a parameter in a cookie",
                    "send it as a header",
                );
                return None;
            }
        };
        let data = parameter.parameter_data();
        if place == Place::Header && ELSEWHERE.contains(&data.name.to_lowercase().as_str()) {
            let message = format!("OpenAPI ignores a header parameter named `{}`", data.name);
            let diagnostic = self
                .resolved
                .document
                .error("ignored-parameter", &at, message);
            self.found.push(
                diagnostic
                    .hint("describe it as a media type or as a security scheme")
                    .warning(),
            );
            return None;
        }
        if place == Place::Header && !header_name(&data.name) {
            self.error(
                "bad-name",
                &pointer::join(&at, "name"),
                "no header can have this name",
                "letters, digits and dashes",
            );
            return None;
        }
        if place == Place::Path && !data.required {
            let message = format!(
                "the path parameter `{}` must have `required: true`",
                data.name
            );
            self.error(
                "structure",
                &at,
                message,
                "a path is not the same path without it",
            );
        }
        let schema = self.plain(&data.format, &at, &format!("{operation} {}", data.name))?;
        let default = if data.required {
            None
        } else {
            self.default_of(&at, &schema)
        };
        Some(ir::Parameter {
            wire: data.name,
            doc: data.description.unwrap_or_default(),
            place,
            required: data.required,
            schema,
            default,
        })
    }

    /// A header of an answer.
    pub(super) fn header(
        &mut self,
        name: &str,
        header: &ReferenceOr<Header>,
        at: &str,
    ) -> Option<ir::Header> {
        let found = self.resolved.item(header, at);
        let (header, at) = self.note(found)?;
        if name.eq_ignore_ascii_case("content-type") {
            return None;
        }
        if !header_name(name) {
            self.error(
                "bad-name",
                &at,
                "no header can have this name",
                "letters, digits and dashes",
            );
            return None;
        }
        let schema = self.plain(&header.format, &at, &format!("{name} header"))?;
        Some(ir::Header {
            wire: name.to_lowercase(),
            doc: header.description.unwrap_or_default(),
            required: header.required,
            schema,
        })
    }

    /// A schema whose values travel as text.
    fn plain(&mut self, format: &ParameterSchemaOrContent, at: &str, name: &str) -> Option<Schema> {
        if matches!(format, ParameterSchemaOrContent::Content(_)) {
            let at = pointer::join(at, "content");
            self.unsupported(
                &at,
                "a parameter or header with a media type",
                "give it a `schema` instead",
            );
            return None;
        }
        let schema_at = pointer::join(at, "schema");
        let schema = self.schema(&schema_at, name)?;
        let text = match &schema.ty {
            Type::Named(id) => matches!(self.types[id.0].kind, ir::Kind::Enumeration(_)),
            ty => !matches!(ty, Type::Array(_) | Type::Map(_)),
        };
        if !text {
            self.unsupported(
                &schema_at,
                "an array or object as a parameter or header",
                "send it as text or in the body",
            );
            return None;
        }
        let ty = if schema.ty == Type::Any {
            Type::Text
        } else {
            schema.ty
        };
        // Text cannot be null.
        Some(Schema {
            ty,
            nullable: false,
            checks: schema.checks,
        })
    }

    /// The default, as text on the wire.
    fn default_of(&mut self, at: &str, schema: &Schema) -> Option<String> {
        let resolved = self.resolved;
        let (value, at) = resolved.follow_at(&pointer::join(at, "schema")).ok()?;
        let default = value.get("default")?;
        let fits = match (&schema.ty, default) {
            (Type::Int32, Value::Number(number)) => number
                .as_i64()
                .is_some_and(|number| i32::try_from(number).is_ok()),
            (Type::Int64, Value::Number(number)) => number.as_i64().is_some(),
            (Type::Number, Value::Number(_))
            | (Type::Boolean, Value::Bool(_))
            | (Type::Text, Value::String(_)) => true,
            (Type::Named(id), Value::String(text)) => match &self.types[id.0].kind {
                ir::Kind::Enumeration(texts) => texts.contains(text),
                _ => false,
            },
            _ => false,
        };
        if !fits {
            let at = pointer::join(&at, "default");
            self.unsupported(
                &at,
                "a default that is not of the parameter's type",
                "write it as a value of that type",
            );
            return None;
        }
        match default {
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }
}
