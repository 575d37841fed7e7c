//! No answer shows the inside of the server: traces, exceptions, SQL, paths, connection strings. What a request sent is no
//! leak when it comes back.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::violation::{AnswerKind, Leak};
use super::{Case, Level, Oracle};
use crate::evidence::{Answer, Evidence};

pub(super) static ORACLE: Oracle = Oracle {
    id: "no-internals-leaked",
    level: Level::Should,
    claim: "No answer holds a stack trace, an exception, an SQL statement or a file path of the server.",
    why: "RFC 9457, 5; CWE-209.",
    limits: "Only signs that hardly any other text has; what the suite itself sent is no sign.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let Some(answer) = &view.answer else { continue };
        let sent = view
            .exchange
            .request
            .body
            .as_ref()
            .map(|body| body.text())
            .unwrap_or_default();
        let sent = format!("{}\n{sent}", view.exchange.request.target);
        let leak = texts(answer).iter().find_map(|text| leak(text, &sent));
        match leak {
            None => case.holds(1),
            Some((what, text)) => {
                case.decide(false, [view.site()], || AnswerKind::Leak { what, text });
            }
        }
    }
}

/// The texts of a JSON body without their escapes, each once; the whole body where it is no JSON.
fn texts(answer: &Answer) -> HashSet<String> {
    fn gather(value: &Value, into: &mut HashSet<String>) {
        match value {
            // numbers and single words tell nothing
            Value::String(text)
                if text.contains(|c: char| !c.is_ascii_alphanumeric()) && !into.contains(text) =>
            {
                into.insert(text.clone());
            }
            Value::Array(all) => all.iter().for_each(|value| gather(value, into)),
            Value::Object(members) => members.values().for_each(|value| gather(value, into)),
            _ => {}
        }
    }
    let mut all = HashSet::new();
    match &answer.json {
        Ok(body) => gather(body, &mut all),
        Err(_) => {
            all.insert(answer.response.body.text().into_owned());
        }
    }
    all
}

/// What `text` gives away, and where; nothing that stands in `sent`.
fn leak(text: &str, sent: &str) -> Option<(Leak, String)> {
    PATTERNS.iter().find_map(|(pattern, what)| {
        let found = pattern.find(text)?.as_str();
        let shown: String = found.trim().chars().take(80).collect();
        (!sent.contains(found)).then_some((*what, shown))
    })
}

static PATTERNS: LazyLock<Vec<(Regex, Leak)>> = LazyLock::new(|| {
    SIGNS
        .iter()
        .filter_map(|(sign, what)| Some((Regex::new(sign).ok()?, *what)))
        .collect()
});

/// What stands in the answers of servers that fell over, and hardly anywhere else.
const SIGNS: &[(&str, Leak)] = &[
    (
        r"Traceback \(most recent call last\)|File \x22[^\x22]+\x22, line \d+",
        Leak::StackTrace,
    ),
    (
        r"(?m)^\s*at (new |async )?[\w.$<>`\[\]/]+ ?\(.*\)",
        Leak::StackTrace,
    ),
    (
        r"\b[\w/.-]+\.(java|cs|py|rb|php|js|ts|go|rs|kt|scala|c|cpp):(line )?\d+\b",
        Leak::StackTrace,
    ),
    (
        r"panicked at|goroutine \d+ \[|RUST_BACKTRACE",
        Leak::StackTrace,
    ),
    (
        r"\b([A-Za-z_]\w*\.)+[A-Z]\w*(Exception|Error)\b",
        Leak::Exception,
    ),
    (
        r"\b[A-Z][a-z]\w+Exception\b|\b(Type|Reference|Key|Value|Attribute|Index|Assertion|Unbound\w*|NoMethod|Name|Zero\w+|Integrity|Operational)Error:",
        Leak::Exception,
    ),
    (
        r"(?i)\binsert into \w|\bselect .{1,200} from \w|\bupdate \w+ set \w|\bdelete from \w|\bmerge into \w",
        Leak::Sql,
    ),
    (
        r"SQLSTATE|SQLITE_[A-Z]|\bORA-\d{5}|(?i)(unique|foreign key|check|not null|primary key) constraint (failed|\W)|violates (unique|foreign|check|not-null)|duplicate (key value|entry)|syntax error (at or )?near|deadlock(ed on| found)|no such (table|column)",
        Leak::Database,
    ),
    (
        r"(?i)\b(user id|uid|password|pwd|data source|initial catalog)\s*=\s*[^;\s]|\b(postgres|postgresql|mysql|mongodb|redis|jdbc:\w+)://",
        Leak::Connection,
    ),
    (
        r"\b[A-Za-z]:\\([\w .$-]+\\)*[\w.$-]+|(^|[\s\x22'(])/(usr|home|var|opt|srv|app|etc|root|tmp|src|build)/[\w./-]+",
        Leak::Path,
    ),
    (r"\bnode_modules/|\bsite-packages/", Leak::Path),
];
