//! The shapes of the contract.

use chrono::{DateTime, Utc};
use domain_jobs::JobDetails;
use domain_matching::{JobMatch, RankedJob};
use domain_model::chat::{ChatMessage, ChatSession};
use domain_model::enrichment::InterviewQuestion;
use domain_model::ingestion::{ScrapingCounts, ScrapingLog};
use domain_model::job::{JobChange, JobSummary};
use domain_model::text::shorten;
use ports::ChatSessionSummary;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The first words of a description, where a list shows some.
const SHORT_DESCRIPTION: usize = 280;

/// Something was done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Done {
    /// What, for people.
    pub(crate) message: String,
}

/// A job in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FeedItem {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) skills_required: Vec<String>,
    /// `active`
    pub(crate) status: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) company_name: String,
    pub(crate) external_apply_url: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) work_mode: Option<String>,
    pub(crate) employment_type: Option<String>,
    pub(crate) salary_range: Option<String>,
    pub(crate) key_skills: Vec<String>,
    pub(crate) posted_at: Option<DateTime<Utc>>,
}

impl From<&JobSummary> for FeedItem {
    fn from(job: &JobSummary) -> Self {
        Self {
            id: job.id.0,
            title: job.title.clone(),
            skills_required: job.skills.clone(),
            status: job.status.to_string(),
            created_at: job.first_seen,
            company_name: job.company.clone(),
            external_apply_url: job.apply_url.as_ref().map(ToString::to_string),
            location: (!job.locations.is_empty()).then(|| job.locations.join("; ")),
            category: job.department.clone(),
            work_mode: job.workplace.map(|workplace| workplace.to_string()),
            employment_type: job.employment_type.map(|kind| kind.to_string()),
            salary_range: job.salary.as_ref().map(ToString::to_string),
            key_skills: job.skills.iter().take(5).cloned().collect(),
            posted_at: job.posted_at,
        }
    }
}

/// One job with its tips and questions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobDetail {
    #[serde(flatten)]
    pub(crate) item: FeedItem,
    pub(crate) description_raw: String,
    pub(crate) short_description: String,
    /// `null` while the job is being processed.
    pub(crate) resume_guide_generated: Option<ResumeGuide>,
    /// `null` while the job is being processed.
    pub(crate) prep_guide_generated: Option<PrepGuide>,
}

/// Tips for the resume.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResumeGuide {
    /// Five.
    pub(crate) resume_guide: Vec<String>,
    /// `rules`, or `model:` and its name.
    pub(crate) generated_by: String,
}

/// Questions for the interview, twice: for readers that want the questions only, and for those that want more.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PrepGuide {
    /// Five.
    pub(crate) prep_questions: Vec<String>,
    pub(crate) items: Vec<PrepItem>,
    /// `rules`, or `model:` and its name.
    pub(crate) generated_by: String,
}

/// A question and how to go about it.
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
    fn from(JobDetails { job, enrichment }: JobDetails) -> Self {
        let (resume_guide, prep_guide) = enrichment.map_or((None, None), |enrichment| {
            let generated_by = enrichment.generated_by.to_string();
            let items: Vec<PrepItem> = enrichment.interview_questions.into_iter().map(PrepItem::from).collect();
            let prep_questions = items.iter().map(|item| item.question.clone()).collect();
            let tips = ResumeGuide { resume_guide: enrichment.resume_tips, generated_by: generated_by.clone() };
            (Some(tips), Some(PrepGuide { prep_questions, items, generated_by }))
        });
        let posting = job.posting;
        let summary = JobSummary {
            id: job.id,
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
        };
        Self {
            item: FeedItem::from(&summary),
            short_description: shorten(&posting.description.replace('\n', " "), SHORT_DESCRIPTION),
            description_raw: posting.description,
            resume_guide_generated: resume_guide,
            prep_guide_generated: prep_guide,
        }
    }
}

/// One change of a job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HistoryItem {
    /// The revision that the change made.
    pub(crate) revision: u32,
    pub(crate) changed_at: DateTime<Utc>,
    /// `updated`, `closed` or `relisted`
    pub(crate) kind: String,
    /// The fields that differ.
    pub(crate) fields: Vec<String>,
    /// What the posting said until then.
    pub(crate) before: PostingThen,
}

/// What a posting said at some time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostingThen {
    pub(crate) title: String,
    pub(crate) location: String,
    pub(crate) work_mode: Option<String>,
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
            kind: change.kind.to_string(),
            fields: change.fields.clone(),
            before: PostingThen {
                title: before.title.clone(),
                location: before.locations.join("; "),
                work_mode: before.workplace.map(|workplace| workplace.to_string()),
                salary_range: before.salary.as_ref().map(ToString::to_string),
                external_apply_url: before.apply_url.as_ref().map(ToString::to_string),
                description_raw: before.description.clone(),
            },
        }
    }
}

/// A resume held against one job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatchResult {
    pub(crate) job_id: Uuid,
    /// 0 to 1; 0.7 and more counts as a fit, whichever model compared.
    #[schema(example = 0.64)]
    pub(crate) similarity_score: f32,
    pub(crate) gap_detected: bool,
    /// The comparison in words.
    pub(crate) gap_analysis: String,
    pub(crate) missing_skills: Vec<String>,
    /// Skills that job and resume both name.
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

