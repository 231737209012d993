//! Writes errors as RFC 9457 problems, or in the error format of a compatibility layer.
//!
//! Middleware writes its refusals itself. A handler or extractor returns an error without a body, and [`write()`] adds
//! the body, because only there the path, and so the format, is known.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::ContentType;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::error::ApiError;
use crate::http::problem_format;

/// The media type of RFC 9457.
pub(in crate::http) const PROBLEM_JSON: &str = "application/problem+json";

/// The error format of a contract.
pub(in crate::http) struct ProblemFormat {
    /// The name of the schema in the `OpenAPI` document.
    pub(in crate::http) schema: &'static str,
    pub(in crate::http) media_type: &'static str,
    /// Writes the response for an error of the request with this id.
    pub(in crate::http) write: fn(&ApiError, &str) -> HttpResponse,
}

/// The default format.
pub(in crate::http) const RFC_9457: ProblemFormat =
    ProblemFormat { schema: "Problem", media_type: PROBLEM_JSON, write: as_problem };

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

/// The request id, a request extension.
#[derive(Debug, Clone)]
pub(in crate::http) struct RequestId(pub(in crate::http) String);

impl ApiError {
    /// The response to this request, in the format of its contract.
    pub(in crate::http) fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let extensions = request.extensions();
        let id = extensions.get::<RequestId>().map_or("", |id| &id.0);
        (problem_format(request.match_info().as_str()).write)(self, id)
    }
}

fn as_problem(error: &ApiError, request_id: &str) -> HttpResponse {
    let status = error.status();
    let problem = Problem {
        r#type: format!("urn:jobwright:problem:{}", error.code()),
        title: status.canonical_reason().unwrap_or("Error"),
        status: status.as_u16(),
        detail: error.detail().to_owned(),
        code: error.code(),
        request_id: request_id.to_owned(),
    };
    let body = serde_json::to_string(&problem).expect("a problem is plain data");
    let media_type = ContentType(PROBLEM_JSON.parse().expect("a valid media type"));
    error.head(status).insert_header(media_type).body(body)
}

/// Writes the body of error responses from handlers and extractors.
pub(in crate::http) async fn write<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let response = next.call(request).await?;
    let error = response.response().error().and_then(|error| error.as_error::<ApiError>()).cloned();
    Ok(match error {
        Some(error) => {
            let (request, _) = response.into_parts();
            let answer = error.answer(&request);
            ServiceResponse::new(request, answer).map_into_right_body()
        }
        None => response.map_into_left_body(),
    })
}
