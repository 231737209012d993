//! Import and export of resumes, and edits as JSON Resume.

use actix_multipart::Multipart;
use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType, LOCATION};
use actix_web::web::{Data, Json, Query};
use actix_web::{HttpResponse, get, post, put};
use domain_candidates::{ResumeError, ResumeService};
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use super::dto::{ImportedResume, ResumeResource};
use super::{CreateQuery, versions};
use crate::http::Context;
use crate::http::api::names::ExchangeFormatName;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::etag::{Precondition, Tagged};
use crate::http::edge::upload::{self, UploadForm};

/// Import my resume from another program as a new version: JSON Resume, a `LinkedIn` data archive, Europass XML or a PDF with
/// one attached, an archive of ours.
#[utoipa::path(
    tag = "resumes",
    params(CreateQuery),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, body = ImportedResume),
        (status = 400, body = Problem, description = "a file of no known format, or without a resume"),
        (status = 422, body = Problem, description = "no file, or one that is encrypted, damaged or not as its format says")
    )
)]
#[post("/api/v1/resumes/import")]
pub(super) async fn import(
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(seeker): Caller,
    query: Query<CreateQuery>,
    form: Multipart,
) -> ApiResult<HttpResponse> {
    let upload = upload::file(form).await?;
    let imported = resumes.import(&seeker, upload.bytes, query.draft).await?;
    context.background.wake();
    let location = (LOCATION, versions::path(imported.resume.version));
    Ok(HttpResponse::Created().insert_header(location).json(ImportedResume::from(imported)))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportQuery {
    /// `linkedin` is read only.
    #[param(inline)]
    format: ExchangeFormatName,
}

/// My resume for another program. Only our own archive has everything, and the document with it.
#[utoipa::path(
    tag = "resumes",
    params(ExportQuery),
    responses(
        (status = 200, content_type = "application/octet-stream", description = "the file"),
        (status = 404, body = Problem, description = "there is none yet"),
        (status = 422, body = Problem, description = "a format that is read only")
    )
)]
#[get("/api/v1/resumes/current/export")]
pub(super) async fn export(
    resumes: Data<ResumeService>,
    Caller(seeker): Caller,
    query: Query<ExportQuery>,
) -> ApiResult<HttpResponse> {
    let file = resumes.export(&seeker, query.format.0).await?;
    let name = format!("resume.{}", file.extension);
    let attachment = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name)],
    };
    Ok(HttpResponse::Ok().content_type(file.media_type).insert_header(attachment).body(file.bytes))
}

/// Change my resume: its fields as JSON Resume, as `content` of the version in use has them. It is a new version, in use from now
/// on; the versions before stay.
#[utoipa::path(
    tag = "resumes",
    request_body(content = Object, description = "JSON Resume 1.0"),
    responses(
        (status = 200, body = ResumeResource),
        (status = 404, body = Problem, description = "there is none yet"),
        (status = 409, body = Problem, description = "it was changed at the same moment"),
        (status = 412, body = Problem, description = "the version in use is not the one of `If-Match`")
    )
)]
#[put("/api/v1/resumes/current")]
pub(super) async fn edit(
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(seeker): Caller,
    precondition: Precondition,
    content: Json<Value>,
) -> ApiResult<Tagged<ResumeResource>> {
    let current = resumes.current(&seeker).await?.ok_or(ResumeError::NoResume)?;
    let version = current.version;
    if !precondition.allows(&ResumeResource::from(current)) {
        return Err(ApiError::precondition_failed());
    }
    let edited = resumes.edit_as_json_resume(&seeker, version, content.into_inner()).await?;
    context.background.wake();
    Ok(Tagged(edited.into()))
}
