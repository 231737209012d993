//! Tasks of class `embed_resume`: computes the embedding of one resume. Each version that comes into use enqueues one.

use std::sync::Arc;

use domain_matching::MatchingService;
use domain_model::candidates::resume::Resume;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{AccountId, TaskId};
use domain_model::kernel::payload::Payload;
use domain_model::operations::event::DomainEvent;
use domain_model::operations::task::{NewTask, TaskClass, TaskKind};
use domain_operations::{Handled, Reaction, TaskHandler};
use ports::{Actor, Clock, Database, IdGenerator, PortResult};

/// Resumes per query.
const BATCH: u32 = 100;

/// The task to embed one version of a resume. At most one task for each version is queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbedResume {
    /// The owner of the resume.
    pub account: AccountId,
    /// The version.
    pub version: u32,
}

impl TaskKind for EmbedResume {
    const CLASS: TaskClass = TaskClass::new("embed_resume");
    /// About half a day with backoff: a model's server may be down for a night.
    const ATTEMPTS: u32 = 20;

    fn payload(&self) -> Payload {
        Payload::of([("account", &self.account), ("version", &self.version)])
    }

    fn from_payload(payload: &Payload) -> Option<Self> {
        Some(Self { account: payload.id("account")?, version: payload.id("version")? })
    }

    fn unique_key(&self) -> Option<String> {
        Some(format!("{}/{}", self.account, self.version))
    }
}

impl Reaction for EmbedResume {
    fn to(event: &DomainEvent) -> Option<Self> {
        match event {
            DomainEvent::ResumeChanged { account, version } => Some(Self { account: *account, version: *version }),
        }
    }
}

/// The handler that embeds resumes.
pub(crate) struct EmbedResumes {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) matching: Arc<MatchingService>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdGenerator>,
}

impl EmbedResumes {
    /// The resume of the task, unless it has its embedding or another version is in use.
    async fn resume(&self, task: &EmbedResume) -> PortResult<Option<Resume>> {
        let owner = Principal::owner(task.account);
        let mut read = self.database.read(Actor::System);
        if read.embeddings().get_resume(&owner, task.account, self.matching.model()).await?.is_some() {
            return Ok(None);
        }
        let resume = read.resumes().current(&owner, task.account).await?;
        Ok(resume.filter(|resume| resume.version == task.version))
    }
}

impl TaskHandler for EmbedResumes {
    type Kind = EmbedResume;

    fn concurrency(&self) -> usize {
        4
    }

    async fn attempt(&self, task: EmbedResume) -> PortResult<Handled> {
        let embedded = match self.resume(&task).await? {
            Some(resume) => Some((self.matching.embed_resume(&resume.text).await?, resume)),
            None => None,
        };
        let mut uow = self.database.begin(Actor::System).await?;
        if let Some((vector, resume)) = embedded {
            // Has no effect when another version is in use by now.
            uow.embeddings().put_resume(&resume, &vector).await?;
        }
        Ok(Handled::done(uow))
    }

    /// Every resume without an embedding of the current model gets a task, even where an earlier task is a dead letter.
    async fn backfill(&self) -> PortResult<u32> {
        let (mut count, mut last) = (0, None);
        loop {
            let mut read = self.database.read(Actor::System);
            let resumes = read.resumes().list_without_embedding(self.matching.model(), last, BATCH).await?;
            let Some(resume) = resumes.last() else { return Ok(count) };
            last = Some(resume.account_id);
            let now = self.clock.now();
            let task = |resume: &Resume| {
                let kind = EmbedResume { account: resume.account_id, version: resume.version };
                NewTask::new(TaskId(self.ids.next()), &kind, now)
            };
            let tasks: Vec<NewTask> = resumes.iter().map(task).collect();
            let mut uow = self.database.begin(Actor::System).await?;
            count += uow.tasks().enqueue(&tasks, now).await?;
            uow.commit().await?;
        }
    }
}
