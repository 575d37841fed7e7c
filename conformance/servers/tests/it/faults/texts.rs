//! Probes for faults about texts.

use serde_json::{Value, json};

use crate::site::{SERVICES, Site, long, read, user};

/// Whether the server deviates; `None` for faults of the other files.
pub(super) async fn probe(id: &str, site: &Site) -> Option<bool> {
    let deviates = match id {
        "accents-composed" => stored(site, "e\u{301}").await == "\u{e9}",
        "angle-brackets-escaped" => stored(site, "<b>").await == "&lt;b&gt;",
        "astral-is-500" => site.statuses(SERVICES, &json!([user(1, "🦀")])).await == [500],
        "astral-replaced" => stored(site, "a🦀").await == "a?",
        "latin-1-read" => {
            site.put(SERVICES, &json!([user(1, "é")])).await;
            site.get("/provider-credentialing/7/services/1")
                .await
                .text
                .contains('\u{fffd}')
        }
        "leading-zeros-lost" => stored(site, "007").await == "7",
        "length-in-bytes" => {
            let wide = json!([user(1, &"ü".repeat(20))]);
            site.statuses(SERVICES, &wide).await == [422]
        }
        "length-not-checked" => {
            let accepted = site.statuses(SERVICES, &json!([long(1)])).await == [201];
            let read = site.get("/provider-credentialing/7/services/1").await;
            assert!(!read.status.is_server_error(), "{read:?}");
            accepted && read.json()["data"]["entry_User"].as_str().unwrap().len() == 21
        }
        "length-off-by-one" => {
            site.statuses(SERVICES, &json!([user(1, &"x".repeat(20))]))
                .await
                == [422]
        }
        "nul-cuts-text" => {
            let reported = site.statuses(SERVICES, &json!([user(1, "a\0b")])).await == [201];
            reported && read(site, 1).await["entry_User"] == "a"
        }
        "nul-is-item-500" => site.statuses(SERVICES, &json!([user(1, "a\0")])).await == [500],
        "quote-is-500" => {
            site.put(SERVICES, &json!([user(1, "O'Brien")]))
                .await
                .status
                == 500
        }
        "value-truncated" => {
            let sent = json!([user(1, "twelve chars")]);
            assert_eq!(site.statuses(SERVICES, &sent).await, [201]);
            read(site, 1).await["entry_User"] != "twelve chars"
        }
        _ => return None,
    };
    Some(deviates)
}

/// What a user reads as after it was written.
async fn stored(site: &Site, text: &str) -> Value {
    site.put(SERVICES, &json!([user(1, text)])).await;
    read(site, 1).await["entry_User"].clone()
}
