//! The generated client against the server: the two halves of one description understand each other.

use generated::client::Client;
use generated::operations::*;
use generated::security::{ApiKeyAuth, ApiKeyAuthAndBearerAuth, BearerAuth};
use generated::support::date_time::DateTime;
use generated::support::optional::Optional;
use generated::types::ProviderCredService;

use crate::site::Site;

fn client(site: &Site) -> Client {
    let credentials = ApiKeyAuthAndBearerAuth {
        api_key_auth: ApiKeyAuth::new("reference-key"),
        bearer_auth: BearerAuth::new("reference-token"),
    };
    Client::new(&site.running.base_url, credentials).unwrap()
}

fn service(key: i32) -> ProviderCredService {
    ProviderCredService {
        provider_cred_key: 7,
        cred_service_key: key,
        entry_date: DateTime::parse("2024-05-06T07:08:09+02:00"),
        entry_user: Optional::Value("someone".to_owned()),
        percentage: Optional::Null,
        update_date: None,
        update_user: Optional::Absent,
    }
}

#[tokio::test]
async fn a_batch_and_a_read_through_the_generated_client() {
    let site = Site::honest().await;
    let client = client(&site);
    let database = || "alpha".to_owned();
    let at = UpsertProviderCredServicesParams {
        provider_cred_key: 7,
        vbasoftware_database: database(),
    };
    let answer = client
        .upsert_provider_cred_services(&at, &[service(1), service(2)])
        .await
        .unwrap();
    let UpsertProviderCredServicesResponse::MultiStatus(answer) = answer else {
        panic!("{answer:?}")
    };
    let results = answer.data.into_value().unwrap();
    assert_eq!(
        results
            .iter()
            .map(|result| result.status)
            .collect::<Vec<_>>(),
        [201, 201]
    );

    let at = GetProviderCredServiceParams {
        provider_cred_key: 7,
        cred_service_key: 2,
        vbasoftware_database: database(),
    };
    let answer = client.get_provider_cred_service(&at).await.unwrap();
    let GetProviderCredServiceResponse::Ok(answer) = answer else {
        panic!("{answer:?}")
    };
    let read = answer.data.unwrap();
    assert_eq!(read.entry_date, service(2).entry_date);
    assert_eq!(read.entry_user, service(2).entry_user);

    let at = GetProviderCredServiceParams {
        cred_service_key: 3,
        ..at
    };
    let answer = client.get_provider_cred_service(&at).await.unwrap();
    assert!(
        matches!(answer, GetProviderCredServiceResponse::NotFound(_)),
        "{answer:?}"
    );
}
