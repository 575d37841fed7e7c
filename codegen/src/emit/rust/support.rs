//! The files that every generated crate has: real Rust that lives beside this one, copied as it is.

use crate::emit::draft::{Content, Draft};

/// Name, condition and text of each file.
const FILES: [(&str, Option<&str>, &str); 33] = [
    ("answers", None, include_str!("support/answers.rs")),
    ("base64", None, include_str!("support/base64.rs")),
    ("batch", None, include_str!("support/batch.rs")),
    (
        "breaking",
        Some("strategies"),
        include_str!("support/breaking.rs"),
    ),
    ("call", Some("client"), include_str!("support/call.rs")),
    ("check", None, include_str!("support/check.rs")),
    ("choice", None, include_str!("support/choice.rs")),
    (
        "credentials",
        Some("server"),
        include_str!("support/credentials.rs"),
    ),
    ("date_time", None, include_str!("support/date_time.rs")),
    (
        "exchange",
        Some("server"),
        include_str!("support/exchange.rs"),
    ),
    ("formats", None, include_str!("support/formats.rs")),
    (
        "forms",
        Some("any(server, client)"),
        include_str!("support/forms.rs"),
    ),
    ("json", None, include_str!("support/json.rs")),
    ("make", Some("strategies"), include_str!("support/make.rs")),
    (
        "negotiate",
        Some("server"),
        include_str!("support/negotiate.rs"),
    ),
    ("object", None, include_str!("support/object.rs")),
    ("optional", None, include_str!("support/optional.rs")),
    (
        "overloads",
        Some("server"),
        include_str!("support/overloads.rs"),
    ),
    (
        "parameters",
        Some("server"),
        include_str!("support/parameters.rs"),
    ),
    ("params", None, include_str!("support/params.rs")),
    (
        "patterns",
        Some("strategies"),
        include_str!("support/patterns.rs"),
    ),
    (
        "received",
        Some("client"),
        include_str!("support/received.rs"),
    ),
    (
        "rejection",
        Some("server"),
        include_str!("support/rejection.rs"),
    ),
    ("rules", None, include_str!("support/rules.rs")),
    ("scalars", None, include_str!("support/scalars.rs")),
    ("secret", None, include_str!("support/secret.rs")),
    ("serve", Some("server"), include_str!("support/serve.rs")),
    ("shape", None, include_str!("support/shape.rs")),
    (
        "strategies",
        Some("strategies"),
        include_str!("support/strategies.rs"),
    ),
    (
        "styles",
        Some("any(server, client)"),
        include_str!("support/styles.rs"),
    ),
    ("texts", None, include_str!("support/texts.rs")),
    ("travel", None, include_str!("support/travel.rs")),
    ("violations", None, include_str!("support/violations.rs")),
];

pub(super) fn support<'a>(header: &str) -> Vec<Draft<'a>> {
    let mut index = format!(
        "//! What the generated code stands on; the same for every description.\n//!\n//! {header}\n\n"
    );
    let mut drafts = Vec::new();
    for (name, condition, text) in &FILES {
        if let Some(feature) = *condition {
            let condition = match feature {
                "server" | "client" | "strategies" => format!("feature = \"{feature}\""),
                _ => "any(feature = \"server\", feature = \"client\")".to_owned(),
            };
            index.push_str(&format!("#[cfg({condition})]\n"));
        }
        index.push_str(&format!("pub mod {name};\n"));
        drafts.push(Draft {
            path: format!("src/support/{name}.rs"),
            content: Content::Text(with_header(text, header)),
        });
    }
    drafts.push(Draft {
        path: "src/support/mod.rs".to_owned(),
        content: Content::Text(index),
    });
    drafts
}

/// The text with `header` at the end of its opening comment.
fn with_header(text: &str, header: &str) -> String {
    let opening = text
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .count();
    let mut lines: Vec<&str> = text.lines().collect();
    let header = format!("//! {header}");
    lines.splice(opening..opening, ["//!", header.as_str()]);
    lines.join("\n") + "\n"
}
