//! Where contexts meet: the way of a posting from `processing` to `active`, and of vectors into the index.
//!
//! A worker takes what is pending from the database, works on it outside any transaction, and writes the whole outcome
//! in one. Killed at any point it leaves a claim that runs out, and the work is done again; nothing is done twice.

mod backlog;
mod index;

pub use backlog::{Backlog, BacklogProgress};
pub use index::IndexFollower;
