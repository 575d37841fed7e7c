//! What is wrong with an instance: every violation up to a cap, each named by its JSON pointer and keyword.

use std::fmt;

use serde_json::Value;

/// A JSON pointer that costs nothing until it is shown.
#[derive(Clone, Copy, Debug)]
pub enum Pointer<'a> {
    /// The whole instance.
    Root,
    /// A member of what stands at the inner pointer.
    Member(&'a Pointer<'a>, &'a str),
    /// An item of what stands at the inner pointer.
    Item(&'a Pointer<'a>, usize),
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(parent, name) => {
                let name = name.replace('~', "~0").replace('/', "~1");
                write!(formatter, "{parent}/{name}")
            }
            Self::Item(parent, index) => write!(formatter, "{parent}/{index}"),
        }
    }
}

/// One thing that is wrong with an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where, as a JSON pointer into the instance.
    pub pointer: String,
    /// The JSON Schema keyword that is violated (`type`, `required`, `maxLength`, `format` …), or `syntax`.
    pub code: &'static str,
    /// What was expected. Never holds what was submitted.
    pub message: String,
}

/// What is wrong with an instance, up to [`Violations::CAP`] entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    list: Vec<Violation>,
    more: usize,
    answer: bool,
    /// Whether a condition is tried, for which answers are no exception.
    strict: bool,
    /// The value whose type is looked at by a limit, as its address, and how often around itself.
    around: (usize, usize),
}

impl Violations {
    /// How often a value may be looked at inside a look at it: a schema may refer to itself by `not`.
    const MAX_AROUND: usize = 8;

    /// How many violations are kept.
    pub const CAP: usize = 100;

    /// For an answer: enumerations may hold values that are not described.
    #[must_use]
    pub fn of_answer() -> Self {
        Self {
            answer: true,
            ..Self::default()
        }
    }

    /// An empty list for another try at the same instance.
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self {
            answer: self.answer,
            strict: self.strict,
            around: self.around,
            ..Self::default()
        }
    }

    /// The same, for a condition: enumerations are closed, also in an answer.
    #[must_use]
    pub(super) fn strict(&self) -> Self {
        Self {
            strict: true,
            ..self.fresh()
        }
    }

    /// Looks at `value` by `read`, unless that is going on too often already.
    pub(super) fn around(&mut self, value: &Value, read: impl FnOnce(&mut Self)) {
        let (outer, own) = (self.around, std::ptr::from_ref(value).addr());
        let times = if outer.0 == own { outer.1 + 1 } else { 1 };
        if times <= Self::MAX_AROUND {
            self.around = (own, times);
            read(self);
            self.around = outer;
        }
    }

    /// Whether values that are not described are taken.
    #[must_use]
    pub(super) fn is_open(&self) -> bool {
        self.answer && !self.strict
    }

    /// Whether what is read was answered, rather than asked.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        self.answer
    }

    /// Notes one.
    pub fn add(&mut self, at: &Pointer<'_>, code: &'static str, message: impl Into<String>) {
        if self.list.len() < Self::CAP {
            let (pointer, message) = (at.to_string(), message.into());
            self.list.push(Violation {
                pointer,
                code,
                message,
            });
        } else {
            self.more += 1;
        }
    }

    /// Notes one that was found elsewhere.
    pub(super) fn note(&mut self, violation: Violation) {
        if self.list.len() < Self::CAP {
            self.list.push(violation);
        } else {
            self.more += 1;
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The violations that were kept.
    #[must_use]
    pub fn as_slice(&self) -> &[Violation] {
        &self.list
    }

    /// The violations that were kept.
    #[must_use]
    pub fn into_vec(self) -> Vec<Violation> {
        self.list
    }

    /// How many were found beyond the cap.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }
}
