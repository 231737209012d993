//! Where contexts meet: handlers of tasks that need several contexts, the follower that keeps the vector index up to date,
//! and the export of everything about one person.
//!
//! The machinery that runs the handlers is `domain-operations`.

mod enrich;
mod export;
mod index;
mod ingest;
mod mails;
mod resumes;

pub use enrich::EnrichJobs;
pub use export::Exports;
pub use index::IndexFollower;
pub use ingest::IngestSources;
pub use mails::SendMails;
pub use resumes::EmbedResumes;
