//! Text of the description as documentation.

use proc_macro2::TokenStream;
use quote::quote;

/// Documentation from text that somebody else wrote: one attribute per line, so that nothing in it can end the
/// comment, and nothing in it becomes a code block, which `cargo test` would run.
pub(super) fn docs(text: &str, inner: bool) -> TokenStream {
    let mut lines: Vec<String> = text.lines().map(plain_line).collect();
    lines.dedup_by(|one, other| one.is_empty() && other.is_empty());
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    if inner {
        quote!(#(#![doc = #lines])*)
    } else {
        quote!(#(#[doc = #lines])*)
    }
}

fn plain_line(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    for character in line.trim().chars() {
        match character {
            '[' | ']' | '<' | '>' | '*' | '_' | '~' | '|' => plain.extend(['\\', character]),
            '\t' => plain.push(' '),
            control if control.is_control() => {}
            // Directions that only change how the line looks are how source text lies to its reader.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            other => plain.push(other),
        }
    }
    if plain.contains("```") {
        plain = plain.replace("```", "'''");
    }
    // Emphasis marks in code spans would show their backslashes.
    if plain.contains('`') {
        let parts: Vec<String> = plain
            .split('`')
            .enumerate()
            .map(|(index, part)| {
                if index % 2 == 1 {
                    part.replace('\\', "")
                } else {
                    part.to_owned()
                }
            })
            .collect();
        if parts.len() % 2 == 1 {
            plain = parts.join("`");
        } else {
            plain = plain.replace('`', "'");
        }
    }
    let digits = plain.bytes().take_while(u8::is_ascii_digit).count();
    if plain.starts_with(['-', '+', '#', '=']) {
        plain.insert(0, '\\');
    } else if digits > 0 && plain[digits..].starts_with(['.', ')']) {
        plain.insert(digits, '\\');
    }
    plain
}

/// Documentation, or `fallback` when the description says nothing.
pub(super) fn docs_or(text: &str, fallback: &str) -> TokenStream {
    docs(
        if text.trim().is_empty() {
            fallback
        } else {
            text
        },
        false,
    )
}
