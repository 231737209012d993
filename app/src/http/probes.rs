//! Probes for operators and orchestrators: liveness, readiness, metrics.

use actix_web::http::header::{ACCEPT, LOCATION};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

use super::Context;
use super::edge::authorization::ANYONE;
use super::edge::error::ApiError;
use super::edge::route::{Route, route};
use super::pages::web_app;
use crate::readiness::Readiness;

/// The routes of the probes, without rate limits: monitoring calls them often and through the same proxy as all
/// clients.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(root, ANYONE).yields_to_spa(),
        route(healthz, ANYONE).unlimited(),
        route(readyz, ANYONE).unlimited(),
        route(metrics, ANYONE).unlimited(),
    ]
}

#[derive(Serialize, ToSchema)]
struct Status {
    /// `ok`
    status: &'static str,
    /// `jobwright`
    service: &'static str,
}

#[derive(Serialize, ToSchema)]
struct Ready {
    /// `ok`
    status: &'static str,
    /// `jobwright`
    service: &'static str,
    /// What is optional and does not answer: `embeddings`, `completions`, `broadcast`.
    degraded: Vec<&'static str>,
}

const OK: Status = Status { status: "ok", service: "jobwright" };

/// A browser is sent to the web application; a program is told that the server is there.
#[utoipa::path(
    tag = "operations",
    responses((status = 200, body = Status), (status = 302, description = "to the web application, for browsers"))
)]
#[get("/")]
async fn root(request: HttpRequest) -> HttpResponse {
    let accepts = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if accepts.contains("text/html") {
        return HttpResponse::Found().insert_header((LOCATION, web_app::ADDRESS)).finish();
    }
    HttpResponse::Ok().json(OK)
}

/// The process answers.
#[utoipa::path(tag = "operations", responses((status = 200, body = Status)))]
#[get("/healthz")]
async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(OK)
}

/// The server can do its work: the database answers and its schema is as new as the program, the storage answers, and
/// nobody has told the server to stop. What is optional may be away.
#[utoipa::path(
    tag = "operations",
    responses((status = 200, body = Ready), (status = 503, body = super::edge::error::Problem))
)]
#[get("/readyz")]
async fn readyz(readiness: Data<Readiness>) -> Result<HttpResponse, ApiError> {
    if readiness.is_draining() {
        return Err(ApiError::not_ready("the server is about to stop"));
    }
    let report = readiness.probe().await;
    if !report.missing.is_empty() {
        return Err(ApiError::not_ready(format!("this does not answer: {}", report.missing.join(", "))));
    }
    Ok(HttpResponse::Ok().json(Ready { status: "ok", service: "jobwright", degraded: report.degraded.clone() }))
}

/// Counters and times in the Prometheus text format.
#[utoipa::path(tag = "operations", responses((status = 200, content_type = "text/plain", body = String)))]
#[get("/metrics")]
async fn metrics(context: Data<Context>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(context.metrics.render())
}

/// Every other address.
pub(in crate::http) async fn nothing_here() -> Result<HttpResponse, ApiError> {
    Err(ApiError::nothing_here())
}
