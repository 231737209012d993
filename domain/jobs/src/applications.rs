//! Applications: sent once for each seeker and job, with a copy of what was sent, and changed in steps that stay in their
//! history.

use std::collections::HashMap;
use std::sync::Arc;

use domain_model::catalogue::application::{
    Application, ApplicationChange, ApplicationRefusal, ApplicationStatus, ApplicationTransition, ApplicationUpdate,
    Screening, SentApplication,
};
use domain_model::catalogue::job::{Job, JobStatus, JobSummary};
use domain_model::identity::account::Principal;
use domain_model::ingestion::SourceKey;
use domain_model::kernel::error::ErrorKind;
use domain_model::kernel::id::{AccountId, ApplicationId, JobId};
use domain_model::kernel::page::{Page, PageRequest};
use ports::{
    Actor, ApplicationFilter, ApplicationKey, Clock, ContextError, Database, FeedKey, IdGenerator, PortError,
    PortErrorKind, PortResult, Repositories, UnitOfWork,
};
use sha2::{Digest, Sha256};

/// An error about applications.
#[derive(Debug, thiserror::Error)]
pub enum ApplicationError {
    /// There is none with this id that the principal may see.
    #[error("there is no such application")]
    NotFound,
    /// The job does not exist.
    #[error("there is no such job")]
    JobNotFound,
    /// Nobody is looked for any more.
    #[error("the job is closed; nobody can apply for it any more")]
    JobClosed,
    /// The account that has posted the job decides.
    #[error("the employer decides about this application; you may withdraw it, or add a note")]
    DecidedByEmployer,
    /// The application does not change in this way.
    #[error(transparent)]
    Refused(#[from] ApplicationRefusal),
    /// The application was changed at the same time.
    #[error("the application was changed at the same time; reload it")]
    ChangedConcurrently,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContextError for ApplicationError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound | Self::JobNotFound => ErrorKind::NotFound,
            Self::DecidedByEmployer | Self::Refused(ApplicationRefusal::NotYours) => ErrorKind::Forbidden,
            Self::Refused(ApplicationRefusal::NoteTooLong | ApplicationRefusal::Nothing) => ErrorKind::Validation,
            Self::JobClosed | Self::Refused(_) | Self::ChangedConcurrently => ErrorKind::Conflict,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}

/// The result of an operation on applications.
pub type ApplicationResult<T> = Result<T, ApplicationError>;

/// An application with its job.
#[derive(Debug)]
pub struct ApplicationForJob {
    /// The application.
    pub application: Application,
    /// The job as it is now.
    pub job: JobSummary,
    /// The account that has posted the job here and decides. `None` when the seeker notes what an employer elsewhere decides.
    pub employer: Option<AccountId>,
}

/// An application with its job and its history.
#[derive(Debug, Clone)]
pub struct ApplicationDetails {
    /// The application.
    pub application: Application,
    /// The job as it is now.
    pub job: JobSummary,
    /// The account that has posted the job here and decides. `None` when the seeker notes what an employer elsewhere decides.
    pub employer: Option<AccountId>,
    /// What has happened, oldest first.
    pub history: Vec<ApplicationChange>,
}

/// A job that the principal has posted.
#[derive(Debug)]
pub struct PostedJob {
    /// The job.
    pub job: Job,
    /// How many have applied and not withdrawn.
    pub applications: u32,
}

/// Applications, for seekers and for those who have posted the jobs.
pub struct ApplicationService {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
}

impl ApplicationService {
    /// The service on these ports.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>, ids: Arc<dyn IdGenerator>) -> Self {
        Self { database, clock, ids }
    }

    /// Applies for a job. Whoever has applied already gets that application, unless it was withdrawn: then it is sent anew.
    /// `screening` is how a version of the resume fits, with the version; without it the version in use is sent.
    pub async fn apply(
        &self,
        seeker: &Principal,
        job: JobId,
        screening: Option<(u32, Screening)>,
    ) -> ApplicationResult<ApplicationDetails> {
        let (version, screening) = screening.unzip();
        let mut uow = self.database.begin(seeker.into()).await?;
        let job = uow.jobs().get(job).await?.ok_or(ApplicationError::JobNotFound)?;
        let existing = uow.applications().find(seeker, job.id).await?;
        if let Some(existing) = existing.as_ref().filter(|existing| !existing.is_withdrawn()) {
            return details(uow.as_mut(), seeker, existing.id).await;
        }
        if job.status == JobStatus::Closed {
            return Err(ApplicationError::JobClosed);
        }
        let (sent, now) = (sent(uow.as_mut(), seeker, &job, version).await?, self.clock.now());
        let again = existing.and_then(|existing| existing.submit_again(sent.clone(), screening.clone(), now));
        let application = if let Some((application, change)) = again {
            store(uow.as_mut(), &application, &change).await?;
            application
        } else {
            let id = ApplicationId(self.ids.next());
            let (application, first) = Application::submit(id, seeker.account_id, job.id, sent, screening, now);
            let inserted = uow.applications().insert(&application, &first).await;
            match inserted {
                // The same seeker, at the same time: this one was later.
                Err(error) if error.kind == PortErrorKind::Conflict => {
                    let other =
                        uow.applications().find(seeker, job.id).await?.ok_or(ApplicationError::ChangedConcurrently)?;
                    return details(uow.as_mut(), seeker, other.id).await;
                }
                inserted => inserted?,
            }
            application
        };
        let history = uow.applications().history(&application).await?;
        uow.commit().await?;
        Ok(ApplicationDetails { application, employer: job.source.poster(), job: job.summary(), history })
    }

