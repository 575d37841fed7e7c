//! Bodies that the generated server reads, and the media types it answers in.

use super::*;

#[tokio::test]
async fn bodies_are_checked() {
    let served = serve().await;
    let json = "application/json";
    let long = format!("[{}]", "1,".repeat(600));
    let cases: [(Option<&str>, &str, u16, &str); 9] = [
        (Some("text/plain"), "[]", 415, "unsupported-media-type"),
        (None, "[]", 415, "unsupported-media-type"),
        (
            Some("application/json; charset=utf-16"),
            "[]",
            415,
            "unsupported-media-type",
        ),
        (Some(json), &long, 413, "body-too-large"),
        (Some(json), "", 400, "malformed-body"),
        (None, "", 400, "malformed-body"),
        (Some(json), "{}", 400, "malformed-body"),
        (Some(json), "[1", 400, "malformed-body"),
        (Some(json), "\u{feff}[]", 400, "malformed-body"),
    ];
    for (media_type, body, status, code) in cases {
        let mut request = served
            .request(Method::PUT, "1/services-batch")
            .body(body.to_owned());
        if let Some(media_type) = media_type {
            request = request.header(CONTENT_TYPE, media_type);
        }
        let refused = problem(request.send().await.unwrap()).await;
        assert_eq!(
            refused,
            (status, code.to_owned()),
            "{media_type:?} {body:.20}"
        );
    }
    let single = served
        .request(Method::POST, "1/services")
        .header(CONTENT_TYPE, json)
        .body(r#"{"providerCred_Key":"x"}"#);
    let answer = single
        .send()
        .await
        .unwrap()
        .json::<serde_json::Value>()
        .await
        .unwrap();
    assert_eq!(answer["errors"][0]["pointer"], "/providerCred_Key");
    assert_eq!(answer["errors"][1]["code"], "required");
    let fine = served
        .request(Method::PUT, "1/services-batch")
        .header(CONTENT_TYPE, "Application/JSON; charset=\"UTF-8\"");
    assert_eq!(
        fine.body("[]").send().await.unwrap().status(),
        StatusCode::MULTI_STATUS
    );
}

#[tokio::test]
async fn the_media_type_is_negotiated() {
    let served = serve().await;
    for (accept, expected) in [
        (None, "text/plain; charset=utf-8"),
        (Some("application/json"), "application/json"),
        (
            Some("text/*;q=0.1, application/*;q=0.9"),
            "application/json",
        ),
        (Some("text/plain;q=0, */*"), "application/json"),
        (Some("image/png"), "text/plain; charset=utf-8"),
        (Some("TEXT/JSON"), "text/json; charset=utf-8"),
    ] {
        let mut request = served
            .request(Method::PUT, "1/services-batch")
            .header(CONTENT_TYPE, "application/json")
            .body("[]");
        if let Some(accept) = accept {
            request = request.header(ACCEPT, accept);
        }
        assert_eq!(
            request.send().await.unwrap().headers()[CONTENT_TYPE],
            expected,
            "{accept:?}"
        );
    }
}
