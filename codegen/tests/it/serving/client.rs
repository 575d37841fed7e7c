//! The generated client against the generated server.

use super::*;

#[tokio::test]
async fn the_client_writes_reads_and_deletes() {
    let served = serve().await;
    let client = served.client("token");
    let mut bad = service(2);
    bad.entry_user = Optional::Value("x".repeat(21));
    let answer = client
        .upsert_provider_cred_services(&params(), &[service(1), bad])
        .await
        .unwrap();
    assert_eq!(answer.status(), 207);
    let UpsertProviderCredServicesResponse::MultiStatus(answer) = answer else {
        panic!("{answer:?}")
    };
    let results = answer.data.into_value().unwrap();
    assert_eq!(
        results.iter().map(|one| one.status).collect::<Vec<_>>(),
        [201, 400]
    );
    assert_eq!(results[1].body, "/1/entry_User maxLength");

    let list = ListProviderCredServicesParams {
        provider_cred_key: 1,
        vbasoftware_database: "one".to_owned(),
        page: 2,
        page_size: 7,
        sort_by: Some("a:desc,b & c".to_owned()),
    };
    let answer = client.list_provider_cred_services(&list).await.unwrap();
    let ListProviderCredServicesResponse::Ok { body, x_pagination } = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(body.data.into_value().unwrap(), [service(1)]);
    assert_eq!(x_pagination.as_deref(), Some("2 7 Some(\"a:desc,b & c\")"));

    let one = |key| GetProviderCredServiceParams {
        provider_cred_key: 1,
        cred_service_key: key,
        vbasoftware_database: "one".to_owned(),
    };
    assert_eq!(
        client
            .get_provider_cred_service(&one(1))
            .await
            .unwrap()
            .status(),
        200
    );
    assert_eq!(
        client
            .get_provider_cred_service(&one(9))
            .await
            .unwrap()
            .status(),
        404
    );
    let delete = DeleteProviderCredServiceParams {
        provider_cred_key: 1,
        cred_service_key: 1,
        vbasoftware_database: "one".to_owned(),
    };
    assert_eq!(
        client
            .delete_provider_cred_service(&delete)
            .await
            .unwrap()
            .status(),
        204
    );
    assert_eq!(
        client
            .get_provider_cred_service(&one(1))
            .await
            .unwrap()
            .status(),
        404
    );
}

#[tokio::test]
async fn the_client_explains_what_it_cannot_use() {
    async fn answer(
        status: axum::http::StatusCode,
        body: &'static str,
    ) -> (axum::http::StatusCode, &'static str) {
        (status, body)
    }
    for (status, body) in [(500, "oops"), (207, "{\"data\": 1}"), (207, "nonsense")] {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let status = axum::http::StatusCode::from_u16(status).unwrap();
        let app = axum::Router::new().fallback(move || answer(status, body));
        tokio::spawn(async move { axum::serve(listener, app).await });
        let served = Served {
            base,
            memory: Memory::default(),
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
        };
        let client = served.client("hunter2");
        let error = client
            .upsert_provider_cred_services(&params(), &[])
            .await
            .unwrap_err();
        match &error {
            ClientError::Undocumented { status, body } => {
                assert_eq!((*status, body.as_slice()), (500, b"oops".as_slice()))
            }
            ClientError::Decode { status, violations } => {
                assert_eq!((*status, violations.as_slice().len()), (207, 1))
            }
            other => panic!("{other:?}"),
        }
        assert!(!format!("{error:?} {error}").contains("hunter2"));
        let small = served.client("t").with_max_response_bytes(2);
        let error = small
            .upsert_provider_cred_services(&params(), &[])
            .await
            .unwrap_err();
        assert!(matches!(error, ClientError::TooLarge { limit: 2, .. }));
    }
    assert!(matches!(
        Client::new(
            "ftp://x",
            ApiKeyAuthAndBearerAuth {
                api_key_auth: ApiKeyAuth::new("k"),
                bearer_auth: BearerAuth::new("t")
            }
        ),
        Err(ClientError::Url(_))
    ));
}
