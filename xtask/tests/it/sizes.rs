//! Every source says what it is for, and is short; so are its functions.

use std::collections::BTreeSet;

use crate::workspace;

const LINES_OF_A_FILE: usize = 500;
const LINES_OF_A_FUNCTION: usize = 80;

/// Functions that are longer: a file and a name. This list may only shrink.
const LONG: &[(&str, &str)] = &[];

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    for (path, text) in workspace::sources() {
        let (path, lines) = (path.display(), text.lines().count());
        assert!(text.starts_with("//! "), "{path} does not begin with //!");
        assert!(lines <= LINES_OF_A_FILE, "{path} has {lines} lines");
    }
}

#[test]
fn functions_are_short() {
    let sources = workspace::sources();
    let mut long = BTreeSet::new();
    for (path, text) in &sources {
        let functions = functions(text).into_iter();
        let functions = functions.filter(|(_, lines)| *lines > LINES_OF_A_FUNCTION);
        long.extend(functions.map(|(name, _)| (path.to_string_lossy(), name)));
    }
    let known: BTreeSet<_> = LONG
        .iter()
        .map(|&(path, name)| (path.into(), name))
        .collect();
    let new: Vec<_> = long.difference(&known).collect();
    assert!(
        new.is_empty(),
        "longer than {LINES_OF_A_FUNCTION} lines: {new:#?}"
    );
    let mended: Vec<_> = known.difference(&long).collect();
    assert!(
        mended.is_empty(),
        "short now, take them off the list: {mended:#?}"
    );
}

/// The functions of a source as rustfmt writes it, and how many lines each has from `fn` to its last brace.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut functions = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let Some(name) = name(code) else { continue };
        let margin = &line[..line.len() - code.len()];
        let is_last = |line: &&str| {
            let end = line.strip_prefix(margin).unwrap_or_default();
            end == "}" || (end.starts_with(')') || end.starts_with("where")) && end.ends_with(';')
        };
        let length = match code.ends_with(['}', ';']) {
            true => Some(1),
            false => lines[start..].iter().position(is_last).map(|end| end + 1),
        };
        functions.extend(length.map(|length| (name, length)));
    }
    functions
}

/// The name of the function that begins on this line.
fn name(code: &str) -> Option<&str> {
    let (before, after) = code.split_once("fn ")?;
    let is_head = |word: &str| {
        matches!(word, "const" | "async" | "unsafe" | "extern" | "\"C\"") || word.starts_with("pub")
    };
    let end = after.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    (before.split_whitespace().all(is_head) && end > 0).then(|| &after[..end])
}

#[test]
fn lines_are_counted_from_the_name_to_the_last_brace() {
    let source = "\
/// Says fn of something.
pub(crate) fn first(
    a: u8,
) -> u8 {
    if a == 1 {
        return 2;
    }
    inner(
        a,
    );
    fn inner(a: u8) -> u8 {
        a
    }
}

trait Shape {
    fn declared(
        &self,
    ) -> u8;
    async fn one_line(&self) {}
    const fn two(&self) {
    }
}
";
    let expected = [
        ("first", 13),
        ("inner", 3),
        ("declared", 3),
        ("one_line", 1),
        ("two", 2),
    ];
    assert_eq!(functions(source), expected);
}
