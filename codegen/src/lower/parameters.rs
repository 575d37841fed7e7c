//! Parameters, and headers of answers. Refuses names that no header can have.

use description::SchemaId;
use description::model::{self, Location, Shape};
use serde_json::Value;

use super::Lowering;
use super::security::header_name;
use crate::ir::{self, Place, Schema, Style, Travel, Type};
use crate::pointer;

/// Headers that OpenAPI describes elsewhere and does not let a parameter describe.
const ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

impl Lowering<'_> {
    /// The parameters of an operation.
    pub(super) fn parameters(
        &mut self,
        parameters: &[std::sync::Arc<model::Parameter>],
        operation: &str,
    ) -> Vec<ir::Parameter> {
        let each = parameters.iter();
        each.filter_map(|one| self.parameter(one, operation))
            .collect()
    }

    fn parameter(
        &mut self,
        parameter: &model::Parameter,
        operation: &str,
    ) -> Option<ir::Parameter> {
        let wire = &parameter.name;
        let place = self.place(parameter)?;
        let name = format!("{operation} {wire}");
        let (id, schema, travel) = self.held(parameter, &name);
        // Text cannot be null, and is text when nothing else is said.
        let ty = if schema.ty == Type::Any && travel == Travel::Plain {
            Type::Text
        } else {
            schema.ty
        };
        let schema = Schema {
            ty,
            nullable: false,
            checks: schema.checks,
        };
        let required = parameter.required || place == Place::Path;
        let default = match id {
            Some(id) if !required && travel == Travel::Plain => self.default_of(id, &schema),
            _ => None,
        };
        Some(ir::Parameter {
            wire: wire.clone(),
            doc: parameter.description.clone().unwrap_or_default(),
            place,
            required,
            schema,
            travel,
            default,
        })
    }

    /// Where a parameter stands; `None` when it is none, or when no code can be written for it.
    fn place(&mut self, parameter: &model::Parameter) -> Option<Place> {
        let (at, wire) = (&parameter.at, &parameter.name);
        match parameter.location {
            Location::Path if !parameter.required => {
                let message = format!("the path parameter `{wire}` must have `required: true`");
                let hint = "a path is not the same path without it";
                self.error("structure", at, message, hint);
                Some(Place::Path)
            }
            Location::Path => Some(Place::Path),
            Location::Query => Some(Place::Query),
            Location::Cookie => Some(Place::Cookie),
            Location::Header if ELSEWHERE.contains(&wire.to_lowercase().as_str()) => {
                let message = format!("OpenAPI ignores a header parameter named `{wire}`");
                let hint = "describe it as a media type or as a security scheme";
                self.warn("ignored-parameter", at, message, hint);
                None
            }
            Location::Header if !header_name(wire) => {
                let at = pointer::join(at, "name");
                let message = "no header can have this name";
                self.fail("bad-name", &at, message, "letters, digits and dashes");
                None
            }
            Location::Header => Some(Place::Header),
            Location::QueryString => {
                self.lost = true;
                let hint = "describe its parameters with `in: query`";
                self.unsupported(at, "a parameter that is the whole query", hint);
                None
            }
        }
    }

    /// What a parameter holds, and how that travels.
    fn held(
        &mut self,
        parameter: &model::Parameter,
        name: &str,
    ) -> (Option<SchemaId>, Schema, Travel) {
        match &parameter.shape {
            Shape::Content(content) => {
                let id = content.first().and_then(|content| content.schema);
                let schema = id.map_or_else(Self::any, |id| self.schema(id, name));
                (id, schema, Travel::Json)
            }
            Shape::Schema(id) => {
                let schema = self.schema(*id, name);
                let travel = self.travel(parameter, &schema);
                (Some(*id), schema, travel)
            }
            Shape::Missing => {
                let wire = &parameter.name;
                let message = format!("nothing says what the parameter `{wire}` holds");
                let hint = "write `schema: { type: string }`, for example; it is taken as text";
                self.error("structure", &parameter.at, message, hint);
                (None, Self::any(), Travel::Plain)
            }
        }
    }

    /// How a parameter travels.
    fn travel(&self, parameter: &model::Parameter, schema: &Schema) -> Travel {
        let style = match parameter.style {
            model::Style::Form | model::Style::Cookie => Style::Form,
            model::Style::Simple => Style::Simple,
            model::Style::Label => Style::Label,
            model::Style::Matrix => Style::Matrix,
            model::Style::SpaceDelimited => Style::Spaces,
            model::Style::PipeDelimited => Style::Pipes,
            model::Style::DeepObject => Style::Deep,
        };
        let explode = parameter.explode;
        if self.is_plain(schema) && matches!(style, Style::Form | Style::Simple) {
            Travel::Plain
        } else {
            Travel::Styled { style, explode }
        }
    }

    /// Whether a value travels as one text.
    fn is_plain(&self, schema: &Schema) -> bool {
        match &schema.ty {
            Type::Named(id) => matches!(self.types[id.0].kind, ir::Kind::Enumeration { .. }),
            ty => !matches!(ty, Type::Array(_) | Type::Map(_) | Type::Null),
        }
    }

    /// A header of an answer.
    pub(super) fn header(&mut self, name: &str, header: &model::Header) -> Option<ir::Header> {
        if name.eq_ignore_ascii_case("content-type") {
            return None;
        }
        let at = &header.at;
        if !header_name(name) {
            let hint = "letters, digits and dashes; it is left out";
            self.error("bad-name", at, "no header can have this name", hint);
            return None;
        }
        let schema = match header.shape {
            Shape::Schema(id) => self.schema(id, &format!("{name} header")),
            _ => Self::any(),
        };
        let schema = if self.is_plain(&schema) && schema.ty != Type::Any {
            Schema {
                nullable: false,
                ..schema
            }
        } else {
            if schema.ty != Type::Any {
                let at = pointer::join(at, "schema");
                let what = "an array or object as a header; it is handed over as text";
                self.unsupported(&at, what, "describe it as text");
            }
            Schema {
                ty: Type::Text,
                nullable: false,
                checks: Vec::new(),
            }
        };
        Some(ir::Header {
            wire: name.to_lowercase(),
            doc: header.description.clone().unwrap_or_default(),
            required: header.required,
            schema,
        })
    }

    /// The default, as text on the wire.
    fn default_of(&mut self, id: SchemaId, schema: &Schema) -> Option<String> {
        let found = self.find(id)?;
        let default = found.schema.notes.default.as_ref();
        let default = default.filter(|default| !default.is_null())?;
        let at = &found.schema.at;
        let fits = match (&schema.ty, default) {
            (Type::Int32, Value::Number(number)) => number
                .as_i64()
                .is_some_and(|number| i32::try_from(number).is_ok()),
            (Type::Int64, Value::Number(number)) => number.as_i64().is_some(),
            (Type::Number, Value::Number(_))
            | (Type::Boolean, Value::Bool(_))
            | (Type::Text, Value::String(_)) => true,
            (Type::Named(id), Value::String(text)) => match &self.types[id.0].kind {
                ir::Kind::Enumeration { texts, .. } => texts.contains(text),
                _ => false,
            },
            _ => false,
        };
        if !fits {
            let at = pointer::join(at, "default");
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
