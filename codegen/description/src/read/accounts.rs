//! Every key of a description is accounted for: it is read, ignored on purpose, or reported here.

use serde_json::{Map, Value};

use super::Reader;
use crate::grammar::{Kind, Use};
use crate::model::Dialect;
use crate::pointer;

/// More findings than this are no help to anybody.
const MAX_FINDINGS: usize = 200;

impl Reader<'_> {
    /// Reports the keys of an object of the kind `kind` that mean nothing there, and looks into what is ignored on purpose.
    pub(super) fn keys(&mut self, members: &Map<String, Value>, kind: Kind, at: &str) {
        for (key, member) in members {
            if key.starts_with("x-") {
                continue;
            }
            match kind.member(key) {
                Some((_, Use::Since32)) if self.dialect < Dialect::V32 => {
                    self.unknown(kind, key, at);
                }
                Some((inner, Use::Ignored)) if inner != Kind::Data => {
                    self.ignored(member, inner, &pointer::join(at, key));
                }
                Some(_) => {}
                None => self.unknown(kind, key, at),
            }
        }
    }

    /// Looks for keys that mean nothing in what is ignored on purpose.
    fn ignored(&mut self, value: &Value, kind: Kind, at: &str) {
        match value {
            Value::Object(members) if kind != Kind::Data => {
                self.keys(members, kind, at);
                for (key, member) in members {
                    if let Some((inner, Use::Read | Use::Since32)) = kind.member(key) {
                        self.ignored(member, inner, &pointer::join(at, key));
                    }
                }
            }
            Value::Array(items) if kind.item() != Kind::Data => {
                for (index, item) in items.iter().enumerate() {
                    self.ignored(item, kind.item(), &format!("{at}/{index}"));
                }
            }
            _ => {}
        }
    }

    /// Notes a key that means nothing: it is reported once, with the number of places where it stands.
    fn unknown(&mut self, kind: Kind, key: &str, at: &str) {
        let known = self.unknown.entry((kind, key.to_owned()));
        known.or_insert_with(|| (pointer::join(at, key), 0)).1 += 1;
    }

    /// Reports the keys that mean nothing.
    pub(super) fn tell_of_unknown(&mut self) {
        for ((kind, key), (at, count)) in std::mem::take(&mut self.unknown) {
            let more = match count {
                1 => String::new(),
                2 => ", here and at one more place".to_owned(),
                count => format!(", here and at {} more places", count - 1),
            };
            if kind == Kind::Schema {
                let message =
                    format!("`{key}` is no keyword of an OpenAPI schema and is ignored{more}");
                let hint = "check the spelling; extensions begin with `x-`";
                self.warn("unknown-keyword", &at, message, hint);
            } else {
                let message = format!("`{key}` is no key of {} and is ignored{more}", kind.name());
                let hint = "check the spelling and the indentation; extensions begin with `x-`";
                self.warn("unknown-key", &at, message, hint);
            }
        }
    }

    /// What stands beside a reference to anything but a schema is ignored.
    pub(super) fn beside_reference(&mut self, members: &Map<String, Value>, at: &str) {
        for key in members.keys() {
            if matches!(key.as_str(), "$ref" | "summary" | "description") || key.starts_with("x-") {
                continue;
            }
            let message = format!("`{key}` stands beside a `$ref` and is ignored");
            let hint = "move it to what is referred to";
            self.warn("beside-reference", &pointer::join(at, key), message, hint);
        }
    }

    pub(super) fn warn(&mut self, code: &'static str, at: &str, message: String, hint: &str) {
        self.accounted += 1;
        if self.accounted <= MAX_FINDINGS {
            let diagnostic = self.document.error(code, at, message);
            self.found.push(diagnostic.hint(hint).warning());
        }
    }
}
