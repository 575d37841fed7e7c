//! What is wrong with a description, where, and what to write instead. Diagnostics are collected, not thrown,
//! so that one run reports everything; an excerpt never echoes more than a window of a long line.

mod machine;

use std::fmt;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// A named text: the description, or an overlay.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The name shown to people, usually the path as they gave it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A place in a source. Lines and columns count from 1, columns in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text that `offset` points into.
    pub source: Arc<Source>,
    /// The line, from 1.
    pub line: usize,
    /// The column in code points, from 1.
    pub column: usize,
    /// The offset in bytes.
    pub offset: usize,
    /// The length in bytes; 0 for mappings and sequences, of which only the start is known.
    pub length: usize,
}

/// Whether a diagnostic stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Reported; the run goes on.
    Warning,
    /// Nothing is written.
    Error,
}

/// One finding about a description.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// A stable word for scripts, e.g. `reference-to-nowhere`.
    pub code: &'static str,
    /// Whether it stops the run.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The name of the source it is about.
    pub file: String,
    /// Where, when known.
    pub span: Option<Box<Span>>,
    /// The JSON pointer of the value it is about.
    pub pointer: Option<Box<str>>,
    /// What to write or do instead.
    pub hint: Option<Box<str>>,
}

impl Diagnostic {
    /// An error about the source named `file`.
    pub fn error(code: &'static str, file: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            file: file.to_owned(),
            span: None,
            pointer: None,
            hint: None,
        }
    }

    /// The same as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// With the place; a span also says which file it is.
    #[must_use]
    pub fn at(mut self, span: Option<Span>) -> Self {
        if let Some(span) = &span {
            self.file.clone_from(&span.source.name);
        }
        self.span = span.map(Box::new);
        self
    }

    /// With the JSON pointer.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<Box<str>>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// With advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Box<str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    fn render(&self, renderer: &Renderer) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = Group::with_title(level.primary_title(&self.message).id(self.code));
        let excerpt = self.span.as_deref().map(Excerpt::around);
        match (&self.span, &excerpt) {
            (Some(span), Some(excerpt)) => {
                let snippet = Snippet::source(excerpt.text.as_str())
                    .line_start(span.line)
                    .annotation(AnnotationKind::Primary.span(excerpt.start..excerpt.end));
                group = if excerpt.cut {
                    let origin = Origin::path(&self.file)
                        .line(span.line)
                        .char_column(span.column);
                    group.element(origin).element(snippet)
                } else {
                    group.element(snippet.path(&self.file))
                };
            }
            _ => group = group.element(Origin::path(&self.file)),
        }
        if let Some(pointer) = &self.pointer {
            let shown = if pointer.is_empty() {
                "the root"
            } else {
                pointer
            };
            group = group.element(Level::NOTE.message(format!("at {shown}")));
        }
        if let Some(hint) = &self.hint {
            group = group.element(Level::HELP.message(&**hint));
        }
        renderer.render(&[group])
    }
}

/// The line of a span, cut to a window when it is very long.
struct Excerpt {
    text: String,
    start: usize,
    end: usize,
    cut: bool,
}

impl Excerpt {
    /// The renderer trims lines to the width of a terminal itself; this only keeps it from reading a whole
    /// minified file.
    const WINDOW: usize = 2_000;

    fn around(span: &Span) -> Self {
        let text = span.source.text.as_str();
        let mut offset = span.offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let floor = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        // A line may be the whole text: no more of it is looked at than is shown.
        let before = floor(offset.saturating_sub(2 * Self::WINDOW + 1));
        let after = floor((offset + 2 * Self::WINDOW + 1).min(text.len()));
        let line_start = text[before..offset]
            .rfind('\n')
            .map_or(before, |at| before + at + 1);
        let line_end = text[offset..after]
            .find(['\n', '\r'])
            .map_or(after, |at| offset + at);
        let end = floor((offset + span.length.max(1)).min(line_end)).max(offset);
        if line_end - line_start <= 2 * Self::WINDOW {
            return Self {
                text: text[line_start..line_end].to_owned(),
                start: offset - line_start,
                end: end - line_start,
                cut: false,
            };
        }
        let from = floor(offset.saturating_sub(Self::WINDOW).max(line_start));
        let to = floor((offset + Self::WINDOW).min(line_end));
        let lead = if from > line_start { "…" } else { "" };
        let trail = if to < line_end { "…" } else { "" };
        let start = offset - from + lead.len();
        Self {
            text: format!("{lead}{}{trail}", &text[from..to]),
            start,
            end: (start + end.min(to) - offset).max(start),
            cut: true,
        }
    }
}

/// Several diagnostics of one run, in the order found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The same, none of them stopping the run.
    #[must_use]
    pub fn into_warnings(self) -> Self {
        self.0.into_iter().map(Diagnostic::warning).collect()
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether one of them stops the run.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|one| one.severity == Severity::Error)
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// `Err` with everything when one of them is an error, else `value` and the warnings.
    ///
    /// # Errors
    /// These diagnostics, when at least one is an error.
    pub fn unless_errors<T>(self, value: T) -> Result<(T, Self), Self> {
        if self.has_errors() {
            Err(self)
        } else {
            Ok((value, self))
        }
    }

    /// Text for files and tests: no colour.
    #[must_use]
    pub fn render_plain(&self) -> String {
        self.render(&Renderer::plain())
    }

    /// Text for terminals.
    #[must_use]
    pub fn render_styled(&self) -> String {
        self.render(&Renderer::styled())
    }

    fn render(&self, renderer: &Renderer) -> String {
        let renderer = renderer.clone().term_width(140);
        let each: Vec<String> = self.0.iter().map(|one| one.render(&renderer)).collect();
        each.join("\n\n")
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render_plain())
    }
}

impl std::error::Error for Diagnostics {}
