//! Matching for anybody, with an account or without: a document or a text is compared with the jobs and forgotten.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Data, Json, Query};
use actix_web::{Error, FromRequest, HttpRequest, post};
use bytes::Bytes;
use domain_candidates::{ReadDocument, ResumeService};
use domain_matching::MatchingService;
use domain_matching::score::Seeker;

use super::RecommendationsQuery;
use super::dto::{RecommendedJob, ResumeText};
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::paging::ListPage;
use crate::http::edge::upload::{self, UploadForm};

const MAX_SKILLS: usize = 200;

/// A resume as a form with the document, or as JSON with its text.
pub(super) enum Submission {
    Document(Multipart),
    Text(ResumeText),
}

impl FromRequest for Submission {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let content_type =
            request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if content_type.starts_with("multipart/") {
            let form = Multipart::from_request(request, payload);
            Box::pin(async { Ok(Self::Document(form.await?)) })
        } else {
            let text = Json::<ResumeText>::from_request(request, payload);
            Box::pin(async { Ok(Self::Text(text.await?.into_inner())) })
        }
    }
}

impl Submission {
    async fn read(self, resumes: &ResumeService) -> ApiResult<Seeker> {
        match self {
            Self::Document(form) => {
                let upload = upload::file(form).await?;
                Ok(seeker(&resumes.read(upload.bytes).await?, &[], None))
            }
            Self::Text(resume) => {
                check_count(&resume.skills)?;
                let document = resumes.read(Bytes::from(resume.text)).await?;
                Ok(seeker(&document, &resume.skills, resume.location.as_deref()))
            }
        }
    }
}

/// Whether these are as many skills as a guest may name.
pub(super) fn check_count(skills: &[String]) -> ApiResult<()> {
    if skills.len() > MAX_SKILLS {
        return Err(ApiError::validation(format!("`skills` may have {MAX_SKILLS} items at most")));
    }
    Ok(())
}

fn seeker(document: &ReadDocument, more_skills: &[String], location: Option<&str>) -> Seeker {
    let skills: Vec<String> = document.skills.iter().chain(more_skills).cloned().collect();
    Seeker::of(&document.text, &skills, location.or(document.content.contacts.location.value.as_deref()))
}

/// The jobs that fit a resume best, best first, without an account and without keeping anything: a document as a form, or its
/// text as JSON.
#[utoipa::path(
    tag = "ai",
    params(RecommendationsQuery),
    request_body(content((ResumeText = "application/json"), (UploadForm = "multipart/form-data"))),
    responses(
        (status = 200, body = ListPage<RecommendedJob>),
        (status = 400, body = Problem, description = "no document that can be read, or one without text"),
        (status = 422, body = Problem, description = "no file and no text, or a file that is encrypted, damaged or a scan")
    )
)]
#[post("/api/v1/ai/match-jobs")]
pub(super) async fn match_jobs(
    resumes: Data<ResumeService>,
    matching: Data<MatchingService>,
    query: Query<RecommendationsQuery>,
    submission: Submission,
) -> ApiResult<Json<ListPage<RecommendedJob>>> {
    let seeker = submission.read(&resumes).await?;
    let limit = usize::try_from(query.limit.0).expect("at most 100");
    Ok(Json(ListPage::whole(matching.best_jobs_for(&seeker, limit).await?)))
}
