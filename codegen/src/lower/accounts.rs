//! Every key of a description is accounted for: read, ignored on purpose, or reported here. Reports keys that
//! OpenAPI does not have where they stand, and those that change what travels but are not read.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::grammar::{Kind, Use};
use crate::load::Document;
use crate::pointer;

/// More findings than this are no help to anybody.
const MAX_FINDINGS: usize = 200;

/// What nothing else says about the keys of `document`; warnings only.
#[must_use]
pub(super) fn accounts(document: &Document) -> Diagnostics {
    let mut accountant = Accountant {
        document,
        path: Vec::new(),
        found: Diagnostics::default(),
    };
    accountant.value(&document.value, Kind::Root);
    accountant.found
}

struct Accountant<'a> {
    document: &'a Document,
    /// The way to the value at hand, as unescaped tokens.
    path: Vec<String>,
    found: Diagnostics,
}

impl Accountant<'_> {
    fn value(&mut self, value: &Value, kind: Kind) {
        match value {
            Value::Object(_) if kind == Kind::Data => {}
            Value::Object(members) => {
                let reference = kind.component().is_some()
                    && kind != Kind::PathItem
                    && members.contains_key("$ref");
                for (key, member) in members {
                    self.path.push(key.clone());
                    if reference && kind != Kind::Schema {
                        self.beside(key);
                    } else {
                        self.member(key, member, kind);
                    }
                    self.path.pop();
                }
            }
            Value::Array(items) if kind.item() != Kind::Data => {
                for (index, item) in items.iter().enumerate() {
                    self.path.push(index.to_string());
                    self.value(item, kind.item());
                    self.path.pop();
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, key: &str, member: &Value, kind: Kind) {
        let extension = key.starts_with("x-");
        let of_paths = self.path.len() == 2 && self.path[0] == "paths";
        if extension && (!kind.is_named() || of_paths) {
            return;
        }
        let statuses = kind == Kind::Named(&Kind::Response) && self.path[0] == "paths";
        if statuses && !is_status(key) {
            let message = format!("`{}` is no status and is ignored", key.escape_debug());
            let hint = "write a number such as 200, a range such as 2XX, or `default`";
            self.say("bad-status", message, hint);
            return;
        }
        match kind.member(key) {
            Some((kind, Use::Read | Use::Ignored)) => self.value(member, kind),
            Some((_, Use::Unsupported)) if is_usual(member) => {}
            Some((_, Use::Unsupported)) => {
                let message = format!("unsupported: `{key}`, which is not read");
                self.say("unsupported", message, "the defaults of OpenAPI are used");
            }
            None => {
                let message = format!("`{key}` is no key of {} and is ignored", name(kind));
                let hint = "check the spelling and the indentation; extensions begin with `x-`";
                self.say("unknown-key", message, hint);
            }
        }
    }

    fn beside(&mut self, key: &str) {
        if matches!(key, "$ref" | "summary" | "description") || key.starts_with("x-") {
            return;
        }
        let message = format!("`{key}` stands beside a `$ref` and is ignored");
        self.say(
            "beside-reference",
            message,
            "move it to what is referred to",
        );
    }

    fn say(&mut self, code: &'static str, message: String, hint: &str) {
        if self.found.len() >= MAX_FINDINGS {
            return;
        }
        let at = self
            .path
            .iter()
            .fold(String::new(), |at, token| pointer::join(&at, token));
        let diagnostic: Diagnostic = self.document.error(code, &at, message);
        self.found.push(diagnostic.hint(hint).warning());
    }
}

/// Whether an `encoding` asks for nothing but what forms are written as anyway: objects as pairs of their members,
/// anything else as one pair for each value.
fn is_usual(encoding: &Value) -> bool {
    let usual = |one: &Value| {
        one.as_object().is_some_and(|members| {
            members.iter().all(|(key, value)| match key.as_str() {
                "style" => value == "deepObject" || value == "form",
                "explode" => value == &Value::Bool(true),
                _ => false,
            })
        })
    };
    encoding
        .as_object()
        .is_some_and(|members| members.values().all(usual))
}

fn is_status(key: &str) -> bool {
    let digits = key.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    let range = key.to_ascii_uppercase().ends_with("XX");
    key == "default"
        || (key.len() == 3
            && key.starts_with(|one: char| one.is_ascii_digit())
            && (digits || range))
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Root => "a description",
        Kind::Info => "`info`",
        Kind::Components => "`components`",
        Kind::PathItem => "a path",
        Kind::Operation => "an operation",
        Kind::Parameter => "a parameter",
        Kind::Header => "a header",
        Kind::RequestBody => "a request body",
        Kind::Response => "a response",
        Kind::MediaType => "a media type",
        Kind::SecurityScheme => "a security scheme",
        Kind::Discriminator => "a discriminator",
        _ => "this object",
    }
}
