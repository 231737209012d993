//! The domain model: entities, value objects and pure decisions.
//!
//! Time, randomness and the outside world come in as arguments, so a rule is tested by calling it. What is *stored* and
//! *fetched* is described by the crate `ports`, one layer above.

#[cfg(all(feature = "without-checks", not(debug_assertions)))]
compile_error!("a program without its own checks is for tests alone");

pub mod candidates;
pub mod catalogue;
pub mod chat;
pub mod identity;
pub mod ingestion;
pub mod interviews;
pub mod kernel;
pub mod matching;
pub mod operations;
pub mod search;
