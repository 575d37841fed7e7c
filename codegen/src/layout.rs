//! Tokens as lines: how declarations and members are written. Everything that fits stands on one line; what does not is
//! opened at the last bracket that helps. Knows the spacing of what this generator writes, not all of Rust.

mod spacing;

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

use spacing::Text;

/// How many columns a line has.
const WIDTH: usize = 120;
/// How far what stands in brackets is moved to the right.
const STEP: usize = 4;
/// Lists of what is shorter than this are filled line by line.
const SHORT: usize = 80;

/// Items, or members of one, each on lines of its own; `apart` puts an empty line between them.
pub(crate) fn items(tokens: TokenStream, indent: usize, apart: bool, out: &mut String) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (number, entry) in entries(&tokens).into_iter().enumerate() {
        if apart && number > 0 {
            out.push('\n');
        }
        line(entry, indent, out);
    }
}

/// What stands between separators, each with its own: semicolons, or commas where there are none. A block ends an entry
/// as well.
fn entries(tokens: &[TokenTree]) -> Vec<&[TokenTree]> {
    let is_mark = |token: &TokenTree, marks: &str| matches!(token, TokenTree::Punct(mark) if marks.contains(mark.as_char()));
    let separator = match tokens.iter().any(|token| is_mark(token, ";")) {
        true => ";",
        false => ",",
    };
    let mut entries = Vec::new();
    // Where the entry starts, and how many type arguments are open.
    let (mut start, mut angles) = (0, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        let arrow = at > 0 && is_mark(&tokens[at - 1], "-=");
        if is_mark(token, "<") {
            angles += 1;
        } else if is_mark(token, ">") && !arrow {
            angles = angles.saturating_sub(1);
        }
        let ends = match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                !tokens.get(at + 1).is_some_and(|next| is_mark(next, ",;.?"))
            }
            token => angles == 0 && is_mark(token, separator),
        };
        if ends {
            entries.push(&tokens[start..=at]);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        entries.push(&tokens[start..]);
    }
    entries
}

/// One entry: its attributes, and the rest on as few lines as it needs.
fn line(mut tokens: &[TokenTree], indent: usize, out: &mut String) {
    while let [TokenTree::Punct(mark), TokenTree::Group(group), rest @ ..] = tokens {
        if mark.as_char() != '#' {
            break;
        }
        pad(indent, out);
        match documentation(group) {
            Some(text) => {
                out.push_str("///");
                out.push_str(&text);
            }
            None => {
                let mut text = Text::default();
                text.push(&tokens[..2], usize::MAX);
                out.push_str(&text.out);
            }
        }
        out.push('\n');
        tokens = rest;
    }
    pad(indent, out);
    let mut text = Text::default();
    // What the line has before `text`.
    let mut column = indent;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let TokenTree::Group(group) = token {
            let room = WIDTH.saturating_sub(column);
            let whole = text.with(&tokens[at..], room);
            if let Some(whole) = whole.filter(|_| tokens[at..].iter().all(is_flat)) {
                out.push_str(&whole.out);
                out.push('\n');
                return;
            }
            if !is_full(group) || helps_later(&text, &tokens[at..], room) {
                text.push(&tokens[at..=at], usize::MAX);
            } else {
                text.open(group.delimiter());
                out.push_str(&text.out);
                out.push('\n');
                within(group, indent + STEP, out);
                pad(indent, out);
                text.out.clear();
                text.close(group.delimiter());
                column = indent;
            }
            at += 1;
        } else {
            let is_group = |token: &TokenTree| matches!(token, TokenTree::Group(_));
            let end = tokens[at..].iter().position(is_group);
            let end = end.map_or(tokens.len(), |end| at + end);
            text.push(&tokens[at..end], usize::MAX);
            at = end;
        }
    }
    out.push_str(&text.out);
    out.push('\n');
}

/// Whether opening a later group of `tokens` lets the first one stay as it is.
fn helps_later(text: &Text, tokens: &[TokenTree], room: usize) -> bool {
    let later = tokens
        .iter()
        .skip(1)
        .position(|token| matches!(token, TokenTree::Group(group) if is_full(group)));
    let Some(later) = later.map(|later| later + 1) else {
        return false;
    };
    is_flat(&tokens[0])
        && text
            .with(&tokens[..later], room.saturating_sub(2))
            .is_some()
}

/// What stands in a group that is opened.
fn within(group: &Group, indent: usize, out: &mut String) {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let entries = entries(&tokens);
    let mut short = Vec::new();
    for entry in &entries {
        let text = Text::default().with(entry, SHORT);
        // What has a type reads better on a line of its own.
        let plain = |text: &Text| !text.out.ends_with(';') && !text.out.contains(": ");
        short.extend(text.filter(|text| entry.iter().all(is_flat) && plain(text)));
    }
    if entries.len() > 1 && short.len() == entries.len() {
        let mut column = 0;
        for (number, text) in short.iter().enumerate() {
            let length = text.out.len() + 1;
            if column > 0 && column + length > WIDTH {
                out.push('\n');
                column = 0;
            }
            if column == 0 {
                pad(indent, out);
                column = indent;
            } else {
                out.push(' ');
            }
            out.push_str(&text.out);
            if number + 1 == short.len() && !text.out.ends_with(',') {
                out.push(',');
            }
            column += length;
        }
        out.push('\n');
        return;
    }
    for (number, entry) in entries.iter().enumerate() {
        line(entry, indent, out);
        // The last of a list has its comma as well.
        let list = entries.len() > 1 && entries[0].last().is_some_and(is_comma);
        if list && number + 1 == entries.len() && !entry.last().is_some_and(is_comma) {
            out.pop();
            out.push_str(",\n");
        }
    }
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')
}

fn is_full(group: &Group) -> bool {
    !group.stream().is_empty()
}

/// Whether a token may stand on one line: nothing in it has documentation, and it is not several statements.
fn is_flat(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return true;
    };
    let mut statements = 0;
    for token in group.stream() {
        let flat = match &token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => false,
            TokenTree::Punct(mark) if mark.as_char() == ';' => {
                statements += 1;
                group.delimiter() != Delimiter::Brace || statements < 2
            }
            token => is_flat(token),
        };
        if !flat {
            return false;
        }
    }
    true
}

/// The text of a `doc` attribute.
fn documentation(group: &Group) -> Option<String> {
    let mut tokens = group.stream().into_iter();
    match (tokens.next()?, tokens.next()?, tokens.next()?) {
        (TokenTree::Ident(name), _, TokenTree::Literal(text)) if name == "doc" => unquoted(&text),
        _ => None,
    }
}

/// The value of a literal string, if a comment can hold it.
fn unquoted(literal: &Literal) -> Option<String> {
    let quoted = literal.to_string();
    let simple = quoted.strip_prefix('"').filter(|text| !text.contains('\\'));
    let text = match simple.and_then(|text| text.strip_suffix('"')) {
        Some(text) => text.to_owned(),
        None => syn::parse_str::<syn::LitStr>(&quoted).ok()?.value(),
    };
    is_comment(&text).then_some(text)
}

/// A line break would end the comment, and a fourth slash would make it none of documentation.
fn is_comment(text: &str) -> bool {
    !text.contains(['\n', '\r']) && !text.starts_with('/')
}

fn pad(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}
