//! Response bodies for applications under `/api/v1`.

use chrono::{DateTime, Utc};
use domain_jobs::{ApplicationDetails, ApplicationForJob};
use domain_model::catalogue::application::{
    Application, ApplicationChange, ApplicationParty, Screening, ScreeningPart, SentApplication,
};
use domain_model::kernel::id::AccountId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::dto::JobItem;
use crate::http::api::names::{ApplicationPartyName, ApplicationStatusName, PartKindName};

/// An application in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct ApplicationItem {
    id: Uuid,
    status: ApplicationStatusName,
    /// How well it fitted when it was sent, 0 to 100; `null` when too little was known.
    screening_score: Option<u8>,
    /// Who decides: the employer, who has posted the job here, or the seeker, who notes what an employer elsewhere decides.
    decided_by: ApplicationPartyName,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// The job as it is now. One that has closed stays here.
    job: JobItem,
}

/// An application for a job that the caller has posted.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct Applicant {
    #[serde(flatten)]
    item: ApplicationItem,
    full_name: Option<String>,
    email: String,
}

/// An application with what was sent and what has happened.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct ApplicationResource {
    #[serde(flatten)]
    item: ApplicationItem,
    sent: SentResource,
    /// `null` without a resume, or when the job was still being processed.
    screening: Option<ScreeningResource>,
    /// Oldest first.
    history: Vec<ApplicationChangeItem>,
}

/// What was sent, as it was then.
#[derive(Debug, Serialize, ToSchema)]
struct SentResource {
    full_name: Option<String>,
    email: String,
    /// The version of the resume.
    resume_version: Option<u32>,
    /// The text of that version.
    resume_text: Option<String>,
    /// The revision of the job; its history has the posting.
    job_revision: u32,
    /// The SHA-256 of the posting's title and description.
    posting_digest: String,
}

/// How the resume that was sent fitted the job. A number for people who decide: nothing is decided by it.
#[derive(Debug, Serialize, ToSchema)]
struct ScreeningResource {
    parts: Vec<ScreeningPartItem>,
    matched_skills: Vec<String>,
    missing_skills: Vec<String>,
    /// The licence that the work needs and the resume does not show.
    missing_licence: Option<String>,
    /// The model whose vectors were compared; the rest is rules.
    generated_by: String,
}

/// A part of the score, with its reason.
#[derive(Debug, Serialize, ToSchema)]
struct ScreeningPartItem {
    #[schema(inline)]
    kind: PartKindName,
    /// What it counts; `null` when that cannot be known, and then it is left out of the sum.
    points: Option<f32>,
    /// What it could count.
    max: f32,
    /// The reason.
    sentence: String,
}

/// Something that has happened to an application.
#[derive(Debug, Serialize, ToSchema)]
struct ApplicationChangeItem {
    /// 1 for the first.
    revision: u32,
    /// The status from then on.
    status: ApplicationStatusName,
    party: ApplicationPartyName,
    note: Option<String>,
    changed_at: DateTime<Utc>,
}

impl ApplicationItem {
    fn new(application: &Application, job: JobItem, employer: Option<AccountId>) -> Self {
        Self {
            id: application.id.0,
            status: application.status.into(),
            screening_score: application.screening.as_ref().and_then(|screening| screening.score),
            decided_by: employer.map_or(ApplicationParty::Seeker, |_| ApplicationParty::Employer).into(),
            created_at: application.created_at,
            updated_at: application.updated_at,
            job,
        }
    }
}

impl From<ApplicationForJob> for ApplicationItem {
    fn from(ApplicationForJob { application, job, employer }: ApplicationForJob) -> Self {
        Self::new(&application, job.into(), employer)
    }
}

impl From<ApplicationForJob> for Applicant {
    fn from(applied: ApplicationForJob) -> Self {
        let (full_name, email) = (applied.application.sent.full_name.clone(), applied.application.sent.email.clone());
        Self { item: applied.into(), full_name, email }
    }
}

impl From<ApplicationDetails> for ApplicationResource {
    fn from(ApplicationDetails { application, job, employer, history }: ApplicationDetails) -> Self {
        Self {
            item: ApplicationItem::new(&application, job.into(), employer),
            sent: application.sent.into(),
            screening: application.screening.map(ScreeningResource::from),
            history: history.into_iter().map(ApplicationChangeItem::from).collect(),
        }
    }
}

impl From<SentApplication> for SentResource {
    fn from(sent: SentApplication) -> Self {
        Self {
            full_name: sent.full_name,
            email: sent.email,
            resume_version: sent.resume_version,
            resume_text: sent.resume_text,
            job_revision: sent.job_revision,
            posting_digest: sent.posting_digest,
        }
    }
}

impl From<Screening> for ScreeningResource {
    fn from(screening: Screening) -> Self {
        Self {
            parts: screening.parts.into_iter().map(ScreeningPartItem::from).collect(),
            matched_skills: screening.matched_skills,
            missing_skills: screening.missing_skills,
            missing_licence: screening.missing_licence,
            generated_by: screening.generated_by,
        }
    }
}

impl From<ScreeningPart> for ScreeningPartItem {
    fn from(part: ScreeningPart) -> Self {
        Self { kind: part.kind.into(), points: part.points, max: part.max, sentence: part.sentence }
    }
}

impl From<ApplicationChange> for ApplicationChangeItem {
    fn from(change: ApplicationChange) -> Self {
        Self {
            revision: change.revision,
            status: change.status.into(),
            party: change.party.into(),
            note: change.note,
            changed_at: change.changed_at,
        }
    }
}
