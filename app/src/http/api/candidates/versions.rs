//! Versions of the caller's resume.

use std::ops::RangeInclusive;

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, delete, get, post};
use domain_candidates::ResumeService;
use serde::Deserialize;
use utoipa::IntoParams;

use super::dto::{ResumeResource, VersionResource};
use crate::http::Context;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::etag::Tagged;
use crate::http::edge::paging::{Cursor, ListPage, PageLimit};

/// Of the picture of a page, in pixels.
const WIDTHS: RangeInclusive<u16> = 50..=1_600;

type VersionCursor = Cursor<u32>;

/// Where a version is found.
pub(super) fn path(version: u32) -> String {
    format!("/api/v1/resumes/current/versions/{version}")
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
    #[param(inline)]
    cursor: Option<VersionCursor>,
}

/// The versions of my resume, newest first, those in the bin among them.
#[utoipa::path(tag = "resumes", params(ListQuery), responses((status = 200, body = ListPage<VersionResource>)))]
#[get("/api/v1/resumes/current/versions")]
pub(super) async fn list(
    resumes: Data<ResumeService>,
    Caller(seeker): Caller,
    query: Query<ListQuery>,
) -> ApiResult<Json<ListPage<VersionResource>>> {
    let page = resumes.versions(&seeker, query.limit.after(query.cursor)).await?;
    Ok(Json(ListPage::of(page)))
}

/// A version of my resume.
#[utoipa::path(
    tag = "resumes",
    params(("version" = u32, Path, example = 1)),
    responses(
        (status = 200, body = ResumeResource),
        (status = 304, description = "as `If-None-Match` knows it"),
        (status = 404, body = Problem, description = "there is no such version")
    )
)]
#[get("/api/v1/resumes/current/versions/{version}")]
pub(super) async fn get(
    resumes: Data<ResumeService>,
    Caller(seeker): Caller,
    version: Path<u32>,
) -> ApiResult<Tagged<ResumeResource>> {
    Ok(Tagged(resumes.version(&seeker, *version).await?.into()))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// How many pixels wide; 800 where nothing is said.
    #[param(minimum = 50, maximum = 1_600)]
    width: Option<u16>,
}

/// The picture of a page of a version's document.
#[utoipa::path(
    tag = "resumes",
    params(("version" = u32, Path, example = 1), ("page" = u16, Path, example = 1, description = "1 for the first one"), PageQuery),
    responses(
        (status = 200, content_type = "image/png", description = "the picture"),
        (status = 404, body = Problem, description = "there is no such version, or no such page")
    )
)]
#[get("/api/v1/resumes/current/versions/{version}/pages/{page}")]
pub(super) async fn page_picture(
    resumes: Data<ResumeService>,
    Caller(seeker): Caller,
    path: Path<(u32, u16)>,
    query: Query<PageQuery>,
) -> ApiResult<HttpResponse> {
    let (version, page) = path.into_inner();
    let width = query.width.unwrap_or(800);
    if !WIDTHS.contains(&width) {
        return Err(ApiError::validation("`width` must be a number from 50 to 1600"));
    }
    let picture = resumes.page_picture(&seeker, version, page, width).await?;
    Ok(HttpResponse::Ok().content_type("image/png").body(picture))
}

/// Use this version from now on. One in the bin is taken out of it.
#[utoipa::path(
    tag = "resumes",
    params(("version" = u32, Path, example = 1)),
    responses((status = 200, body = ResumeResource), (status = 404, body = Problem, description = "there is no such version"))
)]
#[post("/api/v1/resumes/current/versions/{version}/restore")]
pub(super) async fn restore(
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(seeker): Caller,
    version: Path<u32>,
) -> ApiResult<Json<ResumeResource>> {
    let resume = resumes.restore(&seeker, *version).await?;
    context.background.wake();
    Ok(Json(resume.into()))
}

/// Put a version into the bin. It can be restored for 30 days.
#[utoipa::path(
    tag = "resumes",
    params(("version" = u32, Path, example = 1)),
    responses(
        (status = 204, description = "it is in the bin"),
        (status = 404, body = Problem, description = "there is no such version"),
        (status = 409, body = Problem, description = "it is in use")
    )
)]
#[delete("/api/v1/resumes/current/versions/{version}")]
pub(super) async fn delete(
    resumes: Data<ResumeService>,
    Caller(seeker): Caller,
    version: Path<u32>,
) -> ApiResult<HttpResponse> {
    resumes.delete(&seeker, *version).await?;
    Ok(HttpResponse::NoContent().finish())
}
