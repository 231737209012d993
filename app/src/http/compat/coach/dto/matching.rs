//! Bodies for match scores.

use domain_matching::{JobMatch, RankedJob};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::FeedItem;

/// The match of a resume with one job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatchResult {
    pub(crate) job_id: Uuid,
    /// 0 to 1, comparable between models; 0.7 and more counts as a fit.
    #[schema(example = 0.64)]
    pub(crate) similarity_score: f32,
    pub(crate) gap_detected: bool,
    /// The comparison in words.
    pub(crate) gap_analysis: String,
    pub(crate) missing_skills: Vec<String>,
    /// Skills of both job and resume.
    pub(crate) matching_skills: Vec<String>,
    pub(crate) learning_recommendations: Vec<Learning>,
}

/// Where a missing skill can be learnt.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Learning {
    pub(crate) skill: String,
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) provider: String,
}

impl From<JobMatch> for MatchResult {
    fn from(found: JobMatch) -> Self {
        let learning = found.recommendations.into_iter().map(|item| Learning {
            skill: item.skill,
            title: item.title,
            url: item.url.into(),
            provider: item.provider.to_owned(),
        });
        Self {
            job_id: found.job_id.0,
            similarity_score: found.fit.score,
            gap_detected: found.fit.is_gap(),
            gap_analysis: found.fit.explanation(),
            learning_recommendations: learning.collect(),
            missing_skills: found.fit.missing_skills,
            matching_skills: found.fit.shared_skills,
        }
    }
}

/// A job and how well it fits.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RankedItem {
    #[serde(flatten)]
    pub(crate) item: FeedItem,
    #[schema(example = 0.81)]
    pub(crate) similarity_score: f32,
    pub(crate) gap_detected: bool,
    pub(crate) gap_analysis: String,
    pub(crate) missing_skills: Vec<String>,
    pub(crate) matching_skills: Vec<String>,
}

impl From<&RankedJob> for RankedItem {
    fn from(ranked: &RankedJob) -> Self {
        Self {
            item: FeedItem::from(&ranked.job),
            similarity_score: ranked.fit.score,
            gap_detected: ranked.fit.is_gap(),
            gap_analysis: ranked.fit.explanation(),
            missing_skills: ranked.fit.missing_skills.clone(),
            matching_skills: ranked.fit.shared_skills.clone(),
        }
    }
}
