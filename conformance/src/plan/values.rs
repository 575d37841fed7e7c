//! Values on the edge of what a property may hold.

use serde_json::{Value, json};

use crate::contract::{Kind, Property};

/// Values on the edge of what the property may hold, each with a word for what it shows. All of them are valid.
pub(super) fn edges(property: &Property) -> Vec<(&'static str, Value)> {
    let mut edges = Vec::new();
    if property.nullable {
        edges.push(("null", Value::Null));
    }
    match &property.kind {
        Kind::Integer { min, max, .. } => {
            edges.extend([
                ("smallest", json!(min)),
                ("largest", json!(max)),
                ("zero", json!(0.max(*min).min(*max))),
                (
                    "next to the smallest",
                    json!(min.saturating_add(1).min(*max)),
                ),
                (
                    "next to the largest",
                    json!(max.saturating_sub(1).max(*min)),
                ),
            ]);
        }
        Kind::Text { min, max } => {
            if *min == 0 {
                edges.push(("empty", json!("")));
            }
            edges.push(("short", json!("x".repeat((*min).max(1)))));
            if let Some(max) = max {
                edges.push(("longest", json!("x".repeat(*max))));
                edges.push(("longest, two-byte", json!("é".repeat(*max))));
                edges.push(("longest, astral", json!("𠮷".repeat(*max))));
                // the same letters in shorter texts show whether a refusal is about the length
                for letter in ["x", "é", "𠮷"] {
                    let shorter = max.saturating_sub(1).max(*min);
                    if shorter > (*min).max(1) || letter != "x" {
                        edges.push(("one shorter", json!(letter.repeat(shorter.max(1)))));
                    }
                }
            }
        }
        Kind::DateTime => {
            edges.push(("fraction", json!("2001-02-03T04:05:06.789Z")));
            edges.push(("offset", json!("2001-02-03T04:05:06+02:00")));
            edges.push(("plain", json!("2001-02-03T04:05:06Z")));
            edges.push(("leap day", json!("2024-02-29T04:05:06Z")));
            edges.push(("long ago", json!("1899-12-31T23:59:59Z")));
            edges.push(("far ahead", json!("9999-12-31T23:59:59Z")));
        }
        Kind::Enumeration(values) => edges.extend(values.iter().map(|v| ("member", v.clone()))),
        Kind::Boolean => edges.extend([("true", json!(true)), ("false", json!(false))]),
        Kind::Number => edges.extend([("zero", json!(0)), ("negative", json!(-1.5))]),
        Kind::Date | Kind::Uuid | Kind::Pattern { .. } | Kind::Other => {}
    }
    edges
}
