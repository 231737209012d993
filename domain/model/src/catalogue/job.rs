//! Postings and jobs. A *posting* is one opening as a source lists it at one moment. A *job* is its entry in the
//! catalogue, identified by (source, external id), with the history of its changes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::catalogue::salary::Salary;
use crate::ingestion::SourceKey;
use crate::kernel::id::JobId;
use crate::kernel::named::named_enum;
use crate::kernel::text::shorten;

/// One opening as a source lists it at one moment. Unknown facts stay unknown: nothing is guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// The source's own id; unique within the source and stable.
    pub external_id: String,
    /// The employer's requisition id; different ids are different openings.
    pub requisition_id: Option<String>,
    /// As printed.
    pub title: String,
    /// The employer.
    pub company: String,
    /// Where, one entry per place, as printed.
    pub locations: Vec<String>,
    /// The workplace, if the source states it.
    pub workplace: Option<Workplace>,
    /// The employment type, if the source states it.
    pub employment_type: Option<EmploymentType>,
    /// Pay, when printed.
    pub salary: Option<Salary>,
    /// Department or category, when printed.
    pub department: Option<String>,
    /// Plain text; paragraphs separated by blank lines, list items start with `- `.
    pub description: String,
    /// The page for people.
    pub url: Option<Url>,
    /// Where to apply.
    pub apply_url: Option<Url>,
    /// When the employer published it, by its own word.
    pub posted_at: Option<DateTime<Utc>>,
    /// The end of validity, if the source states it.
    pub valid_through: Option<DateTime<Utc>>,
}

impl Posting {
    /// Whether the posting has expired by its own `valid_through`.
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        self.valid_through.is_some_and(|end| end < now)
    }

    /// The fields in which `newer` differs, by name.
    fn differences(&self, newer: &Self) -> Vec<&'static str> {
        let mut fields = Vec::new();
        let mut note = |differs: bool, field| {
            if differs {
                fields.push(field);
            }
        };
        note(self.requisition_id != newer.requisition_id, "requisition_id");
        note(self.title != newer.title, "title");
        note(self.company != newer.company, "company");
        note(self.locations != newer.locations, "locations");
        note(self.workplace != newer.workplace, "workplace");
        note(self.employment_type != newer.employment_type, "employment_type");
        note(self.salary != newer.salary, "salary");
        note(self.department != newer.department, "department");
        note(self.description != newer.description, "description");
        note(self.url != newer.url, "url");
        note(self.apply_url != newer.apply_url, "apply_url");
        note(self.posted_at != newer.posted_at, "posted_at");
        note(self.valid_through != newer.valid_through, "valid_through");
        fields
    }
}

named_enum! {
    /// Where the work is done.
    Workplace {
        /// At the employer's.
        OnSite = "on_site",
        /// Partly from home.
        Hybrid = "hybrid",
        /// From home.
        Remote = "remote",
    }
}

named_enum! {
    /// The kind of contract, in schema.org's words.
    EmploymentType {
        /// Full time.
        FullTime = "full_time",
        /// Part time.
        PartTime = "part_time",
        /// Contractor or freelance.
        Contractor = "contractor",
        /// For a limited time.
        Temporary = "temporary",
        /// Internship.
        Intern = "intern",
        /// Unpaid.
        Volunteer = "volunteer",
        /// Paid by the day.
        PerDiem = "per_diem",
        /// Something else the source named.
        Other = "other",
    }
}

named_enum! {
    /// The status of a job.
    JobStatus {
        /// Not yet enriched; not shown.
        Processing = "processing",
        /// Open and shown in lists.
        Active = "active",
        /// No longer open; kept, but not shown in lists.
        Closed = "closed",
    }
}

/// A job in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The permanent id.
    pub id: JobId,
    /// The source.
    pub source: SourceKey,
    /// The latest posting.
    pub posting: Posting,
    /// Its status.
    pub status: JobStatus,
    /// Incremented with every change.
    pub revision: u32,
    /// Whether the text has to be enriched (again). An active job stays visible meanwhile.
    pub needs_enrichment: bool,
    /// Canonical names of the skills it asks for; empty until enriched.
    pub skills: Vec<String>,
    /// When we saw it first.
    pub first_seen: DateTime<Utc>,
    /// When a source last listed it.
    pub last_seen: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

