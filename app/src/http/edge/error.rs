//! Errors as the API reports them. `contexts` maps the errors of the services to status and code.
//!
//! `detail` is a sentence for people. The cause of an internal error is logged under the request id and never sent to
//! the client (WB-09). `problem` writes the response body.

mod code;
mod contexts;
mod extractors;
mod plain;

use std::sync::Arc;
use std::time::Duration;

pub(crate) use super::problem::Problem;
use actix_web::http::header;
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
pub(in crate::http) use code::ErrorCode;
use domain_identity::IdentityError;
use domain_model::kernel::error::ErrorKind;
pub(in crate::http) use extractors::{of_body, of_form};

/// The maximum length of a parser error, in characters.
const MAX_MESSAGE_CHARS: usize = 200;

/// The maximum length of `detail`, in characters.
const MAX_DETAIL_CHARS: usize = 400;

/// An error as the client sees it.
#[derive(Debug, Clone)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: ErrorCode,
    detail: String,
    retry_after: Option<Duration>,
    /// The allowed methods.
    allow: Option<Box<str>>,
    /// The error of the identity service, for contracts with error codes of their own.
    identity: Option<Arc<IdentityError>>,
    /// Status and code that a handler has chosen for its contract, in place of the contract's table.
    in_contract: Option<(StatusCode, &'static str)>,
}

