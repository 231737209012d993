//! Response bodies for match scores under `/api/v1`.

use domain_matching::{JobMatch, LearningRecommendation, RankedJob};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::catalogue::dto::JobItem;

/// The match of a resume with one job.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MatchScore {
    job_id: Uuid,
    /// 0 to 1, comparable between models.
    #[schema(example = 0.64)]
    score: f32,
    /// Whether the score is 0.7 or more.
    fits: bool,
    /// The comparison in words.
    explanation: String,
    /// Skills of both job and resume.
    matched_skills: Vec<String>,
    /// Skills of the job that the resume lacks.
    missing_skills: Vec<String>,
    learning_recommendations: Vec<LearningResource>,
}

/// Where a missing skill can be learnt.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LearningResource {
    skill: String,
    title: String,
    url: String,
    provider: String,
}

/// A job and how well it fits.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RecommendedJob {
    job: JobItem,
    /// 0 to 1, comparable between models.
    #[schema(example = 0.81)]
    score: f32,
    /// Whether the score is 0.7 or more.
    fits: bool,
    matched_skills: Vec<String>,
    missing_skills: Vec<String>,
}

impl From<JobMatch> for MatchScore {
    fn from(found: JobMatch) -> Self {
        Self {
            job_id: found.job_id.0,
            score: found.fit.score,
            fits: !found.fit.is_gap(),
            explanation: found.fit.explanation(),
            matched_skills: found.fit.shared_skills,
            missing_skills: found.fit.missing_skills,
            learning_recommendations: found.recommendations.into_iter().map(LearningResource::from).collect(),
        }
    }
}

impl From<LearningRecommendation> for LearningResource {
    fn from(item: LearningRecommendation) -> Self {
        Self { skill: item.skill, title: item.title, url: item.url.into(), provider: item.provider.to_owned() }
    }
}

impl From<RankedJob> for RecommendedJob {
    fn from(ranked: RankedJob) -> Self {
        Self {
            job: ranked.job.into(),
            score: ranked.fit.score,
            fits: !ranked.fit.is_gap(),
            matched_skills: ranked.fit.shared_skills,
            missing_skills: ranked.fit.missing_skills,
        }
    }
}
