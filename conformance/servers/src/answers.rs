//! From what happened to the answers that the description names. Services give the values of an id as numbers,
//! licenses as text, as their schemas say.

use generated::support::optional::Optional;
use generated::types::{
    LicenseAnswer, LicenseBatchAnswer, LicenseBatchResult, LicenseIdPart, LicenseListAnswer,
    ProviderCredLicense, ProviderCredService, ServiceAnswer, ServiceBatchAnswer,
    ServiceBatchResult, ServiceIdPart, ServiceListAnswer,
};
use serde_json::Value;

use crate::batch::Outcome;
use crate::envelope::{debug, no_error};

pub(crate) fn services(outcomes: Vec<Outcome>) -> ServiceBatchAnswer {
    let part = |(name, value): (&'static str, Option<i32>)| ServiceIdPart {
        key: Optional::Value(name.to_owned()),
        value: value.map_or(Optional::Null, |value| Optional::Value(Value::from(value))),
    };
    let result = |Outcome {
                      id,
                      status,
                      message,
                  }| ServiceBatchResult {
        id: id.into_iter().map(part).collect(),
        status: i32::from(status),
        body: message,
    };
    let data = Optional::Value(outcomes.into_iter().map(result).collect());
    ServiceBatchAnswer {
        data,
        error: no_error(),
        debug: debug(),
    }
}

pub(crate) fn licenses(outcomes: Vec<Outcome>) -> LicenseBatchAnswer {
    let part = |(name, value): (&'static str, Option<i32>)| LicenseIdPart {
        key: Optional::Value(name.to_owned()),
        value: value.map_or(Optional::Null, |value| Optional::Value(value.to_string())),
    };
    let result = |Outcome {
                      id,
                      status,
                      message,
                  }| LicenseBatchResult {
        id: id.into_iter().map(part).collect(),
        status: i32::from(status),
        body: message,
    };
    let data = Optional::Value(outcomes.into_iter().map(result).collect());
    LicenseBatchAnswer {
        data,
        error: no_error(),
        debug: debug(),
    }
}

pub(crate) fn service(service: ProviderCredService) -> ServiceAnswer {
    ServiceAnswer {
        data: Some(service),
        error: no_error(),
        debug: debug(),
    }
}

pub(crate) fn license(license: ProviderCredLicense) -> LicenseAnswer {
    LicenseAnswer {
        data: Some(license),
        error: no_error(),
        debug: debug(),
    }
}

pub(crate) fn service_page(page: Vec<ProviderCredService>) -> ServiceListAnswer {
    ServiceListAnswer {
        data: Optional::Value(page),
        error: no_error(),
        debug: debug(),
    }
}

pub(crate) fn license_page(page: Vec<ProviderCredLicense>) -> LicenseListAnswer {
    LicenseListAnswer {
        data: Optional::Value(page),
        error: no_error(),
        debug: debug(),
    }
}
