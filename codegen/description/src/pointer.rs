//! JSON pointers (RFC 6901) as plain text: the currency in which every place of a document is named.
//! Refuses nothing; a pointer that leads nowhere is the caller's finding.

use std::borrow::Cow;

use serde_json::Value;

/// `pointer` extended by one unescaped `token`.
#[must_use]
pub fn join(pointer: &str, token: &str) -> String {
    let mut joined = String::with_capacity(pointer.len() + token.len() + 1);
    joined.push_str(pointer);
    push(&mut joined, token);
    joined
}

/// Extends `pointer` by one unescaped `token`.
pub fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The pointer that unescaped `tokens` make.
#[must_use]
pub fn from_tokens(tokens: &[String]) -> String {
    tokens
        .iter()
        .fold(String::new(), |at, token| join(&at, token))
}

/// The pointer of the value that contains this one; `None` for the root.
#[must_use]
pub fn parent(pointer: &str) -> Option<&str> {
    pointer.rfind('/').map(|at| &pointer[..at])
}

/// The last token, unescaped; `None` for the root.
#[must_use]
pub fn last(pointer: &str) -> Option<String> {
    pointer.rfind('/').map(|at| unescape(&pointer[at + 1..]))
}

/// All tokens, unescaped.
#[must_use]
pub fn tokens(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(unescape).collect()
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// What `pointer` leads to. Costs nothing for tokens without escapes, which most are.
#[must_use]
pub fn find<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    let mut tokens = pointer.split('/');
    if tokens.next() != Some("") {
        return None;
    }
    tokens.try_fold(value, |value, token| {
        let token = match token.contains('~') {
            true => Cow::Owned(unescape(token)),
            false => Cow::Borrowed(token),
        };
        match value {
            Value::Object(members) => members.get(token.as_ref()),
            Value::Array(items) => {
                let canonical = token == "0" || !token.starts_with(['0', '+']);
                items.get(token.parse::<usize>().ok().filter(|_| canonical)?)
            }
            _ => None,
        }
    })
}

/// The JSON pointer in a URI fragment such as `/paths/~1a~1%7Bid%7D`; `None` when its percent-encoding is broken.
#[must_use]
pub fn from_fragment(fragment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = rest
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok())?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_survive_escaping() {
        let pointer = join(&join("", "a/b"), "c~d");
        assert_eq!(pointer, "/a~1b/c~0d");
        assert_eq!(tokens(&pointer), ["a/b", "c~d"]);
        assert_eq!(parent(&pointer), Some("/a~1b"));
        assert_eq!(last(&pointer).as_deref(), Some("c~d"));
    }

    #[test]
    fn fragments_are_percent_decoded() {
        assert_eq!(
            from_fragment("/paths/~1a~1%7Bid%7D").as_deref(),
            Some("/paths/~1a~1{id}")
        );
        assert_eq!(from_fragment("/a%2"), None);
        assert_eq!(from_fragment("/a%+1"), None);
    }
}