    /// The seeker's own applications, last sent first.
    pub async fn list(
        &self,
        seeker: &Principal,
        filter: ApplicationFilter,
        page: PageRequest<ApplicationKey>,
    ) -> ApplicationResult<Page<ApplicationForJob, ApplicationKey>> {
        let applications = self.database.read(seeker.into()).applications().list(seeker, filter, page).await?;
        let ids: Vec<JobId> = applications.items.iter().map(|application| application.job_id).collect();
        let jobs = self.database.read(Actor::Public).jobs().list_by_ids(&ids).await?;
        let mut jobs: HashMap<JobId, Job> = jobs.into_iter().map(|job| (job.id, job)).collect();
        let items = applications.items.into_iter().filter_map(|application| {
            let job = jobs.remove(&application.job_id)?;
            Some(ApplicationForJob { application, employer: job.source.poster(), job: job.summary() })
        });
        Ok(Page { items: items.collect(), next: applications.next })
    }

    /// An application with its history: one's own, one for a job that the principal has posted, or any for an administrator.
    pub async fn get(&self, principal: &Principal, id: ApplicationId) -> ApplicationResult<ApplicationDetails> {
        details(self.database.read(principal.into()).as_mut(), principal, id).await
    }

    /// The seeker takes an application back. Doing it twice is doing it once.
    pub async fn withdraw(
        &self,
        seeker: &Principal,
        id: ApplicationId,
        note: Option<&str>,
    ) -> ApplicationResult<ApplicationDetails> {
        let now = self.clock.now();
        let withdraw = |current: &ApplicationDetails| {
            require_seeker(current, seeker)?;
            Ok(current.application.clone().withdraw(note, now)?)
        };
        let withdrawn = self.change(seeker, id, &|_| true, withdraw).await?;
        Ok(withdrawn.expect("every version may be withdrawn"))
    }

    /// The seeker notes how far an application has come. `None` when it is not as expected.
    pub async fn track(
        &self,
        seeker: &Principal,
        id: ApplicationId,
        update: &ApplicationUpdate,
        is_expected: &(dyn Fn(&ApplicationDetails) -> bool + Sync),
    ) -> ApplicationResult<Option<ApplicationDetails>> {
        let now = self.clock.now();
        let track = |current: &ApplicationDetails| {
            require_seeker(current, seeker)?;
            let is_decision = update.status.is_some_and(|status| status != current.application.status);
            if is_decision && current.employer.is_some() {
                return Err(ApplicationError::DecidedByEmployer);
            }
            Ok(current.application.clone().track(update, now)?)
        };
        self.change(seeker, id, is_expected, track).await
    }

    /// The jobs that the principal has posted, first seen last first, with how many have applied.
    pub async fn posted_jobs(
        &self,
        provider: &Principal,
        page: PageRequest<FeedKey>,
    ) -> ApplicationResult<Page<PostedJob, FeedKey>> {
        let source = SourceKey::posted_by(provider.account_id);
        let jobs = self.database.read(Actor::Public).jobs().list_of_source(&source, page).await?;
        let ids: Vec<JobId> = jobs.items.iter().map(|job| job.id).collect();
        let counts = self.database.read(provider.into()).applications().count_for_jobs(provider, &ids).await?;
        let counts: HashMap<JobId, u32> = counts.into_iter().collect();
        Ok(jobs.map(|job| PostedJob { applications: counts.get(&job.id).copied().unwrap_or_default(), job }))
    }

    /// The applications for a job that the principal has posted; for an administrator, for any job.
    pub async fn applicants(
        &self,
        provider: &Principal,
        job: JobId,
        status: Option<ApplicationStatus>,
        page: PageRequest<ApplicationKey>,
    ) -> ApplicationResult<Page<ApplicationForJob, ApplicationKey>> {
        let job = self.database.read(Actor::Public).jobs().get(job).await?;
        let is_managed = |job: &Job| provider.role.is_admin() || job.source.poster() == Some(provider.account_id);
        let job = job.filter(is_managed).ok_or(ApplicationError::JobNotFound)?;
        let mut read = self.database.read(provider.into());
        let applications = read.applications().list_applicants(provider, job.id, status, page).await?;
        let (employer, job) = (job.source.poster(), job.summary());
        Ok(applications.map(|application| ApplicationForJob { application, job: job.clone(), employer }))
    }

