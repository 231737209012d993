//! Maps the kinds of context errors to HTTP statuses: the only such table.

use std::sync::Arc;

use actix_web::http::StatusCode;
use domain_candidates::ResumeError;
use domain_chat::ChatError;
use domain_identity::IdentityError;
use domain_ingestion::{IngestionError, PostingError};
use domain_interviews::InterviewError;
use domain_jobs::{ApplicationError, JobsError};
use domain_matching::MatchingError;
use domain_model::kernel::error::ErrorKind;
use domain_model::kernel::named::UnknownName;
use domain_operations::TaskError;
use domain_search::SearchError;
use ports::{ContextError, PortError};
use tracing::error;

use super::{ApiError, ErrorCode};

/// The status of each kind of error.
pub(super) const fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::BadRequest => StatusCode::BAD_REQUEST,
        ErrorKind::Validation => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorKind::Forbidden => StatusCode::FORBIDDEN,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::Upstream => StatusCode::BAD_GATEWAY,
        ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl ApiError {
    /// The error as clients see it. Of a failed port they see the kind only.
    fn of(error: &dyn ContextError) -> Self {
        if let Some(port) = error.port_error() {
            return Self::of_port(port);
        }
        let (kind, code) = (error.kind(), error.code());
        let code = if code == kind.code() { kind.into() } else { ErrorCode::Own(code) };
        Self { retry_after: error.retry_after(), ..Self::new(status(kind), code, error.to_string()) }
    }

    fn of_port(error: &PortError) -> Self {
        match ContextError::kind(error) {
            ErrorKind::NotFound => Self::not_found("there is no such thing"),
            ErrorKind::Conflict => Self::of_kind(ErrorKind::Conflict, "somebody else was faster; look again"),
            ErrorKind::Unavailable => {
                error!(error = error.chain(), "a port is not available");
                Self::unavailable(error.retry_after())
            }
            _ => {
                error!(error = error.chain(), "a request failed");
                Self::internal()
            }
        }
    }
}

impl From<UnknownName> for ApiError {
    fn from(error: UnknownName) -> Self {
        Self::validation(error.to_string())
    }
}

impl From<PortError> for ApiError {
    fn from(error: PortError) -> Self {
        Self::of(&error)
    }
}

/// It may be shared: several requests can wait for one look-up.
impl From<Arc<IdentityError>> for ApiError {
    fn from(error: Arc<IdentityError>) -> Self {
        Self { identity: Some(error.clone()), ..Self::of(error.as_ref()) }
    }
}

impl From<IdentityError> for ApiError {
    fn from(error: IdentityError) -> Self {
        Arc::new(error).into()
    }
}

/// Converts the errors of contexts without special cases.
macro_rules! from_context_errors {
    ($($error:ty),+ $(,)?) => {$(
        impl From<$error> for ApiError {
            fn from(error: $error) -> Self {
                Self::of(&error)
            }
        }
    )+};
}

from_context_errors!(
    ResumeError,
    JobsError,
    ApplicationError,
    PostingError,
    SearchError,
    MatchingError,
    ChatError,
    InterviewError,
    IngestionError,
    TaskError
);
