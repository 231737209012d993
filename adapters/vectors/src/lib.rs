//! The nearest jobs, in this process.
//!
//! An HNSW graph (usearch) over vectors in 8-bit integers finds candidates; the exact vectors, kept in a file beside it,
//! put them in order. The graph fits into memory several times over where exact vectors would fit once, and what 8 bits
//! lose the second look restores: see `make bench`, `match_recall_at_10`.
//!
//! The index follows the database and can be rebuilt from it at any time. It is saved now and then, so that a start
//! takes milliseconds; a missing or damaged copy costs a rebuild and nothing else.

mod exact;
mod hnsw;
mod snapshot;

pub use hnsw::HnswIndex;
