//! The generated trait: one method per operation, each one call into the generic work and one into the answers.

use axum::response::Response;
use generated::operations::*;
use generated::security::ApiKeyAuthAndBearerAuth as Caller;
use generated::server::{Api, Operation, RequestInfo};
use generated::support::batch::Batch;
use generated::support::rejection::Rejection;
use generated::types::{ProviderCredLicense, ProviderCredService};

use crate::entity::Entity;
use crate::page::Window;
use crate::server::Server;
use crate::{answers, envelope};

impl Api for Server {
    async fn authorize(&self, caller: &Caller, _operation: Operation) -> Result<(), Rejection> {
        self.check(caller)
    }

    fn reject(&self, rejection: Rejection, request: &RequestInfo) -> Response {
        envelope::refused(rejection, request)
    }

    async fn upsert_provider_cred_services(
        &self,
        _: Caller,
        at: UpsertProviderCredServicesParams,
        body: Batch<ProviderCredService>,
    ) -> Result<UpsertProviderCredServicesResponse, Rejection> {
        let outcomes = self
            .upsert(at.provider_cred_key, &at.vbasoftware_database, body)
            .await?;
        Ok(UpsertProviderCredServicesResponse::MultiStatus(
            answers::services(outcomes),
        ))
    }

    async fn create_provider_cred_service(
        &self,
        _: Caller,
        at: CreateProviderCredServiceParams,
        body: ProviderCredService,
    ) -> Result<CreateProviderCredServiceResponse, Rejection> {
        let stored = self
            .create(at.provider_cred_key, &at.vbasoftware_database, body)
            .await?;
        Ok(CreateProviderCredServiceResponse::Ok(answers::service(
            stored,
        )))
    }

    async fn list_provider_cred_services(
        &self,
        _: Caller,
        at: ListProviderCredServicesParams,
    ) -> Result<ListProviderCredServicesResponse, Rejection> {
        let table = ProviderCredService::TABLE;
        let window = Window::of(table, at.page, at.page_size, at.sort_by.as_deref())?;
        let (page, pagination) = self
            .list(at.provider_cred_key, &at.vbasoftware_database, window)
            .await?;
        let body = answers::service_page(page);
        Ok(ListProviderCredServicesResponse::Ok {
            body,
            x_pagination: Some(pagination),
        })
    }

    async fn get_provider_cred_service(
        &self,
        _: Caller,
        at: GetProviderCredServiceParams,
    ) -> Result<GetProviderCredServiceResponse, Rejection> {
        let key = vec![at.provider_cred_key, at.cred_service_key];
        let found = self
            .read(at.provider_cred_key, &at.vbasoftware_database, key)
            .await?;
        Ok(GetProviderCredServiceResponse::Ok(answers::service(found)))
    }

    async fn update_provider_cred_service(
        &self,
        _: Caller,
        at: UpdateProviderCredServiceParams,
        body: ProviderCredService,
    ) -> Result<UpdateProviderCredServiceResponse, Rejection> {
        let key = vec![at.provider_cred_key, at.cred_service_key];
        let stored = self
            .replace(at.provider_cred_key, &at.vbasoftware_database, key, body)
            .await?;
        Ok(UpdateProviderCredServiceResponse::Ok(answers::service(
            stored,
        )))
    }

    async fn delete_provider_cred_service(
        &self,
        _: Caller,
        at: DeleteProviderCredServiceParams,
    ) -> Result<DeleteProviderCredServiceResponse, Rejection> {
        let key = vec![at.provider_cred_key, at.cred_service_key];
        self.remove::<ProviderCredService>(at.provider_cred_key, &at.vbasoftware_database, key)
            .await?;
        Ok(DeleteProviderCredServiceResponse::NoContent)
    }

    async fn upsert_provider_cred_licenses(
        &self,
        _: Caller,
        at: UpsertProviderCredLicensesParams,
        body: Batch<ProviderCredLicense>,
    ) -> Result<UpsertProviderCredLicensesResponse, Rejection> {
        let outcomes = self
            .upsert(at.provider_cred_key, &at.vbasoftware_database, body)
            .await?;
        Ok(UpsertProviderCredLicensesResponse::MultiStatus(
            answers::licenses(outcomes),
        ))
    }

    async fn create_provider_cred_license(
        &self,
        _: Caller,
        at: CreateProviderCredLicenseParams,
        body: ProviderCredLicense,
    ) -> Result<CreateProviderCredLicenseResponse, Rejection> {
        let stored = self
            .create(at.provider_cred_key, &at.vbasoftware_database, body)
            .await?;
        Ok(CreateProviderCredLicenseResponse::Ok(answers::license(
            stored,
        )))
    }

    async fn list_provider_cred_licenses(
        &self,
        _: Caller,
        at: ListProviderCredLicensesParams,
    ) -> Result<ListProviderCredLicensesResponse, Rejection> {
        let table = ProviderCredLicense::TABLE;
        let window = Window::of(table, at.page, at.page_size, at.sort_by.as_deref())?;
        let (page, pagination) = self
            .list(at.provider_cred_key, &at.vbasoftware_database, window)
            .await?;
        let body = answers::license_page(page);
        Ok(ListProviderCredLicensesResponse::Ok {
            body,
            x_pagination: Some(pagination),
        })
    }

    async fn get_provider_cred_license(
        &self,
        _: Caller,
        at: GetProviderCredLicenseParams,
    ) -> Result<GetProviderCredLicenseResponse, Rejection> {
        let key = vec![at.provider_cred_license_key];
        let found = self
            .read(at.provider_cred_key, &at.vbasoftware_database, key)
            .await?;
        Ok(GetProviderCredLicenseResponse::Ok(answers::license(found)))
    }

    async fn update_provider_cred_license(
        &self,
        _: Caller,
        at: UpdateProviderCredLicenseParams,
        body: ProviderCredLicense,
    ) -> Result<UpdateProviderCredLicenseResponse, Rejection> {
        let key = vec![at.provider_cred_license_key];
        let stored = self
            .replace(at.provider_cred_key, &at.vbasoftware_database, key, body)
            .await?;
        Ok(UpdateProviderCredLicenseResponse::Ok(answers::license(
            stored,
        )))
    }

    async fn delete_provider_cred_license(
        &self,
        _: Caller,
        at: DeleteProviderCredLicenseParams,
    ) -> Result<DeleteProviderCredLicenseResponse, Rejection> {
        let key = vec![at.provider_cred_license_key];
        self.remove::<ProviderCredLicense>(at.provider_cred_key, &at.vbasoftware_database, key)
            .await?;
        Ok(DeleteProviderCredLicenseResponse::NoContent)
    }
}
