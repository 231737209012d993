//! Response bodies for jobs under `/api/v1`.

use chrono::{DateTime, Utc};
use domain_jobs::JobDetails;
use domain_model::catalogue::enrichment::InterviewQuestion;
use domain_model::catalogue::job::{JobChange, JobSummary, Posting};
use domain_model::catalogue::salary::Salary;
use domain_model::catalogue::sameness::Listing;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::names::{ChangeKindName, EmploymentTypeName, JobStatusName, SalaryPeriodName, WorkplaceName};

/// A job in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobItem {
    id: Uuid,
    title: String,
    company: String,
    /// As printed, one entry for each place.
    locations: Vec<String>,
    workplace: Option<WorkplaceName>,
    employment_type: Option<EmploymentTypeName>,
    salary: Option<Pay>,
    department: Option<String>,
    /// Skills the job asks for, most telling first.
    skills: Vec<String>,
    status: JobStatusName,
    apply_url: Option<String>,
    /// When the employer published it, as the posting states.
    posted_at: Option<DateTime<Utc>>,
    first_seen_at: DateTime<Utc>,
}

/// Pay as printed, never converted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Pay {
    /// ISO 4217, when known.
    currency: Option<String>,
    /// In hundredths of the currency's unit.
    min_hundredths: Option<i64>,
    /// In hundredths of the currency's unit; never below the minimum.
    max_hundredths: Option<i64>,
    period: Option<SalaryPeriodName>,
    /// The salary as text.
    #[schema(example = "EUR 21.50 per hour")]
    pub(crate) text: String,
}

/// A job with its enrichment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobResource {
    #[serde(flatten)]
    item: JobItem,
    description: String,
    /// The posting at its source.
    url: Option<String>,
    valid_through: Option<DateTime<Utc>>,
    /// Incremented with each change of the posting; see its history.
    revision: u32,
    closed_at: Option<DateTime<Utc>>,
    /// `null` while the job is being processed.
    guide: Option<Guide>,
    /// All postings of this job, its own among them, first seen first. Empty when there is no other.
    listings: Vec<ListingItem>,
}

/// One posting of a job that is posted in several places or on several boards.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListingItem {
    /// The job as this posting has it.
    job_id: Uuid,
    /// Where it was read; `provider` when the employer posted it here.
    #[schema(example = "greenhouse:acme")]
    source: String,
    locations: Vec<String>,
    status: JobStatusName,
    url: Option<String>,
    first_seen_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
}

/// Resume tips and interview questions for a job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Guide {
    resume_tips: Vec<String>,
    interview_questions: Vec<Question>,
    /// `rules`, or `model:` and its name.
    generated_by: String,
}

/// An interview question.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Question {
    question: String,
    /// What a good answer covers.
    answer_strategy: String,
}

/// A change of a job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobChangeItem {
    /// The revision that the change made.
    revision: u32,
    changed_at: DateTime<Utc>,
    kind: ChangeKindName,
    /// The fields that differ.
    fields: Vec<String>,
    before: PostingVersion,
}

/// A posting before a change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostingVersion {
    pub(crate) title: String,
    pub(crate) company: String,
    pub(crate) locations: Vec<String>,
    workplace: Option<WorkplaceName>,
    employment_type: Option<EmploymentTypeName>,
    pub(crate) salary: Option<Pay>,
    department: Option<String>,
    description: String,
    url: Option<String>,
    apply_url: Option<String>,
    posted_at: Option<DateTime<Utc>>,
    valid_through: Option<DateTime<Utc>>,
}

impl From<&JobSummary> for JobItem {
    fn from(job: &JobSummary) -> Self {
        Self::from(job.clone())
    }
}

impl From<JobSummary> for JobItem {
    fn from(job: JobSummary) -> Self {
        Self {
            id: job.id.0,
            title: job.title,
            company: job.company,
            locations: job.locations,
            workplace: job.workplace.map(WorkplaceName),
            employment_type: job.employment_type.map(EmploymentTypeName),
            salary: job.salary.map(Pay::from),
            department: job.department,
            skills: job.skills,
            status: job.status.into(),
            apply_url: job.apply_url.map(String::from),
            posted_at: job.posted_at,
            first_seen_at: job.first_seen,
        }
    }
}

impl From<Salary> for Pay {
    fn from(salary: Salary) -> Self {
        Self {
            text: salary.to_string(),
            currency: salary.currency,
            min_hundredths: salary.min_hundredths,
            max_hundredths: salary.max_hundredths,
            period: salary.period.map(SalaryPeriodName),
        }
    }
}

impl From<InterviewQuestion> for Question {
    fn from(item: InterviewQuestion) -> Self {
        Self { question: item.question, answer_strategy: item.answer_strategy }
    }
}

impl From<JobDetails> for JobResource {
    fn from(JobDetails { job, enrichment, listings }: JobDetails) -> Self {
        let guide = enrichment.map(|enrichment| Guide {
            resume_tips: enrichment.resume_tips,
            interview_questions: enrichment.interview_questions.into_iter().map(Question::from).collect(),
            generated_by: enrichment.generated_by.to_string(),
        });
        let posting = job.posting;
        let item = JobItem {
            id: job.id.0,
            title: posting.title,
            company: posting.company,
            locations: posting.locations,
            workplace: posting.workplace.map(WorkplaceName),
            employment_type: posting.employment_type.map(EmploymentTypeName),
            salary: posting.salary.map(Pay::from),
            department: posting.department,
            skills: job.skills,
            status: job.status.into(),
            apply_url: posting.apply_url.map(String::from),
            posted_at: posting.posted_at,
            first_seen_at: job.first_seen,
        };
        Self {
            item,
            description: posting.description,
            url: posting.url.map(String::from),
            valid_through: posting.valid_through,
            revision: job.revision,
            closed_at: job.closed_at,
            guide,
            listings: listings.into_iter().map(ListingItem::from).collect(),
        }
    }
}

impl From<Listing> for ListingItem {
    fn from(listing: Listing) -> Self {
        Self {
            job_id: listing.job.0,
            // Which account has posted it is nobody's business.
            source: match listing.source.poster() {
                Some(_) => listing.source.kind().to_owned(),
                None => listing.source.to_string(),
            },
            locations: listing.locations,
            status: listing.status.into(),
            url: listing.url.map(String::from),
            first_seen_at: listing.first_seen,
            last_seen_at: listing.last_seen,
        }
    }
}

impl From<Posting> for PostingVersion {
    fn from(posting: Posting) -> Self {
        Self {
            title: posting.title,
            company: posting.company,
            locations: posting.locations,
            workplace: posting.workplace.map(WorkplaceName),
            employment_type: posting.employment_type.map(EmploymentTypeName),
            salary: posting.salary.map(Pay::from),
            department: posting.department,
            description: posting.description,
            url: posting.url.map(String::from),
            apply_url: posting.apply_url.map(String::from),
            posted_at: posting.posted_at,
            valid_through: posting.valid_through,
        }
    }
}

impl From<JobChange> for JobChangeItem {
    fn from(change: JobChange) -> Self {
        Self {
            revision: change.revision,
            changed_at: change.changed_at,
            kind: change.kind.into(),
            fields: change.fields,
            before: change.before.into(),
        }
    }
}
