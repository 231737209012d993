//! The caller's resume: upload, read, download.

mod dto;

use actix_multipart::Multipart;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use domain_candidates::{ResumeError, ResumeService};

use crate::http::Context;
use crate::http::edge::authorization::{SEEKERS, SIGNED_IN};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::etag::Tagged;
use crate::http::edge::rate_limit::class::Class;
use crate::http::edge::route::{Route, route};
use crate::http::edge::upload::{self, UploadForm};
use dto::{DownloadLink, ParsedDocument, ResumeResource};

const SAME_RESUME: &str = "the same upload again is the same resume; a form looks different each time it is sent";

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(create, SEEKERS).limit(Class::Uploading).each_time(SAME_RESUME),
        route(parse, SIGNED_IN).limit(Class::Uploading).each_time("changes nothing"),
        route(current, SEEKERS),
        route(file, SEEKERS),
    ]
}

/// Upload my resume: PDF, DOCX, ODT, RTF, HTML, Markdown or plain text, at most 10 MiB. It takes the place of the one before.
#[utoipa::path(
    tag = "resumes",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, body = ResumeResource),
        (status = 400, body = Problem, description = "not a document that can be read, or one without text"),
        (status = 422, body = Problem, description = "no file, or one that is encrypted or damaged")
    )
)]
#[post("/api/v1/resumes")]
async fn create(
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(seeker): Caller,
    form: Multipart,
) -> ApiResult<HttpResponse> {
    let upload = upload::file(form).await?;
    let resume = resumes.upload(&seeker, &upload.file_name, upload.bytes).await?;
    context.background.wake();
    let location = (LOCATION, "/api/v1/resumes/current");
    Ok(HttpResponse::Created().insert_header(location).json(ResumeResource::from(resume)))
}

/// Read a document and recognise the skills in it, without keeping anything.
#[utoipa::path(
    tag = "resumes",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = ParsedDocument),
        (status = 400, body = Problem, description = "not a document that can be read, or one without text"),
        (status = 422, body = Problem, description = "no file, or one that is encrypted or damaged")
    )
)]
#[post("/api/v1/resumes/parse")]
async fn parse(resumes: Data<ResumeService>, form: Multipart) -> ApiResult<Json<ParsedDocument>> {
    let upload = upload::file(form).await?;
    Ok(Json(resumes.read(upload.bytes).await?.into()))
}

/// My resume as it was read.
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

/// A link to the file of my resume.
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
