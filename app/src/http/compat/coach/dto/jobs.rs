//! Bodies for the catalogue.

use chrono::{DateTime, Utc};
use domain_jobs::JobDetails;
use domain_model::catalogue::enrichment::InterviewQuestion;
use domain_model::catalogue::job::{JobChange, JobSummary};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::names::{ChangeKindName, EmploymentTypeName, JobStatusName, WorkplaceName};

/// A job in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FeedItem {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) skills_required: Vec<String>,
    pub(crate) status: JobStatusName,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) company_name: String,
    pub(crate) external_apply_url: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) work_mode: Option<WorkplaceName>,
    pub(crate) employment_type: Option<EmploymentTypeName>,
    pub(crate) salary_range: Option<String>,
    pub(crate) key_skills: Vec<String>,
    pub(crate) posted_at: Option<DateTime<Utc>>,
    /// How the description begins.
    pub(crate) short_description: String,
}

impl From<&JobSummary> for FeedItem {
    fn from(job: &JobSummary) -> Self {
        Self {
            id: job.id.0,
            title: job.title.clone(),
            skills_required: job.skills.clone(),
            status: job.status.into(),
            created_at: job.first_seen,
            company_name: job.company.clone(),
            external_apply_url: job.apply_url.as_ref().map(ToString::to_string),
            location: (!job.locations.is_empty()).then(|| job.locations.join("; ")),
            category: job.department.clone(),
            work_mode: job.workplace.map(WorkplaceName),
            employment_type: job.employment_type.map(EmploymentTypeName),
            salary_range: job.salary.as_ref().map(ToString::to_string),
            key_skills: job.skills.iter().take(8).cloned().collect(),
            posted_at: job.posted_at,
            short_description: job.excerpt.clone(),
        }
    }
}

/// One job with its tips and questions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobDetail {
    #[serde(flatten)]
    pub(crate) item: FeedItem,
    pub(crate) description_raw: String,
    /// What the person will do, as the posting says it.
    pub(crate) role_overview: Vec<String>,
    /// Five tips for the resume; none while the job is being processed.
    pub(crate) resume_guide_generated: Vec<String>,
    /// Five questions; none while the job is being processed.
    pub(crate) prep_guide_generated: Vec<PrepItem>,
    /// How both were made: `rules`, or `model:` and its name.
    pub(crate) guides_generated_by: Option<String>,
}

/// An interview question with a strategy for the answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PrepItem {
    pub(crate) question: String,
    pub(crate) answer_strategy: String,
}

impl From<InterviewQuestion> for PrepItem {
    fn from(item: InterviewQuestion) -> Self {
        Self { question: item.question, answer_strategy: item.answer_strategy }
    }
}

impl From<JobDetails> for JobDetail {
    fn from(details: JobDetails) -> Self {
        let role_overview = details.role_overview();
        let JobDetails { job, enrichment, listings: _ } = details;
        let (resume_tips, questions, generated_by) = enrichment.map_or_else(Default::default, |enrichment| {
            let questions = enrichment.interview_questions.into_iter().map(PrepItem::from).collect();
            (enrichment.resume_tips, questions, Some(enrichment.generated_by.to_string()))
        });
        let posting = job.posting;
        let summary = JobSummary {
            id: job.id,
            cluster: None,
            title: posting.title,
            company: posting.company,
            locations: posting.locations,
            workplace: posting.workplace,
            employment_type: posting.employment_type,
            salary: posting.salary,
            department: posting.department,
            skills: job.skills,
            status: job.status,
            apply_url: posting.apply_url,
            posted_at: posting.posted_at,
            first_seen: job.first_seen,
            excerpt: JobSummary::excerpt_of(&posting.description),
        };
        Self {
            item: FeedItem::from(&summary),
            description_raw: posting.description,
            role_overview,
            resume_guide_generated: resume_tips,
            prep_guide_generated: questions,
            guides_generated_by: generated_by,
        }
    }
}

/// One change of a job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HistoryItem {
    /// The revision that the change made.
    pub(crate) revision: u32,
    pub(crate) changed_at: DateTime<Utc>,
    pub(crate) kind: ChangeKindName,
    /// The fields that differ.
    pub(crate) fields: Vec<String>,
    /// The posting before the change.
    pub(crate) before: PostingSnapshot,
}

/// A posting at some time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostingSnapshot {
    pub(crate) title: String,
    pub(crate) location: String,
    pub(crate) work_mode: Option<WorkplaceName>,
    pub(crate) salary_range: Option<String>,
    pub(crate) external_apply_url: Option<String>,
    pub(crate) description_raw: String,
}

impl From<&JobChange> for HistoryItem {
    fn from(change: &JobChange) -> Self {
        let before = &change.before;
        Self {
            revision: change.revision,
            changed_at: change.changed_at,
            kind: change.kind.into(),
            fields: change.fields.clone(),
            before: PostingSnapshot {
                title: before.title.clone(),
                location: before.locations.join("; "),
                work_mode: before.workplace.map(WorkplaceName),
                salary_range: before.salary.as_ref().map(ToString::to_string),
                external_apply_url: before.apply_url.as_ref().map(ToString::to_string),
                description_raw: before.description.clone(),
            },
        }
    }
}
