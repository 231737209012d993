//! What the client is told when something went wrong; `contexts` is the table of what can go wrong in the services.
//!
//! Answers are RFC 9457 `application/problem+json`. `detail` is a sentence for people; what lies behind an internal error
//! goes to the log under the request id, never to the client (WB-09).

mod contexts;
mod extractors;
mod in_auth;

use std::time::Duration;

use actix_web::http::header::{self, ContentType};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use super::observe::{Dialect, dialect, request_id};
pub(in crate::http) use extractors::{of_body, of_form};
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
    /// The methods that are taken instead.
    allow: Option<Box<str>>,
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
        Self { status, code, detail, retry_after: None, allow: None, in_auth: None, weakness: None }
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

    /// The endpoint is there, but not with this method.
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
    pub(in crate::http) fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", "the body did not come in time; send it again")
    }

    pub(crate) fn unsupported(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
    }

    /// The same request is being answered.
    pub(in crate::http) fn under_way() -> Self {
        let detail = "this request is being answered; come back for the answer";
        Self { retry_after: Some(Duration::from_secs(1)), ..Self::conflict("request_under_way", detail) }
    }

    fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// Asked too often; come back then.
    pub(in crate::http) fn rate_limited(retry_after: Duration) -> Self {
        let detail = format!("too many requests; try again in {} seconds", retry_after.as_secs());
        Self {
            retry_after: Some(retry_after),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limit_exceeded", detail)
        }
    }

    pub(in crate::http) fn unavailable(retry_after: Option<Duration>) -> Self {
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
        if let Some(allow) = &self.allow {
            response.insert_header((header::ALLOW, &**allow));
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
    pub(in crate::http) fn is_ours(&self) -> bool {
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

/// What is wrong, without all of what was sent: names and values are repeated in such complaints.
pub(in crate::http) fn in_short(error: &impl std::fmt::Display) -> String {
    let told = error.to_string();
    match told.char_indices().nth(LONGEST_COMPLAINT) {
        Some((end, _)) => format!("{}…", &told[..end]),
        None => told,
    }
}
