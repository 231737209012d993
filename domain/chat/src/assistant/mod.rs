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
use domain_model::chat::waiting::WaitingReason;
use domain_model::chat::{ChatMessage, ChatSession, ChatStatus, Reply, Sender};
use domain_model::identity::account::Principal;
use domain_model::matching::skill;
use ports::{Actor, CompletionModel, Database, PortResult};
use tracing::warn;

use dialogue::{Language, Question, escalation};

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

/// What the assistant makes of the newest message.
pub(crate) struct Answer {
    /// `None` when the seeker asks for a person: that one was told is all there is to say.
    pub(crate) reply: Option<Reply>,
    /// Why a person should join, if one should.
    pub(crate) concern: Option<WaitingReason>,
    /// The language of the conversation.
    pub(crate) language: Language,
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

    /// The answer to the newest message of the conversation.
    pub(crate) async fn answer(&self, session: &ChatSession) -> PortResult<Answer> {
        let context = self.context(session).await?;
        let language = escalation::language_of(&context);
        // Who waits already is answered; a second notice would tell them nothing.
        let concern = (session.status == ChatStatus::ActiveAi).then(|| escalation::concern(&context)).flatten();
        let reply = match concern {
            Some(WaitingReason::Asked) => None,
            _ => Some(self.reply(&context).await),
        };
        Ok(Answer { reply, concern, language })
    }

    /// What to say first, by rules: whoever opens a conversation does not wait for a model.
    pub(crate) async fn greeting(&self, session: &ChatSession) -> PortResult<Reply> {
        let content = dialogue::greeting(&self.context(session).await?);
        Ok(Reply { content, generated_by: GeneratedBy::Rules, is_sure: true })
    }

    /// The language in which the session is held.
    pub(crate) async fn language(&self, session: &ChatSession) -> PortResult<Language> {
        let owner = Principal::owner(session.account_id);
        let after = session.last_seq.saturating_sub(LOOK_BACK);
        let mut messages = self.database.read((&owner).into()).chats().messages_after(session, after, u32::MAX).await?;
        messages.retain(|message| message.sender == Sender::User);
        Ok(escalation::language_of(&Context { messages, ..Context::default() }))
    }

    async fn reply(&self, context: &Context) -> Reply {
        if let Some(model) = &self.completions {
            match model::reply(model.as_ref(), context).await {
                Ok(content) => {
                    let generated_by = GeneratedBy::Model(model.name().to_owned());
                    return Reply { content, generated_by, is_sure: true };
                }
                Err(error) => warn!(error = error.chain(), "the model did not answer a message; the rules do"),
            }
        }
        let dialogue::Answer { content, is_sure } = dialogue::answer(context);
        Reply { content, generated_by: GeneratedBy::Rules, is_sure }
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
