//! The tables, as sea-orm sees them.

pub(crate) mod account;
pub(crate) mod account_role;
pub(crate) mod api_key;
pub(crate) mod audit_entry;
pub(crate) mod chat_message;
pub(crate) mod chat_session;
pub(crate) mod cron_run;
pub(crate) mod enrichment;
pub(crate) mod factor;
pub(crate) mod idempotency_key;
pub(crate) mod job;
pub(crate) mod job_embedding;
pub(crate) mod job_history;
pub(crate) mod linked_identity;
pub(crate) mod login_session;
pub(crate) mod mail;
pub(crate) mod object;
pub(crate) mod one_time_token;
pub(crate) mod outbox;
pub(crate) mod rate_limit;
pub(crate) mod recovery_code;
pub(crate) mod resume;
pub(crate) mod resume_embedding;
pub(crate) mod scraping_log;
pub(crate) mod task;