named_enum! {
    /// What happened to a job.
    ChangeKind {
        /// The posting changed.
        Updated = "updated",
        /// It is no longer open.
        Closed = "closed",
        /// It is open again.
        Relisted = "relisted",
    }
}

/// One entry of a job's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobChange {
    /// The job.
    pub job_id: JobId,
    /// The revision after this change.
    pub revision: u32,
    /// When it was noticed.
    pub changed_at: DateTime<Utc>,
    /// What happened.
    pub kind: ChangeKind,
    /// The fields that differ, by name.
    pub fields: Vec<String>,
    /// The posting before the change.
    pub before: Posting,
}

impl Job {
    /// A job seen for the first time.
    pub fn first_seen(id: JobId, source: SourceKey, posting: Posting, now: DateTime<Utc>) -> Self {
        Self {
            id,
            source,
            posting,
            status: JobStatus::Processing,
            revision: 1,
            needs_enrichment: true,
            skills: Vec::new(),
            first_seen: now,
            last_seen: now,
            updated_at: now,
            closed_at: None,
        }
    }

    /// Applies a new listing of the opening. Returns a change if a reader would notice one: another text, or relisted
    /// after having been closed.
    pub fn observe(mut self, mut posting: Posting, now: DateTime<Utc>) -> (Self, Option<JobChange>) {
        self.last_seen = now;
        // A list without texts says nothing about the text.
        if posting.description.is_empty() {
            posting.description.clone_from(&self.posting.description);
        }
        let fields = self.posting.differences(&posting);
        let relisted = self.status == JobStatus::Closed;
        if fields.is_empty() && !relisted {
            return (self, None);
        }
        let text_changed = fields.iter().any(|&field| matches!(field, "title" | "description"));
        let before = std::mem::replace(&mut self.posting, posting);
        if relisted {
            self.status = JobStatus::Processing;
            self.closed_at = None;
        }
        self.needs_enrichment |= text_changed || relisted;
        let kind = if relisted { ChangeKind::Relisted } else { ChangeKind::Updated };
        let change = self.record(kind, fields, before, now);
        (self, Some(change))
    }

    /// Closes the job. `None` when it is closed already.
    pub fn close(mut self, now: DateTime<Utc>) -> (Self, Option<JobChange>) {
        if self.status == JobStatus::Closed {
            return (self, None);
        }
        self.status = JobStatus::Closed;
        self.needs_enrichment = false;
        self.closed_at = Some(now);
        let before = self.posting.clone();
        let change = self.record(ChangeKind::Closed, vec!["status"], before, now);
        (self, Some(change))
    }

    /// The job as lists show it.
    pub fn summary(self) -> JobSummary {
        let posting = self.posting;
        JobSummary {
            id: self.id,
            cluster: None,
            title: posting.title,
            company: posting.company,
            locations: posting.locations,
            workplace: posting.workplace,
            employment_type: posting.employment_type,
            salary: posting.salary,
            department: posting.department,
            skills: self.skills,
            status: self.status,
            apply_url: posting.apply_url,
            posted_at: posting.posted_at,
            first_seen: self.first_seen,
            excerpt: JobSummary::excerpt_of(&posting.description),
        }
    }

    fn record(
        &mut self,
        kind: ChangeKind,
        fields: Vec<&'static str>,
        before: Posting,
        now: DateTime<Utc>,
    ) -> JobChange {
        self.revision += 1;
        self.updated_at = now;
        let fields = fields.into_iter().map(str::to_owned).collect();
        JobChange { job_id: self.id, revision: self.revision, changed_at: now, kind, fields, before }
    }
}

