//! The probe of the contract.

use actix_web::get;
use actix_web::web::Json;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// `healthy`
    status: &'static str,
    /// `jobwright`
    service: &'static str,
}

/// The process answers (CV contract).
#[utoipa::path(tag = "operations", responses((status = 200, body = Health)))]
#[get("/health")]
pub(super) async fn health() -> Json<Health> {
    Json(Health { status: "healthy", service: "jobwright" })
}
