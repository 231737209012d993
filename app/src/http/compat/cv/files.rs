//! Resumes as files: read from an upload, stored as the profile, printed.

use actix_multipart::Multipart;
use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::web::{Data, Json, Query};
use actix_web::{HttpResponse, post};
use domain_candidates::{CvProfileService, PrintOptions, ResumeService, ResumeStudio};
use domain_model::candidates::sheet::PrintFormat;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::generate::CvResponse;
use super::profile::Profile;
use super::resume::{profile_of, resume_of};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::upload::{self, UploadForm};

const DEFAULT_TEMPLATE: &str = "tech";
const DEFAULT_FILE_NAME: &str = "cv_output.pdf";
/// Of a file name, in characters.
const MAX_FILE_NAME: usize = 120;

/// What is in a resume: PDF, DOCX, ODT, RTF, HTML, Markdown or plain text, at most 10 MiB. Nothing is kept.
#[utoipa::path(
    tag = "cv",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = CvResponse),
        (status = 400, body = Problem, description = "no document that can be read, or one without text"),
        (status = 422, body = Problem, description = "no file, or one that is encrypted, damaged or a scan")
    )
)]
#[post("/api/cv/extract")]
pub(super) async fn extract(resumes: Data<ResumeService>, form: Multipart) -> ApiResult<Json<CvResponse>> {
    let upload = upload::file(form).await?;
    let read = resumes.read(upload.bytes).await?;
    Ok(Json(CvResponse::read(profile_of(&read.content), "CV successfully extracted")))
}

/// That the profile was stored.
#[derive(Serialize, ToSchema)]
pub(super) struct CvSaved {
    success: bool,
    message: &'static str,
}

/// Store the profile as mine.
#[utoipa::path(tag = "cv", request_body = Profile, responses((status = 200, body = CvSaved)))]
#[post("/api/cv/save")]
pub(super) async fn save(
    profiles: Data<CvProfileService>,
    Caller(me): Caller,
    Json(profile): Json<Profile>,
) -> ApiResult<Json<CvSaved>> {
    profiles.put(&me, profile.into_content()).await?;
    Ok(Json(CvSaved { success: true, message: "Profile saved successfully." }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RenderQuery {
    /// `tech` where nothing is said; one of `GET /api/v1/resumes/templates`.
    #[param(example = "tech")]
    template: Option<String>,
    /// The name of the file.
    #[param(example = "cv_output.pdf")]
    output_filename: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RenderStreamQuery {
    /// `tech` where nothing is said; one of `GET /api/v1/resumes/templates`.
    #[param(example = "tech")]
    template: Option<String>,
    /// The name of the file.
    #[param(example = "cv_output.pdf")]
    filename: Option<String>,
}

/// The profile as PDF.
#[utoipa::path(
    tag = "cv",
    params(RenderQuery),
    request_body = Profile,
    responses(
        (status = 200, content_type = "application/pdf", description = "the file"),
        (status = 404, body = Problem, description = "there is no such template"),
        (status = 422, body = Problem, description = "a field that a machine would not read again")
    )
)]
#[post("/api/cv/render")]
pub(super) async fn render(
    studio: Data<ResumeStudio>,
    query: Query<RenderQuery>,
    Json(profile): Json<Profile>,
) -> ApiResult<HttpResponse> {
    let RenderQuery { template, output_filename } = query.into_inner();
    print(&studio, &profile, template, output_filename).await
}

/// The same as `/api/cv/render`.
#[utoipa::path(
    tag = "cv",
    params(RenderStreamQuery),
    request_body = Profile,
    responses(
        (status = 200, content_type = "application/pdf", description = "the file"),
        (status = 404, body = Problem, description = "there is no such template"),
        (status = 422, body = Problem, description = "a field that a machine would not read again")
    )
)]
#[post("/api/cv/render-stream")]
pub(super) async fn render_stream(
    studio: Data<ResumeStudio>,
    query: Query<RenderStreamQuery>,
    Json(profile): Json<Profile>,
) -> ApiResult<HttpResponse> {
    let RenderStreamQuery { template, filename } = query.into_inner();
    print(&studio, &profile, template, filename).await
}

async fn print(
    studio: &ResumeStudio,
    profile: &Profile,
    template: Option<String>,
    file_name: Option<String>,
) -> ApiResult<HttpResponse> {
    let template = template.unwrap_or_else(|| DEFAULT_TEMPLATE.to_owned());
    let options = PrintOptions { template, ..PrintOptions::usual(PrintFormat::Pdf) };
    let printed = studio.print(&resume_of(profile), &options).await?;
    let attachment = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(safe_name(file_name.as_deref()))],
    };
    Ok(HttpResponse::Ok().content_type("application/pdf").insert_header(attachment).body(printed.bytes))
}

/// A file name without folders, quotes and control characters. It ends with `.pdf`.
fn safe_name(wanted: Option<&str>) -> String {
    let name = wanted.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.strip_suffix(".pdf").unwrap_or(name);
    let is_safe = |c: &char| c.is_ascii_graphic() && !matches!(c, '"' | ';' | '%' | '*') || *c == ' ';
    let name: String = name.chars().filter(is_safe).take(MAX_FILE_NAME).collect();
    let name = name.trim().trim_start_matches('.');
    if name.is_empty() { DEFAULT_FILE_NAME.to_owned() } else { format!("{name}.pdf") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_leave_its_header_or_folder() {
        for (wanted, safe) in [
            (None, "cv_output.pdf"),
            (Some("my cv.pdf"), "my cv.pdf"),
            (Some("../../etc/passwd"), "passwd.pdf"),
            (Some("C:\\cv\r\nSet-Cookie: a\".pdf"), "cvSet-Cookie: a.pdf"),
            (Some("....pdf"), "cv_output.pdf"),
            (Some("履歴書"), "cv_output.pdf"),
        ] {
            assert_eq!(safe_name(wanted), safe, "{wanted:?}");
        }
        assert_eq!(safe_name(Some(&"x".repeat(4_000))).len(), MAX_FILE_NAME + 4);
    }
}
