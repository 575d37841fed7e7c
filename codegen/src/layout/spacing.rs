//! Where spaces stand between tokens.

use proc_macro2::{Delimiter, Spacing, TokenTree};

/// Words that an operand follows.
const KEYWORDS: [&str; 9] = [
    "as", "else", "if", "in", "let", "match", "mut", "return", "where",
];

/// What was written last.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    /// Nothing, or an opening bracket.
    #[default]
    Start,
    /// A word, a literal or a closing bracket: an operand ends here.
    Operand,
    /// A word that an operand follows.
    Keyword,
    /// What stands close to the next token: `::`, `.`, `!`, a prefix, `<`.
    Tight,
    /// What has a space behind it.
    Loose,
    /// The end of type arguments.
    Angle,
}

/// Tokens on one line.
#[derive(Clone, Default)]
pub(super) struct Text {
    pub(super) out: String,
    last: Last,
}

impl Text {
    /// The same with more tokens; `None` when it is longer than `room`.
    pub(super) fn with(&self, tokens: &[TokenTree], room: usize) -> Option<Self> {
        let mut text = self.clone();
        text.push(tokens, room).then_some(text)
    }

    /// Adds tokens; false as soon as there are more than `room` bytes.
    pub(super) fn push(&mut self, tokens: &[TokenTree], room: usize) -> bool {
        let mut mark = String::new();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Punct(punct) => {
                    mark.push(punct.as_char());
                    let joint = punct.spacing() == Spacing::Joint;
                    let next = tokens.get(at + 1);
                    let goes_on = matches!(next, Some(TokenTree::Punct(next)) if is_operator(&mark, next.as_char()));
                    if !(joint && goes_on) {
                        self.mark(&mark);
                        mark.clear();
                    }
                }
                TokenTree::Ident(ident) => {
                    let word = ident.to_string();
                    self.operand(&word);
                    if KEYWORDS.contains(&word.as_str()) {
                        self.last = Last::Keyword;
                    }
                }
                TokenTree::Literal(literal) => self.operand(&literal.to_string()),
                TokenTree::Group(group) => {
                    self.open(group.delimiter());
                    let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                    let braces = group.delimiter() == Delimiter::Brace && !inside.is_empty();
                    if braces {
                        self.out.push(' ');
                    }
                    if !self.push(&inside, room) {
                        return false;
                    }
                    if braces {
                        self.out.push(' ');
                    }
                    self.close(group.delimiter());
                }
            }
            if self.out.len() > room {
                return false;
            }
        }
        true
    }

    pub(super) fn open(&mut self, delimiter: Delimiter) {
        let space = match (delimiter, self.last) {
            (_, Last::Start) => false,
            (Delimiter::Brace, Last::Tight) => self.out.ends_with('!'),
            (Delimiter::Brace, _) | (_, Last::Keyword | Last::Loose) => true,
            (Delimiter::Bracket | Delimiter::Parenthesis, Last::Operand) => self.out.ends_with('"'),
            _ => false,
        };
        if space {
            self.out.push(' ');
        }
        self.out.push_str(brackets(delimiter).0);
        self.last = Last::Start;
    }

    pub(super) fn close(&mut self, delimiter: Delimiter) {
        self.out.push_str(brackets(delimiter).1);
        self.last = Last::Operand;
    }

    fn operand(&mut self, text: &str) {
        if !matches!(self.last, Last::Start | Last::Tight) {
            self.out.push(' ');
        }
        self.out.push_str(text);
        self.last = Last::Operand;
    }

    fn mark(&mut self, mark: &str) {
        let ends_operand = matches!(self.last, Last::Operand | Last::Angle);
        let (before, last) = match mark {
            "," | ";" | ":" => (false, Last::Loose),
            "::" => (
                self.last == Last::Loose || self.last == Last::Keyword,
                Last::Tight,
            ),
            "." | "?" | "!" | ".." | "..=" => (
                !ends_operand && !matches!(self.last, Last::Start | Last::Tight),
                if mark == "?" {
                    Last::Operand
                } else {
                    Last::Tight
                },
            ),
            "&" | "*" | "-" | "&&" if !ends_operand => (
                matches!(self.last, Last::Loose | Last::Keyword),
                Last::Tight,
            ),
            "<" => (
                matches!(self.last, Last::Loose | Last::Keyword),
                Last::Tight,
            ),
            ">" => (false, Last::Angle),
            "'" => (!matches!(self.last, Last::Start | Last::Tight), Last::Tight),
            "#" => (self.last != Last::Start, Last::Tight),
            _ => (self.last != Last::Start, Last::Loose),
        };
        if before {
            self.out.push(' ');
        }
        self.out.push_str(mark);
        self.last = last;
    }
}

/// Whether one more character makes a longer operator.
fn is_operator(mark: &str, next: char) -> bool {
    matches!(
        (mark, next),
        (":", ':')
            | ("-" | "=", '>')
            | (".", '.')
            | ("..", '=')
            | ("&", '&')
            | ("|", '|')
            | ("=", '=')
    )
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}
