//! Applications for jobs.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::application::{Application, ApplicationChange, ApplicationStatus};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{ApplicationId, JobId};
use domain_model::kernel::page::{Page, PageRequest};

use crate::PortResult;

/// The sort key of applications: when the application was first sent, and its id.
pub type ApplicationKey = (DateTime<Utc>, ApplicationId);

/// Which applications are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ApplicationFilter {
    /// Those that have come so far.
    pub status: Option<ApplicationStatus>,
    /// Those for this job.
    pub job: Option<JobId>,
}

/// Applications with their histories. Nothing here deletes one; it goes with its seeker's account.
#[async_trait]
pub trait ApplicationRepository: Send {
    /// Adds an application with the first entry of its history. `Conflict` when its seeker has applied for the job already;
    /// nothing is written then, and the unit of work stays usable.
    async fn insert(&mut self, application: &Application, first: &ApplicationChange) -> PortResult<()>;

    /// Stores the next state and appends the change to the history. `Conflict` when the application has another revision by
    /// now; the unit of work is unusable then.
    async fn update(&mut self, application: &Application, change: &ApplicationChange) -> PortResult<()>;

    /// An application, if the principal may see it: the seeker's own, one for a job that the principal has posted, or any for an
    /// administrator.
    async fn get(&mut self, principal: &Principal, id: ApplicationId) -> PortResult<Option<Application>>;

    /// The seeker's own application for a job.
    async fn find(&mut self, seeker: &Principal, job: JobId) -> PortResult<Option<Application>>;

    /// The seeker's own applications, last sent first.
    async fn list(
        &mut self,
        seeker: &Principal,
        filter: ApplicationFilter,
        page: PageRequest<ApplicationKey>,
    ) -> PortResult<Page<Application, ApplicationKey>>;

    /// The applications for a job that the principal has posted, last sent first; for an administrator, for any job. Empty for
    /// everybody else. Those that were withdrawn are left out.
    async fn list_applicants(
        &mut self,
        principal: &Principal,
        job: JobId,
        status: Option<ApplicationStatus>,
        page: PageRequest<ApplicationKey>,
    ) -> PortResult<Page<Application, ApplicationKey>>;

    /// The number of applications for each of the jobs that has any, as the principal may see them. Those that were withdrawn are
    /// left out.
    async fn count_for_jobs(&mut self, principal: &Principal, jobs: &[JobId]) -> PortResult<Vec<(JobId, u32)>>;

    /// The history of an application, oldest first.
    async fn history(&mut self, application: &Application) -> PortResult<Vec<ApplicationChange>>;
}
