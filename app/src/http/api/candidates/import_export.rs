//! Import and export of resumes, and edits as JSON Resume.

use actix_multipart::Multipart;
use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType, LOCATION};
use actix_web::web::{Data, Json, Query};
use actix_web::{HttpResponse, get, post, put};
use bytes::Bytes;
use domain_candidates::{PrintOptions, ResumeError, ResumeService, ResumeStudio, SheetOptions};
use domain_model::candidates::sheet::PrintFormat;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use super::dto::{ImportedResume, ResumeResource};
use super::{CreateQuery, versions};
use crate::http::Context;
use crate::http::api::names::{ExportFormatName, PaperName};
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
    /// In print: `pdf`, `docx`, `txt`, `md`, `json`. For programs: the others; `linkedin` is read only.
    #[param(inline)]
    format: ExportFormatName,
    /// Of a PDF: one of `resumes/templates`; `classic` where nothing is said.
    #[param(example = "classic")]
    template: Option<String>,
    /// Of a PDF: `a4` where nothing is said.
    #[param(inline)]
    paper: Option<PaperName>,
    /// Of the headings (BCP 47); one that suits the script of the text where nothing is said.
    #[param(example = "en")]
    language: Option<String>,
}

/// My resume in print, or for another program. What is printed is read again before it is handed out, so that no field is lost.
/// Of the files for programs only our own archive has everything, and the document with it.
#[utoipa::path(
    tag = "resumes",
    params(ExportQuery),
    responses(
        (status = 200, content_type = "application/octet-stream", description = "the file"),
        (status = 404, body = Problem, description = "there is none yet, or no such template"),
        (status = 422, body = Problem, description = "a format that is read only, a field that a machine would not read again, a character that no font has, or too long")
    )
)]
#[get("/api/v1/resumes/current/export")]
pub(super) async fn export(
    resumes: Data<ResumeService>,
    studio: Data<ResumeStudio>,
    Caller(seeker): Caller,
    query: Query<ExportQuery>,
) -> ApiResult<HttpResponse> {
    let query = query.into_inner();
    match query.format {
        ExportFormatName::Exchanged(format) => {
            let file = resumes.export(&seeker, format).await?;
            Ok(attachment(file.extension, file.media_type, file.bytes))
        }
        ExportFormatName::Printed(format) => {
            let options = query.print_options(format);
            let printed = studio.print_version(&seeker, None, &options).await?;
            Ok(attachment(format.as_str(), format.media_type(), printed.bytes))
        }
    }
}

impl ExportQuery {
    fn print_options(self, format: PrintFormat) -> PrintOptions {
        print_options(format, self.template, self.paper, self.language)
    }
}

/// What a query says of the print, and the rest as usual.
pub(super) fn print_options(
    format: PrintFormat,
    template: Option<String>,
    paper: Option<PaperName>,
    language: Option<String>,
) -> PrintOptions {
    let usual = PrintOptions::usual(format);
    PrintOptions {
        template: template.unwrap_or(usual.template),
        paper: paper.map_or(usual.paper, |paper| paper.0),
        sheet: SheetOptions { language, ..usual.sheet },
        format,
    }
}

fn attachment(extension: &str, media_type: &str, bytes: Bytes) -> HttpResponse {
    let attachment = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(format!("resume.{extension}"))],
    };
    HttpResponse::Ok().content_type(media_type).insert_header(attachment).body(bytes)
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
