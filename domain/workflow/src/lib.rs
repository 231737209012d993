//! Where contexts meet: the way of a posting from `processing` to `active`, of vectors into the index, and of objects out
//! of the storage.
//!
//! A worker takes what is pending from the database, works on it outside any transaction, and writes the whole outcome
//! in one. Killed at any point it leaves a claim that runs out, and the work is done again; nothing is done twice.

mod backlog;
mod index;
mod reaper;

pub use backlog::{Backlog, BacklogProgress};
pub use index::IndexFollower;
pub use reaper::ObjectReaper;
