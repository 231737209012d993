//! The in-process vector index.
//!
//! An HNSW graph (usearch) over 8-bit vectors finds candidates; exact vectors in a file beside it rerank them. The
//! graph needs a fraction of the memory of exact vectors, and reranking restores the recall that 8 bits lose: see `make
//! bench`, `match_recall_at_10`.
//!
//! The index follows the database and can be rebuilt from it at any time. It is saved periodically, so that a start
//! takes milliseconds; a missing or damaged snapshot only costs a rebuild.

mod exact;
mod hnsw;
mod snapshot;

pub use hnsw::HnswIndex;
