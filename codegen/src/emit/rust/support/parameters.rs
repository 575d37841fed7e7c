//! The parameters of a request. Refuses what is missing, sent twice or not of its type, and reports all of it at once.

use axum::extract::RawPathParams;
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde_json::Value;

use super::json::{self, FromJson, Pointer, Violation, Violations};
use super::rejection::Rejection;
use super::styles::{self, Look};
use super::travel::{Parameter, Place, Style, Travel};

/// Reads parameters and remembers what is wrong with them.
#[derive(Debug)]
pub struct Parameters<'a> {
    path: Vec<(String, String)>,
    query: Vec<(String, String)>,
    parts: &'a Parts,
    described: std::slice::Iter<'static, Parameter>,
    problems: Vec<(&'static str, Violation)>,
}

impl<'a> Parameters<'a> {
    /// The parameters of a request whose path was `path`.
    #[must_use]
    pub fn new(path: &RawPathParams, parts: &'a Parts, described: &'static [Parameter]) -> Self {
        let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        Self {
            path: path.iter().map(pair).collect(),
            query: query.into_owned().collect(),
            parts,
            described: described.iter(),
            problems: Vec::new(),
        }
    }

    /// A parameter that must be there.
    pub fn required<T: FromJson>(&mut self) -> Option<T> {
        let before = self.problems.len();
        let parameter = self.described.next()?;
        let found = self.read(parameter);
        if found.is_none() && self.problems.len() == before {
            let (place, name) = (parameter.place, parameter.wire);
            self.problem("missing-parameter", place, name, "required", "is required");
        }
        found
    }

    /// A parameter that may be missing.
    pub fn optional<T: FromJson>(&mut self) -> Option<Option<T>> {
        let parameter = self.described.next()?;
        Some(self.read(parameter))
    }

    /// A parameter that is `default` when it is missing.
    pub fn default<T: FromJson>(&mut self, default: impl FnOnce() -> T) -> Option<T> {
        Some(self.optional()?.unwrap_or_else(default))
    }

    fn read<T: FromJson>(&mut self, parameter: &'static Parameter) -> Option<T> {
        match parameter.travel {
            Travel::Plain => self.plain(parameter),
            Travel::Styled(style, explode) => self.styled(parameter, style, explode),
            Travel::Json => self.json(parameter),
        }
    }

    fn plain<T: FromJson>(&mut self, parameter: &'static Parameter) -> Option<T> {
        let (place, name) = (parameter.place, parameter.wire);
        let text = self.text(place, name)?;
        let value = styles::plain(&text, &parameter.shape);
        let mut violations = Violations::default();
        let decoded = value.and_then(|value| {
            T::from_shape(&value, &parameter.shape, &Pointer::Root, &mut violations)
        });
        if decoded.is_none() {
            let message = format!("must be {}", parameter.shape.expected());
            self.problem("invalid-parameter", place, name, "type", &message);
            return None;
        }
        for violation in violations.into_vec() {
            let message = format!("is {}", violation.message);
            self.problem("invalid-parameter", place, name, violation.code, &message);
        }
        decoded
    }

    /// A parameter that is more than one text. What looks like a number is tried as one first where the shape leaves it
    /// open.
    fn styled<T: FromJson>(
        &mut self,
        parameter: &'static Parameter,
        style: Style,
        explode: bool,
    ) -> Option<T> {
        let (place, name, look) = (parameter.place, parameter.wire, Look::of(&parameter.shape));
        let read = |value: &Value| {
            json::read(value, |value, at, violations| {
                T::from_shape(value, &parameter.shape, at, violations)
            })
        };
        let guessed = self.value(place, name, (style, explode, look), true)?;
        let violations = match read(&guessed) {
            Ok(decoded) => return Some(decoded),
            Err(violations) => violations,
        };
        let plain = self
            .value(place, name, (style, explode, look), false)
            .filter(|plain| *plain != guessed);
        if let Some(Ok(decoded)) = plain.map(|plain| read(&plain)) {
            return Some(decoded);
        }
        self.refuse(place, name, violations);
        None
    }

