//! The tasks of class `embed_resume`: the vector of one resume.

use std::sync::Arc;

use domain_matching::MatchingService;
use domain_model::candidates::resume::Resume;
use domain_model::identity::account::{Principal, Role};
use domain_model::kernel::id::TaskId;
use domain_model::operations::task::{NewTask, Task, TaskClass};
use futures_util::future::BoxFuture;
use ports::{Actor, Clock, Database, IdGenerator, PortResult};

use domain_operations::{Attempted, TaskHandler, Verdict};

/// Resumes looked at in one go.
const BATCH: u32 = 100;

/// Embeds resumes.
pub struct EmbedResumes {
    database: Arc<dyn Database>,
    matching: Arc<MatchingService>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
}

impl EmbedResumes {
    /// The handler on this service and these ports.
    pub fn new(
        database: Arc<dyn Database>,
        matching: Arc<MatchingService>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
    ) -> Self {
        Self { database, matching, clock, ids }
    }

    /// Sees to it that every resume without a vector has a task: also those whose vectors another model made, and those
    /// whose task was given up. Once at every start. Answers how many tasks are new.
    pub async fn require_tasks(&self) -> PortResult<u32> {
        let (mut count, mut last) = (0, None);
        loop {
            let mut read = self.database.read(Actor::System);
            let resumes = read.resumes().list_without_embedding(self.matching.model(), last, BATCH).await?;
            let Some(resume) = resumes.last() else { return Ok(count) };
            last = Some(resume.account_id);
            let now = self.clock.now();
            let task = |resume: &Resume| {
                NewTask::embed_resume(TaskId(self.ids.next()), resume.account_id, &resume.object_key, now)
            };
            let tasks: Vec<NewTask> = resumes.iter().map(task).collect();
            let mut uow = self.database.begin(Actor::System).await?;
            count += uow.tasks().enqueue(&tasks, now).await?;
            uow.commit().await?;
        }
    }

    /// The resume that the task is about, unless it has its vector, or there is a newer one by now.
    async fn resume(&self, task: &Task) -> PortResult<Option<Resume>> {
        let Some(account_id) = task.account() else { return Ok(None) };
        let owner = Principal { account_id, role: Role::Seeker };
        let mut read = self.database.read(Actor::System);
        if read.embeddings().get_resume(&owner, account_id, self.matching.model()).await?.is_some() {
            return Ok(None);
        }
        let resume = read.resumes().get(&owner, account_id).await?;
        Ok(resume.filter(|resume| task.is_about(resume)))
    }
}

impl TaskHandler for EmbedResumes {
    fn class(&self) -> TaskClass {
        TaskClass::EmbedResume
    }

    fn attempt<'a>(&'a self, task: &'a Task) -> BoxFuture<'a, PortResult<Attempted>> {
        Box::pin(async move {
            let embedded = match self.resume(task).await? {
                Some(resume) => Some((self.matching.embed_resume(&resume.text).await?, resume)),
                None => None,
            };
            let mut uow = self.database.begin(Actor::System).await?;
            if let Some((vector, resume)) = embedded {
                // Whoever replaced the resume meanwhile dropped its vectors; this one would be of the old text.
                uow.embeddings().put_resume(&resume, &vector).await?;
            }
            Ok(Attempted { uow, verdict: Verdict::Done })
        })
    }
}
