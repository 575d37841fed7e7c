//! The generated server on a real socket, called by the generated client and, where the client is too polite, by
//! requests made by hand.

use std::sync::{Arc, Mutex};

use generated::client::{Client, ClientError};
use generated::operations::*;
use generated::security::{ApiKeyAuth, ApiKeyAuthAndBearerAuth, BearerAuth};
use generated::server::{Api, Limits, Operation, RequestInfo, router};
use generated::support::batch::Batch;
use generated::support::optional::Optional;
use generated::support::rejection::Rejection;
use generated::types::{
    ApiDebug, ErrorAnswer, LicenseAnswer, LicenseBatchAnswer, LicenseListAnswer,
    ProviderCredLicense, ProviderCredService, ServiceAnswer, ServiceBatchAnswer,
    ServiceBatchResult, ServiceIdPart, ServiceListAnswer,
};
use reqwest::header::{ACCEPT, ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use reqwest::{Method, StatusCode};

/// Keeps what it is sent.
#[derive(Clone, Default)]
struct Memory {
    services: Arc<Mutex<Vec<ProviderCredService>>>,
    calls: Arc<Mutex<Vec<&'static str>>>,
}

type Outcome<T> = Result<T, Rejection>;
type Credentials = ApiKeyAuthAndBearerAuth;

fn debug() -> Option<ApiDebug> {
    Some(ApiDebug {
        activity_id: "1".to_owned(),
    })
}

impl Api for Memory {
    async fn authorize(&self, credentials: &Credentials, operation: Operation) -> Outcome<()> {
        self.calls.lock().unwrap().push(operation.id());
        if credentials.bearer_auth.expose() == "token" {
            return Ok(());
        }
        Err(Rejection::new(
            axum::http::StatusCode::UNAUTHORIZED,
            "missing-credentials",
            "unknown token",
        ))
    }

    async fn upsert_provider_cred_services(
        &self,
        _: Credentials,
        _: UpsertProviderCredServicesParams,
        body: Batch<ProviderCredService>,
    ) -> Outcome<UpsertProviderCredServicesResponse> {
        let mut results = Vec::new();
        for item in body.items {
            let (status, text) = match &item {
                Ok(_) => (201, "Created".to_owned()),
                Err(error) => (
                    400,
                    format!(
                        "{} {}",
                        error.violations[0].pointer, error.violations[0].code
                    ),
                ),
            };
            let value = item
                .as_ref()
                .ok()
                .map(|item| serde_json::json!(item.cred_service_key));
            let id = ServiceIdPart {
                key: Optional::Value("credService_Key".to_owned()),
                value: value.into(),
            };
            results.push(ServiceBatchResult {
                id: vec![id],
                status,
                body: text,
            });
            self.services.lock().unwrap().extend(item.ok());
        }
        let data = Optional::Value(results);
        Ok(UpsertProviderCredServicesResponse::MultiStatus(
            ServiceBatchAnswer {
                data,
                error: Optional::Null,
                debug: debug(),
            },
        ))
    }

    async fn list_provider_cred_services(
        &self,
        _: Credentials,
        params: ListProviderCredServicesParams,
    ) -> Outcome<ListProviderCredServicesResponse> {
        let data = Optional::Value(self.services.lock().unwrap().clone());
        Ok(ListProviderCredServicesResponse::Ok {
            body: ServiceListAnswer {
                data,
                error: Optional::Null,
                debug: debug(),
            },
            x_pagination: Some(format!(
                "{} {} {:?}",
                params.page, params.page_size, params.sort_by
            )),
        })
    }

    async fn get_provider_cred_service(
        &self,
        _: Credentials,
        params: GetProviderCredServiceParams,
    ) -> Outcome<GetProviderCredServiceResponse> {
        let found = self
            .services
            .lock()
            .unwrap()
            .iter()
            .find(|one| one.cred_service_key == params.cred_service_key)
            .cloned();
        Ok(match found {
            Some(service) => GetProviderCredServiceResponse::Ok(ServiceAnswer {
                data: Some(service),
                error: Optional::Null,
                debug: debug(),
            }),
            None => GetProviderCredServiceResponse::NotFound(ErrorAnswer {
                data: Optional::Null,
                error: Optional::Absent,
                debug: None,
            }),
        })
    }

    async fn delete_provider_cred_service(
        &self,
        _: Credentials,
        params: DeleteProviderCredServiceParams,
    ) -> Outcome<DeleteProviderCredServiceResponse> {
        self.services
            .lock()
            .unwrap()
            .retain(|one| one.cred_service_key != params.cred_service_key);
        Ok(DeleteProviderCredServiceResponse::NoContent)
    }

    async fn create_provider_cred_service(
        &self,
        _: Credentials,
        _: CreateProviderCredServiceParams,
        body: ProviderCredService,
    ) -> Outcome<CreateProviderCredServiceResponse> {
        Ok(CreateProviderCredServiceResponse::Ok(ServiceAnswer {
            data: Some(body),
            error: Optional::Null,
            debug: debug(),
        }))
    }

    async fn update_provider_cred_service(
        &self,
        _: Credentials,
        _: UpdateProviderCredServiceParams,
        _: ProviderCredService,
    ) -> Outcome<UpdateProviderCredServiceResponse> {
        Ok(UpdateProviderCredServiceResponse::Unauthorized)
    }

    async fn create_provider_cred_license(
        &self,
        _: Credentials,
        _: CreateProviderCredLicenseParams,
        body: ProviderCredLicense,
    ) -> Outcome<CreateProviderCredLicenseResponse> {
        Ok(CreateProviderCredLicenseResponse::Ok(LicenseAnswer {
            data: Some(body),
            error: Optional::Null,
            debug: None,
        }))
    }

    async fn list_provider_cred_licenses(
        &self,
        _: Credentials,
        _: ListProviderCredLicensesParams,
    ) -> Outcome<ListProviderCredLicensesResponse> {
        let body = LicenseListAnswer {
            data: Optional::Null,
            error: Optional::Null,
            debug: None,
        };
        Ok(ListProviderCredLicensesResponse::Ok {
            body,
            x_pagination: None,
        })
    }

    async fn get_provider_cred_license(
        &self,
        _: Credentials,
        _: GetProviderCredLicenseParams,
    ) -> Outcome<GetProviderCredLicenseResponse> {
        Ok(GetProviderCredLicenseResponse::Unauthorized)
    }

    async fn update_provider_cred_license(
        &self,
        _: Credentials,
        _: UpdateProviderCredLicenseParams,
        _: ProviderCredLicense,
    ) -> Outcome<UpdateProviderCredLicenseResponse> {
        Ok(UpdateProviderCredLicenseResponse::Unauthorized)
    }

    async fn delete_provider_cred_license(
        &self,
        _: Credentials,
        _: DeleteProviderCredLicenseParams,
    ) -> Outcome<DeleteProviderCredLicenseResponse> {
        Ok(DeleteProviderCredLicenseResponse::NoContent)
    }

    async fn upsert_provider_cred_licenses(
        &self,
        _: Credentials,
        _: UpsertProviderCredLicensesParams,
        _: Batch<ProviderCredLicense>,
    ) -> Outcome<UpsertProviderCredLicensesResponse> {
        let body = LicenseBatchAnswer {
            data: Optional::Null,
            error: Optional::Null,
            debug: None,
        };
        Ok(UpsertProviderCredLicensesResponse::MultiStatus(body))
    }

    fn reject(&self, rejection: Rejection, request: &RequestInfo) -> axum::response::Response {
        self.calls
            .lock()
            .unwrap()
            .push(request.operation.map_or("none", Operation::id));
        rejection.into_problem(Some(&request.path))
    }
}

struct Served {
    base: String,
    memory: Memory,
    http: reqwest::Client,
}

async fn serve() -> Served {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/api/", listener.local_addr().unwrap());
    let memory = Memory::default();
    let router = router(
        memory.clone(),
        Limits {
            max_body_bytes: 1000,
        },
    );
    let app = axum::Router::new().nest("/api", router);
    tokio::spawn(async move { axum::serve(listener, app).await });
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    Served { base, memory, http }
}

impl Served {
    fn client(&self, token: &str) -> Client {
        let credentials = ApiKeyAuthAndBearerAuth {
            api_key_auth: ApiKeyAuth::new("key"),
            bearer_auth: BearerAuth::new(token),
        };
        Client::new(&self.base, credentials)
            .unwrap()
            .with_http(self.http.clone())
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(
                method,
                format!("{}provider-credentialing/{path}", self.base),
            )
            .header("x-api-key", "key")
            .header("authorization", "bEARER token")
            .header("vbasoftware-database", "one")
    }
}

fn params() -> UpsertProviderCredServicesParams {
    UpsertProviderCredServicesParams {
        provider_cred_key: 1,
        vbasoftware_database: "one".to_owned(),
    }
}

fn service(key: i32) -> ProviderCredService {
    let text = format!(r#"{{"providerCred_Key": 1, "credService_Key": {key}}}"#);
    let value = serde_json::from_str(&text).unwrap();
    generated::support::json::read(&value, generated::support::json::FromJson::from_json).unwrap()
}

async fn problem(response: reqwest::Response) -> (u16, String) {
    let status = response.status().as_u16();
    assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
    let body: serde_json::Value = response.json().await.unwrap();
    assert_eq!(body["status"], status);
    (status, body["code"].as_str().unwrap().to_owned())
}

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
