//! What clients of Supabase Auth's wire protocol are told: the same, in its words.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::ApiError;
use crate::http::edge::observe::request_id;

/// What clients of Supabase Auth expect instead of a problem.
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

/// What is wrong with a password.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthWeakPassword)]
struct WeakPassword {
    /// `length` or `pwned`
    reasons: [&'static str; 1],
}

impl ApiError {
    pub(in crate::http) fn auth_response(&self) -> HttpResponse {
        let (status, error_code) = self.words();
        let problem = AuthProblem {
            code: status.as_u16(),
            error_code,
            msg: self.detail.clone(),
            request_id: request_id().unwrap_or_default(),
            weak_password: self.weakness.map(|reason| WeakPassword { reasons: [reason] }),
        };
        self.response(status).json(problem)
    }

    /// The kind of problem, for programs.
    pub(in crate::http) fn auth_code(&self) -> &'static str {
        self.words().1
    }

    fn words(&self) -> (StatusCode, &'static str) {
        self.in_auth.unwrap_or((
            self.status,
            match self.code {
                "unauthorized" => "no_authorization",
                "rate_limit_exceeded" => "over_request_rate_limit",
                "validation_error" | "bad_request" => "validation_failed",
                "internal_error" => "unexpected_failure",
                "mfa_required" => "insufficient_aal",
                "step_up_required" => "reauthentication_needed",
                "forbidden" => "not_admin",
                code => code,
            },
        ))
    }

    /// What Supabase Auth calls this.
    pub(in crate::http) fn in_auth(self, status: u16, error_code: &'static str) -> Self {
        let status = StatusCode::from_u16(status).expect("written down here, and a status");
        Self { in_auth: Some((status, error_code)), ..self }
    }

    /// A password that is too weak, and why, as Supabase Auth tells it.
    pub(in crate::http) fn weak(self, reason: &'static str) -> Self {
        Self { weakness: Some(reason), ..self.in_auth(422, "weak_password") }
    }
}
