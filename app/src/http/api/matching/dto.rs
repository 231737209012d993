//! Response bodies for match scores under `/api/v1`.

use chrono::{DateTime, Utc};
use domain_matching::{JobMatch, LearningRecommendation, RankedJob};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::parts::{CompactPart, MatchPart, MatchSkill, Required};
use crate::http::api::catalogue::dto::JobItem;

/// The match of a resume with one job.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MatchScore {
    job_id: Uuid,
    /// 0 to 1, comparable between models: `points` of `possible`. `null` when too little is known for a number.
    #[schema(example = 0.64)]
    score: Option<f32>,
    /// Whether the score is 0.7 or more.
    fits: bool,
    /// The sum of the parts that are known.
    points: f32,
    /// What that sum could be.
    possible: f32,
    /// Meaning, skills, level, place and pay.
    parts: Vec<MatchPart>,
    /// What the posting asks for, required skills first.
    skills: Vec<MatchSkill>,
    /// The licence that the work needs and the resume does not show; without it no job fits.
    missing_licence: Option<String>,
    /// The comparison in words.
    explanation: String,
    /// Skills of both job and resume.
    matched_skills: Vec<String>,
    /// Skills of the job that the resume lacks, what would add most first.
    missing_skills: Vec<String>,
    learning_recommendations: Vec<LearningResource>,
    /// The model whose vectors were compared; the rest is rules.
    #[schema(example = "all-MiniLM-L6-v2")]
    generated_by: String,
    /// The version of the resume that was compared.
    resume_version: u32,
    computed_at: DateTime<Utc>,
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
    /// 0 to 1, comparable between models; `null` when too little is known for a number.
    #[schema(example = 0.81)]
    score: Option<f32>,
    /// Whether the score is 0.7 or more.
    fits: bool,
    /// Meaning, skills, level, place and pay.
    parts: Vec<CompactPart>,
    /// How many required skills the posting names.
    required: usize,
    /// How many of them the resume shows.
    shown: usize,
    missing_licence: Option<String>,
    matched_skills: Vec<String>,
    /// What would add most first.
    missing_skills: Vec<String>,
}

impl From<JobMatch> for MatchScore {
    fn from(found: JobMatch) -> Self {
        let explanation = found.fit.explanation();
        let fits = !found.fit.is_gap();
        let assessment = found.fit.assessment;
        Self {
            job_id: found.job_id.0,
            score: assessment.has_evidence().then_some(assessment.score),
            fits,
            points: assessment.points,
            possible: assessment.possible,
            parts: assessment.parts.into_iter().map(MatchPart::from).collect(),
            skills: assessment.skills.into_iter().map(MatchSkill::from).collect(),
            missing_licence: assessment.missing_licence,
            explanation,
            matched_skills: found.fit.shared_skills,
            missing_skills: found.fit.missing_skills,
            learning_recommendations: found.recommendations.into_iter().map(LearningResource::from).collect(),
            generated_by: found.model.name,
            resume_version: found.resume_version,
            computed_at: found.computed_at,
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
        let fits = !ranked.fit.is_gap();
        let assessment = ranked.fit.assessment;
        let required = Required::of(&assessment);
        Self {
            job: ranked.job.into(),
            score: assessment.has_evidence().then_some(assessment.score),
            fits,
            parts: assessment.parts.iter().map(CompactPart::from).collect(),
            required: required.all,
            shown: required.shown,
            missing_licence: assessment.missing_licence,
            matched_skills: ranked.fit.shared_skills,
            missing_skills: ranked.fit.missing_skills,
        }
    }
}

/// The resume of a guest: its text, and what was read from it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ResumeText {
    /// The text of the resume.
    #[schema(example = "Registered nurse on a surgical ward since 2016. Wound care, IV therapy.")]
    pub(super) text: String,
    /// Skills besides those that the text names.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub(super) skills: Vec<String>,
    /// Where he or she lives, when the text does not say so.
    #[schema(example = "Utrecht, Netherlands")]
    pub(super) location: Option<String>,
}