/// A conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) job_id: Option<Uuid>,
    /// `active_ai`, `active_human` or `closed`
    pub(crate) status: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) last_message_at: Option<DateTime<Utc>>,
    /// The number of the newest message.
    pub(crate) last_seq: u64,
}

impl From<ChatSession> for Session {
    fn from(session: ChatSession) -> Self {
        Self {
            id: session.id.0,
            user_id: session.account_id.0,
            job_id: session.job_id.map(|id| id.0),
            status: session.status.to_string(),
            created_at: session.created_at,
            last_message_at: session.last_message_at,
            last_seq: session.last_seq,
        }
    }
}

/// A message of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Message {
    /// `user`, `assistant`, `admin` or `system`
    pub(crate) role: String,
    pub(crate) content: String,
    pub(crate) timestamp: DateTime<Utc>,
    /// Its place in the conversation: from 1, none left out.
    pub(crate) seq: u64,
    /// What the assistant's words come from: `rules`, or `model:` and its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) generated_by: Option<String>,
}

impl From<&ChatMessage> for Message {
    fn from(message: &ChatMessage) -> Self {
        Self {
            role: message.sender.to_string(),
            content: message.content.clone(),
            timestamp: message.created_at,
            seq: message.seq,
            generated_by: message.generated_by.as_ref().map(ToString::to_string),
        }
    }
}

/// A conversation in the control tower.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TowerSession {
    pub(crate) id: Uuid,
    /// `active_ai`, `active_human` or `closed`
    pub(crate) status: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) last_message_at: Option<DateTime<Utc>>,
    pub(crate) user: TowerUser,
    pub(crate) job: Option<TowerJob>,
    /// The administrator who answers.
    pub(crate) operator_id: Option<Uuid>,
    /// Messages of the user that nobody has answered.
    pub(crate) unread: u32,
}

/// Whose conversation it is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TowerUser {
    pub(crate) id: Uuid,
    pub(crate) full_name: Option<String>,
    pub(crate) email: String,
}

/// What it is about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TowerJob {
    pub(crate) id: Uuid,
    pub(crate) title: Option<String>,
}

impl From<ChatSessionSummary> for TowerSession {
    fn from(summary: ChatSessionSummary) -> Self {
        let session = summary.session;
        Self {
            id: session.id.0,
            status: session.status.to_string(),
            created_at: session.created_at,
            last_message_at: session.last_message_at,
            user: TowerUser { id: session.account_id.0, full_name: summary.user_full_name, email: summary.user_email },
            job: session.job_id.map(|id| TowerJob { id: id.0, title: summary.job_title }),
            operator_id: session.operator.map(|id| id.0),
            unread: summary.unread,
        }
    }
}

/// A run over a source. Some facts stand twice, under the names that different clients read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScrapingLogItem {
    pub(crate) id: Uuid,
    pub(crate) source_name: String,
    /// `running`, `success`, `partial` or `failed`
    pub(crate) status: String,
    pub(crate) jobs_found: u32,
    pub(crate) jobs_fetched: u32,
    pub(crate) jobs_new: u32,
    pub(crate) jobs_updated: u32,
    pub(crate) jobs_skipped: u32,
    pub(crate) jobs_closed: u32,
    pub(crate) errors: u32,
    pub(crate) error_message: Option<String>,
    pub(crate) started_at: DateTime<Utc>,
    pub(crate) finished_at: Option<DateTime<Utc>>,
    pub(crate) completed_at: Option<DateTime<Utc>>,
}

impl From<ScrapingLog> for ScrapingLogItem {
    fn from(log: ScrapingLog) -> Self {
        Self {
            id: log.id.0,
            source_name: log.source_name,
            status: log.status.to_string(),
            jobs_found: log.counts.fetched,
            jobs_fetched: log.counts.fetched - log.counts.errors,
            jobs_new: log.counts.new,
            jobs_updated: log.counts.updated,
            jobs_skipped: log.counts.skipped,
            jobs_closed: log.counts.closed,
            errors: log.counts.errors,
            error_message: log.message,
            started_at: log.started_at,
            finished_at: log.finished_at,
            completed_at: log.finished_at,
        }
    }
}

/// What a run counted.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct RunResult {
    /// Listed by the source.
    pub(crate) fetched: u32,
    /// Seen for the first time.
    pub(crate) new: u32,
    /// Known, and saying something else now.
    pub(crate) updated: u32,
    /// Known and unchanged.
    pub(crate) skipped: u32,
    /// Not readable.
    pub(crate) errors: u32,
    /// New or changed, with words the catalogue already knew.
    pub(crate) dedup_hits: u32,
    /// No longer open.
    pub(crate) closed: u32,
}

impl From<ScrapingCounts> for RunResult {
    fn from(counts: ScrapingCounts) -> Self {
        Self {
            fetched: counts.fetched,
            new: counts.new,
            updated: counts.updated,
            skipped: counts.skipped,
            errors: counts.errors,
            dedup_hits: counts.dedup_hits,
            closed: counts.closed,
        }
    }
}

impl std::ops::AddAssign<&Self> for RunResult {
    fn add_assign(&mut self, other: &Self) {
        self.fetched += other.fetched;
        self.new += other.new;
        self.updated += other.updated;
        self.skipped += other.skipped;
        self.errors += other.errors;
        self.dedup_hits += other.dedup_hits;
        self.closed += other.closed;
    }
}
