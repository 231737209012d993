//! The assistant: answers from the job, the resume, the tips and the gaps.
//!
//! The model answers when there is one, the rules when there is none or when it fails; the reply says which.

mod dialogue;
mod model;
mod retrieval;

use std::sync::Arc;

use domain_model::candidates::resume::Resume;
use domain_model::catalogue::enrichment::{Enrichment, GeneratedBy};
use domain_model::catalogue::job::Job;
use domain_model::chat::{ChatMessage, ChatSession, Reply, Sender};
use domain_model::identity::account::Principal;
use domain_model::matching::skill;
use ports::{Actor, CompletionModel, Database, PortResult};
use tracing::warn;

use dialogue::Question;

/// Earlier messages that the assistant reads.
const LOOK_BACK: u64 = 10;

/// The context of an answer.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// The job the conversation is about.
    pub(crate) job: Option<Job>,
    /// Another job of the owner's conversations, when two are to be compared.
    pub(crate) other_job: Option<Job>,
    /// Tips and questions for that job.
    pub(crate) enrichment: Option<Enrichment>,
    /// The owner's resume.
    pub(crate) resume: Option<Resume>,
    /// The last messages, in order; the last one is the question.
    pub(crate) messages: Vec<ChatMessage>,
}

impl Context {
    /// The question.
    pub(crate) fn question(&self) -> &str {
        self.messages.last().map_or("", |message| message.content.as_str())
    }

    /// What the owner said before the question, the last first.
    pub(crate) fn earlier_questions(&self) -> impl Iterator<Item = &str> {
        let before = self.messages.iter().rev().skip(1).filter(|message| message.sender == Sender::User);
        before.map(|message| message.content.as_str())
    }

    /// Skills the job names and the resume does not show.
    pub(crate) fn missing_skills(&self) -> Vec<String> {
        let resume_skills = self.resume.as_ref().map_or(&[][..], |resume| resume.skills.as_slice());
        self.job.as_ref().map_or_else(Vec::new, |job| skill::missing(&job.skills, resume_skills))
    }

    /// Skills the job names and the resume shows.
    pub(crate) fn shared_skills(&self) -> Vec<String> {
        let missing = self.missing_skills();
        let job_skills = self.job.as_ref().map_or(&[][..], |job| job.skills.as_slice());
        job_skills.iter().filter(|name| !missing.contains(name)).cloned().collect()
    }
}

/// The assistant.
pub(crate) struct Assistant {
    database: Arc<dyn Database>,
    completions: Option<Arc<dyn CompletionModel>>,
}

impl Assistant {
    pub(crate) fn new(database: Arc<dyn Database>, completions: Option<Arc<dyn CompletionModel>>) -> Self {
        Self { database, completions }
    }

    /// The reply to the newest message of the conversation.
    pub(crate) async fn reply(&self, session: &ChatSession) -> PortResult<Reply> {
        let context = self.context(session).await?;
        if let Some(model) = &self.completions {
            match model::reply(model.as_ref(), &context).await {
                Ok(content) => {
                    return Ok(Reply { content, generated_by: GeneratedBy::Model(model.name().to_owned()) });
                }
                Err(error) => warn!(error = error.chain(), "the model did not answer a message; the rules do"),
            }
        }
        Ok(Reply { content: dialogue::reply(&context), generated_by: GeneratedBy::Rules })
    }

    /// Reads everything as the owner of the session, so that no other resume can get into a reply.
    async fn context(&self, session: &ChatSession) -> PortResult<Context> {
        let owner = Principal::owner(session.account_id);
        let mut read = self.database.read((&owner).into());
        let after = session.awaiting_seq.saturating_sub(LOOK_BACK);
        let limit = u32::try_from(session.awaiting_seq - after).unwrap_or(u32::MAX);
        let messages = read.chats().messages_after(session, after, limit).await?;
        let resume = read.resumes().current(&owner, session.account_id).await?;
        let mut context = Context { resume, messages, ..Context::default() };
        let mut others = Vec::new();
        if Question::read(context.question(), context.earlier_questions()).compares() {
            let own = read.chats().list_own(session.account_id).await?;
            others = own.iter().filter_map(|other| other.job_id).filter(|id| Some(*id) != session.job_id).collect();
        }
        // The job may be closed by now, but can still be discussed.
        let mut catalogue = self.database.read(Actor::Public);
        if let Some(job_id) = session.job_id {
            context.job = catalogue.jobs().get(job_id).await?;
            context.enrichment = catalogue.enrichments().get_for_job(job_id).await?;
        }
        for job_id in others.into_iter().take(if context.job.is_some() { 1 } else { 2 }) {
            let job = catalogue.jobs().get(job_id).await?;
            let slot = if context.job.is_none() { &mut context.job } else { &mut context.other_job };
            *slot = job;
        }
        Ok(context)
    }
}
