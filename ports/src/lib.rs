//! What the domain needs from outside, as traits: the second file to read after the README.
//!
//! Two kinds of port, in a folder per context:
//! - **State** hangs off a [`Database`]: one repository per aggregate, reached through a [`UnitOfWork`] (a transaction)
//!   or through [`Database::read`] (single statements). A new repository is its trait, its `mod` line and its line in
//!   [`for_each_repository`], both below.
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

mod candidates {
    //! Resumes and the files behind them, and profiles of the CV contract.
    pub(crate) mod cv_profiles;
    pub(crate) mod documents;
    pub(crate) mod exchange;
    pub(crate) mod objects;
    pub(crate) mod recognition;
    pub(crate) mod rendering;
    pub(crate) mod resumes;
}
mod catalogue {
    //! Jobs, which of them are the same, their enrichments, who keeps them for later, and who applies.
    pub(crate) mod applications;
    pub(crate) mod clusters;
    pub(crate) mod enrichments;
    pub(crate) mod jobs;
    pub(crate) mod saved_jobs;
}
mod chat {
    //! Chat sessions, and hints between nodes about new messages.
    pub(crate) mod broadcast;
    pub(crate) mod chats;
}
mod identity {
    //! Accounts, sign-ins, second factors, API keys, credits, the audit log, and identity providers elsewhere.
    pub(crate) mod accounts;
    pub(crate) mod api_keys;
    pub(crate) mod audit;
    pub(crate) mod credits;
    pub(crate) mod factors;
    pub(crate) mod linked_identities;
    pub(crate) mod login_sessions;
    pub(crate) mod one_time_tokens;
    pub(crate) mod provider;
    pub(crate) mod social;
}
mod ingestion {
    //! Job sources and the log of runs over them.
    pub(crate) mod scraping_logs;
    pub(crate) mod sources;
}
mod interviews {
    //! Mock interviews and their reviews.
    pub(crate) mod mock_interviews;
}
mod matching {
    //! Embeddings and the vector index.
    pub(crate) mod embeddings;
    pub(crate) mod vectors;
}
mod operations {
    //! Tasks, outbox, schedule, leases, rate limits, idempotency keys, mail and backups.
    pub(crate) mod archive;
    pub(crate) mod cron_runs;
    pub(crate) mod idempotency_keys;
    pub(crate) mod leases;
    pub(crate) mod mail;
    pub(crate) mod mails;
    pub(crate) mod outbox;
    pub(crate) mod rate_limits;
    pub(crate) mod tasks;
}

mod search {
    //! The search index.
    pub(crate) mod index;
}

mod database;
mod error;
mod models;
#[cfg(feature = "mock")]
mod set_clock;
mod system;
mod vault;

