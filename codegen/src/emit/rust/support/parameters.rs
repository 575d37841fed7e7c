//! The parameters of a request. Refuses what is missing, sent twice or not of its type, and reports all of it at once.

use axum::extract::RawPathParams;
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde_json::Value;

use super::json::{self, Pointer, Violation, Violations};
use super::rejection::Rejection;
use super::styles::{self, Shape, Style};
use super::text::TextValue;

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path; its number among the path's parameters is part of the name in the route.
    Path(usize),
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// Part of a path's segment: the number of the segment's parameter, the literals around its parts, and which
    /// of the parts.
    Part(usize, &'static [&'static str], usize),
}

/// Reads parameters and remembers what is wrong with them.
#[derive(Debug)]
pub struct Parameters<'a> {
    path: Vec<(String, String)>,
    query: Vec<(String, String)>,
    parts: &'a Parts,
    problems: Vec<(&'static str, Violation)>,
}

impl<'a> Parameters<'a> {
    /// The parameters of a request whose path was `path`.
    #[must_use]
    pub fn new(path: Option<&RawPathParams>, parts: &'a Parts) -> Self {
        let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        Self {
            path: path.into_iter().flatten().map(pair).collect(),
            query: query.into_owned().collect(),
            parts,
            problems: Vec::new(),
        }
    }

    /// A parameter that must be there. `check` notes which limits it breaks.
    pub fn required<T: TextValue>(
        &mut self,
        place: Place,
        name: &str,
        check: impl FnOnce(&T, &Pointer<'_>, &mut Violations),
    ) -> Option<T> {
        let before = self.problems.len();
        let found = self.optional(place, name, check);
        if found.is_none() && self.problems.len() == before {
            self.problem("missing-parameter", place, name, "required", "is required");
        }
        found
    }

    /// A parameter that may be missing. `check` notes which limits it breaks.
    pub fn optional<T: TextValue>(
        &mut self,
        place: Place,
        name: &str,
        check: impl FnOnce(&T, &Pointer<'_>, &mut Violations),
    ) -> Option<T> {
        let text = self.text(place, name)?;
        let Some(value) = T::from_text(&text) else {
            self.problem(
                "invalid-parameter",
                place,
                name,
                "type",
                &format!("must be {}", T::EXPECTED),
            );
            return None;
        };
        let mut violations = Violations::default();
        check(&value, &Pointer::Root, &mut violations);
        for violation in violations.into_vec() {
            let message = format!("is {}", violation.message);
            self.problem("invalid-parameter", place, name, violation.code, &message);
        }
        Some(value)
    }

    /// A parameter that is more than one text, or none when it is missing. What looks like a number is tried as one
    /// first where the shape leaves it open.
    pub fn styled<T>(
        &mut self,
        place: Place,
        name: &str,
        travel: (Style, bool, Shape),
        required: bool,
        decode: impl Fn(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<T> {
        let before = self.problems.len();
        let guessed = self.value(place, name, travel, true);
        let Some(guessed) = guessed else {
            if required && self.problems.len() == before {
                self.problem("missing-parameter", place, name, "required", "is required");
            }
            return None;
        };
        let violations = match json::read(&guessed, &decode) {
            Ok(decoded) => return Some(decoded),
            Err(violations) => violations,
        };
        let plain = self
            .value(place, name, travel, false)
            .filter(|plain| *plain != guessed);
        if let Some(Ok(decoded)) = plain.map(|plain| json::read(&plain, &decode)) {
            return Some(decoded);
        }
        self.refuse(place, name, violations);
        None
    }

    /// A parameter that is JSON, or none when it is missing.
    pub fn json<T>(
        &mut self,
        place: Place,
        name: &str,
        required: bool,
        decode: impl Fn(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<T> {
        let before = self.problems.len();
        let Some(text) = self.text(place, name) else {
            if required && self.problems.len() == before {
                self.problem("missing-parameter", place, name, "required", "is required");
            }
            return None;
        };
        match json::parse(text.as_bytes()).and_then(|value| json::read(&value, &decode)) {
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
        travel: (Style, bool, Shape),
        guess: bool,
    ) -> Option<Value> {
        let (style, explode, shape) = travel;
        if place == Place::Query {
            return styles::read_pairs(&self.query, name, style, explode, shape, guess);
        }
        let text = self.text(place, name)?;
        Some(styles::read_text(&text, name, style, explode, shape, guess))
    }

    /// Nothing, when all was well.
    ///
    /// # Errors
    /// One rejection that tells everything that was wrong.
    pub fn finish(self) -> Result<(), Rejection> {
        let Some((code, first)) = self.problems.first() else {
            return Ok(());
        };
        let rejection = Rejection::new(StatusCode::BAD_REQUEST, code, first.message.clone());
        let violations = self.problems.into_iter().map(|(_, violation)| violation);
        Err(rejection.with_violations(violations.collect()))
    }

    /// What to say when a required parameter is not there although nothing was noted: a defect of this code.
    #[must_use]
    pub fn lost() -> Rejection {
        let detail = "a parameter could not be read";
        Rejection::new(StatusCode::BAD_REQUEST, "invalid-parameter", detail)
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
