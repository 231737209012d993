//! From what went wrong to what the client is told: the one table.
//!
//! Answers are RFC 9457 `application/problem+json`. `detail` is a sentence for people; what lies behind an internal error
//! goes to the log under the request id, never to the client (WB-09).

mod in_auth;

use std::time::Duration;

use actix_web::error::{JsonPayloadError, UrlencodedError};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
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
use serde::Serialize;
use tracing::error;
use utoipa::ToSchema;

use super::middleware::{Dialect, dialect, request_id};
pub(crate) use in_auth::AuthProblem;

/// Characters.
const LONGEST_COMPLAINT: usize = 200;

/// A sentence or two, in characters.
const LONGEST_DETAIL: usize = 400;

/// What the client is told.
#[derive(Debug, Clone)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    detail: String,
    retry_after: Option<Duration>,
    /// What Supabase Auth calls it, where it has a word of its own.
    in_auth: Option<(StatusCode, &'static str)>,
    /// Why a password is too weak, in the same words.
    weakness: Option<&'static str>,
}

/// A problem, as RFC 9457 writes it.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Problem {
    /// Names the kind of problem; nothing is found there.
    r#type: String,
    /// The status in words.
    title: &'static str,
    status: u16,
    /// What is wrong and what to do, in a sentence.
    detail: String,
    /// The kind of problem, for programs.
    #[schema(example = "not_found")]
    code: &'static str,
    /// Names the request in the log.
    request_id: String,
}

pub(crate) type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        let mut detail = detail.into();
        // Some complaints say what was sent, and anything can have been sent.
        if let Some((end, _)) = detail.char_indices().nth(LONGEST_DETAIL) {
            detail.truncate(end);
            detail.push('…');
        }
        Self { status, code, detail, retry_after: None, in_auth: None, weakness: None }
    }

    /// The kind of problem, for programs.
    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    /// What is wrong, in a sentence.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    pub(crate) fn validation(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "validation_error", detail)
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// No such endpoint.
    pub(crate) fn nothing_here() -> Self {
        Self::not_found("there is nothing here; the API page is at /docs/")
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "sign in first: send the header `Authorization: Bearer <token>`",
        )
    }

    pub(crate) fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// A second factor is still to be proved.
    pub(crate) fn mfa_required() -> Self {
        let detail = "prove your second factor first: send its code to `POST /api/v1/auth/mfa/verify`";
        Self::new(StatusCode::FORBIDDEN, "mfa_required", detail)
    }

    /// What is sensitive wants a proof that is minutes old.
    pub(crate) fn step_up_required() -> Self {
        let detail = "prove once more who you are: with your second factor at `POST /api/v1/auth/mfa/verify`, or, without \
                      one, with your password at `POST /api/v1/auth/reauthenticate`";
        Self::new(StatusCode::FORBIDDEN, "step_up_required", detail)
    }

    pub(crate) fn email_not_verified() -> Self {
        let detail = "confirm your e-mail address first: open the link in the mail we sent you";
        Self::new(StatusCode::FORBIDDEN, "email_not_verified", detail)
    }

    pub(crate) fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", detail)
    }

    /// The body did not come in time.
    pub(super) fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", "the body did not come in time; send it again")
    }

    pub(crate) fn unsupported(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
    }

    /// The same request is being answered.
    pub(super) fn under_way() -> Self {
        let detail = "this request is being answered; come back for the answer";
        Self { retry_after: Some(Duration::from_secs(1)), ..Self::conflict("request_under_way", detail) }
    }

    fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// Asked too often; come back then.
    pub(super) fn rate_limited(retry_after: Duration) -> Self {
        let detail = format!("too many requests; try again in {} seconds", retry_after.as_secs());
        Self {
            retry_after: Some(retry_after),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limit_exceeded", detail)
        }
    }

    pub(super) fn unavailable(retry_after: Option<Duration>) -> Self {
        let detail = "the server is busy or part of it is away; try again in a moment";
        let retry_after = Some(retry_after.unwrap_or(Duration::from_secs(1)));
        Self { retry_after, ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail) }
    }

    pub(crate) fn not_ready(detail: impl Into<String>) -> Self {
        let retry_after = Some(Duration::from_secs(1));
        Self { retry_after, ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", detail) }
    }

    fn internal() -> Self {
        let detail = "something went wrong on our side; the request id names it in the server's log";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", detail)
    }
}

impl ApiError {
    /// The headers of a refusal.
    fn response(&self, status: StatusCode) -> HttpResponseBuilder {
        let mut response = HttpResponse::build(status);
        if let Some(retry_after) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, retry_after.as_secs().max(1).to_string()));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        if self.status == StatusCode::PAYLOAD_TOO_LARGE {
            // The rest of the body is not read.
            response.force_close();
        }
        response
    }

    /// Is it for us to mend, not for the client?
    pub(super) fn is_ours(&self) -> bool {
        self.status.is_server_error()
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.detail)
    }
}

impl std::error::Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        if dialect() == Dialect::SupabaseAuth {
            return self.auth_response();
        }
        let problem = Problem {
            r#type: format!("urn:jobwright:problem:{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            code: self.code,
            request_id: request_id().unwrap_or_default(),
        };
        let mut response = self.response(self.status);
        let body = serde_json::to_string(&problem).expect("a problem is plain data");
        response.insert_header(ContentType("application/problem+json".parse().expect("a valid media type"))).body(body)
    }
}

