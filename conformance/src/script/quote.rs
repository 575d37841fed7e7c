//! Words of bash from bytes that a server or a description chose: nothing in them is expanded, ends the word, or hides
//! from the reader.

use std::fmt::Write as _;

/// One word of bash. A NUL byte cannot stand in a word and is left out.
pub(super) fn word(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.chars().all(is_plain) => format!("'{}'", text.replace('\'', "'\\''")),
        _ => {
            let mut word = String::from("$'");
            for &byte in bytes.iter().filter(|byte| **byte != 0) {
                match byte {
                    b'\'' | b'\\' => {
                        word.push('\\');
                        word.push(char::from(byte));
                    }
                    b'\n' => word.push_str("\\n"),
                    b'\r' => word.push_str("\\r"),
                    b'\t' => word.push_str("\\t"),
                    b' '..=b'~' => word.push(char::from(byte)),
                    _ => {
                        let _ = write!(word, "\\x{byte:02x}");
                    }
                }
            }
            word.push('\'');
            word
        }
    }
}

/// Text for a comment or a title: one line, nothing invisible, not too long.
pub(super) fn line(text: &str) -> String {
    const LONGEST: usize = 300;
    let mut line: String = text
        .chars()
        .take(LONGEST)
        .map(|c| {
            if is_plain(c) || is_mark(c) {
                c
            } else {
                '\u{fffd}'
            }
        })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// Seen as what it is: no control character, no mark that turns the direction of writing, no look-alike of a blank.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~') || (!c.is_ascii() && c.is_alphanumeric())
}

/// Marks of the suite's own sentences.
fn is_mark(c: char) -> bool {
    matches!(c, '…' | '—' | '’' | '“' | '”' | '→' | '§')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_a_word() {
        assert_eq!(word(b"a $(b) `c` \"d\" \\ !"), "'a $(b) `c` \"d\" \\ !'");
        assert_eq!(word(b"it's"), "'it'\\''s'");
        assert_eq!(
            word("ä\u{202e}x".as_bytes()),
            "$'\\xc3\\xa4\\xe2\\x80\\xaex'"
        );
        assert_eq!(word(b"a\n'\\\0\xff$x"), "$'a\\n\\'\\\\\\xff$x'");
        assert_eq!(word(b""), "''");
    }

    #[test]
    fn a_comment_stays_on_its_line() {
        assert_eq!(
            line("a\nrm -rf ~\r\u{2028}b"),
            "a\u{fffd}rm -rf ~\u{fffd}\u{fffd}b"
        );
        assert_eq!(line(&"x".repeat(400)).chars().count(), 301);
    }
}
