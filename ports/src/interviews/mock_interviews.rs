//! Mock interviews and their reviews.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::Principal;
use domain_model::interviews::{InterviewStatus, MockInterview};
use domain_model::kernel::id::{AccountId, MockInterviewId};
use domain_model::kernel::page::{Page, PageRequest};

use crate::PortResult;

/// The sort key of mock interviews: when the interview began, and its id.
pub type MockInterviewKey = (DateTime<Utc>, MockInterviewId);

/// A filter for lists of mock interviews. Empty, it selects all.
#[derive(Debug, Clone, Default)]
pub struct MockInterviewFilter {
    /// Interviews of this account only.
    pub owner: Option<AccountId>,
    /// Interviews in this state only.
    pub status: Option<InterviewStatus>,
    /// Only where this text, in any case, is part of the seeker's name or address, the job's title or its company.
    pub search: Option<String>,
}

/// A mock interview with whom and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MockInterviewRecord {
    /// The interview.
    pub interview: MockInterview,
    /// The seeker's email address.
    pub user_email: String,
    /// The seeker's name.
    pub user_full_name: Option<String>,
    /// The title of the job.
    pub job_title: Option<String>,
    /// The employer of the job.
    pub job_company: Option<String>,
}

/// Mock interviews. A seeker sees their own, an administrator all.
#[async_trait]
pub trait MockInterviewRepository: Send {
    /// Adds an interview.
    async fn insert(&mut self, interview: &MockInterview) -> PortResult<()>;

    /// The interview, if the principal may see it.
    async fn get(&mut self, principal: &Principal, id: MockInterviewId) -> PortResult<Option<MockInterviewRecord>>;

    /// The interview, if the principal may see it, locked against other writers until the unit of work ends.
    async fn lock(&mut self, principal: &Principal, id: MockInterviewId) -> PortResult<Option<MockInterview>>;

    /// Updates an interview, without its review.
    async fn update(&mut self, interview: &MockInterview) -> PortResult<()>;

    /// Stores the review of an interview. Without one, nothing happens.
    async fn put_review(&mut self, interview: &MockInterview) -> PortResult<()>;

    /// The interviews that the principal may see, last begun first.
    async fn list(
        &mut self,
        principal: &Principal,
        filter: &MockInterviewFilter,
        page: PageRequest<MockInterviewKey>,
    ) -> PortResult<Page<MockInterviewRecord, MockInterviewKey>>;
}
