//! Maps errors of the HTTP library to a [`FetchFailure`].

use std::error::Error;
use std::io;

use domain_model::kernel::address::Forbidden;
use domain_model::kernel::fetch::{FetchError, FetchFailure};
use rustls::pki_types::InvalidDnsNameError;

/// Name resolution failed.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) struct Unresolvable(pub(crate) io::Error);

/// Converts the error, without its URL, which may contain a secret.
pub(crate) fn fetch_error(error: reqwest::Error) -> FetchError {
    let failure = failure(&error);
    failure.because(error.without_url())
}

fn failure(error: &reqwest::Error) -> FetchFailure {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = next {
        if cause.is::<Forbidden>() {
            return FetchFailure::Forbidden;
        }
        if cause.is::<Unresolvable>() || cause.is::<InvalidDnsNameError>() {
            return FetchFailure::NameResolution;
        }
        if cause.is::<rustls::Error>() {
            return FetchFailure::Tls;
        }
        next = inner(cause);
    }
    if error.is_timeout() { FetchFailure::Timeout } else { FetchFailure::Connection }
}

/// The source of an error. An I/O error that wraps another one skips it as its source.
fn inner<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    match wrapped {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}
