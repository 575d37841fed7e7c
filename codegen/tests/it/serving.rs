//! The generated server on a real socket, called by the generated client and, where the client is too polite, by
//! requests made by hand.

mod bodies;
mod client;
mod refusals;

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
