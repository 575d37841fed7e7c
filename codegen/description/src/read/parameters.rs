//! Parameters and headers. Refuses those without a name or with a style that does not exist where they stand.

use std::sync::Arc;

use indexmap::IndexMap;
use openapiv3::{
    Header as ModelHeader, Parameter as ModelParameter, ParameterData, PathStyle, QueryStyle,
};
use serde_json::{Map, Value};

use super::Reader;
use super::typed::any_schema;
use crate::grammar::Kind;
use crate::model::{Dialect, Header, Location, Parameter, Shape, Style};
use crate::pointer;

type Members = Map<String, Value>;

/// A list of parameters, and where in it those stand that could not be read.
pub(super) type Parameters = (Vec<Arc<Parameter>>, Vec<String>);

impl Reader<'_> {
    /// The parameters of `owner` at `at`.
    pub(super) fn parameter_list(&mut self, owner: &Members, at: &str) -> Parameters {
        let at = pointer::join(at, "parameters");
        let (mut parameters, mut unread) = (Vec::new(), Vec::new());
        match owner.get("parameters") {
            None => {}
            Some(Value::Array(list)) => {
                for (index, value) in list.iter().enumerate() {
                    let at = format!("{at}/{index}");
                    match self.parameter(value, &at) {
                        Some(parameter) => parameters.push(parameter),
                        None => unread.push(at),
                    }
                }
            }
            Some(_) => {
                self.error(
                    "structure",
                    &at,
                    "`parameters` must be a list",
                    "write `- name: …`",
                );
                unread.push(at);
            }
        }
        (parameters, unread)
    }

    /// Those of a path, replaced by those of an operation where both name the same.
    pub(super) fn both_parameters(
        &mut self,
        shared: &[Arc<Parameter>],
        own: Vec<Arc<Parameter>>,
    ) -> Vec<Arc<Parameter>> {
        let mut all: IndexMap<(Location, String), Arc<Parameter>> = IndexMap::new();
        for (inherited, list) in [(0, shared.to_vec()), (shared.len(), own)] {
            for parameter in list {
                let name = (parameter.location, parameter.name.clone());
                match all.get_full_mut(&name) {
                    Some((place, _, known)) if place < inherited => *known = parameter,
                    Some(_) => {
                        let message =
                            format!("the parameter `{}` is described twice", parameter.name);
                        let at = parameter.at.clone();
                        self.error("duplicate-parameter", &at, message, "remove one of the two");
                    }
                    None => drop(all.insert(name, parameter)),
                }
            }
        }
        all.into_values().collect()
    }

    pub(super) fn parameter(&mut self, value: &Value, at: &str) -> Option<Arc<Parameter>> {
        self.shared(
            value,
            at,
            Kind::Parameter,
            |own| &mut own.parameters,
            Self::new_parameter,
        )
    }

    fn new_parameter(&mut self, value: &Value, at: &str) -> Option<Parameter> {
        let what = "this parameter";
        let members = self.mapping(value, at, what)?;
        self.keys(members, Kind::Parameter, at);
        let shape = self.shape(members, at);
        let modern = self.dialect >= Dialect::V32;
        if modern && members.get("in").and_then(Value::as_str) == Some("querystring") {
            let mut shallow = members.clone();
            shallow.insert("in".to_owned(), "query".into());
            let instead = [("schema", any_schema())];
            let value = Value::Object(shallow);
            let model = self.typed(&value, Kind::Parameter, at, what, &instead)?;
            let parameter = self.of_model(model, members, at, shape);
            return Some(Parameter {
                location: Location::QueryString,
                ..parameter
            });
        }
        let cookie_style = modern && members.get("style").and_then(Value::as_str) == Some("cookie");
        let plain;
        let value = if cookie_style {
            let mut members = members.clone();
            members.remove("style");
            plain = Value::Object(members);
            &plain
        } else {
            value
        };
        let instead = [("schema", any_schema())];
        let model = self.typed(value, Kind::Parameter, at, what, &instead)?;
        let mut parameter = self.of_model(model, members, at, shape);
        if cookie_style {
            parameter.style = Style::Cookie;
        }
        Some(parameter)
    }

    fn of_model(
        &mut self,
        model: ModelParameter,
        members: &Members,
        at: &str,
        shape: Shape,
    ) -> Parameter {
        let (location, style) = match &model {
            ModelParameter::Path { style, .. } => {
                let style = match style {
                    PathStyle::Matrix => Style::Matrix,
                    PathStyle::Label => Style::Label,
                    PathStyle::Simple => Style::Simple,
                };
                (Location::Path, style)
            }
            ModelParameter::Query { style, .. } => (Location::Query, query_style(style)),
            ModelParameter::Header { .. } => (Location::Header, Style::Simple),
            ModelParameter::Cookie { .. } => (Location::Cookie, Style::Form),
        };
        let (allow_reserved, allow_empty) = match &model {
            ModelParameter::Query {
                allow_reserved,
                allow_empty_value,
                ..
            } => (*allow_reserved, allow_empty_value.unwrap_or(false)),
            _ => (false, false),
        };
        let ParameterData {
            name,
            description,
            required,
            deprecated,
            explode,
            ..
        } = model.parameter_data();
        Parameter {
            at: at.to_owned(),
            name,
            location,
            description,
            required,
            deprecated: deprecated.unwrap_or(false),
            style,
            explode: explode.unwrap_or(style == Style::Form),
            allow_reserved,
            allow_empty,
            shape,
            examples: self.examples(members, at),
        }
    }

    /// What a parameter or a header holds.
    fn shape(&mut self, members: &Members, at: &str) -> Shape {
        if let Some(content) = members.get("content") {
            let content = self.content(content, &pointer::join(at, "content"));
            return Shape::Content(content);
        }
        match members.get("schema") {
            Some(schema) => Shape::Schema(self.schema(schema, &pointer::join(at, "schema"))),
            None => Shape::Missing,
        }
    }

    pub(super) fn header(&mut self, value: &Value, at: &str) -> Option<Arc<Header>> {
        self.shared(
            value,
            at,
            Kind::Header,
            |own| &mut own.headers,
            Self::new_header,
        )
    }

    fn new_header(&mut self, value: &Value, at: &str) -> Option<Header> {
        let what = "this header";
        let members = self.mapping(value, at, what)?;
        self.keys(members, Kind::Header, at);
        let shape = self.shape(members, at);
        let instead = [("schema", any_schema())];
        let model: ModelHeader = self.typed(value, Kind::Header, at, what, &instead)?;
        Some(Header {
            at: at.to_owned(),
            description: model.description,
            required: model.required,
            deprecated: model.deprecated.unwrap_or(false),
            explode: super::flag(members, "explode"),
            shape,
            examples: self.examples(members, at),
        })
    }

    /// `example`, and the values of `examples`.
    pub(super) fn examples(&mut self, members: &Members, at: &str) -> Vec<Value> {
        let mut examples: Vec<Value> = members.get("example").cloned().into_iter().collect();
        let named = members.get("examples").and_then(Value::as_object);
        for (name, example) in named.into_iter().flatten() {
            let at = pointer::join(&pointer::join(at, "examples"), name);
            let Some((example, at)) = self.follow(example, &at, Kind::Example) else {
                continue;
            };
            if let Some(members) = example.as_object() {
                self.keys(members, Kind::Example, &at);
            }
            let value = example.get("value").or_else(|| example.get("dataValue"));
            examples.extend(value.cloned());
        }
        examples
    }
}

/// A style of the query, or of a form.
pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}
