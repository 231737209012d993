//! The caller's account and resume.

use actix_multipart::Multipart;
use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, ContentDisposition, ContentType, DispositionParam, DispositionType, LOCATION,
};
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, patch, post, put};
use chrono::{DateTime, Utc};
use domain_candidates::{Download, ResumeService, Upload};
use domain_identity::AccountService;
use domain_model::identity::account::{Principal, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::dto::ProfileFields;
use crate::http::Context;
use crate::http::api::names::RoleName;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::upload::{self, UploadForm};

/// One's own account.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    id: Uuid,
    email: String,
    role: RoleName,
    full_name: Option<String>,
    /// The resume as it was read.
    resume_text: Option<String>,
    /// Where it can be downloaded, for 15 minutes.
    resume_file_url: Option<String>,
    resume_file_name: Option<String>,
    created_at: DateTime<Utc>,
    /// Whether the privacy policy was accepted.
    privacy_policy_accepted: bool,
    /// Those of the profile, or else those recognised in the resume.
    skills: Vec<String>,
    phone: Option<String>,
    location: Option<String>,
    dob: Option<String>,
    avatar_url: Option<String>,
    /// With commas between them.
    interests: Option<String>,
    aspirations: Vec<String>,
    work_preference: Option<String>,
    experience: Option<String>,
    work_experience_position: Option<String>,
    work_experience_description: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ResumeProcessed {
    #[schema(example = "Resume processed successfully")]
    message: &'static str,
    #[schema(example = 2847)]
    characters_extracted: usize,
    skills: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Skills {
    skills: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Link {
    /// Works for 15 minutes.
    download_url: String,
}

/// My account and resume.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Me)))]
#[get("/users/me")]
pub(super) async fn me(
    accounts: Data<AccountService>,
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(caller): Caller,
) -> ApiResult<Json<Me>> {
    Ok(Json(current(&accounts, &resumes, &context, &caller).await?))
}

async fn current(
    accounts: &AccountService,
    resumes: &ResumeService,
    context: &Context,
    caller: &Principal,
) -> ApiResult<Me> {
    let account = accounts.account(caller).await?;
    let resume = resumes.current(caller).await?;
    let file = resume.as_ref().and_then(|resume| resume.file.as_ref());
    let link = match file {
        Some(_) => Some(context.file_url(&resumes.download_token(caller).await?)),
        None => None,
    };
    let profile = ProfileFields::of(&accounts.metadata(caller, account.id).await?);
    let of_resume = || resume.as_ref().map(|resume| resume.skills.clone()).unwrap_or_default();
    Ok(Me {
        id: account.id.0,
        email: account.email.as_str().to_owned(),
        role: as_clients_know(account.role).into(),
        full_name: account.full_name,
        resume_file_url: link,
        resume_file_name: file.map(|file| file.name.clone()),
        created_at: account.created_at,
        privacy_policy_accepted: profile.privacy_policy_accepted.unwrap_or_default(),
        skills: profile.skills.filter(|skills| !skills.is_empty()).unwrap_or_else(of_resume),
        phone: profile.phone,
        location: profile.location,
        dob: profile.dob,
        avatar_url: profile.avatar_url,
        interests: profile.interests,
        aspirations: profile.aspirations.unwrap_or_default(),
        work_preference: profile.work_preference,
        experience: profile.experience,
        work_experience_position: profile.work_experience_position,
        work_experience_description: profile.work_experience_description,
        resume_text: resume.map(|resume| resume.text),
    })
}

/// The contract knows one kind of administrator.
const fn as_clients_know(role: Role) -> Role {
    match role {
        Role::SuperAdmin => Role::Admin,
        Role::Seeker | Role::Provider | Role::Admin => role,
    }
}

/// What of my account is to change. There is no field for anything else (AZ-02); unknown members are ignored.
#[derive(Deserialize, ToSchema)]
pub(super) struct MeUpdate {
    #[schema(example = "Ada Lovelace")]
    full_name: Option<String>,
    #[serde(flatten)]
    profile: ProfileFields,
}

/// Change my account.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Me)))]
#[patch("/users/me")]
pub(super) async fn update(
    accounts: Data<AccountService>,
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(caller): Caller,
    Json(update): Json<MeUpdate>,
) -> ApiResult<Json<Me>> {
    let full_name = update.full_name.map(Some);
    accounts.update_profile(&caller, full_name, Some(update.profile.into_metadata())).await?;
    Ok(Json(current(&accounts, &resumes, &context, &caller).await?))
}

/// Upload my resume: PDF, DOCX, ODT, RTF, HTML, Markdown or plain text, at most 10 MiB.
#[utoipa::path(
    tag = "resumes",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = ResumeProcessed),
        (status = 400, body = Problem, description = "not a document that can be read, or one without text"),
        (status = 422, body = Problem, description = "no file, or one that is encrypted or damaged")
    )
)]
#[post("/users/resume")]
pub(super) async fn upload_resume(
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(seeker): Caller,
    form: Multipart,
) -> ApiResult<Json<ResumeProcessed>> {
    store(&resumes, &context, &seeker, form).await
}

