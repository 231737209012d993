//! From what went wrong in a service to what the client is told: the one table.

use std::sync::Arc;

use actix_web::http::StatusCode;
use domain_candidates::ResumeError;
use domain_chat::ChatError;
use domain_identity::IdentityError;
use domain_ingestion::IngestionError;
use domain_jobs::JobsError;
use domain_matching::MatchingError;
use domain_model::chat::ChatRefusal;
use domain_model::kernel::named::UnknownName;
use domain_operations::TaskError;
use ports::{PortError, PortErrorKind};
use tracing::error;

use super::{ApiError, in_short};

impl From<UnknownName> for ApiError {
    fn from(error: UnknownName) -> Self {
        Self::validation(format!("`{}` is no {}", in_short(&error.text), in_words(error.of)))
    }
}

/// `TaskClass` is a task class.
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

impl From<PortError> for ApiError {
    fn from(error: PortError) -> Self {
        Self::of_port(&error)
    }
}

impl ApiError {
    fn of_port(error: &PortError) -> Self {
        match &error.kind {
            PortErrorKind::NotFound => Self::not_found("there is no such thing"),
            PortErrorKind::Conflict => Self::conflict("conflict", "somebody else was faster; look again"),
            PortErrorKind::Unavailable | PortErrorKind::Timeout => {
                error!(error = error.chain(), "a port is not available");
                Self::unavailable(None)
            }
            PortErrorKind::RateLimited { retry_after } => Self::unavailable(*retry_after),
            // What a client got wrong is an error of the service; a port that calls something invalid means us.
            PortErrorKind::Invalid(_) | PortErrorKind::Unauthorized | PortErrorKind::Internal => {
                error!(error = error.chain(), "a request failed");
                Self::internal()
            }
        }
    }
}

impl From<IdentityError> for ApiError {
    fn from(error: IdentityError) -> Self {
        Self::of_identity(Arc::new(error))
    }
}

impl ApiError {
    /// For errors that several requests share.
    pub(in crate::http) fn of_identity(error: Arc<IdentityError>) -> Self {
        let told = Self::about_identity(&error);
        Self { identity: Some(error), ..told }
    }

    fn about_identity(error: &IdentityError) -> Self {
        let told = error.to_string();
        match error {
            IdentityError::InvalidEmail(_)
            | IdentityError::RoleNotOffered
            | IdentityError::TooLong { .. }
            | IdentityError::PasswordTooShort { .. }
            | IdentityError::PasswordTooLong { .. }
            | IdentityError::PasswordTooCommon
            | IdentityError::SamePassword => Self::validation(told),
            IdentityError::WrongCredentials | IdentityError::InvalidToken | IdentityError::SessionOver => {
                Self { detail: told, ..Self::unauthorized() }
            }
            IdentityError::WrongCode => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code", told),
            IdentityError::TooManyAttempts { retry_after } => Self { detail: told, ..Self::rate_limited(*retry_after) },
            IdentityError::EmailNotConfirmed => Self::email_not_verified(),
            IdentityError::Banned => Self::new(StatusCode::FORBIDDEN, "suspended", told),
            IdentityError::AddressNeeded => Self::new(StatusCode::FORBIDDEN, "email_needed", told),
            IdentityError::NotFound(_) | IdentityError::NoSuchProvider => Self::not_found(told),
            IdentityError::StrayArrival | IdentityError::NotConfirmed => Self::bad_request(told),
            IdentityError::TooMany { .. } => Self::conflict("conflict", told),
            IdentityError::LastSuperAdmin => Self::conflict("last_super_admin", told),
            IdentityError::UnverifiedElsewhere(_) => Self::conflict("email_not_verified", told),
            IdentityError::EmailTaken | IdentityError::LinkFirst(_) | IdentityError::LinkedElsewhere(_) => {
                Self::conflict("duplicate_resource", told)
            }
            IdentityError::KeptElsewhere(_) => Self::conflict("accounts_elsewhere", told),
            IdentityError::Port(error) => Self::of_port(error),
        }
    }
}

impl From<ResumeError> for ApiError {
    fn from(error: ResumeError) -> Self {
        let told = error.to_string();
        match error {
            ResumeError::Empty | ResumeError::NotADocument | ResumeError::NoText => Self::bad_request(told),
            ResumeError::TooLarge | ResumeError::TooLong => Self::too_large(told),
            ResumeError::Encrypted | ResumeError::Unreadable => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "unparseable_document", told)
            }
            ResumeError::NeedsOcr => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "needs_ocr", told),
            ResumeError::NoResume | ResumeError::InvalidLink => Self::not_found(told),
            ResumeError::Port(error) => error.into(),
        }
    }
}

impl From<JobsError> for ApiError {
    fn from(error: JobsError) -> Self {
        match error {
            JobsError::NotFound => Self::not_found(error.to_string()),
            JobsError::Port(error) => error.into(),
        }
    }
}

impl From<MatchingError> for ApiError {
    fn from(error: MatchingError) -> Self {
        let told = error.to_string();
        match error {
            MatchingError::JobNotFound => Self::not_found(told),
            MatchingError::JobProcessing | MatchingError::NoResume => Self::validation(told),
            MatchingError::Port(error) => error.into(),
        }
    }
}

impl From<ChatError> for ApiError {
    fn from(error: ChatError) -> Self {
        let told = error.to_string();
        match error {
            ChatError::NotFound | ChatError::JobNotFound => Self::not_found(told),
            ChatError::NotYours => Self::forbidden(told),
            ChatError::Refused(ChatRefusal::Empty | ChatRefusal::TooLong) => Self::validation(told),
            ChatError::Refused(_) | ChatError::Raced => Self::conflict("conflict", told),
            ChatError::Port(error) => error.into(),
        }
    }
}

impl From<IngestionError> for ApiError {
    fn from(error: IngestionError) -> Self {
        let told = error.to_string();
        match error {
            IngestionError::UnknownSource(_) => Self::not_found(in_short(&told)),
            IngestionError::AlreadyRunning(_) | IngestionError::LeaseLost => Self::conflict("conflict", told),
            IngestionError::SourceFailed(_) => Self::new(StatusCode::BAD_GATEWAY, "source_failed", told),
            IngestionError::Port(error) => error.into(),
        }
    }
}

impl From<TaskError> for ApiError {
    fn from(error: TaskError) -> Self {
        let told = error.to_string();
        match error {
            TaskError::NotFound => Self::not_found(told),
            TaskError::NotDead(_) | TaskError::NoHandler(_) => Self::conflict("conflict", told),
            TaskError::Port(error) => error.into(),
        }
    }
}
