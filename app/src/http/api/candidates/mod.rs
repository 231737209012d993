//! The caller's resume, version by version: upload, read, use again, delete, download.

mod dto;
mod import_export;
mod studio;
mod studio_dto;
mod versions;

use actix_multipart::Multipart;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Query};
use actix_web::{HttpResponse, get, post};
use domain_candidates::{ResumeError, ResumeService, Upload};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::http::Context;
use crate::http::edge::authorization::{ANYONE, SEEKERS, SIGNED_IN};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::etag::Tagged;
use crate::http::edge::rate_limit::class::Class;
use crate::http::edge::route::{Route, route};
use crate::http::edge::upload::{self, UploadForm};
use dto::{DownloadLink, ParsedDocument, ResumeResource};

const SAME_RESUME: &str =
    "the same upload again is a version with the same content; a form looks different each time it is sent";

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(create, SEEKERS).limit(Class::Uploading).each_time(SAME_RESUME),
        route(parse, SIGNED_IN).limit(Class::Uploading).each_time("changes nothing"),
        route(parse_as_guest, ANYONE).limit(Class::Uploading).each_time("changes nothing"),
        route(import_export::import, SEEKERS).limit(Class::Uploading).each_time(SAME_RESUME),
        route(import_export::export, SEEKERS).limit(Class::Uploading),
        route(import_export::edit, SEEKERS),
        route(studio::templates, ANYONE),
        route(studio::proof, SEEKERS).limit(Class::Uploading),
        route(studio::proof_page, SEEKERS).limit(Class::Uploading),
        route(studio::ats_score, SEEKERS).limit(Class::Reading).each_time("changes nothing"),
        route(studio::optimize, SEEKERS).limit(Class::Uploading).each_time("changes nothing"),
        route(current, SEEKERS),
        route(file, SEEKERS),
        route(versions::list, SEEKERS),
        route(versions::get, SEEKERS),
        route(versions::page_picture, SEEKERS),
        route(versions::restore, SEEKERS).each_time("a version in use stays in use"),
        route(versions::delete, SEEKERS),
    ]
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CreateQuery {
    /// Keep it without using it, until `restore` is asked for?
    #[serde(default)]
    draft: bool,
}

/// Upload my resume as a new version: PDF, DOCX, ODT, RTF, HTML, Markdown or plain text, at most 10 MiB. It is in use from now
/// on unless it is a draft.
#[utoipa::path(
    tag = "resumes",
    params(CreateQuery),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, body = ResumeResource),
        (status = 400, body = Problem, description = "no document that can be read, or one without text"),
        (status = 422, body = Problem, description = "no file, or one that is encrypted, damaged or a scan")
    )
)]
#[post("/api/v1/resumes")]
async fn create(
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(seeker): Caller,
    query: Query<CreateQuery>,
    form: Multipart,
) -> ApiResult<HttpResponse> {
    let upload = upload::file(form).await?;
    let upload = Upload { is_draft: query.draft, ..Upload::used(&upload.file_name, upload.bytes) };
    let resume = resumes.upload(&seeker, upload).await?;
    context.background.wake();
    let location = (LOCATION, versions::path(resume.version));
    Ok(HttpResponse::Created().insert_header(location).json(ResumeResource::from(resume)))
}

/// Read a document without keeping anything: its text, its fields with their places, its skills.
#[utoipa::path(
    tag = "resumes",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = ParsedDocument),
        (status = 400, body = Problem, description = "no document that can be read, or one without text"),
        (status = 422, body = Problem, description = "no file, or one that is encrypted, damaged or a scan")
    )
)]
#[post("/api/v1/resumes/parse")]
async fn parse(resumes: Data<ResumeService>, form: Multipart) -> ApiResult<Json<ParsedDocument>> {
    read(&resumes, form).await
}

/// Read a document without an account, and without keeping anything.
#[utoipa::path(
    tag = "ai",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = ParsedDocument),
        (status = 400, body = Problem, description = "no document that can be read, or one without text"),
        (status = 422, body = Problem, description = "no file, or one that is encrypted, damaged or a scan")
    )
)]
#[post("/api/v1/ai/parse-resume")]
async fn parse_as_guest(resumes: Data<ResumeService>, form: Multipart) -> ApiResult<Json<ParsedDocument>> {
    read(&resumes, form).await
}

async fn read(resumes: &ResumeService, form: Multipart) -> ApiResult<Json<ParsedDocument>> {
    let upload = upload::file(form).await?;
    Ok(Json(resumes.read(upload.bytes).await?.into()))
}

/// The version of my resume that is in use.
#[utoipa::path(
    tag = "resumes",
    responses(
        (status = 200, body = ResumeResource),
        (status = 304, description = "as `If-None-Match` knows it"),
        (status = 404, body = Problem, description = "there is none yet")
    )
)]
#[get("/api/v1/resumes/current")]
async fn current(resumes: Data<ResumeService>, Caller(seeker): Caller) -> ApiResult<Tagged<ResumeResource>> {
    let resume = resumes.current(&seeker).await?.ok_or(ResumeError::NoResume)?;
    Ok(Tagged(resume.into()))
}

/// A link to the file of the version in use.
#[utoipa::path(
    tag = "resumes",
    responses((status = 200, body = DownloadLink), (status = 404, body = Problem, description = "there is none yet"))
)]
#[get("/api/v1/resumes/current/file")]
async fn file(
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(seeker): Caller,
) -> ApiResult<Json<DownloadLink>> {
    let token = resumes.download_token(&seeker).await?;
    Ok(Json(DownloadLink::to(context.file_url(&token))))
}
