//! The studio: templates, proofs of a print, the ATS score, and tailoring to a posting.

use std::ops::RangeInclusive;

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, get, post};
use domain_candidates::{Keyword, ResumeStudio, TailorOptions};
use domain_model::candidates::sheet::PrintFormat;
use domain_model::kernel::id::JobId;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::import_export::print_options;
use super::studio_dto::{AtsScoreResource, PrintProof, Studio, TailoredResume};
use crate::http::api::names::PaperName;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};

/// Of the picture of a page, in pixels.
const WIDTHS: RangeInclusive<u16> = 50..=1_600;
/// Of a posting's text, in bytes.
const MAX_POSTING_BYTES: usize = 100_000;

/// What resumes can be printed with.
#[utoipa::path(tag = "resumes", responses((status = 200, body = Studio)))]
#[get("/api/v1/resumes/templates")]
pub(super) async fn templates(studio: Data<ResumeStudio>) -> Json<Studio> {
    Json(studio.templates().into())
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ProofQuery {
    /// One of `resumes/templates`; `classic` where nothing is said.
    #[param(example = "classic")]
    template: Option<String>,
    /// `a4` where nothing is said.
    #[param(inline)]
    paper: Option<PaperName>,
    /// Of the headings (BCP 47).
    #[param(example = "en")]
    language: Option<String>,
}

/// How my resume fits the pages of a template, and what a machine reads of them.
#[utoipa::path(
    tag = "resumes",
    params(ProofQuery),
    responses(
        (status = 200, body = PrintProof),
        (status = 404, body = Problem, description = "there is no resume yet, or no such template"),
        (status = 422, body = Problem, description = "a field that a machine would not read again, a character that no font has, or too long")
    )
)]
#[get("/api/v1/resumes/current/proof")]
pub(super) async fn proof(
    studio: Data<ResumeStudio>,
    Caller(seeker): Caller,
    query: Query<ProofQuery>,
) -> ApiResult<Json<PrintProof>> {
    let ProofQuery { template, paper, language } = query.into_inner();
    let options = print_options(PrintFormat::Pdf, template, paper, language);
    Ok(Json(studio.print_version(&seeker, None, &options).await?.into()))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ProofPageQuery {
    /// One of `resumes/templates`; `classic` where nothing is said.
    #[param(example = "classic")]
    template: Option<String>,
    /// `a4` where nothing is said.
    #[param(inline)]
    paper: Option<PaperName>,
    /// Of the headings (BCP 47).
    #[param(example = "en")]
    language: Option<String>,
    /// How many pixels wide; 800 where nothing is said.
    #[param(minimum = 50, maximum = 1_600)]
    width: Option<u16>,
}

/// The picture of a page of my resume in print.
#[utoipa::path(
    tag = "resumes",
    params(("page" = u16, Path, example = 1, description = "1 for the first one"), ProofPageQuery),
    responses(
        (status = 200, content_type = "image/png", description = "the picture"),
        (status = 404, body = Problem, description = "there is no resume yet, no such template, or no such page")
    )
)]
#[get("/api/v1/resumes/current/proof/pages/{page}")]
pub(super) async fn proof_page(
    studio: Data<ResumeStudio>,
    Caller(seeker): Caller,
    page: Path<u16>,
    query: Query<ProofPageQuery>,
) -> ApiResult<HttpResponse> {
    let ProofPageQuery { template, paper, language, width } = query.into_inner();
    let width = width.unwrap_or(800);
    if !WIDTHS.contains(&width) {
        return Err(ApiError::validation("`width` must be a number from 50 to 1600"));
    }
    let options = print_options(PrintFormat::Pdf, template, paper, language);
    let picture = studio.picture(&seeker, &options, *page, width).await?;
    Ok(HttpResponse::Ok().content_type("image/png").body(picture))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AtsRequest {
    /// What is looked for, at most 40.
    #[schema(example = json!(["Kubernetes", "Terraform"]))]
    keywords: Vec<String>,
}

/// How software that reads applications may judge my resume by these words. An estimate: every point is explained.
#[utoipa::path(
    tag = "ai",
    request_body = AtsRequest,
    responses((status = 200, body = AtsScoreResource), (status = 404, body = Problem, description = "there is no resume yet"))
)]
#[post("/api/v1/ai/ats-score")]
pub(super) async fn ats_score(
    studio: Data<ResumeStudio>,
    Caller(seeker): Caller,
    request: Json<AtsRequest>,
) -> ApiResult<Json<AtsScoreResource>> {
    if request.keywords.len() > Keyword::MAX {
        return Err(ApiError::validation(format!("`keywords` may have {} items at most", Keyword::MAX)));
    }
    Ok(Json(studio.score(&seeker, &request.keywords).await?.into()))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TailorRequest {
    /// A job of the catalogue. Without it `description` is the posting.
    job_id: Option<Uuid>,
    /// The title of the posting.
    #[serde(default)]
    title: String,
    /// The text of the posting.
    #[serde(default)]
    description: String,
    /// How many pages there may be; 2 where nothing is said.
    #[schema(minimum = 1, maximum = 10)]
    pages: Option<u16>,
    /// `id`s of changes that are not wanted.
    #[serde(default)]
    refused: Vec<String>,
}

/// My resume, tailored to a posting by rules that invent nothing. Nothing is stored: `content` can be edited and put as the next
/// version.
#[utoipa::path(
    tag = "resumes",
    request_body = TailorRequest,
    responses(
        (status = 200, body = TailoredResume),
        (status = 404, body = Problem, description = "there is no resume yet, or no such job")
    )
)]
#[post("/api/v1/resumes/current/optimize")]
pub(super) async fn optimize(
    studio: Data<ResumeStudio>,
    Caller(seeker): Caller,
    request: Json<TailorRequest>,
) -> ApiResult<Json<TailoredResume>> {
    let TailorRequest { job_id, title, description, pages, refused } = request.into_inner();
    let usual = TailorOptions::default();
    let pages = pages.unwrap_or(usual.pages);
    if !(1..=10).contains(&pages) || title.len() + description.len() > MAX_POSTING_BYTES {
        return Err(ApiError::validation(
            "`pages` must be a number from 1 to 10, and a posting has 100,000 bytes at most",
        ));
    }
    let options = TailorOptions { pages, refused };
    let tailored = match job_id {
        Some(job) => studio.tailor_to_job(&seeker, JobId(job), &options).await?,
        None => studio.tailor_to_text(&seeker, &title, &description, &options).await?,
    };
    Ok(Json(tailored.into()))
}
