//! The responses that an operation declares, each with the schema of its body. Bodies are held against it by the
//! independent `jsonschema` crate, not by our generated code; a validator is compiled when it is needed first.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use description::schema::Direction;
use description::{Description, SchemaId};
use jsonschema::Validator;
use serde_json::Value;

use super::media_type::is_json;

/// The declared responses by status; `default` and ranges under their own names.
#[derive(Debug, Default)]
pub struct Responses {
    /// the key is the text of the description: `207`, `4XX`, `default`
    pub by_status: BTreeMap<String, Declared>,
}

/// One declared response.
#[derive(Debug, Default)]
pub struct Declared {
    /// declared media types, in their order, without parameters
    pub media_types: Vec<String>,
    /// what the body has to be; none when no schema is declared
    pub schema: Option<Checked>,
}

/// A schema that values are held against.
#[derive(Clone, Debug)]
pub struct Checked {
    description: Arc<Description>,
    id: SchemaId,
    direction: Direction,
    validator: Arc<OnceLock<Option<Validator>>>,
}

/// Every schema that values are held against, each once.
#[derive(Debug)]
pub(super) struct Pool {
    description: Arc<Description>,
    known: Mutex<HashMap<(SchemaId, Direction), Checked>>,
}

impl Pool {
    pub(super) fn new(description: &Arc<Description>) -> Self {
        Self {
            description: Arc::clone(description),
            known: Mutex::default(),
        }
    }

    /// The schema `id` for values that travel in this direction.
    pub(super) fn checked(&self, id: SchemaId, direction: Direction) -> Checked {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // what is merely referred to is compiled once for all who refer to it
        let id = self.description.schemas.follow(id).unwrap_or(id);
        let new = || Checked {
            description: Arc::clone(&self.description),
            id,
            direction,
            validator: Arc::default(),
        };
        known.entry((id, direction)).or_insert_with(new).clone()
    }
}

impl Checked {
    /// The description that it stands in.
    pub(super) fn description(&self) -> &Description {
        &self.description
    }

    /// Its number in the description.
    pub(super) fn id(&self) -> SchemaId {
        self.id
    }

    /// Whether `value` is valid; a schema that cannot be compiled allows everything.
    pub fn allows(&self, value: &Value) -> bool {
        self.validator()
            .is_none_or(|validator| validator.is_valid(value))
    }

    /// The first ways in which `body` breaks it, as `pointer: message`, with no submitted value in them.
    pub fn errors(&self, body: &Value) -> Vec<(String, String)> {
        let Some(validator) = self.validator() else {
            return Vec::new();
        };
        let say = |error: jsonschema::ValidationError| {
            let message = format!("{} ({})", error.masked(), error.kind().keyword());
            (error.instance_path().to_string(), message)
        };
        validator.iter_errors(body).take(5).map(say).collect()
    }

    /// Formats of OpenAPI are checked, unknown ones ignored.
    fn validator(&self) -> Option<&Validator> {
        let compile = || {
            let schemas = &self.description.schemas;
            let schema = schemas.json_schema(self.id, self.direction);
            jsonschema::options()
                .with_draft(jsonschema::Draft::Draft202012)
                .should_validate_formats(true)
                .should_ignore_unknown_formats(true)
                .build(&schema)
                .ok()
        };
        self.validator.get_or_init(compile).as_ref()
    }
}

impl Responses {
    /// What is promised of a success with `status`: `default` speaks of it only where no success has words of its own.
    pub fn promised(&self, status: u16) -> Option<&Declared> {
        let success = |name: &String| name.starts_with('2');
        let by_default = !self.by_status.keys().any(success);
        let range = || self.by_status.get(&format!("{}XX", status / 100));
        let own = self.by_status.get(&status.to_string()).or_else(range);
        own.or_else(|| self.by_status.get("default").filter(|_| by_default))
    }

    /// What is declared for `status`: the exact one, else its range, else `default` (OpenAPI 3.0.3, Responses Object).
    pub fn declared(&self, status: u16) -> Option<&Declared> {
        self.by_status
            .get(&status.to_string())
            .or_else(|| self.by_status.get(&format!("{}XX", status / 100)))
            .or_else(|| self.by_status.get("default"))
    }
}

impl Declared {
    /// One of its media types is JSON's.
    pub fn is_json(&self) -> bool {
        self.media_types.iter().any(|name| is_json(name))
    }
}
