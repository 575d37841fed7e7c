//! Texts that a regular expression is likely to match: what it says about places, such as `^`, is left to the reader.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A text for `pattern`; `below` gives numbers less than a limit.
pub fn text(pattern: &str, below: &mut dyn FnMut(u64) -> u64) -> String {
    let mut text = String::new();
    if let Ok(parsed) = regex_syntax::parse(pattern) {
        write(&parsed, &mut text, below);
    }
    text
}

fn write(part: &Hir, text: &mut String, below: &mut dyn FnMut(u64) -> u64) {
    match part.kind() {
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            // What is easy to read comes first in most classes; what is rare is met now and then.
            let plain = ranges.iter().filter(|range| range.start() <= '~').count();
            let among = if below(8) == 7 || plain == 0 {
                ranges.len()
            } else {
                plain
            };
            let index = usize::try_from(below(u64::try_from(among).unwrap_or_default()))
                .unwrap_or_default();
            if let Some(range) = ranges.get(index) {
                let (first, last) = (u32::from(range.start()), u32::from(range.end()));
                let last = if (32..=126).contains(&first) {
                    last.min(126)
                } else {
                    last
                };
                let code =
                    first + u32::try_from(below(u64::from(last - first) + 1)).unwrap_or_default();
                text.push(char::from_u32(code).unwrap_or(range.start()));
            }
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Repetition(repetition) => {
            let most = repetition
                .max
                .unwrap_or(u32::MAX)
                .min(repetition.min.saturating_add(6));
            let more = below(u64::from(most.saturating_sub(repetition.min)) + 1);
            for _ in 0..u64::from(repetition.min).saturating_add(more).min(200) {
                write(&repetition.sub, text, below);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, text, below),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, text, below)),
        HirKind::Alternation(parts) => {
            let count = u64::try_from(parts.len()).unwrap_or_default();
            let index = usize::try_from(below(count)).unwrap_or_default();
            if let Some(part) = parts.get(index) {
                write(part, text, below);
            }
        }
    }
}