    fn json<T: FromJson>(&mut self, parameter: &'static Parameter) -> Option<T> {
        let (place, name) = (parameter.place, parameter.wire);
        let text = self.text(place, name)?;
        let decode = |value: &Value, at: &Pointer<'_>, violations: &mut Violations| {
            T::from_shape(value, &parameter.shape, at, violations)
        };
        match json::parse(text.as_bytes()).and_then(|value| json::read(&value, decode)) {
            Ok(decoded) => Some(decoded),
            Err(violations) => {
                self.refuse(place, name, violations);
                None
            }
        }
    }

    fn refuse(&mut self, place: Place, name: &str, violations: Violations) {
        for violation in violations.into_vec() {
            let at = if violation.pointer.is_empty() {
                String::new()
            } else {
                format!(" at {}", violation.pointer)
            };
            let message = format!("is wrong{at}: {}", violation.message);
            self.problem("invalid-parameter", place, name, violation.code, &message);
        }
    }

    fn value(
        &mut self,
        place: Place,
        name: &str,
        travel: (Style, bool, Look),
        guess: bool,
    ) -> Option<Value> {
        let (style, explode, look) = travel;
        if place == Place::Query {
            return styles::read_pairs(&self.query, name, style, explode, look, guess);
        }
        let text = self.text(place, name)?;
        Some(styles::read_text(&text, name, style, explode, look, guess))
    }

    /// What `make` makes of the parameters, when all was well.
    ///
    /// # Errors
    /// One rejection that tells everything that was wrong.
    pub fn finish<T>(self, make: impl FnOnce() -> Option<T>) -> Result<T, Rejection> {
        let Some((code, first)) = self.problems.first() else {
            return make().ok_or_else(|| {
                let detail = "a parameter could not be read";
                Rejection::new(StatusCode::BAD_REQUEST, "invalid-parameter", detail)
            });
        };
        let rejection = Rejection::new(StatusCode::BAD_REQUEST, code, first.message.clone());
        let violations = self.problems.into_iter().map(|(_, violation)| violation);
        Err(rejection.with_violations(violations.collect()))
    }

    fn text(&mut self, place: Place, name: &str) -> Option<String> {
        let mut found: Vec<String> = match place {
            Place::Path(number) => {
                let key = format!("p{number}");
                let values = self.path.iter().filter(|(name, _)| *name == key);
                values.map(|(_, value)| value.clone()).collect()
            }
            Place::Part(number, literals, part) => {
                let key = format!("p{number}");
                let whole = self
                    .path
                    .iter()
                    .find(|(name, _)| *name == key)
                    .map(|(_, value)| value.as_str());
                match whole.and_then(|whole| split(whole, literals, part)) {
                    Some(text) => vec![text.to_owned()],
                    None => {
                        self.problem(
                            "invalid-parameter",
                            place,
                            name,
                            "pattern",
                            "is not of the form described",
                        );
                        return None;
                    }
                }
            }
            Place::Cookie => super::credentials::cookies(&self.parts.headers, name),
            Place::Query => {
                let values = self.query.iter().filter(|(key, _)| key == name);
                values.map(|(_, value)| value.clone()).collect()
            }
            Place::Header => {
                let values = self.parts.headers.get_all(name).iter();
                let texts = values.map(|value| String::from_utf8(value.as_bytes().to_vec()));
                match texts.collect::<Result<_, _>>() {
                    Ok(texts) => texts,
                    Err(_) => {
                        self.problem("invalid-parameter", place, name, "type", "must be UTF-8");
                        return None;
                    }
                }
            }
        };
        if found.len() > 1 {
            self.problem(
                "duplicate-parameter",
                place,
                name,
                "maxItems",
                "must not be sent twice",
            );
            return None;
        }
        found.pop()
    }

    fn problem(
        &mut self,
        code: &'static str,
        place: Place,
        name: &str,
        keyword: &'static str,
        message: &str,
    ) {
        let kind = match place {
            Place::Path(_) | Place::Part(..) => "path parameter",
            Place::Cookie => "cookie",
            Place::Query => "query parameter",
            Place::Header => "header",
        };
        let violation = Violation {
            pointer: String::new(),
            code: keyword,
            message: format!("the {kind} `{name}` {message}"),
        };
        self.problems.push((code, violation));
    }
}

/// The part with this number of a text that `literals` stand around and between.
pub(super) fn split<'t>(text: &'t str, literals: &[&str], part: usize) -> Option<&'t str> {
    let (first, others) = literals.split_first()?;
    let mut rest = text.strip_prefix(first)?;
    for (number, literal) in others.iter().enumerate() {
        let last = number + 1 == others.len();
        let end = if last {
            rest.strip_suffix(literal)?.len()
        } else {
            rest.find(literal)?
        };
        if number == part {
            return Some(&rest[..end]);
        }
        rest = &rest[end + literal.len()..];
    }
    None
}