    /// The account that has posted the job decides about an application. `None` when it is not as expected.
    pub async fn decide(
        &self,
        provider: &Principal,
        id: ApplicationId,
        update: &ApplicationUpdate,
        is_expected: &(dyn Fn(&ApplicationDetails) -> bool + Sync),
    ) -> ApplicationResult<Option<ApplicationDetails>> {
        let now = self.clock.now();
        let decide = |current: &ApplicationDetails| {
            require_employer(current, provider)?;
            Ok(current.application.clone().decide(update, now)?)
        };
        self.change(provider, id, is_expected, decide).await
    }

    /// The account that has posted the job takes an application a step further.
    pub async fn promote(&self, provider: &Principal, id: ApplicationId) -> ApplicationResult<ApplicationDetails> {
        let now = self.clock.now();
        let promote = |current: &ApplicationDetails| {
            require_employer(current, provider)?;
            let next = current.application.promotion()?;
            Ok(current.application.clone().decide(&next, now)?)
        };
        let promoted = self.change(provider, id, &|_| true, promote).await?;
        Ok(promoted.expect("every version may be promoted"))
    }

    /// The account that has posted the job decides against an application. Doing it twice is doing it once.
    pub async fn reject(&self, provider: &Principal, id: ApplicationId) -> ApplicationResult<ApplicationDetails> {
        let rejection = ApplicationUpdate { status: Some(ApplicationStatus::Rejected), note: None };
        let rejected = self.decide(provider, id, &rejection, &|_| true).await?;
        Ok(rejected.expect("every version may be rejected"))
    }

    async fn change(
        &self,
        principal: &Principal,
        id: ApplicationId,
        is_expected: &(dyn Fn(&ApplicationDetails) -> bool + Sync),
        decide: impl FnOnce(&ApplicationDetails) -> ApplicationResult<Option<ApplicationTransition>> + Send,
    ) -> ApplicationResult<Option<ApplicationDetails>> {
        let mut uow = self.database.begin(principal.into()).await?;
        let current = details(uow.as_mut(), principal, id).await?;
        let decided = decide(&current)?;
        if !is_expected(&current) {
            return Ok(None);
        }
        let Some((application, change)) = decided else { return Ok(Some(current)) };
        store(uow.as_mut(), &application, &change).await?;
        uow.commit().await?;
        let history = current.history.iter().cloned().chain([change]).collect();
        Ok(Some(ApplicationDetails { application, history, ..current }))
    }
}

/// An application with its job and its history.
async fn details<R: Repositories + ?Sized>(
    repositories: &mut R,
    principal: &Principal,
    id: ApplicationId,
) -> ApplicationResult<ApplicationDetails> {
    let application = repositories.applications().get(principal, id).await?.ok_or(ApplicationError::NotFound)?;
    let history = repositories.applications().history(&application).await?;
    let job = repositories.jobs().get(application.job_id).await?.ok_or(ApplicationError::JobNotFound)?;
    Ok(ApplicationDetails { application, employer: job.source.poster(), job: job.summary(), history })
}

// Administrators, and the other party, see an application and do not change it.

fn require_seeker(details: &ApplicationDetails, principal: &Principal) -> ApplicationResult<()> {
    if details.application.account_id == principal.account_id { Ok(()) } else { Err(ApplicationError::NotFound) }
}

fn require_employer(details: &ApplicationDetails, principal: &Principal) -> ApplicationResult<()> {
    if details.employer == Some(principal.account_id) { Ok(()) } else { Err(ApplicationError::NotFound) }
}

/// Stores a change. Of two concurrent ones the second fails with [`ApplicationError::ChangedConcurrently`].
async fn store(
    uow: &mut dyn UnitOfWork,
    application: &Application,
    change: &ApplicationChange,
) -> ApplicationResult<()> {
    match uow.applications().update(application, change).await {
        Err(error) if error.kind == PortErrorKind::Conflict => Err(ApplicationError::ChangedConcurrently),
        stored => Ok(stored?),
    }
}

/// What the seeker sends, as it is now.
async fn sent(
    uow: &mut dyn UnitOfWork,
    seeker: &Principal,
    job: &Job,
    version: Option<u32>,
) -> PortResult<SentApplication> {
    let account = uow.accounts().get(seeker, seeker.account_id).await?.ok_or(PortErrorKind::NotFound)?;
    let resume = match version {
        Some(version) => uow.resumes().get(seeker, seeker.account_id, version).await?,
        None => uow.resumes().current(seeker, seeker.account_id).await?,
    };
    let (resume_version, resume_text) = resume.map(|resume| (resume.version, resume.text)).unzip();
    let mut digest = Sha256::new();
    digest.update(&job.posting.title);
    digest.update("\n");
    digest.update(&job.posting.description);
    Ok(SentApplication {
        full_name: account.full_name,
        email: account.email.as_str().to_owned(),
        resume_version,
        resume_text,
        job_revision: job.revision,
        posting_digest: hex::encode(digest.finalize()),
    })
}
