//! Errors in the format of Supabase Auth: the same facts under its statuses and codes.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use domain_identity::{IdentityError, Resource};
use domain_model::kernel::error::ErrorKind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::edge::error::{ApiError, ErrorCode};
use crate::http::edge::problem::ProblemFormat;

/// The protocol's format.
pub(in crate::http) const FORMAT: ProblemFormat =
    ProblemFormat { schema: "AuthProblem", media_type: "application/json", write };

/// An error in the format of Supabase Auth.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthProblem)]
pub(crate) struct AuthProblem {
    /// The status.
    code: u16,
    /// The kind of problem, for programs.
    #[schema(example = "invalid_credentials")]
    error_code: &'static str,
    /// What is wrong and what to do, in a sentence.
    msg: String,
    /// Names the request in the log.
    request_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    weak_password: Option<WeakPassword>,
}

/// The reason why a password is weak.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthWeakPassword)]
struct WeakPassword {
    /// `length` or `pwned`
    reasons: [&'static str; 1],
}

fn write(error: &ApiError, request_id: &str) -> HttpResponse {
    let (status, error_code) = status_and_code(error);
    let problem = AuthProblem {
        code: status.as_u16(),
        error_code,
        msg: error.detail().to_owned(),
        request_id: request_id.to_owned(),
        weak_password: error.identity().and_then(weakness).map(|reason| WeakPassword { reasons: [reason] }),
    };
    error.head(status).json(problem)
}

/// The kind of problem, for programs.
pub(super) fn code(error: &ApiError) -> &'static str {
    status_and_code(error).1
}

fn status_and_code(error: &ApiError) -> (StatusCode, &'static str) {
    let of_account = error.identity().and_then(identity_code);
    error.in_contract().or(of_account).unwrap_or((error.status(), general_code(error.error_code())))
}

/// Status and code of an identity error; `None` where the protocol has no code of its own.
fn identity_code(error: &IdentityError) -> Option<(StatusCode, &'static str)> {
    let (bad_request, forbidden) = (StatusCode::BAD_REQUEST, StatusCode::FORBIDDEN);
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    Some(match error {
        IdentityError::InvalidEmail(_) => (bad_request, "email_address_invalid"),
        IdentityError::RoleNotOffered | IdentityError::TooLong { .. } => (bad_request, "validation_failed"),
        IdentityError::PasswordTooShort { .. }
        | IdentityError::PasswordTooLong { .. }
        | IdentityError::PasswordTooCommon => (unprocessable, "weak_password"),
        IdentityError::SamePassword => (unprocessable, "same_password"),
        IdentityError::EmailTaken => (unprocessable, "user_already_exists"),
        IdentityError::WrongCredentials => (bad_request, "invalid_credentials"),
        IdentityError::InvalidToken => (forbidden, "bad_jwt"),
        IdentityError::SessionOver => (forbidden, "session_not_found"),
        IdentityError::WrongCode => (unprocessable, "mfa_verification_failed"),
        IdentityError::EmailNotConfirmed => (bad_request, "email_not_confirmed"),
        IdentityError::Banned => (bad_request, "user_banned"),
        IdentityError::NotFound(Resource::Account) => (StatusCode::NOT_FOUND, "user_not_found"),
        IdentityError::NotFound(Resource::SecondFactor) => (StatusCode::NOT_FOUND, "mfa_factor_not_found"),
        IdentityError::NotFound(Resource::Session | Resource::ApiKey) => (StatusCode::NOT_FOUND, "not_found"),
        IdentityError::LimitReached { .. } => (unprocessable, "too_many_enrolled_mfa_factors"),
        IdentityError::NoSuchProvider => (bad_request, "provider_disabled"),
        IdentityError::InvalidFlowState => (bad_request, "bad_oauth_state"),
        IdentityError::AuthorizationFailed => (bad_request, "bad_oauth_callback"),
        IdentityError::EmailNotVerifiedByIssuer(_) => (unprocessable, "provider_email_needs_verification"),
        IdentityError::LinkRequired(_) | IdentityError::LinkedToAnotherAccount(_) => {
            (unprocessable, "identity_already_exists")
        }
        IdentityError::ExternallyManaged(_) => (unprocessable, "provider_disabled"),
        IdentityError::TooManyAttempts { .. }
        | IdentityError::InsufficientBalance(_)
        | IdentityError::LastSuperAdmin
        | IdentityError::EmailRequired
        | IdentityError::Port(_) => return None,
    })
}

/// The reason why a password is refused as weak.
const fn weakness(error: &IdentityError) -> Option<&'static str> {
    match error {
        IdentityError::PasswordTooShort { .. } | IdentityError::PasswordTooLong { .. } => Some("length"),
        IdentityError::PasswordTooCommon => Some("pwned"),
        _ => None,
    }
}

/// The code for errors that are not about accounts.
const fn general_code(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::MfaRequired => "insufficient_aal",
        ErrorCode::StepUpRequired => "reauthentication_needed",
        ErrorCode::Kind(ErrorKind::Unauthenticated) => "no_authorization",
        ErrorCode::Kind(ErrorKind::RateLimited) => "over_request_rate_limit",
        ErrorCode::Kind(ErrorKind::Validation | ErrorKind::BadRequest) => "validation_failed",
        ErrorCode::Kind(ErrorKind::Internal) => "unexpected_failure",
        ErrorCode::Kind(ErrorKind::Forbidden) => "not_admin",
        ErrorCode::Kind(_) | ErrorCode::Own(_) => code.as_str(),
    }
}