/// A job as lists show it: without its long text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobSummary {
    /// The job.
    pub id: JobId,
    /// The jobs that are the same have the same; `None` when it is alone or not compared.
    pub cluster: Option<JobId>,
    /// As printed.
    pub title: String,
    /// The employer.
    pub company: String,
    /// Where, one entry per place, those of the whole cluster in lists.
    pub locations: Vec<String>,
    /// From home or not.
    pub workplace: Option<Workplace>,
    /// The kind of contract.
    pub employment_type: Option<EmploymentType>,
    /// Pay, when printed.
    pub salary: Option<Salary>,
    /// Department or category.
    pub department: Option<String>,
    /// Canonical names of the skills it asks for.
    pub skills: Vec<String>,
    /// Its status.
    pub status: JobStatus,
    /// Where to apply.
    pub apply_url: Option<Url>,
    /// When the employer published it.
    pub posted_at: Option<DateTime<Utc>>,
    /// When we saw it first.
    pub first_seen: DateTime<Utc>,
    /// How its description begins, in one line.
    pub excerpt: String,
}

impl JobSummary {
    /// The length of an excerpt, in characters.
    pub const EXCERPT: usize = 280;

    /// The excerpt of a description, or of its beginning.
    pub fn excerpt_of(description: &str) -> String {
        shorten(&description.split_whitespace().collect::<Vec<_>>().join(" "), Self::EXCERPT)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    fn posting(title: &str) -> Posting {
        Posting {
            external_id: "1".to_owned(),
            requisition_id: None,
            title: title.to_owned(),
            company: "Acme".to_owned(),
            locations: vec!["Porto".to_owned()],
            workplace: None,
            employment_type: None,
            salary: None,
            department: None,
            description: "Weld frames.".to_owned(),
            url: None,
            apply_url: None,
            posted_at: None,
            valid_through: None,
        }
    }

    fn job() -> Job {
        let source = "greenhouse:acme".parse().unwrap();
        Job::first_seen(JobId(Uuid::nil()), source, posting("Welder"), DateTime::UNIX_EPOCH)
    }

    fn active_job() -> Job {
        Job { status: JobStatus::Active, needs_enrichment: false, ..job() }
    }

    #[test]
    fn an_unchanged_posting_only_moves_last_seen() {
        let later = DateTime::UNIX_EPOCH + TimeDelta::days(1);
        let (job, change) = active_job().observe(posting("Welder"), later);
        assert_eq!(change, None);
        assert_eq!((job.last_seen, job.updated_at, job.revision), (later, DateTime::UNIX_EPOCH, 1));
    }

    #[test]
    fn a_changed_title_is_remembered_and_enriched_again_while_the_job_stays_visible() {
        let (job, change) = active_job().observe(posting("Lead welder"), DateTime::UNIX_EPOCH + TimeDelta::days(1));
        let change = change.unwrap();
        assert_eq!((change.kind, change.fields.as_slice()), (ChangeKind::Updated, ["title".to_owned()].as_slice()));
        assert_eq!(change.before.title, "Welder");
        assert_eq!((job.status, job.needs_enrichment, job.revision), (JobStatus::Active, true, 2));
    }

    #[test]
    fn a_listing_without_a_text_leaves_the_text_as_it_is() {
        let (job, change) =
            active_job().observe(Posting { description: String::new(), ..posting("Welder") }, DateTime::UNIX_EPOCH);
        assert_eq!((job.posting.description.as_str(), change), ("Weld frames.", None));
    }

    #[test]
    fn a_changed_salary_needs_no_new_enrichment() {
        let mut newer = posting("Welder");
        newer.salary = Salary::new(Some("eur"), Some(21.0), None, None);
        let (job, change) = active_job().observe(newer, DateTime::UNIX_EPOCH);
        assert_eq!(change.unwrap().fields, ["salary"]);
        assert!(!job.needs_enrichment);
    }

    #[test]
    fn a_closed_job_that_is_listed_again_is_relisted() {
        let (closed, change) = active_job().close(DateTime::UNIX_EPOCH);
        assert_eq!(change.unwrap().kind, ChangeKind::Closed);
        assert_eq!(closed.clone().close(DateTime::UNIX_EPOCH).1, None, "closing twice changes nothing");
        let (job, change) = closed.observe(posting("Welder"), DateTime::UNIX_EPOCH);
        assert_eq!(change.unwrap().kind, ChangeKind::Relisted);
        assert_eq!((job.status, job.closed_at, job.needs_enrichment), (JobStatus::Processing, None, true));
    }
}