/// What is wrong with a JSON body.
pub(super) fn of_body(error: JsonPayloadError) -> ApiError {
    match error {
        JsonPayloadError::OverflowKnownLength { limit, .. } | JsonPayloadError::Overflow { limit } => {
            ApiError::too_large(format!("the body is larger than {limit} bytes"))
        }
        JsonPayloadError::ContentType => ApiError::unsupported("send the body as `Content-Type: application/json`"),
        JsonPayloadError::Deserialize(error) if error.is_data() => ApiError::validation(in_short(&error)),
        JsonPayloadError::Deserialize(error) => {
            ApiError::bad_request(format!("the body is not JSON: {}", in_short(&error)))
        }
        _ => ApiError::bad_request("the body could not be read"),
    }
}

/// What is wrong with a form.
pub(super) fn of_form(error: &UrlencodedError) -> ApiError {
    match error {
        UrlencodedError::Overflow { limit, .. } => {
            ApiError::too_large(format!("the body is larger than {limit} bytes"))
        }
        UrlencodedError::ContentType => {
            ApiError::unsupported("send the body as `Content-Type: application/x-www-form-urlencoded`")
        }
        _ => ApiError::bad_request("the form could not be read"),
    }
}

/// What is wrong, without all of what was sent: names and values are repeated in such complaints.
pub(super) fn in_short(error: &impl std::fmt::Display) -> String {
    let told = error.to_string();
    match told.char_indices().nth(LONGEST_COMPLAINT) {
        Some((end, _)) => format!("{}…", &told[..end]),
        None => told,
    }
}

impl From<UnknownName> for ApiError {
    fn from(error: UnknownName) -> Self {
        Self::validation(in_short(&error))
    }
}

impl From<PortError> for ApiError {
    fn from(error: PortError) -> Self {
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
        let told = error.to_string();
        match error {
            IdentityError::InvalidEmail(_) => Self::validation(told).in_auth(400, "email_address_invalid"),
            IdentityError::RoleNotOffered | IdentityError::TooLong { .. } => {
                Self::validation(told).in_auth(400, "validation_failed")
            }
            IdentityError::PasswordTooShort { .. } | IdentityError::PasswordTooLong { .. } => {
                Self::validation(told).weak("length")
            }
            IdentityError::PasswordTooCommon => Self::validation(told).weak("pwned"),
            IdentityError::SamePassword => Self::validation(told).in_auth(422, "same_password"),
            IdentityError::EmailTaken => Self::conflict("duplicate_resource", told).in_auth(422, "user_already_exists"),
            IdentityError::WrongCredentials => {
                Self { detail: told, ..Self::unauthorized() }.in_auth(400, "invalid_credentials")
            }
            IdentityError::InvalidToken => Self { detail: told, ..Self::unauthorized() }.in_auth(403, "bad_jwt"),
            // A client that hears this forgets its session.
            IdentityError::SessionOver => {
                Self { detail: told, ..Self::unauthorized() }.in_auth(403, "session_not_found")
            }
            IdentityError::WrongCode => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code", told).in_auth(422, "mfa_verification_failed")
            }
            IdentityError::TooManyAttempts { retry_after } => Self { detail: told, ..Self::rate_limited(retry_after) },
            IdentityError::EmailNotConfirmed => Self::email_not_verified().in_auth(400, "email_not_confirmed"),
            IdentityError::Banned => Self::new(StatusCode::FORBIDDEN, "suspended", told).in_auth(400, "user_banned"),
            IdentityError::NotFound(what) => Self::not_found(told).in_auth(
                404,
                match what {
                    "account" => "user_not_found",
                    "second factor" => "mfa_factor_not_found",
                    _ => "not_found",
                },
            ),
            IdentityError::TooMany { .. } => {
                Self::conflict("conflict", told).in_auth(422, "too_many_enrolled_mfa_factors")
            }
            IdentityError::LastSuperAdmin => Self::conflict("last_super_admin", told),
            IdentityError::NoSuchProvider => Self::not_found(told).in_auth(400, "provider_disabled"),
            IdentityError::StrayArrival => Self::bad_request(told).in_auth(400, "bad_oauth_state"),
            IdentityError::NotConfirmed => Self::bad_request(told).in_auth(400, "bad_oauth_callback"),
            IdentityError::UnverifiedElsewhere(_) => {
                Self::conflict("email_not_verified", told).in_auth(422, "provider_email_needs_verification")
            }
            IdentityError::LinkFirst(_) | IdentityError::LinkedElsewhere(_) => {
                Self::conflict("duplicate_resource", told).in_auth(422, "identity_already_exists")
            }
            IdentityError::KeptElsewhere(_) => {
                Self::conflict("accounts_elsewhere", told).in_auth(422, "provider_disabled")
            }
            IdentityError::AddressNeeded => Self::new(StatusCode::FORBIDDEN, "email_needed", told),
            IdentityError::Port(error) => error.into(),
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
            TaskError::NotDead(_) => Self::conflict("conflict", told),
            TaskError::Port(error) => error.into(),
        }
    }
}
