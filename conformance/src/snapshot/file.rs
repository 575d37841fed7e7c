//! Snapshots as files in insta's format, so that `cargo insta review` works on them. Reads only the text behind the header.

use similar::{ChangeTag, TextDiff};

/// The ending of a snapshot that was accepted.
pub const ACCEPTED: &str = "snap";

/// The ending of one that waits for review.
pub const NEW: &str = "snap.new";

/// Unchanged lines around a change.
const AROUND: usize = 3;

/// The text of a file: header and snapshot.
pub fn write(title: &str, text: &str) -> String {
    let title = serde_json::Value::from(title); // a quoted string of JSON is one of YAML
    format!(
        "---\nsource: conform\nexpression: {title}\n---\n{}\n",
        text.trim_end()
    )
}

/// The snapshot in a file's text.
pub fn read(file: &str) -> String {
    let file = file.replace("\r\n", "\n");
    let body = file.strip_prefix("---\n").and_then(|rest| {
        let end = rest.find("\n---\n")?;
        rest.get(end + 5..)
    });
    body.unwrap_or(&file).trim_end().to_owned()
}

/// What differs between two snapshots, line by line, with some lines around each change; none when nothing does.
pub fn difference(old: &str, new: &str) -> Option<String> {
    let (old, new) = (old.trim_end(), new.trim_end());
    if old == new {
        return None;
    }
    let diff = TextDiff::from_lines(old, new);
    let mut out = String::new();
    for (n, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if n > 0 {
            out.push_str("  …\n");
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Delete => "- ",
                ChangeTag::Insert => "+ ",
                ChangeTag::Equal => "  ",
            };
            out.push_str(sign);
            out.push_str(change.value().trim_end_matches('\n'));
            out.push('\n');
        }
    }
    Some(out)
}
