//! Postings, pasted or at an address, read by rules. Nothing is stored.

use actix_web::post;
use actix_web::web::{Data, Json, Query};
use domain_candidates::Keyword;
use domain_enrichment::brief;
use domain_ingestion::{PostingReader, ReadPosting};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::http::edge::error::{ApiError, ApiResult, Problem};

/// Of a posting's text, in bytes.
const MAX_POSTING: usize = 100_000;

/// A posting, as far as tailoring looks at it.
pub(super) struct Posting {
    pub(super) title: String,
    pub(super) description: String,
}

/// What a posting says. What it does not say is empty.
#[derive(Serialize, ToSchema)]
pub(super) struct JobInfo {
    title: String,
    company: String,
    location: String,
    summary: String,
    requirements: Vec<String>,
    responsibilities: Vec<String>,
    /// What it asks for in its own words, the most needed first.
    keywords: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct JobInfoResponse {
    success: bool,
    job_info: JobInfo,
    raw_text: String,
}

#[derive(Deserialize, ToSchema)]
pub(super) struct FetchRequest {
    #[schema(example = "https://jobs.example.org/1")]
    url: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ParseQuery {
    /// The text of the posting.
    #[param(example = "Welder at Acme\n\nRequirements\n- MIG welding")]
    job_text: String,
}

impl JobInfo {
    fn of(text: &str) -> Self {
        let brief = brief(text);
        let keywords = Keyword::of_posting(&brief.title, text);
        Self {
            title: brief.title,
            company: brief.company,
            location: brief.location,
            summary: brief.summary,
            requirements: brief.requirements,
            responsibilities: brief.responsibilities,
            keywords: keywords.into_iter().map(|keyword| keyword.written).collect(),
        }
    }
}

impl From<ReadPosting> for JobInfoResponse {
    fn from(read: ReadPosting) -> Self {
        let mut job_info = JobInfo::of(&read.text);
        if let Some(posting) = read.posting {
            job_info.title = posting.title;
            job_info.company = posting.company;
            job_info.location = posting.locations.join("; ");
        }
        Self { success: true, job_info, raw_text: read.text }
    }
}

impl From<ReadPosting> for Posting {
    fn from(read: ReadPosting) -> Self {
        let title = read.posting.map(|posting| posting.title);
        Self { title: title.unwrap_or_else(|| brief(&read.text).title), description: read.text }
    }
}

/// A posting that was pasted.
pub(super) fn in_text(text: &str) -> ApiResult<Posting> {
    check(text, "job_description")?;
    Ok(Posting { title: brief(text).title, description: text.to_owned() })
}

/// The posting at an address.
pub(super) async fn at(postings: &PostingReader, address: &str) -> ApiResult<Posting> {
    Ok(postings.read(address).await?.into())
}

fn check(text: &str, name: &str) -> ApiResult<()> {
    if text.trim().is_empty() {
        return Err(ApiError::validation(format!("`{name}` is empty; paste the text of the posting")));
    }
    if text.len() > MAX_POSTING {
        return Err(ApiError::validation("a posting has 100,000 bytes at most"));
    }
    Ok(())
}

/// What the posting at an address says. The address is fetched as every foreign one is: public only, and politely.
#[utoipa::path(
    tag = "cv",
    responses(
        (status = 200, body = JobInfoResponse),
        (status = 422, body = Problem, description = "an address that may not be fetched, or without a posting"),
        (status = 502, body = Problem, description = "it does not answer as it should")
    )
)]
#[post("/api/job/fetch")]
pub(super) async fn fetch(
    postings: Data<PostingReader>,
    Json(request): Json<FetchRequest>,
) -> ApiResult<Json<JobInfoResponse>> {
    Ok(Json(postings.read(&request.url).await?.into()))
}

/// What a posting says.
#[utoipa::path(tag = "cv", params(ParseQuery), responses((status = 200, body = JobInfoResponse)))]
#[post("/api/job/parse")]
pub(super) async fn parse(query: Query<ParseQuery>) -> ApiResult<Json<JobInfoResponse>> {
    let text = query.into_inner().job_text;
    check(&text, "job_text")?;
    Ok(Json(JobInfoResponse { success: true, job_info: JobInfo::of(&text), raw_text: text }))
}
