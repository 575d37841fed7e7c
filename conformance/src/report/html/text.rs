//! Text from anywhere, made fit to be read: JSON indented, the parts that matter marked, control characters visible. It
//! changes no token and judges none.

use std::ops::Range;

use serde::Serialize;
use serde::de::IgnoredAny;

use super::pointer::ranges;
use crate::report::hidden::is_hidden;

/// A list or an object that fits stays on one line.
const LINE: usize = 64;

/// JSON that would grow more than this many times stays as it came: a hostile server likes deep lists.
const GROWTH: usize = 8;

/// A piece of a text.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    text: String,
    /// it is what the violation is about
    marked: bool,
}

/// JSON indented, token by token: numbers, escapes and repeated names stay as they came. What the JSON pointers of `marks`
/// name is marked. Other text stays as it is.
pub(super) fn pretty(text: &str, marks: &[String]) -> Vec<Part> {
    let written = serde_json::from_str::<IgnoredAny>(text).ok().and_then(|_| {
        let tokens = tokens(text);
        let (out, starts) = indent(&tokens, GROWTH * text.len())?;
        let marked = ranges(&tokens, marks).into_iter();
        let marked = marked.map(|found| {
            let last = found.end - 1;
            starts[found.start]..starts[last] + tokens[last].len()
        });
        Some(parts(&out, marked))
    });
    written.unwrap_or_else(|| parts(text, std::iter::empty()))
}

/// Cuts `text` at the ranges, which stand in order; one that begins within another is part of it.
fn parts(text: &str, marked: impl Iterator<Item = Range<usize>>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut push = |text: &str, marked| {
        if !text.is_empty() {
            let text = text.to_owned();
            parts.push(Part { text, marked });
        }
    };
    let mut at = 0;
    for range in marked.filter(|range| range.end <= text.len()) {
        if range.start >= at {
            push(&text[at..range.start], false);
            // the space before a line is no part of what matters
            for line in text[range.clone()].split_inclusive('\n') {
                let (space, rest) = line.split_at(line.len() - line.trim_start().len());
                push(space, false);
                push(rest.trim_end(), true);
                push(&rest[rest.trim_end().len()..], false);
            }
            at = range.end;
        }
    }
    push(&text[at..], false);
    parts
}

/// The tokens of valid JSON without the space between them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_ascii();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' => string_end(rest),
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            _ => rest
                .find(|c: char| c.is_ascii_whitespace() || "{}[],:".contains(c))
                .unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after.trim_ascii_start();
    }
    tokens
}

fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return index + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}

/// The text, and where in it each token begins.
fn indent(tokens: &[&str], limit: usize) -> Option<(String, Vec<usize>)> {
    let mut out = String::new();
    let mut starts = Vec::with_capacity(tokens.len());
    let mut depth = 0;
    // while set, everything up to this token goes on one line
    let mut flat_until = None;
    for (index, token) in tokens.iter().enumerate() {
        let flat = flat_until.is_some();
        match *token {
            "{" | "[" => {
                starts.push(out.len());
                out.push_str(token);
                if !flat {
                    flat_until = closing(tokens, index);
                }
                if flat_until.is_none() {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            "}" | "]" => {
                if !flat {
                    depth -= 1;
                    new_line(&mut out, depth);
                }
                starts.push(out.len());
                out.push_str(token);
                flat_until = flat_until.filter(|end| *end != index);
            }
            "," if !flat => {
                starts.push(out.len());
                out.push(',');
                new_line(&mut out, depth);
            }
            "," | ":" => {
                starts.push(out.len());
                out.push_str(token);
                out.push(' ');
            }
            _ => {
                starts.push(out.len());
                out.push_str(token);
            }
        }
        if out.len() > limit {
            return None;
        }
    }
    Some((out, starts))
}

/// Where the container that opens at `start` ends, if that is on the same line.
fn closing(tokens: &[&str], start: usize) -> Option<usize> {
    let (mut width, mut open) = (0, 0_usize);
    for (index, token) in tokens.iter().enumerate().skip(start) {
        width += token.chars().count() + usize::from(matches!(*token, "," | ":"));
        match *token {
            "{" | "[" => open += 1,
            "}" | "]" => open = open.saturating_sub(1),
            _ => {}
        }
        if width > LINE {
            return None;
        }
        if open == 0 {
            return Some(index);
        }
    }
    None
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// Control characters and those that reorder text, as something that can be seen and does nothing.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            out.push_str(&format!("⟨U+{:04X}⟩", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}
