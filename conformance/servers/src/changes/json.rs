//! Reading broken arrays up to where they break, and editing the JSON of a response. Leaves alone what is not JSON.

use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::wire::WireResponse;

/// Whether the bytes are no JSON array at all.
pub(crate) fn is_malformed(body: &[u8]) -> bool {
    serde_json::from_slice::<Vec<&RawValue>>(body).is_err()
}

/// The complete items at the beginning of an array that breaks off or breaks down; `None` if the text does not even
/// begin as an array.
pub(crate) fn salvage(body: &[u8]) -> Option<Vec<u8>> {
    let mut rest = body.trim_ascii_start().strip_prefix(b"[")?;
    let mut items: Vec<&RawValue> = Vec::new();
    loop {
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<&RawValue>();
        let Some(Ok(item)) = values.next() else { break };
        items.push(item);
        let after = rest.get(values.byte_offset()..)?.trim_ascii_start();
        let Some(after) = after.strip_prefix(b",") else {
            break;
        };
        rest = after;
    }
    serde_json::to_vec(&items).ok()
}

/// Changes the JSON of a response; one that is not JSON is left alone.
pub(crate) fn edit(response: &mut WireResponse, change: impl FnOnce(&mut Value)) {
    let Ok(mut body) = serde_json::from_slice::<Value>(&response.body) else {
        return;
    };
    change(&mut body);
    if let Ok(bytes) = serde_json::to_vec(&body) {
        response.body = bytes;
    }
}

/// Changes the results of a batch; any other response is left alone.
pub(crate) fn results(response: &mut WireResponse, change: impl FnOnce(&mut Vec<Value>)) {
    if response.status == StatusCode::MULTI_STATUS {
        edit(response, |answer| {
            if let Some(results) = answer["data"].as_array_mut() {
                change(results);
            }
        });
    }
}

/// A refusal in the envelope, as the honest server writes it.
pub(crate) fn refusal(status: StatusCode, detail: &str) -> WireResponse {
    let answer = json!({
        "data": null,
        "error": {
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "detail": detail,
        },
        "debug": { "activityID": crate::activity::id() },
    });
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    WireResponse::new(status, headers, answer.to_string().into_bytes())
}

/// Puts a refusal in the place of a response.
pub(crate) fn refuse(response: &mut WireResponse, status: StatusCode, detail: &str) {
    *response = refusal(status, detail);
}

#[cfg(test)]
mod tests {
    use super::salvage;

    #[test]
    fn complete_items_are_kept() {
        let kept = |text: &str| {
            salvage(text.as_bytes()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        assert_eq!(
            kept(r#"[{"a":1},{"b":[2]},{"c":"#).as_deref(),
            Some(r#"[{"a":1},{"b":[2]}]"#)
        );
        assert_eq!(kept(r#" [{"a":1}"#).as_deref(), Some(r#"[{"a":1}]"#));
        assert_eq!(kept("[").as_deref(), Some("[]"));
        assert_eq!(kept("{"), None);
    }
}
