//! Bodies for match scores.

use domain_matching::score::PartKind;
use domain_matching::{JobMatch, RankedJob};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::FeedItem;
use crate::http::api::matching::parts::{CompactPart, MatchPart, percent};

/// The match of a resume with one job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatchResult {
    pub(crate) job_id: Uuid,
    /// 0 to 1, comparable between models; 0.7 and more counts as a fit.
    #[schema(example = 0.64)]
    pub(crate) similarity_score: f32,
    /// The same of 100.
    pub(crate) match_score: u8,
    /// How much of the skills asked for the resume shows, of 100; `null` when the posting names none.
    pub(crate) skills_score: Option<u8>,
    /// Occupation, licence, education and experience, of 100; `null` when unknown.
    pub(crate) experience_score: Option<u8>,
    /// How the place of work and of living agree, of 100; `null` when unknown.
    pub(crate) work_preference_score: Option<u8>,
    /// `null`: interests are not compared.
    pub(crate) interests_score: Option<u8>,
    /// `null`: aspirations are not compared.
    pub(crate) aspirations_score: Option<u8>,
    pub(crate) gap_detected: bool,
    /// The comparison in words.
    pub(crate) gap_analysis: String,
    /// What would add most to the score first.
    pub(crate) missing_skills: Vec<String>,
    /// Skills of both job and resume.
    pub(crate) matching_skills: Vec<String>,
    /// The same as `matching_skills`.
    pub(crate) matched_skills: Vec<String>,
    pub(crate) learning_recommendations: Vec<Learning>,
    /// What the score is made of: meaning, skills, level, place and pay.
    pub(crate) parts: Vec<MatchPart>,
}

/// Where a missing skill can be learnt.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Learning {
    pub(crate) skill: String,
    /// The same as `skill`.
    pub(crate) skill_name: String,
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) provider: String,
}

impl From<JobMatch> for MatchResult {
    fn from(found: JobMatch) -> Self {
        let learning = found.recommendations.into_iter().map(|item| Learning {
            skill_name: item.skill.clone(),
            skill: item.skill,
            title: item.title,
            url: item.url.into(),
            provider: item.provider.to_owned(),
        });
        let assessment = &found.fit.assessment;
        Self {
            job_id: found.job_id.0,
            similarity_score: found.fit.score,
            match_score: of_hundred(found.fit.score),
            skills_score: percent(assessment, PartKind::Skills),
            experience_score: percent(assessment, PartKind::Level),
            work_preference_score: percent(assessment, PartKind::Place),
            interests_score: None,
            aspirations_score: None,
            gap_detected: found.fit.is_gap(),
            gap_analysis: found.fit.explanation(),
            learning_recommendations: learning.collect(),
            missing_skills: found.fit.missing_skills,
            matched_skills: found.fit.shared_skills.clone(),
            matching_skills: found.fit.shared_skills,
            parts: found.fit.assessment.parts.into_iter().map(MatchPart::from).collect(),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a score lies between 0 and 1")]
fn of_hundred(score: f32) -> u8 {
    (score * 100.0).round().clamp(0.0, 100.0) as u8
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
    /// What the score is made of: meaning, skills, level, place and pay.
    pub(crate) parts: Vec<CompactPart>,
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
            parts: ranked.fit.assessment.parts.iter().map(CompactPart::from).collect(),
        }
    }
}
