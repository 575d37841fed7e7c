//! Takes out of a text what may differ between two runs that mean the same. The steps are an ordered list that only
//! grows; each says why the variation is allowed.

use std::collections::HashMap;

use crate::bind::Binding;
use crate::contract::plain;
use crate::plan::Symbol;

/// What the corpus sends where an identifier is asked for.
const SENT_ID: &str = "5f1c0e6a-9b1d-4c57-8f36-2f0f1f6f8a11";

/// One kind of variation.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// a word for it
    pub id: &'static str,
    /// why two correct runs may differ here
    pub why: &'static str,
    apply: fn(&str, &Binding) -> String,
}

/// The steps in the order in which they are applied. Append only: the snapshots that exist depend on them.
pub const STEPS: &[Step] = &[
    Step {
        id: "keys",
        why: "binding draws new keys for every run",
        apply: keys,
    },
    Step {
        id: "call-id",
        why: "the id of a call is new for every call",
        apply: call_id,
    },
    Step {
        id: "now",
        why: "a server may say when something happened, and that is never the same",
        apply: now,
    },
    Step {
        id: "drawn-id",
        why: "a server may draw identifiers at random",
        apply: drawn_id,
    },
];

/// `text` after all steps.
pub fn redact(text: &str, binding: &Binding) -> String {
    STEPS
        .iter()
        .fold(text.to_owned(), |text, step| (step.apply)(&text, binding))
}

/// Each key that stands alone, as a number or a word, becomes its symbol.
fn keys(text: &str, binding: &Binding) -> String {
    let shared = |name: &str| {
        binding.keys.len() > 1
            && binding
                .keys
                .iter()
                .all(|k| k.get(name) == binding.keys[0].get(name))
    };
    let mut symbols: HashMap<String, Symbol> = HashMap::new();
    for (n, key) in binding.keys.iter().enumerate() {
        for (name, value) in key {
            let value = plain(value);
            if !shared(name) && !binding.parameters.values().any(|p| *p == value) {
                // the sign of a number is no part of the word
                symbols.insert(value.trim_start_matches('-').to_owned(), Symbol(n));
            }
        }
    }
    let mut redacted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_alphanumeric()) {
        let (before, from) = rest.split_at(start);
        let end = from
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        redacted.push_str(before);
        match symbols.get(word) {
            Some(symbol) => redacted.push_str(&symbol.to_string()),
            None => redacted.push_str(word),
        }
        rest = after;
    }
    redacted.push_str(rest);
    redacted
}

/// The value of a member called like an activity, request or correlation id.
fn call_id(text: &str, _: &Binding) -> String {
    let mut redacted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = next_member(rest) {
        let known = ["activityid", "requestid", "correlationid", "traceid"]
            .contains(&crate::evidence::normal(name).as_str());
        match after
            .strip_prefix('"')
            .and_then(|value| value.split_once('"'))
            .filter(|_| known)
        {
            Some((_, tail)) => {
                redacted.push_str(before);
                redacted.push_str("\"[call id]\"");
                rest = tail;
            }
            None => {
                redacted.push_str(before);
                rest = after;
            }
        }
    }
    redacted.push_str(rest);
    redacted
}

/// The text up to the value of the next member, the member's name, and the text from its value on.
fn next_member(text: &str) -> Option<(&str, &str, &str)> {
    let colon = text.find("\":")?;
    let name = &text[..colon];
    let name = &name[name.rfind('"').map_or(0, |at| at + 1)..];
    let value = colon + 2 + text[colon + 2..].len() - text[colon + 2..].trim_start().len();
    Some((&text[..value], name, &text[value..]))
}

/// A date and time less than two days from now.
fn now(text: &str, _: &Binding) -> String {
    let now = jiff::Timestamp::now();
    words(text, is_time, |word| {
        let utc = jiff::tz::TimeZone::UTC;
        let then = word
            .parse::<jiff::Timestamp>()
            .ok()
            .or_else(|| {
                let local = word.parse::<jiff::civil::DateTime>().ok()?;
                Some(local.to_zoned(utc).ok()?.timestamp())
            })
            .filter(|_| word.contains('T'))?;
        let away = then.duration_since(now).abs();
        (away < jiff::SignedDuration::from_hours(48)).then_some("[now]")
    })
}

fn is_time(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '.' | '+')
}

/// Groups of 8, 4, 4, 4 and 12 hexadecimal digits (RFC 9562, 4), unless it is the one that the corpus sends.
fn drawn_id(text: &str, _: &Binding) -> String {
    words(
        text,
        |c| c.is_ascii_hexdigit() || c == '-',
        |word| {
            let groups: Vec<usize> = word.split('-').map(str::len).collect();
            (groups == [8, 4, 4, 4, 12] && word != SENT_ID).then_some("[id]")
        },
    )
}

/// `text` with the longest runs of characters of one kind replaced where `replace` says so.
fn words(
    text: &str,
    kind: impl Fn(char) -> bool,
    replace: impl Fn(&str) -> Option<&'static str>,
) -> String {
    let mut redacted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(&kind) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c| !kind(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        redacted.push_str(before);
        redacted.push_str(replace(word).unwrap_or(word));
        rest = after;
    }
    redacted.push_str(rest);
    redacted
}
