//! An exchange as a curl command for bash. Credentials stand as `$NAME`, named after their schemes.

use std::fmt::Write as _;

use crate::bind::{Slot, SlotPlace, SlotValue, WireRequest};
use crate::drive::MORE;

/// The shell variable for the credential of a scheme: `apiKeyAuth` is `API_KEY_AUTH`.
pub fn variable(scheme: &str) -> String {
    let mut name = String::new();
    let mut previous_lower = false;
    for c in scheme.chars() {
        if c.is_ascii_uppercase() && previous_lower {
            name.push('_');
        }
        previous_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        name.push(if c.is_ascii_alphanumeric() {
            c.to_ascii_uppercase()
        } else {
            '_'
        });
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
        name.insert(0, '_');
    }
    name
}

/// What stands for the credential of `slot` wherever people see it.
pub fn placeholder(slot: &Slot) -> String {
    match slot.value {
        SlotValue::Right => format!("${}", variable(&slot.scheme)),
        SlotValue::Wrong => "wrong".to_owned(),
        SlotValue::Longer => format!("${{{}}}{MORE}", variable(&slot.scheme)),
        SlotValue::Empty => String::new(),
    }
}

/// The header fields of `request` for people, credentials as placeholders.
pub fn headers(request: &WireRequest) -> Vec<(String, String)> {
    let mut shown = Vec::new();
    for slot in &request.slots {
        let value = placeholder(slot);
        match &slot.carrier {
            SlotPlace::Header(name) => shown.push((name.clone(), value)),
            SlotPlace::Cookie(name) => shown.push(("cookie".to_owned(), format!("{name}={value}"))),
            SlotPlace::Authorization(scheme) => {
                shown.push(("authorization".to_owned(), format!("{scheme} {value}")))
            }
            SlotPlace::Query(_) => {}
        }
    }
    shown.extend(request.headers.iter().cloned());
    shown
}

/// The URL of `request` for people, credentials as placeholders.
pub fn url(base: &str, request: &WireRequest) -> String {
    let mut url = format!("{base}{}", request.target);
    for slot in &request.slots {
        if let SlotPlace::Query(name) = &slot.carrier {
            let glue = if url.contains('?') { '&' } else { '?' };
            let _ = write!(url, "{glue}{name}={}", placeholder(slot));
        }
    }
    url
}

/// One curl command. A body that is long or no text is written with escapes that bash understands.
pub fn command(base: &str, request: &WireRequest) -> String {
    let url = url(base, request);
    let variables: Vec<String> = request
        .slots
        .iter()
        .filter(|slot| slot.value.is_secret())
        .map(placeholder)
        .collect();
    let mut command = format!(
        "curl -sS -i -X {} {}",
        request.method,
        double_quoted(&url, &variables)
    );
    for (name, value) in headers(request) {
        let _ = write!(
            command,
            " \\\n  -H {}",
            double_quoted(&format!("{name}: {value}"), &variables)
        );
    }
    if let Some(body) = &request.body {
        let _ = write!(command, " \\\n  --data-binary {}", quoted(&body.0));
    }
    command
}

/// In double quotes, so that the variable of a credential is expanded; nothing else is.
fn double_quoted(text: &str, variables: &[String]) -> String {
    let mut quoted = String::from("\"");
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let variable = variables.iter().find(|v| rest.starts_with(v.as_str()));
        let taken = variable.map_or(c.len_utf8(), String::len);
        if variable.is_none() && matches!(c, '"' | '\\' | '`' | '$') {
            quoted.push('\\');
        }
        quoted.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    quoted.push('"');
    quoted
}

fn quoted(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.chars().any(char::is_control) => {
            format!("'{}'", text.replace('\'', "'\\''"))
        }
        _ => {
            let mut quoted = String::from("$'");
            for &byte in bytes {
                match byte {
                    b'\'' | b'\\' => {
                        quoted.push('\\');
                        quoted.push(char::from(byte));
                    }
                    0x20..0x7f => quoted.push(char::from(byte)),
                    _ => {
                        let _ = write!(quoted, "\\x{byte:02x}");
                    }
                }
            }
            quoted.push('\'');
            quoted
        }
    }
}