/// Replace my resume.
#[utoipa::path(
    tag = "resumes",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = ResumeProcessed),
        (status = 400, body = Problem, description = "not a document that can be read, or one without text"),
        (status = 422, body = Problem, description = "no file, or one that is encrypted or damaged")
    )
)]
#[put("/users/resume")]
pub(super) async fn replace_resume(
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(seeker): Caller,
    form: Multipart,
) -> ApiResult<Json<ResumeProcessed>> {
    store(&resumes, &context, &seeker, form).await
}

async fn store(
    resumes: &ResumeService,
    context: &Context,
    seeker: &Principal,
    form: Multipart,
) -> ApiResult<Json<ResumeProcessed>> {
    let upload = upload::file(form).await?;
    let resume = resumes.upload(seeker, Upload::used(&upload.file_name, upload.bytes)).await?;
    context.background.wake();
    Ok(Json(ResumeProcessed {
        message: "Resume processed successfully",
        characters_extracted: resume.text.chars().count(),
        skills: resume.skills,
    }))
}

/// Recognise the skills in a document without keeping anything.
#[utoipa::path(
    tag = "resumes",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Skills), (status = 422, body = Problem))
)]
#[post("/users/extract-skills")]
pub(super) async fn extract_skills(resumes: Data<ResumeService>, form: Multipart) -> ApiResult<Json<Skills>> {
    let document = resumes.read(upload::file(form).await?.bytes).await?;
    Ok(Json(Skills { skills: document.skills }))
}

/// A link to my resume's file.
#[utoipa::path(tag = "resumes", responses((status = 200, body = Link), (status = 404, body = Problem)))]
#[get("/users/me/resume")]
pub(super) async fn resume_link(
    resumes: Data<ResumeService>,
    context: Data<Context>,
    Caller(seeker): Caller,
) -> ApiResult<Json<Link>> {
    let token = resumes.download_token(&seeker).await?;
    Ok(Json(Link { download_url: context.file_url(&token) }))
}

/// A stored file. Always an attachment, never shown on our origin (UP-10).
#[utoipa::path(
    tag = "resumes",
    params(("token" = String, Path, description = "from the link")),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 302, description = "the storage hands it out at this address, for a minute")
    )
)]
#[get("/files/{token}")]
pub(super) async fn download(resumes: Data<ResumeService>, token: Path<String>) -> ApiResult<HttpResponse> {
    Ok(match resumes.download(&token).await? {
        Download::Elsewhere(link) => HttpResponse::Found().insert_header((LOCATION, link.as_str())).finish(),
        // No more is said of a file than that it is one: it may be several things at once (UP-09).
        Download::Here { file_name, bytes } => HttpResponse::Ok()
            .insert_header(ContentDisposition {
                disposition: DispositionType::Attachment,
                parameters: vec![DispositionParam::Filename(file_name)],
            })
            .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
            .content_type(ContentType::octet_stream())
            .body(bytes),
    })
}
