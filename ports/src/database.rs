//! Where aggregates live.

use async_trait::async_trait;
use domain_model::identity::account::Principal;

use crate::{
    AccountRepository, ApiKeyRepository, AuditRepository, ChatRepository, CronRunRepository, EmbeddingRepository,
    EnrichmentRepository, FactorRepository, IdempotencyKeyRepository, JobRepository, LeaseRepository,
    LinkedIdentityRepository, LoginSessionRepository, MailRepository, ObjectRepository, OneTimeTokenRepository,
    OutboxRepository, PortResult, RateLimitRepository, ResumeRepository, ScrapingLogRepository, TaskRepository,
};

/// On whose behalf the database is asked. Repositories check what a principal may see; a database that can hold rows back
/// by itself (row-level security) checks it a second time, for this actor. Nobody is privileged by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Anybody: sees what is public.
    Public,
    /// A person who has signed in.
    Person(Principal),
    /// The program itself, where no person asks: signing in, ingesting, answering, keeping house.
    System,
}

impl From<&Principal> for Actor {
    fn from(principal: &Principal) -> Self {
        Self::Person(*principal)
    }
}

/// Where aggregates live. One [`UnitOfWork`] is one transaction.
#[async_trait]
pub trait Database: Send + Sync {
    /// Begins a transaction that may write. Waits a few seconds at most, then `Unavailable`.
    ///
    /// Hold it briefly and never across a call to the outside: read, drop, ask the model, begin, write, commit.
    async fn begin(&self, actor: Actor) -> PortResult<Box<dyn UnitOfWork>>;

    /// The repositories without a transaction: every method sees the newest committed state. For reads only.
    fn read(&self, actor: Actor) -> Box<dyn Repositories>;

    /// Answers while the database does. `Invalid` when its schema is older than this program.
    async fn ping(&self) -> PortResult<()>;
}

/// Changes that become visible together or not at all. Dropped without `commit`, they are undone.
#[async_trait]
pub trait UnitOfWork: Repositories {
    /// Returns once the changes are on disk.
    async fn commit(self: Box<Self>) -> PortResult<()>;
}

/// One repository per aggregate.
pub trait Repositories: Send {
    /// Accounts.
    fn accounts(&mut self) -> Box<dyn AccountRepository + '_>;
    /// Accounts elsewhere by which people sign in here.
    fn linked_identities(&mut self) -> Box<dyn LinkedIdentityRepository + '_>;
    /// Second factors.
    fn factors(&mut self) -> Box<dyn FactorRepository + '_>;
    /// Secrets that work once.
    fn one_time_tokens(&mut self) -> Box<dyn OneTimeTokenRepository + '_>;
    /// Keys for programs.
    fn api_keys(&mut self) -> Box<dyn ApiKeyRepository + '_>;
    /// What was done with accounts and rights.
    fn audit(&mut self) -> Box<dyn AuditRepository + '_>;
    /// Mail that waits to be sent.
    fn mails(&mut self) -> Box<dyn MailRepository + '_>;
    /// Sign-ins.
    fn login_sessions(&mut self) -> Box<dyn LoginSessionRepository + '_>;
    /// Seekers' resumes.
    fn resumes(&mut self) -> Box<dyn ResumeRepository + '_>;
    /// The catalogue.
    fn jobs(&mut self) -> Box<dyn JobRepository + '_>;
    /// What was worked out about texts.
    fn enrichments(&mut self) -> Box<dyn EnrichmentRepository + '_>;
    /// Vectors of jobs and resumes.
    fn embeddings(&mut self) -> Box<dyn EmbeddingRepository + '_>;
    /// Conversations.
    fn chats(&mut self) -> Box<dyn ChatRepository + '_>;
    /// Runs over sources.
    fn scraping_logs(&mut self) -> Box<dyn ScrapingLogRepository + '_>;
    /// What the object storage may hold.
    fn objects(&mut self) -> Box<dyn ObjectRepository + '_>;
    /// Rights to do something alone.
    fn leases(&mut self) -> Box<dyn LeaseRepository + '_>;
    /// What is to be done beside the requests.
    fn tasks(&mut self) -> Box<dyn TaskRepository + '_>;
    /// What has happened, and waits to be told.
    fn outbox(&mut self) -> Box<dyn OutboxRepository + '_>;
    /// What came by the clock.
    fn cron_runs(&mut self) -> Box<dyn CronRunRepository + '_>;
    /// How often something was done lately.
    fn rate_limits(&mut self) -> Box<dyn RateLimitRepository + '_>;
    /// Requests that came with a key.
    fn idempotency_keys(&mut self) -> Box<dyn IdempotencyKeyRepository + '_>;
}
