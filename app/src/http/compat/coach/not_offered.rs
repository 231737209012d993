//! Lists of what this program does not offer. The client asks for them on every page, whoever is there, and takes a 404 for a
//! fault and a 401 for the end of the session; everything else of the kind has no path here.

use actix_web::get;
use actix_web::web::Json;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The rewards that somebody got for coins.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Redemptions {
    #[schema(value_type = Vec<Object>)]
    redemptions: Vec<Value>,
}

/// Praise for the platform: none is collected.
#[utoipa::path(tag = "jobs", responses((status = 200, body = [Object])))]
#[get("/jobs/featured/testimonials")]
pub(super) async fn testimonials() -> Json<Vec<Value>> {
    Json(Vec::new())
}

/// My rewards: there are no coins.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Redemptions)))]
#[get("/rewards/redemptions")]
pub(super) async fn redemptions() -> Json<Redemptions> {
    Json(Redemptions { redemptions: Vec::new() })
}

/// My interviews with experts: there are none to book.
#[utoipa::path(tag = "accounts", responses((status = 200, body = [Object])))]
#[get("/human-mock-interviews/my-requests")]
pub(super) async fn expert_interviews() -> Json<Vec<Value>> {
    Json(Vec::new())
}
