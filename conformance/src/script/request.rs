//! One request as a function of bash that calls curl. The body goes through a pipe: it may be longer than an argument may
//! be, and hold what an argument cannot.

use std::fmt::Write as _;

use super::pieces::{Key, Piece, pieces};
use super::quote::word;
use crate::bind::{Bytes, Slot, SlotPlace, SlotValue, WireRequest};
use crate::curl::variable;
use crate::drive::{MORE, WRONG};

static NO_BYTES: Bytes = Bytes(Vec::new());

/// One request, with its keys as words of bash.
#[derive(Debug)]
pub(super) struct Request<'a> {
    wire: &'a WireRequest,
    target: Vec<Piece>,
    body: Option<Vec<Piece>>,
}

impl<'a> Request<'a> {
    /// `wire`, and the same request with other keys.
    pub(super) fn new(wire: &'a WireRequest, other: &WireRequest, keys: &[Key]) -> Self {
        let other_body = other.body.as_ref().unwrap_or(&NO_BYTES);
        Self {
            target: pieces(
                address(&wire.target).as_bytes(),
                address(&other.target).as_bytes(),
                keys,
            ),
            body: (wire.body.as_ref()).map(|body| pieces(&body.0, &other_body.0, keys)),
            wire,
        }
    }

    /// All the words of bash that stand for keys.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let pieces = self.target.iter().chain(self.body.iter().flatten());
        pieces.filter_map(|piece| match piece {
            Piece::Key(word) => Some(word.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// Where its credentials go.
    pub(super) fn slots(&self) -> &'a [Slot] {
        &self.wire.slots
    }

    /// The body of its function.
    pub(super) fn command(&self) -> String {
        let WireRequest {
            method, headers, ..
        } = self.wire;
        let head = method == "HEAD";
        let body = self.body.as_ref().filter(|_| !head);
        let mut out = String::new();
        if let Some(body) = body {
            out.push_str(&printed(body));
        }
        let method = if head {
            "-I".to_owned()
        } else {
            format!("-X {}", word(method.as_bytes()))
        };
        let _ = write!(
            out,
            "  \"${{curl[@]}}\" {method} \"$url\"{}",
            words(&self.target)
        );
        for slot in &self.wire.slots {
            if let SlotPlace::Query(name) = &slot.carrier {
                let glue = if self.wire.target.contains('?') {
                    "&"
                } else {
                    "?"
                };
                let _ = write!(
                    out,
                    "{}\"$(urlencode {})\"",
                    word(format!("{glue}{}=", encoded(name)).as_bytes()),
                    value(slot)
                );
            }
        }
        let mut header = |text: String| {
            let _ = write!(out, " \\\n    -H {text}");
        };
        for (name, content) in headers.iter().filter(|(name, _)| is_token(name)) {
            header(field(&self.case(name), content));
        }
        for slot in &self.wire.slots {
            let before = match &slot.carrier {
                SlotPlace::Header(name) if is_token(name) && slot.value == SlotValue::Empty => {
                    header(field(&self.case(name), ""));
                    continue;
                }
                SlotPlace::Header(name) if is_token(name) => format!("{}: ", self.case(name)),
                SlotPlace::Cookie(name) => format!("{}: {name}=", self.case("cookie")),
                SlotPlace::Authorization(scheme) => {
                    format!("{}: {scheme} ", self.case("authorization"))
                }
                _ => continue,
            };
            header(format!(
                "{}{}",
                word(visible(&before).as_bytes()),
                value(slot)
            ));
        }
        if body.is_some() {
            let has = |wanted: &str| headers.iter().any(|(n, _)| n.eq_ignore_ascii_case(wanted));
            if !has("content-type") {
                header("'Content-Type:'".to_owned()); // curl would name a form
            }
            header("'Expect:'".to_owned());
            if self.wire.chunked {
                header("'Transfer-Encoding: chunked'".to_owned());
            }
            out.push_str(" \\\n    --data-binary @-");
        }
        if self.wire.abandoned {
            out.push_str(" | head -c 1 >/dev/null # hangs up when the answer begins");
        }
        out.push('\n');
        out
    }

    fn case(&self, name: &str) -> String {
        if !self.wire.title_case {
            return name.to_owned();
        }
        let part = |part: &str| {
            let mut letters = part.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        };
        name.split('-').map(part).collect::<Vec<_>>().join("-")
    }
}

/// Writes the body into a pipe.
fn printed(body: &[Piece]) -> String {
    let mut commands: Vec<String> = Vec::new();
    let mut printf = String::new();
    for piece in body {
        match piece {
            Piece::Key(word) => {
                let _ = write!(printf, " {word}");
            }
            // NUL cannot stand in a word of bash
            Piece::Text(bytes) => {
                for (n, part) in bytes.split(|byte| *byte == 0).enumerate() {
                    if n > 0 {
                        commands.extend(flush(&mut printf));
                        commands.push("printf '\\0'".to_owned());
                    }
                    if !part.is_empty() {
                        let _ = write!(printf, " {}", word(part));
                    }
                }
            }
        }
    }
    commands.extend(flush(&mut printf));
    match commands.as_slice() {
        [] => "  printf '' |\n  ".to_owned(),
        [one] => format!("  {one} |\n  "),
        several => format!("  {{ {}; }} |\n  ", several.join("; ")),
    }
}

fn flush(words: &mut String) -> Option<String> {
    let words = std::mem::take(words);
    (!words.is_empty()).then(|| format!("printf '%s'{words}"))
}

fn words(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(bytes) => word(bytes),
            Piece::Key(word) => word.clone(),
        })
        .collect()
}

/// Path and query as they go over the wire: what cannot stand in a URL is encoded.
fn address(target: &str) -> String {
    match reqwest::Url::parse(&format!("http://host{target}")) {
        Ok(url) if target.starts_with('/') => {
            let query = url.query().map(|query| format!("?{query}"));
            format!("{}{}", url.path(), query.unwrap_or_default())
        }
        _ => format!("/{}", encoded(target)),
    }
}

fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// `name: content` for curl, which takes a field without content for one to be left out unless it ends in a semicolon.
fn field(name: &str, content: &str) -> String {
    if content.trim().is_empty() {
        word(format!("{name};").as_bytes())
    } else {
        word(visible(&format!("{name}: {content}")).as_bytes())
    }
}

/// A line end in a field would begin another field.
fn visible(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// The name of a header field (RFC 9110, 5.1). Curl takes `@name` for a file.
fn is_token(name: &str) -> bool {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(token)
}

fn value(slot: &Slot) -> String {
    match slot.value {
        SlotValue::Right => format!("\"${}\"", variable(&slot.scheme)),
        SlotValue::Wrong => word(WRONG.as_bytes()),
        SlotValue::Longer => format!(
            "\"${{{}}}\"{}",
            variable(&slot.scheme),
            word(MORE.as_bytes())
        ),
        SlotValue::Empty => String::new(),
    }
}
