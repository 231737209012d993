//! Bodies for applications.

use chrono::{DateTime, Utc};
use domain_model::catalogue::application::{Application, ApplicationStatus, Screening};
use domain_model::catalogue::job::JobSummary;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An application.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApplicationEntry {
    pub(crate) id: Uuid,
    pub(crate) job_id: Uuid,
    pub(crate) job_title: String,
    pub(crate) company_name: String,
    /// `applied`, `mock_interview_pending`, `mock_interview_completed`, `human_interview_pending`,
    /// `human_interview_scheduled`, `rejected` or `hired`.
    #[schema(example = "applied")]
    pub(crate) status: &'static str,
    /// 0 to 100; `null` when too little was known.
    pub(crate) screening_score: Option<u8>,
    /// What the score is made of.
    pub(crate) screening_feedback: Option<String>,
    pub(crate) seeker_name: Option<String>,
    pub(crate) seeker_email: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

impl ApplicationEntry {
    pub(crate) fn new(application: Application, job: &JobSummary) -> Self {
        let screening = application.screening.as_ref();
        Self {
            id: application.id.0,
            job_id: application.job_id.0,
            job_title: job.title.clone(),
            company_name: job.company.clone(),
            status: application_status(application.status),
            screening_score: screening.and_then(|screening| screening.score),
            screening_feedback: screening.map(Screening::in_words),
            seeker_name: application.sent.full_name,
            seeker_email: application.sent.email,
            created_at: application.created_at,
            updated_at: application.updated_at,
        }
    }
}

/// The status as the contract names it.
pub(crate) const fn application_status(status: ApplicationStatus) -> &'static str {
    match status {
        ApplicationStatus::InterviewPending => "human_interview_pending",
        ApplicationStatus::InterviewScheduled => "human_interview_scheduled",
        status => status.as_str(),
    }
}
