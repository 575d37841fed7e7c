//! Text from anywhere, made fit to be read: JSON indented, control characters visible. It changes no token and judges none.

use serde::de::IgnoredAny;

use crate::report::hidden::is_hidden;

/// A list or an object that fits stays on one line.
const LINE: usize = 64;

/// JSON that would grow more than this many times stays as it came: a hostile server likes deep lists.
const GROWTH: usize = 8;

/// JSON indented, token by token: numbers, escapes and repeated names stay as they came. Other text stays as it is.
pub(super) fn pretty(text: &str) -> String {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => indent(&tokens(text), GROWTH * text.len()).unwrap_or_else(|| text.to_owned()),
        Err(_) => text.to_owned(),
    }
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

fn indent(tokens: &[&str], limit: usize) -> Option<String> {
    let mut out = String::new();
    let mut depth = 0;
    // while set, everything up to this token goes on one line
    let mut flat_until = None;
    for (index, token) in tokens.iter().enumerate() {
        let flat = flat_until.is_some();
        match *token {
            "{" | "[" => {
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
                out.push_str(token);
                flat_until = flat_until.filter(|end| *end != index);
            }
            "," if !flat => {
                out.push(',');
                new_line(&mut out, depth);
            }
            "," | ":" => {
                out.push_str(token);
                out.push(' ');
            }
            _ => out.push_str(token),
        }
        if out.len() > limit {
            return None;
        }
    }
    Some(out)
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