pub(crate) type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    fn new(status: StatusCode, code: impl Into<ErrorCode>, detail: impl Into<String>) -> Self {
        let mut detail = detail.into();
        // Some parser errors quote the input, which has no limit.
        if let Some((end, _)) = detail.char_indices().nth(MAX_DETAIL_CHARS) {
            detail.truncate(end);
            detail.push('…');
        }
        Self { status, code: code.into(), detail, retry_after: None, allow: None, identity: None, in_contract: None }
    }

    /// The status of our own contract.
    pub(in crate::http) fn status(&self) -> StatusCode {
        self.status
    }

    /// The error of the identity service, if that is the cause.
    pub(in crate::http) fn identity(&self) -> Option<&IdentityError> {
        self.identity.as_deref()
    }

    /// Status and code that a handler has chosen for its contract.
    pub(in crate::http) fn in_contract(&self) -> Option<(StatusCode, &'static str)> {
        self.in_contract
    }

    /// Sets status and code for contracts with error codes of their own.
    pub(in crate::http) fn with_contract_code(self, status: StatusCode, code: &'static str) -> Self {
        Self { in_contract: Some((status, code)), ..self }
    }

    /// An error of this kind, with its status and code.
    fn of_kind(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self::new(contexts::status(kind), kind, detail)
    }

    /// The code, for programs.
    pub(crate) fn code(&self) -> &'static str {
        self.code.as_str()
    }

    /// The code, for contracts with error codes of their own.
    pub(in crate::http) fn error_code(&self) -> ErrorCode {
        self.code
    }

    /// What is wrong, in a sentence.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    pub(crate) fn validation(detail: impl Into<String>) -> Self {
        Self::of_kind(ErrorKind::Validation, detail)
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::of_kind(ErrorKind::BadRequest, detail)
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::of_kind(ErrorKind::NotFound, detail)
    }

    /// The path exists, but not with this method.
    pub(in crate::http) fn method_not_allowed(allowed: &[Method]) -> Self {
        let allow = allowed.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
        let detail = format!("this address takes {allow}");
        Self { allow: Some(allow.into()), ..Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail) }
    }

    /// No such endpoint.
    pub(crate) fn nothing_here() -> Self {
        Self::not_found("there is nothing here; the API page is at /docs/")
    }

    pub(crate) fn unauthorized() -> Self {
        Self::of_kind(ErrorKind::Unauthenticated, "sign in first: send the header `Authorization: Bearer <token>`")
    }

    pub(crate) fn forbidden(detail: impl Into<String>) -> Self {
        Self::of_kind(ErrorKind::Forbidden, detail)
    }

    /// The second factor of this session is not proved yet.
    pub(crate) fn mfa_required() -> Self {
        let detail = "prove your second factor first: send its code to `POST /api/v1/auth/mfa/verify`";
        Self::new(StatusCode::FORBIDDEN, ErrorCode::MfaRequired, detail)
    }

    /// The operation requires a proof from the last minutes.
    pub(crate) fn step_up_required() -> Self {
        let detail = "prove once more who you are: with your second factor at `POST /api/v1/auth/mfa/verify`, or, without \
                      one, with your password at `POST /api/v1/auth/reauthenticate`";
        Self::new(StatusCode::FORBIDDEN, ErrorCode::StepUpRequired, detail)
    }

    pub(crate) fn too_large(detail: impl Into<String>) -> Self {
        Self::of_kind(ErrorKind::TooLarge, detail)
    }

    /// The body did not come in time.
    pub(in crate::http) fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", "the body did not come in time; send it again")
    }

    pub(crate) fn unsupported(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
    }

    /// The same request is in progress.
    pub(in crate::http) fn request_in_progress() -> Self {
        let detail = "this request is being answered; come back for the answer";
        Self {
            retry_after: Some(Duration::from_secs(1)),
            ..Self::new(StatusCode::CONFLICT, "request_under_way", detail)
        }
    }

    /// The resource is not in the version that the client has seen.
    pub(crate) fn precondition_failed() -> Self {
        let detail =
            "it has changed since you have seen it; look again, and send the `ETag` of what you see as `If-Match`";
        Self::new(StatusCode::PRECONDITION_FAILED, "precondition_failed", detail)
    }

    /// The rate limit is exceeded until then.
    pub(in crate::http) fn rate_limited(retry_after: Duration) -> Self {
        let detail = format!("too many requests; try again in {} seconds", retry_after.as_secs());
        Self { retry_after: Some(retry_after), ..Self::of_kind(ErrorKind::RateLimited, detail) }
    }

    pub(in crate::http) fn unavailable(retry_after: Option<Duration>) -> Self {
        let detail = "the server is busy or part of it is away; try again in a moment";
        let retry_after = Some(retry_after.unwrap_or(Duration::from_secs(1)));
        Self { retry_after, ..Self::of_kind(ErrorKind::Unavailable, detail) }
    }

    pub(crate) fn not_ready(detail: impl Into<String>) -> Self {
        let retry_after = Some(Duration::from_secs(1));
        Self { retry_after, ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", detail) }
    }

    fn internal() -> Self {
        let detail = "something went wrong on our side; the request id names it in the server's log";
        Self::of_kind(ErrorKind::Internal, detail)
    }
}

impl ApiError {
    /// The status line and headers of the response, in every format.
    pub(in crate::http) fn head(&self, status: StatusCode) -> HttpResponseBuilder {
        let mut response = HttpResponse::build(status);
        if let Some(retry_after) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, retry_after.as_secs().max(1).to_string()));
        }
        if let Some(allow) = &self.allow {
            response.insert_header((header::ALLOW, &**allow));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        if self.status == StatusCode::PAYLOAD_TOO_LARGE {
            // Do not read the rest of the request body.
            response.force_close();
        }
        response
    }

    /// Whether the error is a fault of the server.
    pub(in crate::http) fn is_ours(&self) -> bool {
        self.status.is_server_error()
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code(), self.detail)
    }
}

impl std::error::Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    /// Without a body: the format depends on the request, so `problem::write` adds it.
    fn error_response(&self) -> HttpResponse {
        self.head(self.status).finish()
    }
}

/// The error without a full quotation of the input.
pub(in crate::http) fn message_of(error: &impl std::fmt::Display) -> String {
    let message = plain::without_type_names(&error.to_string());
    match message.char_indices().nth(MAX_MESSAGE_CHARS) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}
