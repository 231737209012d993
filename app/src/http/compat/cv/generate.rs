//! CVs tailored to a posting, for guests too. Nothing is stored.
//!
//! Tailoring is done by rules: `model_name`, `max_retries` and `skip_validation` of a request are ignored.

use actix_web::post;
use actix_web::web::{Data, Json};
use domain_candidates::{AtsScore, CvProfileService, ResumeStudio, TailorOptions, Tailored};
use domain_ingestion::PostingReader;
use domain_model::identity::account::Principal;
use domain_model::kernel::text::shorten;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::postings::{self, Posting};
use super::profile::Profile;
use super::resume::{resume_of, with_tailored};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};

/// A profile that was read, tailored or optimised.
#[derive(Serialize, ToSchema)]
pub(super) struct CvResponse {
    success: bool,
    profile: Profile,
    #[schema(example = "CV successfully generated! ATS Score: 92.5% (Iterations: 2)")]
    message: String,
    /// What the posting asks for and the profile does not show: to be added if it is true.
    missing_keywords: Vec<String>,
}

impl CvResponse {
    pub(super) fn read(profile: Profile, message: &str) -> Self {
        Self { success: true, profile, message: message.to_owned(), missing_keywords: Vec::new() }
    }

    /// The profile with what tailoring changed. `what` says what happened.
    pub(super) fn tailored(profile: Profile, tailored: &Tailored, what: &str) -> Self {
        let Tailored { after: AtsScore { score, .. }, rounds, missing, .. } = tailored;
        Self {
            success: true,
            profile: with_tailored(profile, &tailored.resume),
            message: format!("{what} {score:.1}% (Iterations: {rounds})"),
            missing_keywords: missing.iter().map(|keyword| keyword.written.clone()).collect(),
        }
    }
}

#[derive(Deserialize, ToSchema)]
pub(super) struct GenerateRequest {
    profile: Profile,
    #[schema(example = "Requirements\n- Rust")]
    job_description: String,
    /// `tech`, `business`, `modern`, or another one of `GET /api/v1/resumes/templates`.
    template: Option<String>,
}

#[derive(Deserialize, ToSchema)]
pub(super) struct GenerateFromUrlRequest {
    profile: Profile,
    #[schema(example = "https://jobs.example.org/1")]
    job_url: String,
    template: Option<String>,
}

#[derive(Deserialize, ToSchema)]
pub(super) struct GenerateAuthenticatedRequest {
    #[schema(example = "Requirements\n- Rust")]
    job_description: String,
    template: Option<String>,
}

#[derive(Deserialize, ToSchema)]
pub(super) struct GenerateAuthenticatedFromUrlRequest {
    #[schema(example = "https://jobs.example.org/1")]
    job_url: String,
    template: Option<String>,
}

#[derive(Deserialize, ToSchema)]
pub(super) struct GenerateFromFileRequest {
    #[serde(default)]
    profile_path: String,
}

fn generated(studio: &ResumeStudio, profile: Profile, posting: &Posting, what: &str) -> ApiResult<Json<CvResponse>> {
    let (resume, options) = (resume_of(&profile), TailorOptions::default());
    let tailored = studio.tailor(&resume, &posting.title, &posting.description, &options)?;
    Ok(Json(CvResponse::tailored(profile, &tailored, what)))
}

/// An error when there is no such template.
fn check_template(studio: &ResumeStudio, template: Option<&str>) -> ApiResult<()> {
    let templates = studio.templates();
    match template {
        // A server without the typesetter has none, and tailors all the same.
        Some(name) if !templates.is_empty() && templates.iter().all(|known| known.name != name) => {
            let names: Vec<&str> = templates.iter().map(|known| known.name.as_str()).collect();
            Err(ApiError::validation(format!("`template` must be one of {}", names.join(", "))))
        }
        _ => Ok(()),
    }
}

async fn stored_profile(profiles: &CvProfileService, me: &Principal) -> ApiResult<Profile> {
    let stored = profiles.get(me).await?;
    let profile = Profile::from_content(stored.content);
    profile.map_err(|error| ApiError::validation(format!("the stored profile is not complete: {error}")))
}

/// A CV from a profile, tailored to the text of a posting.
#[utoipa::path(tag = "cv", responses((status = 200, body = CvResponse)))]
#[post("/api/cv/generate")]
pub(super) async fn generate(
    studio: Data<ResumeStudio>,
    Json(request): Json<GenerateRequest>,
) -> ApiResult<Json<CvResponse>> {
    check_template(&studio, request.template.as_deref())?;
    let posting = postings::in_text(&request.job_description)?;
    generated(&studio, request.profile, &posting, "CV successfully generated! ATS Score:")
}

