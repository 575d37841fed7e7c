//! The imports that a generated file needs: those among the possible ones whose name occurs in it, so that no
//! generated file has to silence a warning about unused ones.

/// Traits that are used through a method, without being named.
const METHODS: [(&str, &str); 1] = [("FromJson", "shape")];

/// The possible imports of a file, and which of them it uses as far as it was looked at.
pub(super) struct Used {
    possible: Vec<Possible>,
}

struct Possible {
    /// The whole path, such as `crate::types`.
    path: &'static str,
    name: &'static str,
    method: Option<&'static str>,
    used: bool,
}

/// What stands before a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Two colons or a dot: the word is a member of something.
    Owner,
    /// One colon, and where it stands.
    Colon(usize),
    Other,
}

impl Used {
    /// Nothing is used yet.
    pub(super) fn of(possible: &[&'static str]) -> Self {
        let each = possible.iter().map(|path| {
            let name = path.rsplit("::").next().unwrap_or(path);
            let method = METHODS.iter().find(|(own, _)| *own == name);
            Possible {
                path,
                name,
                method: method.map(|(_, method)| *method),
                used: false,
            }
        });
        Self {
            possible: each.collect(),
        }
    }

    /// `use` declarations for what is used, as text: one for each crate, and one for what the crate itself has.
    pub(super) fn imports(&self) -> String {
        let used = self.possible.iter().filter(|one| one.used);
        let mut lines: Vec<(&str, Vec<&str>)> = Vec::new();
        for one in used {
            let prefix = ["crate::support::", "crate::"]
                .into_iter()
                .find(|prefix| one.path.starts_with(prefix))
                .or_else(|| one.path.find("::").map(|end| &one.path[..end + 2]));
            let prefix = prefix.unwrap_or_default();
            let rest = &one.path[prefix.len()..];
            match lines.iter_mut().find(|(known, _)| *known == prefix) {
                Some((_, paths)) => paths.push(rest),
                None => lines.push((prefix, vec![rest])),
            }
        }
        let mut text = String::new();
        for (prefix, mut paths) in lines {
            paths.sort_unstable();
            let joined = match paths.as_slice() {
                [one] => (*one).to_owned(),
                several => format!("{{{}}}", several.join(", ")),
            };
            text.push_str(&format!("use {prefix}{joined};\n"));
        }
        text
    }

    /// Looks at more of the file: whole items or members, as text.
    pub(super) fn look(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (mut at, mut before) = (0, Before::Other);
        while let Some(byte) = bytes.get(at) {
            let start = at;
            at += 1;
            before = match byte {
                byte if byte.is_ascii_whitespace() => continue,
                b'/' if bytes.get(at) == Some(&b'/') => {
                    at = find(bytes, at, |byte| byte == b'\n');
                    continue;
                }
                b'"' => {
                    at = string_end(bytes, at);
                    Before::Other
                }
                b'\'' => {
                    at = quote_end(text, at);
                    Before::Other
                }
                b'.' => Before::Owner,
                b':' if at >= 2 && before == Before::Colon(at - 2) => Before::Owner,
                b':' => Before::Colon(start),
                byte if is_word(*byte) => {
                    at = find(bytes, at, |byte| !is_word(byte));
                    let next = find(bytes, at, |byte| !byte.is_ascii_whitespace());
                    self.word(
                        &text[start..at],
                        before == Before::Owner,
                        matches!(bytes.get(next..), Some([b':', b':', ..] | [b'!', ..])),
                    );
                    Before::Other
                }
                _ => Before::Other,
            };
        }
    }

    /// Types, constants and traits count where they stand alone or begin a path, and modules where they begin one.
    fn word(&mut self, word: &str, owned: bool, begins_path: bool) {
        for one in &mut self.possible {
            one.used |= match owned {
                true => one.method == Some(word),
                false => {
                    let module = word.starts_with(|first: char| first.is_ascii_lowercase());
                    (begins_path || !module) && one.name == word
                }
            };
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// Where, from `from` on, the first byte stands that is wanted; the end when there is none.
fn find(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> usize {
    let found = bytes[from..].iter().position(|byte| wanted(*byte));
    found.map_or(bytes.len(), |found| from + found)
}

fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Behind the character that begins with the quote before `at`, or behind the quote alone when a lifetime does.
fn quote_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let mut characters = rest.char_indices();
    match characters.next() {
        // The escaped character itself may be a quote.
        Some((_, '\\')) => {
            let end = rest.get(2..).and_then(|rest| rest.find('\''));
            at + end.map_or(rest.len(), |end| end + 3)
        }
        Some(_) => match characters.next() {
            Some((end, '\'')) => at + end + 1,
            _ => at,
        },
        None => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_imported_and_what_is_only_spoken_of_is_not() {
        let mut used = Used::of(&[
            "std::collections::BTreeMap",
            "serde_json::Value",
            "crate::support::json",
            "crate::support::json::FromJson",
            "crate::support::object",
            "crate::types",
            "a::Spoken",
            "a::Member",
            "a::Label",
        ]);
        used.look(
            "/// Spoken of: Spoken\nfn f<'a>(types: &'a str) -> BTreeMap<char, types::Member> {\n    \
             let text: Value = \"a \\\" Spoken\";\n    json::nullable('\\'', 'S', Label, text)\n        \
             .shape(a::Member)\n}",
        );
        let paths: Vec<&str> = used
            .possible
            .iter()
            .filter(|one| one.used)
            .map(|one| one.path)
            .collect();
        let expected = [
            "std::collections::BTreeMap",
            "serde_json::Value",
            "crate::support::json",
            "crate::support::json::FromJson",
            "crate::types",
            "a::Label",
        ];
        assert_eq!(paths, expected);
    }
}
