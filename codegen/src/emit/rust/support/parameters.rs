//! The parameters of a request. Refuses what is missing, sent twice or not of its type, and reports all of it at once.

use axum::extract::RawPathParams;
use axum::http::StatusCode;
use axum::http::request::Parts;

use super::json::{Pointer, Violation, Violations};
use super::rejection::Rejection;
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
            Place::Path(_) => "path parameter",
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
