//! What the domain needs from outside, as traits: the second file to read after the README.
//!
//! Two kinds of port:
//! - **State** hangs off a [`Database`]: one repository per aggregate, reached through a [`UnitOfWork`] (a transaction)
//!   or through [`Database::read`] (single statements).
//! - **Capabilities** are one small trait each, named by role: [`CompletionModel`], [`ObjectStorage`], [`Clock`] …
//!
//! Promises that hold for every port:
//! - Absence is `Ok(None)` or an empty list, never an error. Inserting what is there already is
//!   [`PortErrorKind::Conflict`].
//! - A method promises an outcome, not steps. Where nothing else is said, doing it twice is the same as doing it once.
//! - A failure is a [`PortError`] whose kind says what the caller can do about it. Nothing panics because of what the
//!   outside sent.
//! - Dropping a future abandons the work and leaves nothing half done.
//! - Methods that read a person's data take the [`Principal`](domain_model::identity::account::Principal) who asks and answer
//!   `None` for what that principal may not see.

mod archive;
mod broadcast;
mod database;
mod documents;
mod error;
mod identity;
mod mail;
mod models;
mod repositories;
#[cfg(feature = "mock")]
mod set_clock;
mod social;
mod sources;
mod system;
mod vault;
mod vectors;

pub use archive::{ArchiveReader, ArchiveWriter, RowSink, RowSource, Snapshot, Snapshots};
pub use broadcast::{Broadcast, SeqStream};
pub use database::{Actor, Database, Repositories, UnitOfWork};
pub use documents::{DocumentParser, DocumentReading, ObjectStorage};
pub use error::{PortError, PortErrorKind, PortResult};
pub use identity::{IdentityProvider, IssuedTokens, Person, Refusal, TokenHolder};
pub use mail::{KeptMail, Mail, Mailbox, Mailer};
pub use models::{CompletionModel, CompletionRequest, EmbeddingModel, OutputSchema};
pub use repositories::accounts::{AccountRepository, Credentials};
pub use repositories::api_keys::ApiKeyRepository;
pub use repositories::audit::AuditRepository;
pub use repositories::chats::{ChatFilter, ChatKey, ChatRepository, ChatSessionSummary};
pub use repositories::cron_runs::CronRunRepository;
pub use repositories::embeddings::EmbeddingRepository;
pub use repositories::enrichments::EnrichmentRepository;
pub use repositories::factors::FactorRepository;
pub use repositories::idempotency_keys::{IdempotencyKeyRepository, KeptAnswer, KeyClaim, KeyedRequest};
pub use repositories::jobs::{EnrichedJob, FeedKey, FeedPage, FeedStart, JobFeed, JobRepository};
pub use repositories::leases::LeaseRepository;
pub use repositories::linked_identities::LinkedIdentityRepository;
pub use repositories::login_sessions::LoginSessionRepository;
pub use repositories::mails::{MailRepository, SealedMail};
pub use repositories::objects::ObjectRepository;
pub use repositories::one_time_tokens::{OneTimeToken, OneTimeTokenRepository, SecretHash};
pub use repositories::outbox::OutboxRepository;
pub use repositories::rate_limits::{Allowance, Counted, RateLimitRepository};
pub use repositories::resumes::ResumeRepository;
pub use repositories::scraping_logs::{ScrapingLogKey, ScrapingLogRepository};
pub use repositories::tasks::{TaskClaim, TaskFilter, TaskRepository};
pub use social::{SocialIdentity, SocialLogin, SocialRequest};
pub use sources::{
    AcceptedMedia, FetchedPage, JobSource, JobSources, ListingPage, NamedSource, PageFetcher, PageToken,
    UnreadablePosting,
};
pub use system::{Clock, IdGenerator, KeyFile, PasswordHasher, Secret, TokenClaims, TokenPurpose, TokenSigner};
pub use vault::Vault;
pub use vectors::{IndexChange, IndexPosition, Neighbour, VectorIndex};

#[cfg(feature = "mock")]
pub use {
    documents::{MockDocumentParser, MockObjectStorage},
    mail::MockMailer,
    models::{MockCompletionModel, MockEmbeddingModel},
    set_clock::SetClock,
    social::MockSocialLogin,
    sources::{MockJobSource, MockPageFetcher},
};
