//! A seeker's own lens: numbers of a birth date and a name. Asked for each time, stored never, and no part of any score.

mod dto;

use actix_web::post;
use actix_web::web::Json;
use chrono::NaiveDate;
use domain_numerology::{Methods, Profile, compatibility, profile};

use crate::http::edge::authorization::SEEKERS;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::route::{Route, route};
use dto::{CompatibilityRequest, CompatibilityResponse, ProfileRequest, ProfileResponse};

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![route(numbers, SEEKERS).each_time("changes nothing"), route(compare, SEEKERS).each_time("changes nothing")]
}

/// The numbers of a birth date and a full birth name, with every step. Nothing is kept.
#[utoipa::path(
    tag = "numerology",
    request_body = ProfileRequest,
    responses(
        (status = 200, body = ProfileResponse),
        (status = 422, body = Problem, description = "not asked for by `opt_in`, or the name has no Latin letter")
    )
)]
#[post("/api/v1/numerology/profile")]
async fn numbers(request: Json<ProfileRequest>) -> ApiResult<Json<ProfileResponse>> {
    let request = request.into_inner();
    require_opt_in(request.opt_in)?;
    let methods = request.methods.into();
    let profile = profile_of(request.birth_date, &request.full_name, &methods)?;
    Ok(Json(ProfileResponse::new(profile, &methods)))
}

/// How the numbers of two people stand to each other. Nothing is kept.
#[utoipa::path(
    tag = "numerology",
    request_body = CompatibilityRequest,
    responses(
        (status = 200, body = CompatibilityResponse),
        (status = 422, body = Problem, description = "not asked for by `opt_in`, or a name has no Latin letter")
    )
)]
#[post("/api/v1/numerology/compatibility")]
async fn compare(request: Json<CompatibilityRequest>) -> ApiResult<Json<CompatibilityResponse>> {
    let request = request.into_inner();
    require_opt_in(request.opt_in)?;
    let methods = request.methods.into();
    let of = |person: &dto::Person| profile_of(person.birth_date, &person.full_name, &methods);
    let (yours, theirs) = (of(&request.you)?, of(&request.other)?);
    Ok(Json(compatibility(&yours, &theirs).into()))
}

fn profile_of(birth_date: NaiveDate, full_name: &str, methods: &Methods) -> ApiResult<Profile> {
    profile(birth_date, full_name, methods).map_err(|error| ApiError::validation(error.to_string()))
}

fn require_opt_in(opt_in: bool) -> ApiResult<()> {
    let complaint = "numerology is computed only for those who ask for it: set `opt_in`";
    if opt_in { Ok(()) } else { Err(ApiError::validation(complaint)) }
}