/// Every repository, declared once: hands `context { accessor: Trait, … }` to the macro that is named.
///
/// From this list follow [`Repositories`], the exports of this crate, and in the database adapter the implementation of
/// both [`UnitOfWork`] and [`Database::read`] and the tables of a [`Snapshot`]. An accessor is called like the module of
/// its trait here and of its implementation there. Contexts and repositories come after those whose tables theirs refer
/// to: a backup is restored in this order.
#[macro_export]
macro_rules! for_each_repository {
    ($declare:ident) => {
        $declare! {
            identity {
                /// Accounts and their roles.
                accounts: AccountRepository,
                /// Login sessions.
                login_sessions: LoginSessionRepository,
                /// Secrets that work once: links in mails, invitations, tickets.
                one_time_tokens: OneTimeTokenRepository,
                /// Accounts of other issuers by which people sign in here.
                linked_identities: LinkedIdentityRepository,
                /// Second factors and recovery codes.
                factors: FactorRepository,
                /// API keys.
                api_keys: ApiKeyRepository,
                /// The audit log.
                audit: AuditRepository,
                /// The ledger of credits.
                credits: CreditRepository,
            }
            candidates {
                /// Resumes.
                resumes: ResumeRepository,
                /// Profiles of the CV contract.
                cv_profiles: CvProfileRepository,
                /// What the object storage may hold.
                objects: ObjectRepository,
            }
            catalogue {
                /// Jobs and their history.
                jobs: JobRepository,
                /// Which jobs are the same.
                clusters: ClusterRepository,
                /// Enrichments of postings.
                enrichments: EnrichmentRepository,
                /// The jobs that people keep for later.
                saved_jobs: SavedJobRepository,
                /// Applications for jobs.
                applications: ApplicationRepository,
            }
            matching {
                /// Embeddings of jobs and resumes.
                embeddings: EmbeddingRepository,
            }
            chat {
                /// Chat sessions and their messages.
                chats: ChatRepository,
            }
            interviews {
                /// Mock interviews and their reviews.
                mock_interviews: MockInterviewRepository,
            }
            ingestion {
                /// Runs over sources.
                scraping_logs: ScrapingLogRepository,
            }
            operations {
                /// Mail that waits to be sent.
                mails: MailRepository,
                /// The task queue.
                tasks: TaskRepository,
                /// Domain events that wait to be dispatched.
                outbox: OutboxRepository,
                /// Scheduled runs.
                cron_runs: CronRunRepository,
                /// Leases: exclusive rights with a fencing token.
                leases: LeaseRepository,
                /// Counters of rate limits that all nodes share.
                rate_limits: RateLimitRepository,
                /// Requests that came with an `Idempotency-Key`.
                idempotency_keys: IdempotencyKeyRepository,
            }
        }
    };
}

macro_rules! export_repositories {
    ($($context:ident { $($(#[$doc:meta])+ $accessor:ident: $repository:ident,)+ })+) => {
        $($(pub use $context::$accessor::*;)+)+
    };
}

for_each_repository!(export_repositories);

pub use candidates::documents::{DocumentParser, DocumentReading, ObjectStorage};
pub use candidates::exchange::{ExchangeContent, ExchangeFiles, ExchangeReading};
pub use candidates::recognition::TextRecognition;
pub use candidates::rendering::{DocumentRenderer, Typesetting};
pub use candidates::resumes::Purged;
pub use chat::broadcast::{Broadcast, SeqStream};
pub use database::{Actor, Database, Repositories, UnitOfWork};
pub use error::{ContextError, PortError, PortErrorKind, PortResult};
pub use identity::provider::{ClientAccess, IdentityProvider, IssuedTokens, ProviderUser, Refusal, VerifiedToken};
pub use identity::social::{SocialIdentity, SocialLogin, SocialRequest};
pub use ingestion::sources::{
    AcceptedMedia, FetchedPage, JobSource, JobSources, ListingPage, NamedSource, PageFetcher, PageToken,
    UnreadablePosting,
};
pub use matching::vectors::{IndexChange, IndexPosition, Neighbour, VectorIndex};
pub use models::{CompletionModel, CompletionRequest, EmbeddingModel, OutputSchema};
pub use operations::archive::{ArchiveReader, ArchiveWriter, RowSink, RowSource, Snapshot, Snapshots};
pub use operations::mail::{Mail, Mailbox, Mailer, StoredMail};
pub use search::index::{SearchChange, SearchIndex};
pub use system::{Clock, IdGenerator, KeyFile, PasswordHasher, Secret, TokenClaims, TokenPurpose, TokenSigner};
pub use vault::Vault;

#[cfg(feature = "mock")]
pub use {
    candidates::documents::{MockDocumentParser, MockObjectStorage},
    candidates::exchange::MockExchangeFiles,
    candidates::recognition::MockTextRecognition,
    candidates::rendering::MockDocumentRenderer,
    identity::social::MockSocialLogin,
    ingestion::sources::{MockJobSource, MockPageFetcher},
    models::{MockCompletionModel, MockEmbeddingModel},
    operations::mail::MockMailer,
    set_clock::SetClock,
};
