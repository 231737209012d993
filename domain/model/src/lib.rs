//! The words of the business: entities, value objects and the decisions that need nothing but them.
//!
//! Everything here is pure. Time, randomness and the outside world come in as arguments, so a rule is tested by
//! calling it. What is *stored* and *fetched* is described by the crate `ports`, one layer above.

#[cfg(all(feature = "without-checks", not(debug_assertions)))]
compile_error!("a program without its own checks is for tests alone");

pub mod account;
pub mod address;
pub mod api_key;
pub mod audit;
pub mod chat;
pub mod cron;
pub mod embedding;
pub mod enrichment;
pub mod event;
pub mod factor;
pub mod id;
pub mod ingestion;
pub mod job;
pub mod lease;
pub mod named;
pub mod outline;
pub mod payload;
pub mod resume;
pub mod salary;
pub mod session;
pub mod skill;
pub mod task;
pub mod text;
