//! No answer shows the inside of the server: traces, SQL, paths.

use super::{Case, Level, Oracle, Violation};
use crate::judge::{Evidence};

pub(super) static ORACLE: Oracle = Oracle {
    id: "no-internals-leaked",
    level: Level::Should,
    claim: "No answer holds a stack trace, an SQL statement or a file path of the server.",
    why: "RFC 9457, 5; CWE-209.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let Some(answer) = &view.answer else { continue };
        let text = answer.response.body.text();
        let leak = SIGNS.iter().find(|(sign, _)| text.contains(sign));
        case.decide(leak.is_none(), || {
            let what = leak.map_or("", |(_, what)| what);
            Violation::new(what, format!("the answer looks like it holds {what}"), &[view.index])
        });
    }
}

/// Texts that stand in the answers of servers that fell over, and hardly anywhere else.
const SIGNS: &[(&str, &str)] = &[
    ("Traceback (most recent call last)", "a Python stack trace"),
    ("\tat java.", "a Java stack trace"),
    ("\n   at System.", "a .NET stack trace"),
    ("   at Microsoft.", "a .NET stack trace"),
    ("NullReferenceException", "a .NET exception"),
    ("NullPointerException", "a Java exception"),
    ("org.springframework.", "a Java class name"),
    ("panicked at", "a Rust panic"),
    ("goroutine 1 [", "a Go stack trace"),
    ("SQLSTATE[", "a database error"),
    ("SqlException", "a database error"),
    ("UNIQUE constraint failed", "a database error"),
    ("violates unique constraint", "a database error"),
    ("INSERT INTO ", "an SQL statement"),
    ("node_modules/", "a file path"),
    ("/usr/src/", "a file path"),
];