/// The same as `/api/cv/generate`.
#[utoipa::path(tag = "cv", responses((status = 200, body = CvResponse)))]
#[post("/api/cv/generate-json")]
pub(super) async fn generate_json(
    studio: Data<ResumeStudio>,
    Json(request): Json<GenerateRequest>,
) -> ApiResult<Json<CvResponse>> {
    check_template(&studio, request.template.as_deref())?;
    let posting = postings::in_text(&request.job_description)?;
    generated(&studio, request.profile, &posting, "CV successfully generated! ATS Score:")
}

/// A CV from my stored profile, tailored to the text of a posting.
#[utoipa::path(
    tag = "cv",
    responses((status = 200, body = CvResponse), (status = 404, body = Problem, description = "there is no profile yet"))
)]
#[post("/api/cv/generate-authenticated")]
pub(super) async fn generate_authenticated(
    studio: Data<ResumeStudio>,
    profiles: Data<CvProfileService>,
    Caller(me): Caller,
    Json(request): Json<GenerateAuthenticatedRequest>,
) -> ApiResult<Json<CvResponse>> {
    check_template(&studio, request.template.as_deref())?;
    let profile = stored_profile(&profiles, &me).await?;
    let posting = postings::in_text(&request.job_description)?;
    generated(&studio, profile, &posting, "CV generated from database profile! ATS Score:")
}

/// A CV from a profile, tailored to the posting at an address.
#[utoipa::path(
    tag = "cv",
    responses(
        (status = 200, body = CvResponse),
        (status = 422, body = Problem, description = "an address that may not be fetched, or without a posting"),
        (status = 502, body = Problem, description = "it does not answer as it should")
    )
)]
#[post("/api/cv/generate-from-url")]
pub(super) async fn generate_from_url(
    studio: Data<ResumeStudio>,
    postings: Data<PostingReader>,
    Json(request): Json<GenerateFromUrlRequest>,
) -> ApiResult<Json<CvResponse>> {
    check_template(&studio, request.template.as_deref())?;
    let posting = postings::at(&postings, &request.job_url).await?;
    generated(&studio, request.profile, &posting, "CV successfully generated from URL! ATS Score:")
}

/// The same as `/api/cv/generate-from-url`.
#[utoipa::path(
    tag = "cv",
    responses(
        (status = 200, body = CvResponse),
        (status = 422, body = Problem, description = "an address that may not be fetched, or without a posting"),
        (status = 502, body = Problem, description = "it does not answer as it should")
    )
)]
#[post("/api/cv/generate-json-from-url")]
pub(super) async fn generate_json_from_url(
    studio: Data<ResumeStudio>,
    postings: Data<PostingReader>,
    Json(request): Json<GenerateFromUrlRequest>,
) -> ApiResult<Json<CvResponse>> {
    check_template(&studio, request.template.as_deref())?;
    let posting = postings::at(&postings, &request.job_url).await?;
    generated(&studio, request.profile, &posting, "CV successfully generated from URL! ATS Score:")
}

/// A CV from my stored profile, tailored to the posting at an address.
#[utoipa::path(
    tag = "cv",
    responses(
        (status = 200, body = CvResponse),
        (status = 404, body = Problem, description = "there is no profile yet"),
        (status = 422, body = Problem, description = "an address that may not be fetched, or without a posting"),
        (status = 502, body = Problem, description = "it does not answer as it should")
    )
)]
#[post("/api/cv/generate-authenticated-from-url")]
pub(super) async fn generate_authenticated_from_url(
    studio: Data<ResumeStudio>,
    profiles: Data<CvProfileService>,
    postings: Data<PostingReader>,
    Caller(me): Caller,
    Json(request): Json<GenerateAuthenticatedFromUrlRequest>,
) -> ApiResult<Json<CvResponse>> {
    check_template(&studio, request.template.as_deref())?;
    let profile = stored_profile(&profiles, &me).await?;
    let posting = postings::at(&postings, &request.job_url).await?;
    generated(&studio, profile, &posting, "CV generated from database profile and job URL! ATS Score:")
}

/// Refused: a server reads no file that a client names.
#[utoipa::path(
    tag = "cv",
    responses((status = 422, body = Problem, description = "always: send the profile itself to `/api/cv/generate`"))
)]
#[post("/api/cv/generate-from-file")]
pub(super) async fn generate_from_file(Json(request): Json<GenerateFromFileRequest>) -> ApiResult<Json<CvResponse>> {
    Err(ApiError::validation(format!(
        "this server reads no file that a client names, such as `{}`; upload your resume first, or send its `profile` to \
         /api/cv/generate",
        shorten(&request.profile_path, 60)
    )))
}
