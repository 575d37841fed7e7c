//! What the generated server refuses before the implementation is asked: credentials, paths, methods, parameters.

use super::*;

#[tokio::test]
async fn credentials_are_looked_at_before_anything_else() {
    let served = serve().await;
    let answer = served
        .client("wrong")
        .upsert_provider_cred_services(&params(), &[])
        .await
        .unwrap();
    assert_eq!(answer, UpsertProviderCredServicesResponse::Unauthorized);
    let path = "not-a-number/services-batch";
    let none = served
        .http
        .put(format!("{}provider-credentialing/{path}", served.base))
        .body("[")
        .send()
        .await
        .unwrap();
    assert_eq!(none.headers()[WWW_AUTHENTICATE], "Bearer");
    assert_eq!(problem(none).await, (401, "missing-credentials".to_owned()));
    let twice = served
        .request(Method::PUT, path)
        .header("x-api-key", "other")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(twice).await.0, 401);
    let basic = served
        .http
        .put(format!("{}provider-credentialing/{path}", served.base))
        .header("x-api-key", "k");
    assert_eq!(
        problem(
            basic
                .header("authorization", "Basic token")
                .send()
                .await
                .unwrap()
        )
        .await
        .0,
        401
    );
    assert!(!format!("{:?}", served.client("hunter2")).contains("hunter2"));
    let denied = served
        .request(Method::PUT, "1/services/1")
        .header(CONTENT_TYPE, "application/json");
    let denied = denied
        .body(r#"{"providerCred_Key":1,"credService_Key":2}"#)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (denied.status(), &denied.headers()[WWW_AUTHENTICATE]),
        (StatusCode::UNAUTHORIZED, &"Bearer".parse().unwrap())
    );
}

#[tokio::test]
async fn paths_and_methods_that_are_not_described_are_refused() {
    let served = serve().await;
    assert_eq!(
        problem(
            served
                .request(Method::GET, "1/nothing")
                .send()
                .await
                .unwrap()
        )
        .await,
        (404, "not-found".to_owned())
    );
    let wrong = served
        .request(Method::POST, "1/services-batch")
        .body("x".repeat(5000))
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.headers()[ALLOW], "PUT");
    assert_eq!(problem(wrong).await, (405, "method-not-allowed".to_owned()));
    let wrong = served
        .request(Method::PATCH, "1/services")
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.headers()[ALLOW], "GET, HEAD, POST");
    assert_eq!(served.memory.calls.lock().unwrap().as_slice(), ["none"; 3]);
    let head = served
        .request(Method::HEAD, "1/services")
        .send()
        .await
        .unwrap();
    assert_eq!(head.status(), StatusCode::OK);
    assert!(head.bytes().await.unwrap().is_empty());
}

#[tokio::test]
async fn parameters_are_checked() {
    let served = serve().await;
    for (path, code) in [
        ("x/services", "invalid-parameter"),
        ("2147483648/services", "invalid-parameter"),
        ("+1/services", "invalid-parameter"),
        ("1/services?page=", "invalid-parameter"),
        ("1/services?page=1&page=1", "duplicate-parameter"),
        ("%ff/services", "invalid-parameter"),
    ] {
        let refused = problem(served.request(Method::GET, path).send().await.unwrap()).await;
        assert_eq!(refused, (400, code.to_owned()), "{path}");
    }
    let bare = served
        .http
        .get(format!("{}provider-credentialing/1/services", served.base));
    let bare = bare
        .header("x-api-key", "key")
        .header("authorization", "Bearer token")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(bare).await, (400, "missing-parameter".to_owned()));
}
