//! Where the values that JSON pointers name stand among the tokens of a valid JSON text.

use std::ops::Range;

/// Pointers are short; what stands deeper than this is not looked for.
const DEEPEST: usize = 32;

/// The tokens of each value that `pointers` name, in the order of the text. A repeated name counts each time.
pub(super) fn ranges(tokens: &[&str], pointers: &[String]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !pointers.is_empty() {
        let mut at = 0;
        value(tokens, &mut at, &mut String::new(), 0, pointers, &mut found);
        found.sort_by_key(|range: &Range<usize>| range.start);
    }
    found
}

/// Steps over the value at `at`.
fn value(
    tokens: &[&str],
    at: &mut usize,
    path: &mut String,
    depth: usize,
    pointers: &[String],
    found: &mut Vec<Range<usize>>,
) {
    let start = *at;
    let is_object = tokens.get(start) == Some(&"{");
    if (is_object || tokens.get(start) == Some(&"[")) && depth < DEEPEST {
        *at += 1;
        let (length, mut index) = (path.len(), 0);
        while let Some(token) = tokens
            .get(*at)
            .filter(|token| !matches!(**token, "}" | "]"))
        {
            if is_object {
                let name: String = serde_json::from_str(token).unwrap_or_default();
                path.push('/');
                path.push_str(&name.replace('~', "~0").replace('/', "~1"));
                *at += 2; // the name and its colon
            } else {
                path.push_str(&format!("/{index}"));
            }
            value(tokens, at, path, depth + 1, pointers, found);
            path.truncate(length);
            index += 1;
            if tokens.get(*at) == Some(&",") {
                *at += 1;
            }
        }
        *at += 1;
    } else {
        skip(tokens, at);
    }
    if *at <= tokens.len() && pointers.iter().any(|pointer| pointer == path) {
        found.push(start..*at);
    }
}

/// Steps over a value without looking into it.
fn skip(tokens: &[&str], at: &mut usize) {
    let mut open = 0_usize;
    while let Some(token) = tokens.get(*at) {
        *at += 1;
        match *token {
            "{" | "[" => open += 1,
            "}" | "]" => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return;
        }
    }
}
