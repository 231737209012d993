//! One repository per aggregate. Each borrows a connection or a transaction for as long as it is used.

mod accounts;
mod chats;
mod cron_runs;
mod embeddings;
mod enrichments;
mod idempotency_keys;
mod jobs;
mod leases;
mod login_sessions;
mod objects;
mod outbox;
mod rate_limits;
mod resumes;
mod scraping_logs;
mod tasks;

pub(crate) use accounts::Accounts;
pub(crate) use chats::Chats;
pub(crate) use cron_runs::CronRuns;
pub(crate) use embeddings::Embeddings;
pub(crate) use enrichments::Enrichments;
pub(crate) use idempotency_keys::IdempotencyKeys;
pub(crate) use jobs::{Jobs, feed};
pub(crate) use leases::Leases;
pub(crate) use login_sessions::LoginSessions;
pub(crate) use objects::Objects;
pub(crate) use outbox::Outbox;
pub(crate) use rate_limits::RateLimits;
pub(crate) use resumes::Resumes;
pub(crate) use scraping_logs::ScrapingLogs;
pub(crate) use tasks::Tasks;
