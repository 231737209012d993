//! The ATS score in the words of the contract.

use std::collections::BTreeMap;

use actix_web::post;
use actix_web::web::{Data, Json, Query};
use domain_candidates::{AtsPart, AtsScore, Keyword, KeywordFound, ResumeStudio, TailorOptions};
use domain_model::candidates::tailoring::{AtsPartKind, KeywordState};
use serde::Serialize;
use utoipa::ToSchema;

use super::generate::CvResponse;
use super::profile::Profile;
use super::resume::resume_of;
use crate::http::edge::error::{ApiError, ApiResult};

/// An estimate of how an applicant tracking system scores a profile. The three parts add up to the score.
#[derive(Serialize, ToSchema)]
pub(super) struct CvAtsScore {
    /// From 0 to 100.
    score: f64,
    /// Of 55.
    keyword_match_score: f64,
    /// Of 10.
    density_score: f64,
    /// Of 35: structure, and whether a machine reads what the page says.
    structure_score: f64,
    matched_keywords: Vec<String>,
    missing_keywords: Vec<String>,
    /// How often each matched keyword occurs.
    keyword_density: BTreeMap<String, usize>,
    /// Shown in what was done, and not too often.
    optimal_density_keywords: Vec<String>,
    /// Only listed, or there in other words only.
    under_represented: Vec<String>,
    /// So often that it reads as keyword stuffing.
    over_represented: Vec<String>,
    recommendations: Vec<String>,
}

impl From<AtsScore> for CvAtsScore {
    fn from(score: AtsScore) -> Self {
        let points = |kinds: &[AtsPartKind]| {
            let parts = score.parts.iter().filter(|part| kinds.contains(&part.kind));
            // To one decimal, as the parts are.
            (parts.map(|part| part.points).sum::<f64>() * 10.0).round() / 10.0
        };
        let named = |is_wanted: &dyn Fn(&KeywordFound) -> bool| {
            let found = score.keywords.iter().filter(|found| is_wanted(found));
            found.map(|found| found.keyword.written.clone()).collect()
        };
        let is_there = |found: &KeywordFound| found.state != KeywordState::Missing;
        Self {
            keyword_match_score: points(&[AtsPartKind::Keywords]),
            density_score: points(&[AtsPartKind::Density]),
            structure_score: points(&[AtsPartKind::Structure, AtsPartKind::Readability]),
            matched_keywords: named(&is_there),
            missing_keywords: named(&|found| !is_there(found)),
            optimal_density_keywords: named(&|found| found.state == KeywordState::Shown && !found.is_overused),
            under_represented: named(&|found| matches!(found.state, KeywordState::Listed | KeywordState::Supported)),
            over_represented: named(&|found| found.is_overused),
            keyword_density: score
                .keywords
                .iter()
                .filter(|found| is_there(found))
                .map(|found| (found.keyword.written.clone(), found.count))
                .collect(),
            recommendations: score.parts.iter().flat_map(|part| part.lacks.clone()).collect(),
            score: score.score,
        }
    }
}

/// The keywords of a query, which names each of them: `?job_keywords=a&job_keywords=b`.
fn keywords(query: Vec<(String, String)>) -> ApiResult<Vec<String>> {
    let keywords = query.into_iter().filter(|(name, _)| name == "job_keywords").map(|(_, keyword)| keyword);
    let keywords: Vec<String> = keywords.filter(|keyword| !keyword.trim().is_empty()).collect();
    match keywords.len() {
        0 => Err(ApiError::validation("`job_keywords` is missing")),
        1..=Keyword::MAX => Ok(keywords),
        _ => Err(ApiError::validation(format!("`job_keywords` may be given {} times at most", Keyword::MAX))),
    }
}

/// How an applicant tracking system may score a profile by these keywords. An estimate; `recommendations` explains it.
#[utoipa::path(
    tag = "cv",
    params(("job_keywords" = Vec<String>, Query, description = "once for each word")),
    request_body = Profile,
    responses((status = 200, body = CvAtsScore))
)]
#[post("/api/cv/ats-score")]
pub(super) async fn score_profile(
    studio: Data<ResumeStudio>,
    query: Query<Vec<(String, String)>>,
    Json(profile): Json<Profile>,
) -> ApiResult<Json<CvAtsScore>> {
    let keywords = keywords(query.into_inner())?;
    Ok(Json(studio.score_of(&resume_of(&profile), &keywords)?.into()))
}

/// The profile reworded with these keywords, where it proves them.
#[utoipa::path(
    tag = "cv",
    params(("job_keywords" = Vec<String>, Query, description = "once for each word")),
    request_body = Profile,
    responses((status = 200, body = CvResponse))
)]
#[post("/api/cv/ats-optimize")]
pub(super) async fn optimize(
    studio: Data<ResumeStudio>,
    query: Query<Vec<(String, String)>>,
    Json(profile): Json<Profile>,
) -> ApiResult<Json<CvResponse>> {
    let keywords = keywords(query.into_inner())?;
    let tailored = studio.tailor_to_words(&resume_of(&profile), &keywords, &TailorOptions::default())?;
    Ok(Json(CvResponse::tailored(profile, &tailored, "CV ATS-optimized! Score:")))
}

/// What an applicant tracking system may misread.
#[derive(Serialize, ToSchema)]
pub(super) struct CvValidation {
    is_valid: bool,
    warnings: Vec<String>,
}

/// Whether an applicant tracking system can read a profile.
#[utoipa::path(tag = "cv", request_body = Profile, responses((status = 200, body = CvValidation)))]
#[post("/api/cv/ats-validate")]
pub(super) async fn validate(
    studio: Data<ResumeStudio>,
    Json(profile): Json<Profile>,
) -> ApiResult<Json<CvValidation>> {
    let score = studio.score_of(&resume_of(&profile), &[])?;
    let warnings: Vec<String> = score.parts.into_iter().flat_map(|AtsPart { lacks, .. }| lacks).collect();
    Ok(Json(CvValidation { is_valid: warnings.is_empty(), warnings }))
}
