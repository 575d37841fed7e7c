//! Parameters, and headers of answers. Refuses names that no header can have.

use openapiv3::{Header, Parameter, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};
use serde_json::Value;

use super::Lowering;
use super::security::header_name;
use crate::ir::{self, Place, Schema, Style, Travel, Type};
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
            Parameter::Cookie { .. } => Place::Cookie,
        };
        let data = parameter.parameter_data_ref();
        if place == Place::Header && ELSEWHERE.contains(&data.name.to_lowercase().as_str()) {
            let message = format!("OpenAPI ignores a header parameter named `{}`", data.name);
            let hint = "describe it as a media type or as a security scheme";
            self.warn("ignored-parameter", &at, message, hint);
            return None;
        }
        if place == Place::Header && !header_name(&data.name) {
            let place = pointer::join(&at, "name");
            self.fail(
                "bad-name",
                &place,
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
        let name = format!("{operation} {}", data.name);
        let (schema, travel) = match &data.format {
            ParameterSchemaOrContent::Content(content) => {
                let media_type = content
                    .keys()
                    .next()
                    .map_or("application/json", String::as_str);
                let at = pointer::join(&pointer::join(&at, "content"), media_type);
                (
                    self.schema(&pointer::join(&at, "schema"), &name),
                    Travel::Json,
                )
            }
            ParameterSchemaOrContent::Schema(_) => {
                let schema = self.schema(&pointer::join(&at, "schema"), &name);
                let travel = self.travel(&parameter, &schema);
                (schema, travel)
            }
        };
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
        let required = data.required || place == Place::Path;
        let default = if required || travel != Travel::Plain {
            None
        } else {
            self.default_of(&at, &schema)
        };
        Some(ir::Parameter {
            wire: data.name.clone(),
            doc: data.description.clone().unwrap_or_default(),
            place,
            required,
            schema,
            travel,
            default,
        })
    }

    /// How a parameter travels.
    fn travel(&self, parameter: &Parameter, schema: &Schema) -> Travel {
        let style = match parameter {
            Parameter::Path { style, .. } => match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            },
            Parameter::Query { style, .. } => match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::Spaces,
                QueryStyle::PipeDelimited => Style::Pipes,
                QueryStyle::DeepObject => Style::Deep,
            },
            Parameter::Header { .. } => Style::Simple,
            Parameter::Cookie { .. } => Style::Form,
        };
        let explode = parameter
            .parameter_data_ref()
            .explode
            .unwrap_or(style == Style::Form);
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
    pub(super) fn header(
        &mut self,
        name: &str,
        header: &ReferenceOr<Header>,
        at: &str,
    ) -> Option<ir::Header> {
        if name.eq_ignore_ascii_case("content-type") {
            return None;
        }
        let header = match self.resolved.item(header, at) {
            Ok(header) => header,
            Err(_) => {
                let message = "this header leads nowhere and is left out";
                self.error("reference-to-nowhere", at, message, "describe it");
                return None;
            }
        };
        let (header, at) = header;
        if !header_name(name) {
            let hint = "letters, digits and dashes; it is left out";
            self.error("bad-name", &at, "no header can have this name", hint);
            return None;
        }
        let schema_at = pointer::join(&at, "schema");
        let written = matches!(header.format, ParameterSchemaOrContent::Schema(_));
        let schema = if written {
            self.schema(&schema_at, &format!("{name} header"))
        } else {
            Self::any()
        };
        let schema = if self.is_plain(&schema) && schema.ty != Type::Any {
            Schema {
                nullable: false,
                ..schema
            }
        } else {
            if schema.ty != Type::Any {
                let what = "an array or object as a header; it is handed over as text";
                self.unsupported(&schema_at, what, "describe it as text");
            }
            Schema {
                ty: Type::Text,
                nullable: false,
                checks: Vec::new(),
            }
        };
        Some(ir::Header {
            wire: name.to_lowercase(),
            doc: header.description.unwrap_or_default(),
            required: header.required,
            schema,
        })
    }

    /// The default, as text on the wire.
    fn default_of(&mut self, at: &str, schema: &Schema) -> Option<String> {
        let found = self.find(&pointer::join(at, "schema"))?;
        let default = found
            .get("default")
            .filter(|default| !default.is_null())?
            .clone();
        let at = found.at.clone();
        let default = &default;
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
