//! One module per aggregate: its tables as sea-orm entities, and `Repository`, which implements the port of the same
//! name on a borrowed connection or transaction. `TABLES` lists the tables that a backup includes.

pub(crate) mod accounts;
pub(crate) mod api_keys;
pub(crate) mod applications;
pub(crate) mod audit;
pub(crate) mod chats;
pub(crate) mod clusters;
pub(crate) mod credits;
pub(crate) mod cron_runs;
pub(crate) mod cv_profiles;
pub(crate) mod embeddings;
pub(crate) mod enrichments;
pub(crate) mod factors;
pub(crate) mod idempotency_keys;
pub(crate) mod jobs;
mod keyset;
pub(crate) mod leases;
pub(crate) mod linked_identities;
pub(crate) mod login_sessions;
pub(crate) mod mails;
pub(crate) mod mock_interviews;
pub(crate) mod objects;
pub(crate) mod one_time_tokens;
pub(crate) mod outbox;
pub(crate) mod rate_limits;
pub(crate) mod resumes;
mod revalidation;
pub(crate) mod saved_jobs;
pub(crate) mod scraping_logs;
pub(crate) mod tasks;
